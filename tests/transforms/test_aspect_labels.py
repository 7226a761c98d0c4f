"""Cells that name aspects and how each is spoken of."""

import polars as pl
import pytest

from transforms.aspect_labels import told_opinions


def read(label: str | None) -> list[tuple[str | None, int | None]]:
    frame = pl.DataFrame(
        {"text_id": [7], "line": [2], "label": [label]}, schema_overrides={"label": pl.String}
    )
    return told_opinions(frame).select("aspect", "polarity").rows()


@pytest.mark.parametrize("separator", [";", ",", "|", " ; "])
def test_items_are_separated(separator: str) -> None:
    assert read(separator.join(["food:positive", "price:neg"])) == [("food", 1), ("price", -1)]


@pytest.mark.parametrize(
    ("item", "meant"),
    [
        ("Ease of Use: Positive", ("ease of use", 1)),
        ("price#negative", ("price", -1)),
        ("FOOD#QUALITY:neu", ("food#quality", 0)),  # the last sign parts them
        ("staff:−1", ("staff", -1)),
        ("staff:0", ("staff", 0)),
        ("staff:mixed", ("staff", 0)),
    ],
)
def test_an_item_is_an_aspect_and_a_side(item: str, meant: tuple[str, int]) -> None:
    assert read(item) == [meant]


@pytest.mark.parametrize("empty", [None, "", " ; ,"])
def test_no_item_is_no_aspect(empty: str | None) -> None:
    assert read(empty) == []


@pytest.mark.parametrize("item", ["food", "food:good", ":positive", "FOOD#QUALITY"])
def test_what_cannot_be_understood_lacks_something(item: str) -> None:
    ((aspect, polarity),) = read(item)
    assert aspect is None or polarity is None
