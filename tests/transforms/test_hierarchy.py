"""Small segments merge into what they are part of."""

import random

import polars as pl
import pytest

from transforms.hierarchy import checked_parents, merged

PARENTS = {
    "Germany": "DACH",
    "Austria": "DACH",
    "Switzerland": "DACH",
    "DACH": "Europe",
    "France": "Europe",
}


def members(**sizes: int) -> pl.DataFrame:
    rows = [(segment, f"{segment} {number}") for segment, size in sizes.items() for number in range(size)]
    return pl.DataFrame(rows, schema=["segment", "member"], orient="row")


def test_large_segments_stand_on_their_own():
    assert merged(members(Germany=30, Austria=30, France=30), PARENTS, 30) == {}


def test_a_parent_that_holds_all_its_parts_has_its_name():
    found = merged(members(Germany=20, Austria=9, Switzerland=9), PARENTS, 30)
    assert found == {"Germany": "DACH", "Austria": "DACH", "Switzerland": "DACH"}  # 38 of 30


def test_the_rest_beside_parts_that_stand_is_others():
    found = merged(members(Germany=90, Austria=20, Switzerland=15), PARENTS, 30)
    assert found == {"Austria": "DACH: others", "Switzerland": "DACH: others"}


def test_those_who_are_just_the_parent_are_of_the_others_too():
    found = merged(members(Germany=90, DACH=40), PARENTS, 30)
    assert found == {"DACH": "DACH: others"}


def test_small_rests_merge_on_upward():
    found = merged(members(Germany=90, Austria=20, France=9), PARENTS, 30)
    assert found == {"Austria": "Europe: others", "France": "Europe: others"}
    assert merged(members(Austria=20, France=9), PARENTS, 30) == {"Austria": "Europe", "France": "Europe"}


def test_a_segment_without_a_parent_stays():
    assert merged(members(Japan=2, Germany=90), PARENTS, 30) == {}


def test_who_moved_from_part_to_part_counts_once():
    moved = pl.DataFrame(
        [(segment, f"c{number}") for segment in ("Austria", "Switzerland") for number in range(20)],
        schema=["segment", "member"],
        orient="row",
    )
    found = merged(pl.concat([moved, members(France=40)]), PARENTS, 30)
    assert found == {"Austria": "Europe: others", "Switzerland": "Europe: others"}  # 20 of DACH, not 40


def test_the_order_of_members_and_parents_decides_nothing():
    sizes = members(Germany=31, Austria=20, Switzerland=5, France=29, DACH=3, Europe=1)
    expected = merged(sizes, PARENTS, 30)
    pairs = list(PARENTS.items())
    for seed in range(5):
        random.Random(seed).shuffle(pairs)
        assert merged(sizes.sample(fraction=1, shuffle=True, seed=seed), dict(pairs), 30) == expected


@pytest.mark.parametrize(
    ("parents", "way"), [({"A": "A"}, '"A" in "A"'), ({"A": "B", "B": "C", "C": "B"}, '"B" in "C" in "B"')]
)
def test_a_circle_is_refused(parents: dict[str, str], way: str):
    with pytest.raises(ValueError, match=f"in a circle: {way}"):
        checked_parents(parents)
