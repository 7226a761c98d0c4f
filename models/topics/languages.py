"""One name for a topic in all languages, where the word translations carry it."""

from collections.abc import Mapping
from functools import cache

import polars as pl

from models.stems import stems
from models.translations import translations

PIVOT = "en"
SHARED_LETTERS = 6  # shorter words are spelled alike by chance ("gift" is poison in German)
LEAST_WEIGHT = 0.4  # of a learned translation; below, one in ten is wrong


@cache
def _english(language: str) -> Mapping[str, str]:
    """The English stem of each stem of a language: of its likeliest meaning; compiled before learned."""
    own = translations().filter(
        (pl.col("language") == language)
        & ((pl.col("source") == "compiled") | (pl.col("weight") >= LEAST_WEIGHT))
    )
    best = (
        own.with_columns(stem=stems(own["word"], language), meaning=stems(own["english"], PIVOT))
        .sort("stem", "source", "weight", "meaning", descending=[False, False, True, False])
        .unique("stem", keep="first", maintain_order=True)
    )
    return dict(best.select("stem", "meaning").iter_rows())


def common_name(key: str, language: str) -> str:
    """The English stems of a phrase, sorted; the phrase itself, marked by its language, where one is unknown.

    A long word without a known translation is taken for one that languages share ("bluetooth").

    Args:
        key: one or two stems of that language.
    """
    if language == PIVOT:
        return " ".join(sorted(key.split()))
    words = [_english(language).get(word) or _shared(word) for word in key.split()]
    return f"{language}:{key}" if None in words else " ".join(sorted(filter(None, words)))


def _shared(word: str) -> str | None:
    if len(word) < SHARED_LETTERS:
        return None
    (stem,) = stems(pl.Series([word]), PIVOT)
    return str(stem)
