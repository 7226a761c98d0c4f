"""Scores with words or stars around them."""

import polars as pl
import pytest

from transforms.spellings.scores import bare_score, best_score


@pytest.mark.parametrize(
    ("text", "bare", "best"),
    [
        ("4/5", "4", 5),
        ("4,5 von 5 Sternen", "4,5", 5),
        ("4 out of 5 stars", "4", 5),
        ("5 étoiles", "5", None),
        ("★★★★☆", "4", 5),
        ("⭐️⭐️⭐️", "3", None),
        ("★★½☆☆", "2.5", 5),
        ("7", "7", None),
        ("FOUR", "4", None),
        ("four", "four", None),
        ("very good", "very good", None),
        (None, None, None),
    ],
)
def test_the_score_and_its_best(text, bare, best):
    texts = pl.lit(pl.Series([text], dtype=pl.String))
    assert pl.select(bare_score(texts)).item() == bare
    assert pl.select(best_score(texts)).item() == best
