"""What the words around each mention say of it: the stretches of tokens that it is judged by."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from models.clauses import Clauses
from models.features import JOINER, Features
from models.mentions import Mentions
from models.sentiment import Floats, SentimentModel
from models.weights import UNIT, Ints

COMMA = ","


@dataclass(frozen=True)
class Stretches:
    """Runs of neighbouring tokens: from `first` up to, not including, `end`; `text`: which one holds them."""

    first: Ints
    end: Ints
    text: Ints


@dataclass(frozen=True)
class Judged:
    """The evidence of every token of a chunk, summed up to it, so that any stretch is a difference.

    Attributes:
        running: per head, the sum of all tokens before each position, in 1/UNIT (tokens + 1).
        known: known words before each position.
        constants: per head and text.
    """

    running: dict[str, Ints]
    known: Ints
    constants: dict[str, Floats]

    @classmethod
    def by(cls, model: SentimentModel, seen: Features) -> "Judged":
        found = model.weights.evidence(seen)
        is_known = model.weights.known_words(seen)[seen.codes] >= 0
        running = {head: _before(evidence.per_token()) for head, evidence in found.items()}
        return cls(running, _before(is_known.astype(np.int64)), model.constants(seen.languages))

    def logits(self, stretches: Stretches) -> dict[str, Floats]:
        """Log-odds of both heads per stretch, as those of a text of its own."""
        known = self.known[stretches.end] - self.known[stretches.first]
        width = np.sqrt(np.maximum(known, 1))
        return {
            head: (running[stretches.end] - running[stretches.first]) / UNIT / width
            + self.constants[head][stretches.text]
            for head, running in self.running.items()
        }


def _before(values: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(values, dtype=np.int64)])


def whole_texts(seen: Features) -> Stretches:
    return Stretches(seen.starts[:-1], seen.starts[1:], np.arange(len(seen.starts) - 1))


def segments(seen: Features, clause_starts: Ints, cut: Clauses) -> Stretches:
    """Clauses divided at commas and words that join ("and"); every token is in one."""
    is_comma = seen.spellings["word"].eq_missing(COMMA).to_numpy()[seen.codes]
    opens = np.append(is_comma | (seen.kinds == JOINER), True)
    opens[clause_starts] = True
    bounds = np.flatnonzero(opens)
    first, end = bounds[:-1], bounds[1:]
    clause = np.searchsorted(clause_starts, first, side="right") - 1
    return Stretches(first, end, text_of_clause(cut)[clause])


def text_of_clause(cut: Clauses) -> Ints:
    """The text that each clause stands in."""
    return np.repeat(np.arange(len(cut.starts) - 1), np.diff(cut.starts))


@dataclass(frozen=True)
class Cut:
    """A chunk of texts cut into clauses and tokens, seen as texts and judged token by token."""

    clauses: Clauses
    clause_starts: Ints
    seen: Features
    judged: Judged

    @cached_property
    def parts(self) -> Stretches:
        """The segments of all clauses."""
        return segments(self.seen, self.clause_starts, self.clauses)

    @cached_property
    def whole(self) -> dict[str, Floats]:
        """Log-odds of both heads per text."""
        return self.judged.logits(whole_texts(self.seen))


def scopes(mentions: Mentions, meanings: pl.DataFrame, parts: Stretches, clause_starts: Ints) -> pl.DataFrame:
    """One row per clause and aspect that it mentions.

    Returns:
        clause, aspect, first and end (of the segments that mention it: tokens), wording and wording_end (of
        the first mention: tokens), pole (of the first mention that has one and is not denied; null), sorted.
    """
    segment = np.searchsorted(parts.first, mentions.first, side="right") - 1
    frame = pl.DataFrame(
        {
            "clause": np.searchsorted(clause_starts, mentions.first, side="right") - 1,
            "meaning": mentions.meaning,
            "wording": mentions.first,
            "wording_end": mentions.end,
            "first": parts.first[segment],
            "end": parts.end[segment],
            "is_denied": mentions.is_denied,
        }
    )
    said = meanings.with_row_index("meaning").cast({"meaning": pl.Int64})
    return (
        frame.join(said, on="meaning", how="left", maintain_order="left", validate="m:1")
        .with_columns(pole=pl.when(~pl.col("is_denied")).then("pole"))
        .group_by("clause", "aspect", maintain_order=True)
        .agg(
            pl.col("first").min(),
            pl.col("end").max(),
            pl.col("wording", "wording_end").first(),
            pl.col("pole").drop_nulls().first(),
        )
        .sort("clause", "aspect")
    )
