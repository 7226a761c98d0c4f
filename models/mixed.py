"""Texts of which one part praises and another complains."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from models.scopes import Cut
from models.sentiment import DECIMALS, Floats, logistic, weighted


def mixed_evidence(cut: Cut) -> Floats:
    """Per text: the weaker of its strongest praise and strongest complaint, the strength of the whole, 1."""
    parts, height = cut.parts, len(cut.seen.starts) - 1
    polarity = cut.judged.logits(parts)["polarity"]
    praise, complaint = np.zeros(height), np.zeros(height)
    np.maximum.at(praise, parts.text, polarity)
    np.maximum.at(complaint, parts.text, -polarity)
    return np.column_stack([np.minimum(praise, complaint), np.abs(cut.whole["polarity"]), np.ones(height)])


def with_mixed(verdicts: pl.DataFrame, cut: Cut, scales: Mapping[str, Sequence[float]]) -> pl.DataFrame:
    """The verdicts, 'mixed' where that is likelier than not."""
    mixed = np.round(logistic(weighted(mixed_evidence(cut), scales["mixed"])), DECIMALS)
    is_mixed = pl.col("sentiment").is_not_null() & (pl.col("mixed") > 0.5)
    return (
        verdicts.with_columns(mixed=mixed)
        .with_columns(
            sentiment=pl.when(is_mixed).then(pl.lit("mixed")).otherwise("sentiment"),
            sentiment_confidence=pl.when(is_mixed).then("mixed").otherwise("sentiment_confidence"),
        )
        .drop("mixed")
    )
