"""Reading errors taken out of a share, with their own uncertainty."""

import numpy as np
import pytest
from scipy.stats import beta

from models.statistics import corrected_bounds, corrected_share, widened


def test_the_share_behind_the_reading() -> None:
    # 10 % complain; read: 0.10 × 0.80 + 0.90 × (1 - 0.95) = 0.125
    assert corrected_share(0.125, 0.80, 0.95) == pytest.approx(0.10)


def test_a_perfect_reader_needs_no_correction() -> None:
    assert corrected_share([0.0, 0.01, 1.0], 1.0, 1.0).tolist() == [0.0, 0.01, 1.0]


def test_fewer_complaints_than_misreadings_are_none_and_more_than_readable_are_all() -> None:
    assert corrected_share([0.01, 0.99], 0.9, 0.9).tolist() == [0.0, 1.0]


def test_a_guessing_reader_tells_nothing() -> None:
    assert np.isnan(corrected_share(0.3, 0.5, 0.5))
    low, high = corrected_bounds(
        (np.array([0.2]), np.array([0.4])),
        (np.array([0.4]), np.array([0.6])),
        (np.array([0.4]), np.array([0.6])),
    )
    assert (low[0], high[0]) == (0.0, 1.0)


def test_the_bounds_are_the_extremes_over_the_whole_box() -> None:
    read, sensitivity, specificity = ([0.05, 0.3], [0.7, 0.9], [0.85, 0.97])
    grids = np.meshgrid(*(np.linspace(*side, 15) for side in (read, sensitivity, specificity)))
    shares = corrected_share(*grids)
    low, high = corrected_bounds(
        *((np.array([a]), np.array([b])) for a, b in (read, sensitivity, specificity))
    )
    assert (low[0], high[0]) == pytest.approx((shares.min(), shares.max()))


def test_widening_to_the_stated_confidence_changes_little() -> None:
    low, high = widened(0.82, 0.88, 0.95)
    assert (low, high) == pytest.approx((0.82, 0.88), abs=0.002)


def test_widening_follows_the_beta_distribution_of_a_measured_rate() -> None:
    # 850 of 1,000 read rightly: 95 % of the posterior, widened to 99 %
    posterior = beta(850.5, 150.5)
    low, high = widened(posterior.ppf(0.025), posterior.ppf(0.975), 0.99)
    assert (low, high) == pytest.approx((posterior.ppf(0.005), posterior.ppf(0.995)), abs=0.001)


def test_a_known_rate_stays_known() -> None:
    low, high = widened([1.0, 0.9], [1.0, 0.9], 0.999)
    assert low.tolist() == high.tolist() == [1.0, 0.9]


def test_an_interval_never_becomes_narrower() -> None:
    low, high = widened([0.9, 0.0], [1.0, 1.0], 0.95)
    assert (low <= [0.9, 0.0]).all()
    assert (high >= [1.0, 1.0]).all()
