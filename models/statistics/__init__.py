"""Statistics of shares: intervals, correction for reading errors, agreement. Arrays in, arrays out."""

from models.statistics.agreement import ordinal_agreement
from models.statistics.correction import corrected_bounds, corrected_share, widened
from models.statistics.differences import adjusted_p_values, fisher_p_values
from models.statistics.proportions import confidence_sequence, smallest_total

__all__ = [
    "adjusted_p_values",
    "confidence_sequence",
    "corrected_bounds",
    "corrected_share",
    "fisher_p_values",
    "ordinal_agreement",
    "smallest_total",
    "widened",
]
