"""The complaint share of every cell at the last look, with its bounds, and what more opinions would bring."""

import numpy as np
from numpy.typing import NDArray

from models.divergence.parameters import DivergenceParameters
from models.divergence.replay import Evidence, log_above, log_below
from models.statistics import lower_bounds, smallest_total, upper_bounds

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


def complaint_bounds(evidence: Evidence, needed: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Shares that the evidence refutes from above and from below: each bound holds with the confidence over
    all looks; (0, 1) where nobody takes a side. Who cannot be read may hold any opinion.

    Args:
        evidence, needed: arrays of shape (cells,); the log evidence that refutes.
    """
    share = np.nan_to_num(evidence.sample.share, nan=0.5).clip(0.0, 1.0)
    readable = evidence.readable

    def above(tested: FloatArray, cells: IntArray) -> FloatArray:
        return evidence.map(lambda values: values[cells]).sample.log_above(tested)

    def below(tested: FloatArray, cells: IntArray) -> FloatArray:
        return evidence.map(lambda values: values[cells]).sample.log_below(tested)

    low = readable * lower_bounds(above, share, needed)
    high = 1 - readable * (1 - upper_bounds(below, share, needed))
    nobody = evidence.sample.people <= 0
    return np.where(nobody, 0.0, low), np.where(nobody, 1.0, high)


def people_needed(
    evidence: Evidence, is_undecided: BoolArray, needed: FloatArray, parameters: DivergenceParameters
) -> FloatArray:
    """People taking a side, of those who count, that would decide at the present shares; NaN where none
    would.

    Args:
        evidence, needed: arrays of shape (cells,); the log evidence that decides.
    """
    chosen = evidence.map(lambda values: values[is_undecided])
    polar = chosen.polar

    def decides(total: FloatArray) -> BoolArray:
        more = chosen.scaled(total / polar)
        is_rare = log_below(more, parameters.isolated_below) >= needed[is_undecided]
        return is_rare | (log_above(more, parameters.trend_above) >= needed[is_undecided])

    found: FloatArray = np.full(evidence.polar.size, np.nan)
    found[is_undecided] = smallest_total(decides, polar)
    return found
