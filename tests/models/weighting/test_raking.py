"""Raking by hand on tables that a pencil can follow."""

import numpy as np
import polars as pl
import pytest

from models.weighting.raking import rake


def share(codes: pl.Series, weights: np.ndarray, code: int) -> float:
    return float(weights[(codes == code).to_numpy()].sum() / weights.sum())


def test_one_margin_is_population_share_over_sample_share():
    # 6 of 10 answered from a segment of 20 % of the customers, 4 from one of 80 %
    codes = pl.DataFrame({"size": [0] * 6 + [1] * 4})
    weights = rake(codes, np.ones(10), [{0: 0.2, 1: 0.8}], cap=5).weights
    assert weights == pytest.approx([0.2 / 0.6] * 6 + [0.8 / 0.4] * 4)


def test_two_margins_meet_both_and_keep_the_odds_ratios():
    # Deming and Stephan: weights are a factor of the row times a factor of the column
    codes = pl.DataFrame({"size": [0] * 50 + [1] * 50, "plan": [0] * 40 + [1] * 10 + [0] * 20 + [1] * 30})
    raked = rake(codes, np.ones(100), [{0: 0.3, 1: 0.7}, {0: 0.25, 1: 0.75}], cap=5)
    weights = raked.weights
    assert not raked.is_capped
    assert weights.sum() == pytest.approx(100)
    assert share(codes["size"], weights, 0) == pytest.approx(0.3, abs=1e-6)
    assert share(codes["plan"], weights, 0) == pytest.approx(0.25, abs=1e-6)
    corners = (weights[0], weights[40], weights[50], weights[70])
    assert corners[0] * corners[3] == pytest.approx(corners[1] * corners[2])


def test_raking_begins_with_the_weights_given():
    codes = pl.DataFrame({"size": [0, 0, 1, 1]})
    weights = rake(codes, np.array([1.0, 3.0, 2.0, 2.0]), [{0: 0.25, 1: 0.75}], cap=5).weights
    assert weights == pytest.approx([8 * 0.25 * 1 / 4, 8 * 0.25 * 3 / 4, 3, 3])


def test_the_cap_wins_over_the_share_that_it_keeps_from():
    codes = pl.DataFrame({"size": [0] * 5 + [1] * 95})  # 5 % would have to stand for 50 %: ten times the mean
    raked = rake(codes, np.ones(100), [{0: 0.5, 1: 0.5}], cap=5)
    assert raked.is_capped
    assert raked.weights[:5] == pytest.approx([5.0] * 5)
    assert raked.weights[5:] == pytest.approx([(100 - 25) / 95] * 95)


def test_where_cap_and_margins_can_both_hold_they_do():
    # one given weight of 30 among 39 of 1: half a segment; its fellows can carry what it loses
    codes = pl.DataFrame({"size": [0] * 20 + [1] * 20})
    raked = rake(codes, np.array([30.0] + [1.0] * 39), [{0: 0.5, 1: 0.5}], cap=5)
    assert raked.is_capped
    assert raked.weights.max() / raked.weights.mean() <= 5 * (1 + 1e-5)
    assert share(codes["size"], raked.weights, 0) == pytest.approx(0.5, abs=1e-3)


def test_margins_that_contradict_each_other_have_no_weights(capsys: pytest.CaptureFixture[str]):
    codes = pl.DataFrame({"size": [0] * 50 + [1] * 50, "plan": [0] * 50 + [1] * 50})
    raked = rake(codes, np.ones(100), [{0: 0.5, 1: 0.5}, {0: 0.3, 1: 0.7}], cap=5)
    assert raked.weights is None
    assert capsys.readouterr().out == ""
