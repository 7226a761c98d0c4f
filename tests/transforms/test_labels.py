"""Labels in every spelling that is understood, and none beyond."""

import polars as pl
import pytest

from transforms.labels import LabelScale, is_sign, truth


def read(labels: list[str | None], scale: str | None = None) -> list[str | None]:
    on = LabelScale.parse(scale) if scale else None
    frame = pl.DataFrame({"label": labels}, {"label": pl.String})
    return frame.select(truth=truth(pl.col("label"), on))["truth"].to_list()


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("negative", "negative"), ("Neg", "negative"),
        ("-1", "negative"), ("−1", "negative"), ("-1.0", "negative"),
        ("NEUTRAL", "neutral"), ("neu", "neutral"), ("0", "neutral"),
        (" positive ", "positive"), ("POS", "positive"),
        ("1", "positive"), ("+1", "positive"), ("1.0", "positive"),
        ("mixed", "mixed"),
        ("2", None), ("good", None), ("-0.5", None), ("10", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_label_is_a_word_or_a_sign(label: str | None, meant: str | None) -> None:
    assert read([label]) == [meant]


def test_stars_are_the_thirds_of_their_scale() -> None:
    assert read(["1", "2", "3", "4", "5"], "1-5") == ["negative"] * 2 + ["neutral"] + ["positive"] * 2
    # thirds of 0-10 end at 3.33 and 6.67
    scores = [str(score) for score in range(11)]
    assert read(scores, "0-10") == ["negative"] * 4 + ["neutral"] * 3 + ["positive"] * 4


def test_what_is_not_on_the_scale_is_no_label() -> None:
    assert read(["0", "6", "good", "4,5", "4.5"], "1-5") == [None, None, None, None, "positive"]


def test_signs_are_told_from_words() -> None:
    frame = pl.DataFrame({"label": ["1.0", "neutral", "-1", "2"]})
    assert frame.select(is_sign(pl.col("label")))["label"].to_list() == [True, False, True, False]


@pytest.mark.parametrize("text", ["five", "5", "5-1", "1-1", "1-5 stars", ""])
def test_what_is_no_scale_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no scale: write it as lowest-highest"):
        LabelScale.parse(text)


def test_a_scale_may_go_below_zero() -> None:
    assert LabelScale.parse("-2-2") == LabelScale(-2, 2)
    assert str(LabelScale.parse("0 – 1.5")) == "0–1.5"
