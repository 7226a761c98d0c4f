"""Scores with words or stars around them: "4 out of 5", "4/5", "★★★★☆", "5 stars"."""

from collections.abc import Callable
from functools import cache, partial

import polars as pl

from transforms.sparse import changed_where, first_that_reads
from transforms.spellings.distinct import by_distinct
from transforms.tables import table

_SCORE = r"[-+]?\d+(?:[.,]\d+)?"
_FULL, _HALF, _EMPTY = r"[★⭐🌟]", "½", r"[☆✩]"
_STARS = r"^[★⭐🌟½☆✩\x{FE0F}\s]+$"


_NO_NUMBER = r"[^0-9.,+-]"
"""What a score alone does not hold."""


def bare_score(text: pl.Expr) -> pl.Expr:
    """The score alone, as text; what is written otherwise stays as it is."""
    return changed_where(text, _NO_NUMBER, partial(_by_spelling, read=_bare, dtype=pl.String))


def best_score(text: pl.Expr) -> pl.Expr:
    """The best score, where the text names it (5 in "4/5"), as Float64; else null."""
    worded = pl.when(text.str.contains(_NO_NUMBER)).then(text)
    return first_that_reads(worded, [partial(_by_spelling, read=_best, dtype=pl.Float64)], pl.Float64())


def _by_spelling(text: pl.Expr, read: Callable[[pl.Series], pl.Series], dtype: type[pl.DataType]) -> pl.Expr:
    return text.map_batches(lambda column: by_distinct(column, read), return_dtype=dtype, is_elementwise=True)


def _bare(texts: pl.Series) -> pl.Series:
    of, stars = _words("of"), _words("star")
    text = pl.col("text")
    told = text.str.extract(rf"(?i)^({_SCORE})\s*(?:{of})\s*{_SCORE}(?:\s*(?:{stars})\.?)?$")
    counted = text.str.extract(rf"(?i)^({_SCORE})\s*(?:{stars})\.?$")
    named = text.replace_strict(_numbers(), default=None, return_dtype=pl.String)
    drawn = pl.when(text.str.contains(_STARS)).then(_drawn(text).cast(pl.String).str.replace(r"\.0$", ""))
    return texts.to_frame("text").select(pl.coalesce(told, counted, named, drawn, text)).to_series()


def _best(texts: pl.Series) -> pl.Series:
    text = pl.col("text")
    told = text.str.extract(
        rf"(?i)^{_SCORE}\s*(?:{_words('of')})\s*({_SCORE})(?:\s*(?:{_words('star')})\.?)?$"
    )
    drawn = text.str.contains(_STARS) & text.str.contains(_EMPTY)
    whole = text.str.count_matches(_FULL) + text.str.count_matches(_EMPTY) + text.str.count_matches(_HALF)
    best = pl.when(drawn).then(whole.cast(pl.Float64))
    number = told.str.replace(",", ".", literal=True).cast(pl.Float64)
    return texts.to_frame("text").select(pl.coalesce(number, best)).to_series()


def _drawn(text: pl.Expr) -> pl.Expr:
    return text.str.count_matches(_FULL) + text.str.count_matches(_HALF) * 0.5


@cache
def _numbers() -> dict[str, str]:
    """Numbers that interfaces write as words: FIVE."""
    known = table("spellings", "score_words.tsv").filter(pl.col("means").str.contains(r"^\d+$"))
    return dict(known.select("word", "means").iter_rows())


@cache
def _words(meaning: str) -> str:
    known = table("spellings", "score_words.tsv").filter(pl.col("means") == meaning)["word"]
    return "|".join(sorted(known, key=lambda word: (-len(word), word)))
