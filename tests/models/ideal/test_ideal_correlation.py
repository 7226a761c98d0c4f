"""How well a fit tells who is worth more."""

import numpy as np
import polars as pl
import pytest

from models.ideal.correlation import FEWEST_ACCOUNTS, rank_correlation


def accounts(count: int, size: int = 1) -> pl.Series:
    return pl.Series([f"a{number // size}" for number in range(count * size)])


def test_the_interval_is_fishers():
    rng = np.random.default_rng(1)
    fit = rng.normal(size=103)
    found = rank_correlation(fit, fit + rng.normal(size=103), accounts(103))
    reach = 1.959964 * ((1 + found.value**2 / 2) / 100) ** 0.5
    assert found.low == pytest.approx(np.tanh(np.arctanh(found.value) - reach), abs=2e-4)
    assert found.high == pytest.approx(np.tanh(np.arctanh(found.value) + reach), abs=2e-4)
    wider = rank_correlation(fit, fit + rng.normal(size=103), accounts(103), inflation=2.25)
    assert np.ptp(np.arctanh([wider.low, wider.high])) == pytest.approx(
        2 * 1.5 * 1.959964 * ((1 + wider.value**2 / 2) / 100) ** 0.5, abs=2e-3
    )


def test_colleagues_count_as_one():
    rng = np.random.default_rng(2)
    fit, value = rng.normal(size=60), rng.normal(size=60)
    once = rank_correlation(fit, value, accounts(60))
    four = rank_correlation(np.repeat(fit, 4), np.repeat(value, 4), accounts(60, size=4))
    assert four == once
    assert once.accounts == 60


def test_few_accounts_or_equal_ones_tell_nothing():
    few = FEWEST_ACCOUNTS - 1
    assert rank_correlation(np.arange(few), np.arange(few), accounts(few)).value is None
    assert rank_correlation(np.arange(60), np.ones(60), accounts(60)).value is None
    assert rank_correlation(np.ones(60), np.arange(60), accounts(60)).value is None


def test_perfect_order_is_no_division_by_zero():
    found = rank_correlation(np.arange(60), np.arange(60), accounts(60))
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low > 0.99
