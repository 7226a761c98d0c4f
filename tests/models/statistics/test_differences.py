"""Fisher's exact test over many pairs, and the control of false finds."""

import numpy as np
import pytest
from scipy.stats import fisher_exact

from models.statistics import adjusted_p_values, fisher_p_values


@pytest.mark.parametrize(
    ("x", "n", "y", "m"), [(8, 20, 2, 20), (1, 9, 7, 12), (5, 10, 50, 100), (0, 30, 9, 30)]
)
def test_twice_the_smaller_exact_tail(x: int, n: int, y: int, m: int) -> None:
    table = [[x, n - x], [y, m - y]]
    tails = [fisher_exact(table, alternative=tail).pvalue for tail in ("less", "greater")]
    assert fisher_p_values([x], [n], [y], [m])[0] == pytest.approx(min(1.0, 2 * min(tails)))


def test_without_a_rest_there_is_nothing_to_compare() -> None:
    assert np.isnan(fisher_p_values([3], [10], [0], [0])[0])


def test_benjamini_hochberg_by_hand() -> None:
    # p × 4 / rank: 0.04, 0.04, 0.0533, 0.2, then the smallest of those above
    q_values = adjusted_p_values([0.01, np.nan, 0.02, 0.04, 0.2])
    assert q_values[[0, 2, 3, 4]] == pytest.approx([0.04, 0.04, 0.16 / 3, 0.2])
    assert np.isnan(q_values[1])


def test_no_test_gives_no_q_value() -> None:
    assert np.isnan(adjusted_p_values([np.nan])).all()
    assert adjusted_p_values([]).size == 0
