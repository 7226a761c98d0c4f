"""Statistics of shares: evidence, correction for reading errors, differences. Arrays in, arrays out."""

from models.statistics.agreement import ordinal_agreement
from models.statistics.differences import adjusted_p_values, fisher_p_values
from models.statistics.evidence import log_evidence_above, log_evidence_below, lower_bounds, upper_bounds
from models.statistics.misread import ReaderRates, Sample
from models.statistics.totals import smallest_total
from models.statistics.verified import Verified, verified_sample

__all__ = [
    "ReaderRates",
    "Sample",
    "Verified",
    "adjusted_p_values",
    "fisher_p_values",
    "log_evidence_above",
    "log_evidence_below",
    "lower_bounds",
    "ordinal_agreement",
    "smallest_total",
    "upper_bounds",
    "verified_sample",
]
