"""Texts to clauses: cut behind sentence marks and before words of contrast, nothing lost."""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.features import contrasts

CUT = "\x1f"
# A mark that ends a sentence or divides one, with its closing quotes; or the end of a line.
ENDS = r"([.!?…;:]+[)\"'»”]*\s+|\n\s*)"

_ACCENTED = {
    "a": "aàáâãäăå",
    "c": "cç",
    "e": "eèéêë",
    "i": "iìíîï",
    "n": "nñ",
    "o": "oòóôõö",
    "s": "sșş",
    "t": "tțţ",
    "u": "uùúûü",
}

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
def _contrast(language: str) -> str | None:
    """Pattern of a blank before a word of contrast, accents optional; None for a language without any."""
    words = contrasts(language)
    spelled = ("".join(f"[{_ACCENTED.get(x, re.escape(x))}]" for x in word) for word in words)
    return rf"(?i)(\s)({'|'.join(spelled)})\b" if words else None


def clauses(texts: pl.Series, languages: pl.Series) -> Clauses:
    """Cut each text (str, null allowed), contrasts read in its own language."""
    plain = pl.col("text").str.replace_all(CUT, " ", literal=True)
    marked = plain.str.replace_all(ENDS, f"${{1}}{CUT}")
    cut = marked
    for language in languages.unique().drop_nulls().sort():
        if pattern := _contrast(language):
            turned = marked.str.replace_all(pattern, f"${{1}}{CUT}${{2}}")
            cut = pl.when(pl.col("language") == language).then(turned).otherwise(cut)
    frame = pl.DataFrame({"text": texts.cast(pl.String), "language": languages})
    listed = frame.select(said=cut.str.strip_chars_end(CUT).str.split(CUT))["said"]
    counts = listed.list.len().fill_null(0).to_numpy().astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)])
    said = listed.explode(empty_as_null=False, keep_nulls=False)
    lengths = said.str.len_chars().to_numpy().astype(np.int64)
    before = np.concatenate([[0], np.cumsum(lengths)])[:-1]
    offsets = before - np.repeat(np.append(before, 0)[starts[:-1]], counts)
    return Clauses(said, starts, offsets)
