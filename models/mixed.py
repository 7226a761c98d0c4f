"""Texts of which one part praises and another complains."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from models.features import CONTRAST
from models.scopes import Cut
from models.sentiment import DECIMALS, Floats, logistic, weighted


def mixed_evidence(cut: Cut) -> Floats:
    """What the log-odds that a text is mixed are a weighted sum of, one row per text.

    The weaker of its strongest praise and strongest complaint, the strength of the whole, whether it has a
    word of contrast, 1.
    """
    parts, height = cut.parts, len(cut.seen.starts) - 1
    polarity = cut.judged.logits(parts)["polarity"]
    praise, complaint = np.zeros(height), np.zeros(height)
    np.maximum.at(praise, parts.text, polarity)
    np.maximum.at(complaint, parts.text, -polarity)
    contrasts = cut.seen.sums((cut.seen.kinds == CONTRAST).astype(np.int64)) > 0
    return np.column_stack(
        [np.minimum(praise, complaint), np.abs(cut.whole["polarity"]), contrasts, np.ones(height)]
    )


def mixed_probability(evidence: Floats, scale: Sequence[float]) -> Floats:
    """Of each text, rounded as it is published."""
    probability: Floats = np.round(logistic(weighted(evidence, scale)), DECIMALS)
    return probability


def with_mixed(verdicts: pl.DataFrame, cut: Cut, scales: Mapping[str, Sequence[float]]) -> pl.DataFrame:
    """The verdicts, 'mixed' from the probability on from which most that are called so are.

    Mixed texts are few and hard to tell: at a probability of one half hardly any would be found.
    """
    (mixed_from,) = scales["mixed_from"]
    is_mixed = pl.col("sentiment").is_not_null() & (pl.col("mixed") >= mixed_from)
    return (
        verdicts.with_columns(mixed=mixed_probability(mixed_evidence(cut), scales["mixed"]))
        .with_columns(
            sentiment=pl.when(is_mixed).then(pl.lit("mixed")).otherwise("sentiment"),
            sentiment_confidence=pl.when(is_mixed).then("mixed").otherwise("sentiment_confidence"),
        )
        .drop("mixed")
    )
