"""Better or not: the gain in macro-F1, its interval, and what a tie is."""

import polars as pl
import pytest
from rated_texts import rated

from models.adapting.judging import gain, trial
from models.sentiment import SentimentModel

TRUTH = ["negative"] * 50 + ["positive"] * 50


def wrong(count: int) -> list[str]:
    """The truth, with `count` answers of either side wrong."""
    flipped = {"negative": "positive", "positive": "negative"}
    return [flipped[side] if number % 50 < count else side for number, side in enumerate(TRUTH)]


def gained(old: list[str], new: list[str]):
    return gain(pl.Series(TRUTH), pl.Series(old), pl.Series(new))


def test_the_gain_is_the_difference_of_macro_f1():
    # 10 of 50 wrong on either side: precision and recall 0.8; 5 of 50: 0.9
    found = gained(wrong(10), wrong(5))
    assert found.value == pytest.approx(0.9 - 0.8)
    assert found.low < found.value < found.high
    assert found.is_sure


def test_a_tie_is_no_gain():
    same = gained(wrong(5), wrong(5))
    assert (same.value, same.low, same.high, same.is_sure) == (0, 0, 0, False)


def test_a_little_better_is_not_surely_better():
    old = wrong(10)
    new = [*old]
    new[0] = TRUTH[0]  # one answer of a hundred mended
    found = gained(old, new)
    assert found.value > 0
    assert not found.is_sure


def test_worse_is_a_loss():
    assert gained(wrong(5), wrong(10)).high < 0


def test_pairing_narrows_the_interval():
    """The same mistakes cancel: twenty others wrong are worth more than five mended."""
    mended = gained(wrong(10), wrong(5))
    others = [*wrong(5)]
    others[20:30] = ["positive"] * 10
    others[70:80] = ["negative"] * 10
    spread = gained(wrong(15), others)
    assert spread.value == pytest.approx(0)
    assert spread.high - spread.low > mended.high - mended.low


@pytest.mark.parametrize(("neutral", "classes"), [(49, 2), (50, 3)])
def test_neutral_is_judged_where_enough_texts_are_neutral(neutral: int, classes: int):
    texts = rated(200, (1, -1)).with_columns(
        label=pl.when(pl.col("group") < neutral).then(pl.lit(0, pl.Int8)).otherwise("label")
    )
    shipped = SentimentModel.load()
    found = trial(shipped, shipped, texts)
    assert len(found.classes) == classes
    assert found.shipped == found.adapted
    assert not found.gain.is_sure
    assert found.shipped["n"] == (200 if classes == 3 else 200 - neutral)
