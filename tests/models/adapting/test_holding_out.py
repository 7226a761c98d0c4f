"""What is held out: the last fifth by time, equal texts on one side, undated texts by hash."""

import polars as pl
from rated_texts import rated

from models.adapting.holding_out import is_held_out


def test_the_last_fifth_by_time_is_held_out():
    assert is_held_out(rated(10)).to_list() == [False] * 8 + [True] * 2
    shuffled = rated(10).sample(fraction=1, shuffle=True, seed=1)
    assert sorted(shuffled.filter(is_held_out(shuffled))["group"]) == [8, 9]


def test_equal_texts_are_on_the_side_of_the_first():
    texts = rated(10).with_columns(group=pl.Series([0, 1, 2, 3, 4, 5, 6, 7, 8, 0]))
    # by their first day: the two of group 0, then groups 1 to 6 are eight texts; 7 and 8 are the last fifth
    assert is_held_out(texts).to_list() == [False] * 7 + [True, True, False]


def test_no_group_is_on_both_sides():
    texts = rated(200).with_columns(group=pl.col("group") * 7 % 31)
    sides = texts.with_columns(kept=is_held_out(texts)).group_by("group").agg(pl.col("kept").n_unique())
    assert set(sides["kept"]) == {1}


def test_undated_texts_are_drawn_by_their_words():
    undated = rated(2000).with_columns(created_at=pl.lit(None, pl.Datetime("us", "UTC")))
    kept = is_held_out(undated)
    assert 340 < kept.sum() < 460  # a fifth of 2000, give or take
    again = undated.reverse()
    assert is_held_out(again).reverse().to_list() == kept.to_list()
    assert undated.filter(kept)["group"].head(5).to_list() == [0, 6, 24, 27, 29]  # on every machine


def test_dated_and_undated_texts_are_split_each_in_their_own_way():
    mixed = rated(100).with_columns(created_at=pl.when(pl.col("group") < 10).then("created_at"))
    kept = mixed.filter(is_held_out(mixed))
    assert kept.filter(pl.col("created_at").is_not_null())["group"].to_list() == [8, 9]
    assert 5 < kept["created_at"].null_count() < 35  # a fifth of 90
