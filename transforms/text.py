"""Texts to tokens: the one cut that language, sentiment and opinions share."""

import string
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

# A mark out of a mark ("5/5"), an emoticon, a word or number (apostrophes divide: l'hôtel is two tokens),
# an emoji, a sign that ends or divides a clause.
TOKEN = (
    r"\d{1,2}/\d{1,2}"
    r"|[:;=]-?[()DP|]|<3"
    r"|[\p{L}\p{M}\p{N}]+"
    r"|\p{Extended_Pictographic}"
    r"|[.,;:!?()]"
)
CLAUSE_MARKS = (".", ",", ";", ":", "!", "?", "(", ")")

# Letters that Unicode does not take apart into a base letter and an accent.
_UNDECOMPOSED = {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}


def sums_between(values: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sum of values[starts[i]:starts[i + 1]] for each i: exact, so independent of order and partition."""
    running = np.concatenate([[0], np.cumsum(values, dtype=np.int64)])
    total: NDArray[np.int64] = running[starts[1:]] - running[starts[:-1]]
    return total


@dataclass(frozen=True)
class Tokens:
    """The tokens of a column of texts, each distinct one spelled once.

    Attributes:
        words: the distinct tokens, as written.
        codes: one per token in reading order, the position of its spelling in `words`.
        starts: height + 1 offsets into `codes`; text i owns codes[starts[i]:starts[i + 1]].
    """

    words: pl.Series
    codes: NDArray[np.int64]
    starts: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        """Tokens per text."""
        return np.diff(self.starts)

    def sums(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Sum per text of one whole number per token."""
        return sums_between(values, self.starts)


def tokens(text: pl.Expr) -> pl.Expr:
    """The tokens of each text as written, in reading order (list of str; null stays null)."""
    return text.str.extract_all(TOKEN)


def folded(word: pl.Expr) -> pl.Expr:
    """Lower case, without accents, a letter written three times or more reduced to one ('sooo' is 'so')."""
    bare = (
        word.str.to_lowercase()
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.replace_many(list(_UNDECOMPOSED), list(_UNDECOMPOSED.values()))
    )
    for letter in string.ascii_lowercase:  # the engine has no back-references
        bare = bare.str.replace_all(letter + "{3,}", letter)
    return bare


def has_letters(text: pl.Expr) -> pl.Expr:
    """Whether there is anything to read (false for null, blank, digits and signs alone)."""
    return text.str.contains(r"\p{L}").fill_null(False)


def tokenised(texts: pl.Series) -> Tokens:
    """Cut a column of texts (str, null allowed) into tokens; a null text has none."""
    cut = texts.to_frame("text").select(token=tokens(pl.col("text").fill_null("")))["token"]
    starts = np.concatenate([[0], np.cumsum(cut.list.len().to_numpy().astype(np.int64))])
    spelled = cut.list.explode(empty_as_null=False, keep_nulls=False)
    words = spelled.unique(maintain_order=True)
    codes = spelled.cast(pl.Enum(words)).to_physical().to_numpy().astype(np.int64)
    return Tokens(words, codes, starts.astype(np.int64))
