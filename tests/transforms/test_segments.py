"""Values to segments, as declared."""

import polars as pl
import pytest
from pydantic import ValidationError

from transforms.segments import Dimension, are_bare_numbers, segment

SIZES = [{"name": "1-9", "from_value": 1}, {"name": "10+", "from_value": 10}]


def segments(given: list[str | None], **declared) -> list[str]:
    dimension = Dimension.model_validate({"attribute": "x"} | declared)
    return pl.select(segment(pl.lit(pl.Series(given, dtype=pl.String)), dimension)).to_series().to_list()


def test_values_are_their_own_segments_and_nothing_is_unknown():
    assert segments(["Retail", None, "", "  "]) == ["Retail", "unknown", "unknown", "unknown"]


def test_bands_begin_at_their_value():
    found = segments(["0.9", "1", "9.99", "10", "1e6", None], bands=SIZES)
    assert found == ["unknown", "1-9", "1-9", "10+", "10+", "unknown"]


def test_a_band_that_the_source_already_holds_keeps_its_name():
    assert segments(["10-49", "1-9"], bands=SIZES) == ["10-49", "1-9"]


@pytest.mark.parametrize("odd", ["NaN", "inf", "-5"])
def test_odd_numbers_are_in_no_band_of_large_ones(odd):
    assert segments([odd], bands=SIZES) != ["10+"]


def test_values_rename_and_so_merge():
    found = segments(["Retail", "Shops", "Bank"], values={"Shops": "Retail"})
    assert found == ["Retail", "Retail", "Bank"]


def test_values_count_before_and_after_a_mapping():
    values = {"CA": "US", "Austria": "Alps"}  # California, in this CRM
    found = segments(["CA", "Österreich", "Canada", "de"], mapping="countries", values=values)
    assert found == ["United States", "Alps", "Canada", "Germany"]


def test_headcount_bands_numbers_and_ranges():
    found = segments(["8", "1-9 Mitarbeiter", "11-50", "Small", "0"], mapping="headcount", bands=SIZES)
    assert found == ["1-9", "1-9", "10+", "Small", "unknown"]


TREE = {"parents": {"Austria": "DACH"}, "merge_below": 30}


@pytest.mark.parametrize(
    ("declared", "says"),
    [
        ({"attribute": "a", "mapping": "countries", "bands": SIZES}, "leave out the bands"),
        ({"attribute": "a", "mapping": "headcount"}, "declare the bands"),
        ({"attribute": "a", "mapping": "colours"}, "'countries', 'industries' or 'headcount'"),
        ({"attribute": "a", "merge_below": 30}, "go together"),
        ({"attribute": "a", "parents": {"Austria": "DACH"}}, "go together"),
        ({"attribute": "a", **TREE, "parents": {"A": "B", "B": "A"}}, 'circle: "A" in "B" in "A"'),
        ({"attribute": "a", **TREE, "parents": {"unknown": "B"}}, '"unknown" is no part'),
        ({"attribute": "a", **TREE, "merge_below": 1}, "greater than or equal to 2"),
        (
            {"attribute": "a", **TREE, "mapping": "countries", "parents": {"AT": "DACH"}},
            'the segment of "AT" is called "Austria"',
        ),
        ({}, "name one"),
        ({"attribute": "a", "since": "b", "bands": SIZES}, "name one"),
        ({"since": "b"}, "needs bands, in days"),
        ({"attribute": "a", "bands": SIZES[::-1]}, "bands must rise"),
        ({"attribute": "a", "band": SIZES}, "Extra inputs"),
    ],
)
def test_a_dimension_that_makes_no_sense_is_refused(declared, says):
    with pytest.raises(ValidationError, match=says):
        Dimension.model_validate(declared)


@pytest.mark.parametrize(
    ("segments", "are_bare"),
    [
        ([f"1.{number:03},50" for number in range(40)], True),
        ([str(number) for number in range(1, 6)], False),  # 1 to 5 of something
        ([f"gate {number}" for number in range(40)], False),
        (["unknown"], False),
    ],
)
def test_many_bare_numbers_are_no_segments(segments, are_bare):
    assert are_bare_numbers(pl.Series(segments)) is are_bare
