"""Weight tables of a blended model: trust × shipped + delta, in whole numbers."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.adapting.vocabulary import JoinedVocabulary
from models.training.sentiment import NEGLIGIBLE
from models.weights import HEADS, SCALE, Weights

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Head:
    """One head as learned: log-odds = trust × shipped + delta · learnable features + constant.

    Attributes:
        out_of_fold: log-odds of each text by learners that did not see it.
        penalty_inverse: of L2; None where nothing was learned.
    """

    trust: float
    delta: Floats
    constant: float
    out_of_fold: Floats
    penalty_inverse: float | None


def blended_tables(joined: JoinedVocabulary, heads: dict[str, Head]) -> Weights:
    """The tables of both heads; pairs that hardly matter are left out."""
    words, stems, pairs = joined.shipped.words, joined.shipped.stems, joined.shipped.pairs
    for name, head in heads.items():
        of_words, of_denied, of_stems, of_pairs = _placed(joined, head.delta)
        own = [column for column in words.columns if column == name or column.startswith(f"{name}_")]
        added = {name: of_words, f"{name}_denied": of_denied}
        words = words.with_columns(_blended(words, column, head, added.get(column)) for column in own)
        stems = stems.with_columns(_blended(stems, name, head, of_stems))
        pairs = pairs.with_columns(_blended(pairs, name, head, of_pairs))
    matters = pl.max_horizontal(pl.col(HEADS).abs()) >= NEGLIGIBLE
    return Weights(words, stems, pairs.filter(matters))


def _placed(joined: JoinedVocabulary, delta: Floats) -> list[Floats]:
    """The delta of every word, denied word, stem and pair; 0 where nothing may be learned."""
    words, stems, pairs = joined.is_learnable
    placed = []
    for flags in (words, words, stems, pairs):
        values = np.zeros(len(flags))
        values[flags], delta = np.split(delta, [int(flags.sum())])
        placed.append(values)
    return placed


def _blended(table: pl.DataFrame, column: str, head: Head, delta: Floats | None) -> pl.Series:
    shipped = head.trust * table[column].to_numpy()
    added = 0 if delta is None else SCALE * delta
    return pl.Series(column, np.rint(shipped + added).astype(np.int32))
