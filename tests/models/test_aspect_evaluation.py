"""Aspects told and found, put side by side."""

from collections.abc import Sequence

import polars as pl
import pytest

from models.aspect_evaluation import AspectMap, aspect_evaluation, by_group

MAP = AspectMap.of(
    [
        ("ROOM", "room"), ("ROOM", "bed"),       # one label, two of ours
        ("PRICE", "price"), ("VALUE", "price"),  # two labels, one of ours
        ("HOTEL", None),                         # the whole is not compared
    ]
)  # fmt: skip


def opinions(*rows: tuple[int, str, int]) -> pl.DataFrame:
    schema = {"text_id": pl.Int64, "aspect": pl.String, "polarity": pl.Int8}
    return pl.DataFrame(rows, schema=schema, orient="row")


def texts(languages: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame({"text_id": range(len(languages)), "language": languages})


def test_what_hangs_together_is_one_group() -> None:
    assert MAP.groups == {"room": "bed, room", "bed": "bed, room", "price": "price"}
    assert MAP.group_of_label == {"room": "bed, room", "price": "price", "value": "price", "hotel": None}


def test_groups_join_over_any_number_of_labels() -> None:
    chain = AspectMap.of([("a", "x"), ("b", "x"), ("b", "y"), ("c", "z"), ("c", "y")])
    assert set(chain.groups.values()) == {"x, y, z"}


def test_a_pole_outweighs_neutral_and_both_poles_are_none() -> None:
    said = opinions((1, "room", 0), (1, "bed", -1), (2, "room", 1), (2, "bed", -1), (3, "parking", 1))
    assert by_group(said, MAP.groups).sort("text_id").rows() == [(1, "bed, room", -1), (2, "bed, room", 0)]


def test_figures_by_hand() -> None:
    told = opinions((0, "room", 1), (0, "price", -1), (1, "value", -1), (1, "hotel", 1), (2, "room", 0))
    found = opinions((0, "bed", 1), (0, "price", 1), (2, "room", -1), (3, "bed", 1), (3, "wifi", 1))
    result = aspect_evaluation(
        texts(["de", "de", "nl", "nl"]), by_group(told, MAP.group_of_label), by_group(found, MAP.groups)
    )
    # told: room 0 and 2, price 0 and 1; found: room 0, 2 and 3, price 0; both: room 0 and 2, price 0
    assert (result["n"], result["labelled"], result["found"]) == (4, 4, 4)
    assert (result["precision"], result["recall"], result["f1"]) == (3 / 4, 3 / 4, 6 / 8)
    # with a labelled side: room of text 0, read rightly, and price of text 0, read wrongly
    assert (result["polarity_n"], result["polarity_accuracy"]) == (2, 1 / 2)
    room, price = result["by_aspect"]["bed, room"], result["by_aspect"]["price"]
    assert (room["precision"], room["recall"], room["f1"]) == (2 / 3, 1, pytest.approx(0.8))
    assert (price["precision"], price["recall"], price["polarity_accuracy"]) == (1, 1 / 2, 0)
    german, dutch = result["by_language"]["de"], result["by_language"]["nl"]
    assert (german["n"], german["labelled"], german["found"], german["recall"]) == (2, 3, 2, 2 / 3)
    assert (dutch["n"], dutch["labelled"], dutch["found"], dutch["polarity_accuracy"]) == (2, 1, 2, None)


def test_a_side_read_as_neither_is_wrong() -> None:
    told, found = opinions((0, "room", 1)), opinions((0, "room", 0))
    result = aspect_evaluation(texts(["de"]), by_group(told, MAP.group_of_label), by_group(found, MAP.groups))
    assert (result["polarity_n"], result["polarity_accuracy"]) == (1, 0)


def test_of_nothing_there_are_no_shares() -> None:
    nothing = by_group(opinions(), MAP.groups)
    result = aspect_evaluation(texts(["de"]), nothing, nothing)
    assert (result["n"], result["precision"], result["f1"], result["polarity_accuracy"]) == (
        1,
        None,
        None,
        None,
    )
    assert result["by_aspect"] == {}
