"""Calibration: how often the verdict is right on populations whose truth is known.

Populations are drawn with a planted truth, read with a classifier's errors, counted and replayed by the code
that judges a company's own opinions; what comes out is held against what was planted.
"""

from models.calibration.calibrate import Calibration, Outcomes, Scenario, calibrated
from models.calibration.outcomes import CALIBRATION_SCHEMA, Outcome
from models.calibration.reach import CALLED_IN, customers_needed
from models.calibration.reading import RATINGS, Language, Reading, known_classifiers
from models.calibration.truths import TRUTHS, Truth
from models.calibration.version import inputs_version

__all__ = [
    "CALIBRATION_SCHEMA",
    "CALLED_IN",
    "RATINGS",
    "TRUTHS",
    "Calibration",
    "Language",
    "Outcome",
    "Outcomes",
    "Reading",
    "Scenario",
    "Truth",
    "calibrated",
    "customers_needed",
    "inputs_version",
    "known_classifiers",
]
