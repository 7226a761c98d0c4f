"""Evidence on a share: its definition, what it claims over all looks, and the bounds that it gives."""

import numpy as np
import pytest
from numpy.typing import NDArray

from models.statistics import log_evidence_above, log_evidence_below, lower_bounds, upper_bounds
from models.statistics.evidence import TILTS, WEIGHTS

FloatArray = NDArray[np.float64]


def bounds(successes: int, trials: int) -> tuple[float, float]:
    """Of one cell, at evidence of 20."""
    x, n = float(successes), float(trials)
    estimate, needed = np.array([x / n]), np.log([20.0])
    low = lower_bounds(lambda share, _: log_evidence_above(x, n, share), estimate, needed)
    high = upper_bounds(lambda share, _: log_evidence_below(x, n, share), estimate, needed)
    return float(low[0]), float(high[0])


def test_nothing_heard_is_no_evidence() -> None:
    assert log_evidence_above(0, 0, 0.2) == log_evidence_below(0, 0, 0.2) == 0


def test_the_evidence_is_the_mean_of_likelihood_ratios() -> None:
    tested, x, n = 0.2, 7, 20
    odds = tested / (1 - tested) * np.exp(TILTS)
    greater = odds / (1 + odds)  # the alternatives: the tested share's log-odds, raised by each tilt
    ratios = (greater / tested) ** x * ((1 - greater) / (1 - tested)) ** (n - x)
    assert np.exp(log_evidence_above(x, n, tested)) == pytest.approx(float(WEIGHTS @ ratios))
    assert sum(WEIGHTS) == pytest.approx(1)


def test_the_other_side_is_the_mirror() -> None:
    assert log_evidence_below(3, 50, 0.1) == pytest.approx(log_evidence_above(47, 50, 0.9))


@pytest.mark.parametrize(("successes", "trials"), [(1, 100), (50, 100), (57, 60), (3, 7)])
def test_a_bound_is_where_the_evidence_is_twenty(successes: int, trials: int) -> None:
    low, high = bounds(successes, trials)
    if low > 0:
        assert np.exp(log_evidence_above(successes, trials, low)) == pytest.approx(20, rel=1e-6)
    assert np.exp(log_evidence_below(successes, trials, high)) == pytest.approx(20, rel=1e-6)
    assert low <= successes / trials <= high


def test_one_complaint_refutes_no_share_from_above_and_silence_none_from_below() -> None:
    assert bounds(1, 100)[0] == 0
    assert bounds(3, 3)[1] == 1


@pytest.mark.parametrize("share", [0.1, 0.2, 0.5])
def test_twenty_is_reached_at_any_look_in_at_most_one_of_twenty(share: float) -> None:
    customers, trials = 4_000, np.arange(1, 301)
    complains = np.random.default_rng(2).random((customers, trials.size)) < share
    said = complains.cumsum(axis=1)
    for evidence in (log_evidence_above, log_evidence_below):
        reached = (evidence(said, trials, share) >= np.log(20)).any(axis=1)
        assert 0.005 < reached.mean() <= 0.05  # and the claim is not kept by never reaching it
