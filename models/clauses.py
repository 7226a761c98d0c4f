"""Texts to clauses: cut behind sentence marks and before words of contrast, nothing lost."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.features import contrasts

CUT = "\x1f"
# Marks that end a sentence or divide one, with closing quotes; the end of a line; or a cut made before.
ENDS = rf"[.!?…;:]+[)\"'»”]*\s+|\n\s*|{CUT}"

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Clauses:
    """The clauses of a column of texts, in reading order; those of one text joined are the text.

    Attributes:
        said: each clause as written, blanks included.
        starts: offsets of each text's clauses (height + 1); a null text has none.
        offsets: characters of its text before each clause.
    """

    said: pl.Series
    starts: Ints
    offsets: Ints


@cache
def _contrasts(language: str) -> list[str]:
    """Words of contrast between blanks, or a blank and a comma, in small and in capital letters."""
    words = contrasts(language)
    spelled = [*words, *map(str.capitalize, words), *map(str.upper, words)]
    return [f" {word}{end}" for word in spelled for end in (" ", ", ")]


def _marked(said: pl.DataFrame) -> pl.DataFrame:
    """Texts of one language with a cut before each word of contrast."""
    found = _contrasts(said["language"][0] or "")
    cut = [f"{CUT}{word}" for word in found]
    return said.with_columns(pl.col("text").str.replace_many(found, cut)) if found else said


def clauses(texts: pl.Series, languages: pl.Series) -> Clauses:
    """Cut each text (str, null allowed), contrasts read in its own language."""
    plain = texts.cast(pl.String).str.replace_all(CUT, " ", literal=True)
    said = pl.DataFrame({"text": plain, "language": languages}).with_row_index()
    marked = pl.concat(map(_marked, said.partition_by("language"))) if len(said) else said
    pieces = marked.sort("index").select(pl.col("text").str.split(ENDS, literal=False, inclusive=True))[
        "text"
    ]
    counts = pieces.list.len().fill_null(0).to_numpy().astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)])
    clause = pieces.explode(empty_as_null=False, keep_nulls=False).str.strip_chars_end(CUT)
    lengths = clause.str.len_chars().to_numpy().astype(np.int64)
    before = np.concatenate([[0], np.cumsum(lengths)])
    return Clauses(clause, starts, before[:-1] - np.repeat(before[starts[:-1]], counts))
