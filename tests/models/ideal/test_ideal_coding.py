"""Segments as columns."""

import numpy as np
import polars as pl
import pytest

from models.ideal.coding import Coding, Dimension


def plans(**counts: int) -> pl.Series:
    return pl.Series("plan", [name for name, count in counts.items() for _ in range(count)])


def coded(segments: pl.Series) -> Dimension:
    return Dimension.of("plan", segments, np.ones(len(segments)))


def test_a_column_is_one_less_the_share_and_unknown_is_the_mean():
    dimension = coded(plans(Free=60, Pro=20))
    assert dimension.shares == pytest.approx([0.75, 0.25])
    rows = dimension.design(pl.Series(["Free", "Pro", None]))
    assert rows.tolist() == [[0.25, -0.25], [-0.75, 0.75], [0.0, 0.0]]


def test_rare_segments_are_taken_together():
    dimension = coded(plans(Free=50, Gold=10, Silver=10))  # 20 are needed
    assert (dimension.frequent, dimension.has_pool) == (("Free",), True)
    assert dimension.places(pl.Series(["Gold", "Silver", "never seen"])).tolist() == [1, 1, 1]


def test_what_is_too_rare_even_together_counts_as_unknown():
    dimension = coded(plans(Free=50, Pro=30, Gold=19))
    assert dimension.places(pl.Series(["Free", "Gold", "Pro"])).tolist() == [0, -1, 1]


def test_of_many_customers_a_segment_needs_one_in_a_hundred():
    dimension = coded(plans(Free=1500, Pro=1450, Gold=29, Silver=21))  # 30 of 3,000 are needed
    assert (dimension.frequent, dimension.has_pool) == (("Free", "Pro"), True)


def test_an_account_counts_once():
    segments = pl.Series("plan", ["Free"] * 40 + ["Pro"] * 40)
    weight = np.repeat([1.0, 0.25], 40)  # Pro: ten accounts of four
    assert Dimension.of("plan", segments, weight).shares == pytest.approx([0.8, 0.2])


def test_a_dimension_that_tells_nobody_apart_is_left_out():
    segments = {"plan": plans(Free=50), "size": pl.Series(["1-9"] * 25 + ["10+"] * 25), "age": plans(Old=9)}
    segments["age"] = segments["age"].extend_constant(None, 41)
    coding = Coding.of(segments, np.ones(50))
    assert [one.name for one in coding.dimensions] == ["size"]
    assert coding.blocks.tolist() == [0, 0]
    assert coding.design(segments).shape == (50, 2)
