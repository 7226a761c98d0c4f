"""Bounds of a share: their definition, their coverage over all looks, and the totals that they need."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import betaln

from models.statistics import confidence_sequence, smallest_total


def test_nothing_heard_says_nothing() -> None:
    low, high = confidence_sequence([0], [0])
    assert (low[0], high[0]) == (0.0, 1.0)


def test_without_a_success_the_upper_bound_has_a_closed_form() -> None:
    # (1 - p)^n = 0.05 × B(1/2, n + 1/2) / B(1/2, 1/2)
    n = 10
    expected = 1 - np.exp((betaln(0.5, n + 0.5) - betaln(0.5, 0.5) + np.log(0.05)) / n)
    low, high = confidence_sequence([0], [n])
    assert low[0] == 0.0
    assert high[0] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("successes", "trials"), [(1, 100), (50, 100), (57, 60), (3, 7), (1, 1_000_000)])
def test_at_its_bounds_the_mixture_is_one_over_alpha_times_as_likely(successes: int, trials: int) -> None:
    for bound in confidence_sequence([successes], [trials], 0.95):
        mixture = betaln(0.5 + successes, 0.5 + trials - successes) - betaln(0.5, 0.5)
        likelihood = successes * np.log(bound[0]) + (trials - successes) * np.log1p(-bound[0])
        assert mixture - likelihood == pytest.approx(np.log(1 / 0.05), rel=1e-6)


def test_bounds_mirror_when_sides_are_swapped() -> None:
    low, high = confidence_sequence([7], [50])
    mirrored_low, mirrored_high = confidence_sequence([43], [50])
    assert (low[0], high[0]) == pytest.approx((1 - mirrored_high[0], 1 - mirrored_low[0]))


@pytest.mark.parametrize("share", [0.02, 0.1, 0.2, 0.5])
def test_the_bounds_hold_at_one_look(share: float) -> None:
    trials = 150
    successes = np.random.default_rng(1).binomial(trials, share, 20_000)
    low, high = confidence_sequence(successes, trials)
    assert np.mean((low <= share) & (share <= high)) >= 0.95


@pytest.mark.parametrize("share", [0.1, 0.2, 0.5])
def test_the_bounds_hold_at_every_look_at_once(share: float) -> None:
    customers, trials = 1_000, np.arange(1, 251)
    complains = np.random.default_rng(2).random((customers, trials.size)) < share
    low, high = confidence_sequence(complains.cumsum(axis=1), trials)
    is_missed_once = ((share < low) | (share > high)).any(axis=1)
    assert is_missed_once.mean() <= 0.05


def totals_that_decide(shares: list[float]) -> NDArray[np.float64]:
    """From none, at fixed shares: below 10 % or above 20 % for sure."""

    def decides(total: NDArray[np.float64]) -> NDArray[np.bool_]:
        low, high = confidence_sequence(np.array(shares) * total, total)
        return (high < 0.1) | (low > 0.2)

    return smallest_total(decides, np.zeros(len(shares)))


def test_the_smallest_total_is_the_first_that_decides() -> None:
    # Nobody complains: the closed form's bound falls below 10 % at 53 opinions.
    (needed,) = totals_that_decide([0.0])
    assert needed == 53
    assert confidence_sequence([0], [53])[1][0] < 0.1 <= confidence_sequence([0], [52])[1][0]


@pytest.mark.parametrize("share", [0.02, 0.05, 0.3, 0.5, 0.9])
def test_fewer_opinions_at_the_same_share_would_not_decide(share: float) -> None:
    (needed,) = totals_that_decide([share])

    def decides(total: float) -> bool:
        low, high = confidence_sequence([share * total], [total])
        return bool(high[0] < 0.1 or low[0] > 0.2)

    assert decides(needed)
    assert not decides(needed - 1)


def test_between_the_thresholds_no_number_decides() -> None:
    assert np.isnan(totals_that_decide([0.1, 0.15, 0.2])).all()


def test_the_smallest_total_is_found_per_cell() -> None:
    wanted = np.array([3.0, 17.0, 2_000_000.0])
    found = smallest_total(lambda total: total >= wanted, np.zeros(3), limit=1_000)
    assert found[:2].tolist() == [3, 17]
    assert np.isnan(found[2])
