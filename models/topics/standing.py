"""How words stand in their clause: behind an article, before another word that may name something."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.features import MODIFIERS
from transforms.text import Tokens, folded

FUNCTION_WORDS = Path(__file__).parents[1] / "lexicons" / "function_words.tsv"
KINDS = ("determiner", "preposition", "other", "general")
LEAST_LETTERS = 3

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


def standing(tokens: Tokens, language: str) -> pl.DataFrame:
    """The words that may name something, and pairs of them.

    Args:
        tokens: of clauses.
    Returns:
        clause (number), first and second (words of a pair; the same of a single word), written, words (1, 2),
        is_named, is_head, is_first, is_capital: see Phrases.
    """
    return pl.concat(_rows(_flagged(tokens, language)))


@cache
def _listed(language: str, kinds: tuple[str, ...]) -> list[str]:
    own = pl.read_csv(FUNCTION_WORDS, separator="\t").filter(pl.col("language") == language)
    return own.filter(pl.col("kind").is_in(kinds))["word"].to_list()


@cache
def _namers_of_nothing(language: str) -> list[str]:
    """All listed words, negations and boosters included."""
    modifiers = pl.read_csv(MODIFIERS, separator="\t").filter(pl.col("language") == language)
    return _listed(language, KINDS) + modifiers["word"].to_list()


@dataclass(frozen=True)
class _Cut:
    """Tokens of a chunk: distinct words in lower case; spelling, clause and flags of each token."""

    words: pl.Series
    codes: Ints
    clause: Ints
    is_capital: Flags
    is_determiner: Flags
    is_link: Flags
    is_content: Flags

    @property
    def is_first(self) -> Flags:
        return np.append(True, self.clause[1:] != self.clause[:-1])[: len(self.clause)]

    def next_to(self, flags: Flags, step: int) -> Flags:
        """Whether the token `step` places on is in the same clause and flagged."""
        moved, same = np.roll(flags, -step), np.roll(self.clause, -step) == self.clause
        same[slice(-step, None) if step > 0 else slice(None, -step)] = False
        both: Flags = moved & same
        return both


def _flagged(tokens: Tokens, language: str) -> _Cut:
    word = tokens.words.to_frame("word").select(folded(pl.col("word")))["word"]
    names_something = word.str.contains(rf"^[\p{{L}}\p{{M}}]{{{LEAST_LETTERS},}}$")
    return _Cut(
        tokens.words.str.to_lowercase(),
        tokens.codes,
        np.repeat(np.arange(len(tokens.counts)), tokens.counts),
        tokens.words.str.contains(r"^\p{Lu}").to_numpy()[tokens.codes],
        word.is_in(_listed(language, ("determiner",))).to_numpy()[tokens.codes],
        word.is_in(_listed(language, ("determiner", "preposition"))).to_numpy()[tokens.codes],
        (names_something & ~word.is_in(_namers_of_nothing(language))).to_numpy()[tokens.codes],
    )


def _rows(cut: _Cut) -> Iterator[pl.DataFrame]:
    content = cut.is_content
    is_named = content & cut.next_to(cut.is_determiner, -1)
    is_last = content & ~cut.next_to(content, 1)
    yield _frame(cut, [np.flatnonzero(content)], is_named, is_last)
    close = np.flatnonzero(content & cut.next_to(content, 1))
    yield _frame(cut, [close, close + 1], is_named, is_last)
    linked = content & cut.next_to(cut.is_link & ~content, 1) & cut.next_to(content, 2)
    apart = np.flatnonzero(linked)
    yield _frame(cut, [apart, apart + 1, apart + 2], is_named, is_last)


def _frame(cut: _Cut, at: list[Ints], is_named: Flags, is_last: Flags) -> pl.DataFrame:
    spelled = [cut.words.gather(cut.codes[one]) for one in at]
    clause = cut.clause[at[0]]
    return pl.DataFrame(
        {
            "clause": clause,
            "first": spelled[0],
            "second": spelled[-1],
            "written": pl.DataFrame(spelled[:1] + [s.alias(str(i)) for i, s in enumerate(spelled[1:])])
            .select(pl.concat_str(pl.all(), separator=" "))
            .to_series(),
            "words": pl.repeat(min(len(at), 2), len(clause), dtype=pl.Int32, eager=True),
            "is_named": is_named[at[0]],
            "is_head": is_named[at[0]] & is_last[at[-1]],
            "is_first": cut.is_first[at[0]],
            "is_capital": cut.is_capital[at[0]] & cut.is_capital[at[-1]],
        }
    )
