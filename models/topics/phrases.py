"""Words and pairs of words in the clauses that mention no aspect, and how each stands in its clause."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.clauses import clauses
from models.features import MODIFIERS, features_of
from models.mentions import Patterns
from models.scopes import text_of_clause
from models.stems import stems
from transforms.text import Tokens, folded, tokenised

FUNCTION_WORDS = Path(__file__).parents[1] / "lexicons" / "function_words.tsv"
CHUNK_TEXTS = 10_000
LEAST_LETTERS = 3
KINDS = ("determiner", "preposition", "other", "general")

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Phrases:
    """What was said in the texts of one language.

    Attributes:
        said: one row per word that may name something, and per pair of such words side by side or with one
            article or preposition between (the words of pairs are rows of their own too): text (row of the
            feedback), clause, key (stem; two stems with a blank), written (lower case), words (1, 2),
            is_covered (its clause mentions an aspect), is_named (right behind an article, possessive or
            preposition), is_head (and no further such word behind it), is_first (in its clause),
            is_capital (all its words).
        clauses: clause, text, quote of the clauses that mention no aspect.
        tokens: tokens in clauses that mention no aspect, and in the others.
    """

    said: pl.DataFrame
    clauses: pl.DataFrame
    tokens: tuple[int, int]


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
    """Tokens of a chunk: spelling code, clause and text of each; flags per clause and per spelling."""

    words: pl.Series
    codes: Ints
    clause: Ints
    is_covered: Flags
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


def phrases(feedback: pl.DataFrame, language: str, patterns: Patterns) -> Phrases:
    """Phrases of the texts of one language.

    Args:
        feedback: text (str) of feedback in that language.
        patterns: what mentions a known aspect.
    """
    said, quotes, tokens, before = [], [], np.zeros(2, np.int64), 0
    for start in range(0, feedback.height, CHUNK_TEXTS):
        chunk = feedback.slice(start, CHUNK_TEXTS)
        cut, listed = _cut(chunk, language, patterns)
        own = listed.with_columns(pl.col("clause") + before, pl.col("text") + start)
        covered = cut.is_covered[cut.clause]
        tokens += [np.count_nonzero(~covered), np.count_nonzero(covered)]
        found = pl.concat(_rows(cut)).with_columns(pl.col("clause") + before)
        said.append(found.join(own.select("clause", "text"), on="clause", validate="m:1"))
        quotes.append(own.filter(pl.Series(~cut.is_covered)))
        before += listed.height
    if not said:
        return Phrases(pl.DataFrame(schema=SAID), pl.DataFrame(schema=QUOTED), (0, 0))
    rows = _with_keys(pl.concat(said), language).select(SAID.names())
    return Phrases(rows, pl.concat(quotes).select(QUOTED.names()), (int(tokens[0]), int(tokens[1])))


SAID = pl.Schema(
    {
        "text": pl.Int64(),
        "clause": pl.Int64(),
        "key": pl.String(),
        "written": pl.String(),
        "words": pl.Int32(),
        "is_covered": pl.Boolean(),
        "is_named": pl.Boolean(),
        "is_head": pl.Boolean(),
        "is_first": pl.Boolean(),
        "is_capital": pl.Boolean(),
    }
)
QUOTED = pl.Schema({"clause": pl.Int64(), "text": pl.Int64(), "quote": pl.String()})


def _cut(chunk: pl.DataFrame, language: str, patterns: Patterns) -> tuple[_Cut, pl.DataFrame]:
    languages = pl.repeat(language, chunk.height, dtype=pl.String, eager=True)
    cut = clauses(chunk["text"], languages)
    tokens = tokenised(cut.said)
    text = text_of_clause(cut)
    mentions = patterns.found_in(features_of(tokens, languages.gather(text)))
    is_covered = np.zeros(len(cut.said), bool)
    is_covered[np.searchsorted(tokens.starts, mentions.first, side="right") - 1] = True
    listed = pl.DataFrame({"clause": np.arange(len(text)), "text": text, "quote": cut.said.str.strip_chars()})
    return _flagged(tokens, language, is_covered), listed


def _flagged(tokens: Tokens, language: str, is_covered: Flags) -> _Cut:
    word = tokens.words.to_frame("word").select(folded(pl.col("word")))["word"]
    names_something = word.str.contains(rf"^[\p{{L}}\p{{M}}]{{{LEAST_LETTERS},}}$")
    return _Cut(
        tokens.words.str.to_lowercase(),
        tokens.codes,
        np.repeat(np.arange(len(is_covered)), tokens.counts),
        is_covered,
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
            "is_covered": cut.is_covered[clause],
            "is_named": is_named[at[0]],
            "is_head": is_named[at[0]] & is_last[at[-1]],
            "is_first": cut.is_first[at[0]],
            "is_capital": cut.is_capital[at[0]] & cut.is_capital[at[-1]],
        }
    )


def _with_keys(said: pl.DataFrame, language: str) -> pl.DataFrame:
    """The stem of a word; the two stems of a pair (None of the same stem twice)."""
    distinct = pl.concat([said["first"], said["second"]]).unique().to_frame("word")
    table = distinct.with_columns(bare=folded(pl.col("word")))
    stemmed = table.with_columns(stem=stems(table["bare"], language)).select("word", "stem")
    return (
        said.join(stemmed.rename({"word": "first", "stem": "left"}), on="first", validate="m:1")
        .join(stemmed.rename({"word": "second", "stem": "right"}), on="second", validate="m:1")
        .with_columns(
            key=pl.when(pl.col("words") == 1).then("left").otherwise(pl.col("left") + " " + pl.col("right"))
        )
        .filter((pl.col("words") == 1) | (pl.col("left") != pl.col("right")))
    )
