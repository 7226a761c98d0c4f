"""The totals that a decision needs."""

import numpy as np
import pytest
from numpy.typing import NDArray

from models.statistics import log_evidence_above, log_evidence_below, smallest_total

FloatArray = NDArray[np.float64]


def decides(share: float | FloatArray, total: float | FloatArray) -> NDArray[np.bool_]:
    """Below 10 % or above 20 % for sure."""
    said = np.asarray(share) * total
    is_rare = log_evidence_below(said, total, 0.1) >= np.log(20)
    found: NDArray[np.bool_] = is_rare | (log_evidence_above(said, total, 0.2) >= np.log(20))
    return found


def totals_that_decide(shares: list[float]) -> FloatArray:
    return smallest_total(lambda total: decides(np.array(shares), total), np.zeros(len(shares)))


@pytest.mark.parametrize("share", [0.0, 0.02, 0.05, 0.3, 0.5, 0.9])
def test_the_smallest_total_is_the_first_that_decides(share: float) -> None:
    (needed,) = totals_that_decide([share])
    assert decides(share, needed)
    assert not decides(share, needed - 1)


def test_between_the_thresholds_no_number_decides() -> None:
    assert np.isnan(totals_that_decide([0.1, 0.15, 0.2])).all()


def test_the_smallest_total_is_found_per_cell() -> None:
    wanted = np.array([3.0, 17.0, 2_000_000.0])
    found = smallest_total(lambda total: total >= wanted, np.zeros(3), limit=1_000)
    assert found[:2].tolist() == [3, 17]
    assert np.isnan(found[2])
