"""One name for a topic in all languages, where the word translations carry it."""

from collections.abc import Mapping
from functools import cache

import polars as pl

from models.stems import stems
from models.translations import translations

PIVOT = "en"
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

    Args:
        key: one or two stems of that language.
    """
    words = key.split()
    if language != PIVOT:
        known = _english(language)
        if not all(word in known for word in words):
            return f"{language}:{key}"
        words = [known[word] for word in words]
    return " ".join(sorted(words))
