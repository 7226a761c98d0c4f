"""Aspects told and found, put side by side."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from models.aspect_evaluation import AspectMap, aspect_evaluation, by_group
from models.reading import OpinionReader
from models.sentiment import SentimentModel
from models.taxonomy import shipped
from models.training.aspect_checks import CHECKS, aspect_checks, aspect_map
from transforms.aspect_labels import told_opinions

REAL = Path(__file__).parents[2] / ".." / "shared" / "data"

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


def test_the_shipped_maps_lead_to_aspects_that_there_are() -> None:
    aspects = shipped().aspects
    for source, _, _ in CHECKS:
        groups = aspect_map(source).groups
        assert set(groups) <= set(aspects)
        assert groups


@pytest.mark.skipif(not REAL.is_dir(), reason="the development data is not beside the project")
def test_the_measuring_sets_name_only_aspects_that_their_maps_name() -> None:
    for source, _, read in CHECKS:
        labels = [label for _, label in read(REAL / source)]
        told = told_opinions(pl.DataFrame({"text_id": range(len(labels)), "line": 0, "label": labels}))
        assert told["polarity"].null_count() == 0
        assert set(told["aspect"]) == set(aspect_map(source).group_of_label)


def test_a_set_is_measured_and_tells_its_map(tmp_path: Path) -> None:
    folder = tmp_path / "hotel_aspects_de"
    folder.mkdir()
    lines = [
        "__label__ZIMMER:positiv\tDas Zimmer war sehr schön.",
        "__label__LAGE:negativ\tDie Lage ist furchtbar.",
    ]
    for part, text in (
        ("train", "\n".join(lines)),
        ("dev", ""),
        ("test", "__label__HOTEL:positiv\tGerne wieder."),
    ):
        (folder / f"{part}.txt").write_text(text, encoding="utf-8")
    (row,) = aspect_checks(tmp_path, OpinionReader(SentimentModel.load(), shipped()))
    assert (row["source"], row["language"], row["n"]) == ("hotel_aspects_de", "de", 3)
    assert (row["f1"], row["polarity_n"], row["polarity_accuracy"]) == (1, 2, 1)
    assert row["mapping"]["lage"] == "location"
    assert row["mapping"]["hotel"] == "left out"
