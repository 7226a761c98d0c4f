"""Texts to tokens: the one cut that language, sentiment and opinions share."""

import string
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from transforms.privacy import REDACTED

# A number ("4,5"), date or mark out of a mark ("5/5"), an emoticon, a word (apostrophes divide: l'hôtel is
# two tokens), an emoji, a sign that ends or divides a clause, a slash between blanks ("9 / 10").
TOKEN = (
    r"[0-9]+(?:[.,/][0-9]+)*\b"
    r"|[:;=]-?[()DP|]|<3"
    r"|[\p{L}\p{M}\p{N}]+"
    r"|\p{Extended_Pictographic}"
    r"|[.,;:!?()]"
    r"|\B/\B"
)
CLAUSE_MARKS = (".", ",", ";", ":", "!", "?", "(", ")")

# Letters that Unicode does not take apart into a base letter and an accent.
_UNDECOMPOSED = {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}

# The engine has no back-references: one group per letter, all but the one that matched are empty.
_DRAWN_OUT = "|".join(f"({letter}){letter}{{2,}}" for letter in string.ascii_lowercase)
_ONE_LETTER = "".join(f"${{{group}}}" for group in range(1, len(string.ascii_lowercase) + 1))


def _whole(numbers: pl.Series) -> NDArray[np.int64]:
    return numbers.to_numpy().astype(np.int64)


def _offsets(counts: NDArray[Any]) -> NDArray[np.int64]:
    """Zero and the running sums."""
    running = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=running[1:])
    return running


def sums_between(values: NDArray[Any], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sum of values[starts[i]:starts[i + 1]] for each i: exact, so independent of order and partition."""
    running = _offsets(values)
    total: NDArray[np.int64] = running[starts[1:]] - running[starts[:-1]]
    return total


def totals(
    values: NDArray[np.int64],
    rows: NDArray[np.int64],
    starts: NDArray[np.int64],
    times: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """Exact sum of values[rows[starts[i]:starts[i + 1]]] for each i, by column; each row counts `times`."""
    counts = np.ones(len(rows), np.int64) if times is None else times
    shape = len(starts) - 1, len(values)
    total: NDArray[np.int64] = sparse.csr_matrix((counts, rows, starts), shape) @ values
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

    def sums(self, values: NDArray[Any]) -> NDArray[np.int64]:
        """Sum per text of one whole number per token."""
        return sums_between(values, self.starts)

    def totals(self, of_words: NDArray[np.int64]) -> NDArray[np.int64]:
        """Exact sum per text (rows) of what its words say (`of_words`: a row per distinct word)."""
        return totals(of_words, self.codes, self.starts)


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
    return bare.str.replace_all(_DRAWN_OUT, _ONE_LETTER)


def has_letters(text: pl.Expr) -> pl.Expr:
    """Whether there is anything to read (false for null, blank, digits and signs alone)."""
    return text.str.contains(r"\p{L}").fill_null(False)


def _listed(lists: pl.Series) -> Tokens:
    """Lists of str, each distinct item once."""
    items = lists.list.explode(empty_as_null=False, keep_nulls=False)
    numbered = items.cast(pl.Categorical(pl.Categories.random()))  # from 0 on, shared with no other column
    codes = _whole(numbered.to_physical())
    places = np.zeros(codes.max(initial=-1) + 1, np.int64)
    places[codes] = np.arange(len(codes))  # any place of an item will do
    return Tokens(items.gather(places), codes, _offsets(_whole(lists.list.len())))


def ids(spellings: pl.Series, known: pl.Series) -> NDArray[np.int64]:
    """Row of each spelling in a vocabulary (each once), -1 where unknown."""
    rows = pl.DataFrame({"spelling": known}, schema={"spelling": pl.String}).with_row_index("row")
    found = spellings.to_frame("spelling").join(rows, on="spelling", how="left", maintain_order="left")
    return found["row"].cast(pl.Int64).fill_null(-1).to_numpy()


def _joined(pieces: Tokens, parts: Tokens) -> Tokens:
    """Texts of pieces, each piece replaced by its parts."""
    counts = parts.counts[pieces.codes]
    offsets = _offsets(counts)
    place = np.arange(offsets[-1]) + np.repeat(parts.starts[pieces.codes] - offsets[:-1], counts)
    return Tokens(parts.words, parts.codes[place], offsets[pieces.starts])


def tokenised(texts: pl.Series) -> Tokens:
    """Cut a column of texts (str, null allowed) into tokens; a null text has none.

    No token holds a blank, so it is enough to cut each distinct piece between blanks once. What redaction
    left in the place of an address or a number is no word of the text.
    """
    said = texts.cast(pl.String).fill_null("").str.replace_all(REDACTED, " ")
    pieces = _listed(said.str.split(" "))
    cut = pieces.words.to_frame("piece").select(token=tokens(pl.col("piece")))["token"]
    return _joined(pieces, _listed(cut))
