"""Changes of the same people: exact bounds against textbook values, and how often they hold."""

import numpy as np
import pytest
from scipy.stats import binomtest

from models.statistics.paired import (
    difference_bounds,
    exact_share_bounds,
    net_change_bounds,
    sign_test_p_values,
)


def test_exact_bounds_are_those_of_clopper_and_pearson():
    low, high = exact_share_bounds([0, 8, 10, 0], [10, 10, 10, 0])
    expected = binomtest(8, 10).proportion_ci(0.95, method="exact")
    assert (low[1], high[1]) == pytest.approx((expected.low, expected.high))
    assert (low[0], high[2]) == (0, 1)
    assert high[0] == pytest.approx(1 - 0.025 ** (1 / 10))
    assert np.isnan([low[3], high[3]]).all()


def test_the_sign_test_counts_those_who_changed():
    found = sign_test_p_values([9, 5, 0, 0], [1, 5, 0, 6])
    assert found[[0, 1, 3]] == pytest.approx([binomtest(9, 10).pvalue, 1.0, 2 * 0.5**6])
    assert np.isnan(found[2])


def test_nobody_changing_is_no_certainty():
    low, high = net_change_bounds([0], [0], [10])
    assert low[0] == pytest.approx(-high[0])
    assert 0.3 < high[0] < 0.4  # 1 - 0.0125 ** (1 / 10) = 0.35


def test_without_pairs_there_are_no_bounds():
    low, high = net_change_bounds([0], [0], [0])
    assert np.isnan([low[0], high[0]]).all()


@pytest.mark.parametrize("shares", [(0.5, 0.0), (0.3, 0.1), (0.05, 0.05), (0.85, 0.1)])
@pytest.mark.parametrize("pairs", [6, 40])
def test_the_net_change_lies_within_its_bounds_at_least_as_often_as_stated(
    shares: tuple[float, float], pairs: int
):
    up, down = shares
    drawn = np.random.default_rng(1).multinomial(pairs, [up, down, 1 - up - down], size=4000)
    low, high = net_change_bounds(drawn[:, 0], drawn[:, 1], pairs)
    holds = ((low <= up - down) & (up - down <= high)).mean()
    assert holds >= 0.95


def test_a_difference_lies_within_its_bounds_at_least_as_often_as_stated():
    random = np.random.default_rng(2)
    one, other = (random.multinomial(n, p, 4000) for n, p in ((30, (0.6, 0.1, 0.3)), (50, (0.3, 0.2, 0.5))))
    bounds = net_change_bounds(one[:, 0], one[:, 1], 30), net_change_bounds(other[:, 0], other[:, 1], 50)
    values = (one[:, 0] - one[:, 1]) / 30, (other[:, 0] - other[:, 1]) / 50
    low, high = difference_bounds(values[0], bounds[0], values[1], bounds[1])
    true = (0.6 - 0.1) - (0.3 - 0.2)
    assert ((low <= true) & (true <= high)).mean() >= 0.95
    assert ((low <= values[0] - values[1]) & (values[0] - values[1] <= high)).all()
