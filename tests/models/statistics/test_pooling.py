"""Shares drawn towards their group's."""

import numpy as np
import pytest

from models.statistics.pooling import pooled_shares

ONE_GROUP = np.zeros(4, dtype=np.int64)


def test_parts_that_do_not_differ_are_drawn_to_their_mean() -> None:
    pooled = pooled_shares(np.array([0.1, 0.12, 0.11, 0.09]), np.full(4, 0.01), ONE_GROUP)
    assert pooled == pytest.approx(np.full(4, 0.105))


def test_parts_that_surely_differ_keep_their_shares() -> None:
    shares = np.array([0.1, 0.9, 0.2, 0.8])
    assert pooled_shares(shares, np.full(4, 1e-6), ONE_GROUP) == pytest.approx(shares, abs=1e-4)


def test_the_least_sure_is_drawn_the_most() -> None:
    shares = np.array([0.1, 0.2, 0.3, 0.4])
    pooled = pooled_shares(shares, np.array([0.001, 0.001, 0.001, 0.02]), ONE_GROUP)
    assert pooled[3] - shares[3] < pooled[2] - shares[2] < 0


def test_what_is_in_no_group_or_not_known_is_not_pooled() -> None:
    pooled = pooled_shares(
        np.array([0.1, 0.2, np.nan, 0.4]), np.full(4, 0.01), np.array([-1, 0, 0, 0], dtype=np.int64)
    )
    assert np.isnan(pooled[[0, 2]]).all()
    assert np.isfinite(pooled[[1, 3]]).all()
