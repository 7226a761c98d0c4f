"""Words and pairs of words in the clauses that mention no aspect, and how each stands in its clause."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from models.chunks import in_chunks
from models.clauses import clauses
from models.features import features_of
from models.mentions import Patterns
from models.scopes import text_of_clause
from models.stems import stems
from models.topics.standing import standing
from transforms.text import folded, tokenised

CHUNK_TEXTS = 10_000


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


def phrases(feedback: pl.DataFrame, language: str, patterns: Patterns) -> Phrases:
    """Phrases of the texts of one language.

    Args:
        feedback: text (str) of feedback in that language.
        patterns: what mentions a known aspect.
    """
    read = in_chunks(feedback.height, CHUNK_TEXTS, lambda chunk: _read(feedback[chunk], language, patterns))
    texts = np.arange(len(read)) * CHUNK_TEXTS
    before = np.cumsum([0, *(listed.height for _, listed, _ in read[:-1])])
    said, quotes = [], []
    for (found, listed, _), text, clause in zip(read, texts, before, strict=True):
        own = listed.with_columns(pl.col("clause") + int(clause), pl.col("text") + int(text))
        said.append(found.with_columns(pl.col("clause") + int(clause)).join(own, on="clause", validate="m:1"))
        quotes.append(own.filter(~pl.col("is_covered")))
    rows = _with_keys(_said_again(pl.concat(said)), language).select(SAID.names())
    tokens = np.sum([counts for _, _, counts in read], axis=0)
    return Phrases(rows, pl.concat(quotes).select(QUOTED.names()), (int(tokens[0]), int(tokens[1])))


def _said_again(said: pl.DataFrame) -> pl.DataFrame:
    """Without words that are spelled so but once: half of all, that nobody else says, and slow to stem."""
    again = said.filter(pl.col("words") == 1).group_by("first").len().filter(pl.col("len") > 1)["first"]
    return said.filter(pl.all_horizontal(pl.col("first", "second").is_in(again.implode())))


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


def _read(
    chunk: pl.DataFrame, language: str, patterns: Patterns
) -> tuple[pl.DataFrame, pl.DataFrame, tuple[int, int]]:
    """The phrases of a chunk; its clauses (clause, text, quote, is_covered); tokens as in Phrases."""
    languages = pl.repeat(language, chunk.height, dtype=pl.String, eager=True)
    cut = clauses(chunk["text"], languages)
    tokens = tokenised(cut.said)
    text = text_of_clause(cut)
    mentions = patterns.found_in(features_of(tokens, languages.gather(text)))
    is_covered = np.zeros(len(text), bool)
    is_covered[np.searchsorted(tokens.starts, mentions.first, side="right") - 1] = True
    listed = pl.DataFrame(
        {
            "clause": np.arange(len(text)),
            "text": text,
            "quote": cut.said.str.strip_chars(),
            "is_covered": is_covered,
        }
    )
    covered = int(tokens.counts[is_covered].sum())
    return standing(tokens, language), listed, (len(tokens.codes) - covered, covered)


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
