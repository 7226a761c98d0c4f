"""How good readings are: frames of truth and answer in, figures out."""

from collections.abc import Collection
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.labels import CLASSES, MIXED, NEGATIVE, NEUTRAL, POSITIVE

CONFIDENCE_BINS = 10
RESAMPLES = 500
SEED = 20240501
DECIMALS = 4

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


def confusion(answers: pl.DataFrame) -> Counts:
    """Texts by `truth` (rows) and `sentiment` (columns), both in the order of CLASSES."""
    known, size = pl.Enum(CLASSES), len(CLASSES)
    truth, answer = (answers[c].cast(known).to_physical().cast(pl.Int64) for c in ("truth", "sentiment"))
    return np.bincount((truth * size + answer).to_numpy(), minlength=size * size).reshape(size, size)


def f1_by_class(counts: Counts) -> Floats:
    """Harmonic mean of precision and recall of each class; 0 of a class that never occurs."""
    hits = np.diagonal(counts, axis1=-2, axis2=-1)
    both = counts.sum(axis=-1) + counts.sum(axis=-2)
    return np.asarray(2 * hits / np.maximum(both, 1), np.float64)


def macro_f1(counts: Counts) -> Floats:
    """Mean F1 over the classes that occur in the truth, of one confusion table or of many."""
    occurs = counts.sum(axis=-1) > 0
    return np.asarray((f1_by_class(counts) * occurs).sum(axis=-1) / occurs.sum(axis=-1), np.float64)


def macro_f1_interval(counts: Counts) -> tuple[float, float]:
    """95 % percentile bootstrap, seeded. Drawing texts anew is drawing the table's cells: one multinomial."""
    n, random = counts.sum(), np.random.default_rng(SEED)
    draws = random.multinomial(n, counts.ravel() / n, RESAMPLES).reshape(RESAMPLES, *counts.shape)
    low, high = np.quantile(macro_f1(draws), [0.025, 0.975])
    return float(low), float(high)


def calibration_error(is_right: NDArray[np.bool_], confidence: Floats) -> float:
    """Expected calibration error: mean distance of confidence and accuracy, ten bins weighted by texts.

    Source: C. Guo, G. Pleiss, Y. Sun, K. Weinberger, On calibration of modern neural networks, ICML (2017).
    """
    bins = np.minimum((confidence * CONFIDENCE_BINS).astype(int), CONFIDENCE_BINS - 1)
    hits = np.bincount(bins, weights=is_right, minlength=CONFIDENCE_BINS)
    stated = np.bincount(bins, weights=confidence, minlength=CONFIDENCE_BINS)
    return float(np.abs(hits - stated).sum() / len(is_right))


def share(name: str, hits: int, n: int) -> dict[str, float | None]:
    """A share with its Wilson interval at 95 %; null of nothing."""
    if n == 0:
        return {name: None, f"{name}_low": None, f"{name}_high": None}
    from scipy.stats import binomtest  # which takes a second to load

    interval = binomtest(hits, n).proportion_ci(method="wilson")
    return {name: hits / n, f"{name}_low": float(interval.low), f"{name}_high": float(interval.high)}


def figures(answers: pl.DataFrame) -> dict[str, Any]:
    """What report.model_quality says of answered texts: n, macro_f1, both rates, all with intervals, and ece.

    Sensitivity is P(read negative | negative), specificity P(read positive | positive), both among polar
    texts that were read as polar.

    Args:
        answers: truth, sentiment, sentiment_confidence; at least one row.
    """
    counts = confusion(answers)
    low, high = macro_f1_interval(counts)
    row: dict[str, Any] = {"n": len(answers), "macro_f1": float(macro_f1(counts))}
    row |= {"macro_f1_low": low, "macro_f1_high": high}
    for rate, side, other in (("sensitivity", NEGATIVE, POSITIVE), ("specificity", POSITIVE, NEGATIVE)):
        hit, miss = (int(counts[CLASSES.index(side), CLASSES.index(c)]) for c in (side, other))
        row |= share(rate, hit, hit + miss)
    row["ece"] = _ece(answers)
    return {key: round(value, DECIMALS) if isinstance(value, float) else value for key, value in row.items()}


def answered(readings: pl.DataFrame, labels: Collection[str]) -> pl.DataFrame:
    """The answer among the classes that a file distinguishes.

    Args:
        readings: sentiment, sentiment_score, sentiment_confidence, as the model gives them.
        labels: the classes that occur in the file. Negative and positive are always possible; neutral and
            mixed where they are labels. A text read as mixed counts as neutral where mixed is none.
    Returns:
        The frame with `sentiment` as given where that is a possible class, else the likeliest that is, and
        `sentiment_confidence` its probability given that it is one of them.
    """
    score, stated = pl.col("sentiment_score"), pl.col("sentiment_confidence")
    positive = (
        pl.when(pl.col("sentiment") == POSITIVE).then(stated)
        .when(pl.col("sentiment") == NEGATIVE).then(stated + score)
        .otherwise((1 - stated + score) / 2)
    ).clip(0, 1)  # fmt: skip
    negative = (positive - score).clip(0, 1)
    neutral = (1 - positive - negative).clip(0, 1) if NEUTRAL in labels else pl.lit(0.0)
    is_neutral = pl.col("sentiment").is_in([NEUTRAL, MIXED]) & (NEUTRAL in labels)
    likeliest = (
        pl.when(is_neutral).then(pl.lit(NEUTRAL))
        .when(positive >= negative).then(pl.lit(POSITIVE))
        .otherwise(pl.lit(NEGATIVE))
    )  # fmt: skip
    of_answer = pl.when(is_neutral).then(neutral).otherwise(pl.max_horizontal(positive, negative))
    is_mixed = (pl.col("sentiment") == MIXED) & (MIXED in labels)
    return readings.with_columns(
        sentiment=pl.when(is_mixed).then(pl.lit(MIXED)).otherwise(likeliest),
        sentiment_confidence=pl.when(is_mixed)
        .then(stated)
        .otherwise(of_answer / (positive + negative + neutral)),
    )


def evaluation(answers: pl.DataFrame) -> dict[str, Any]:
    """The figures of `voc evaluate`.

    Args:
        answers: truth, sentiment, sentiment_confidence, language; one row per text, at least one.
    Returns:
        n, accuracy, macro_f1 (over the labels that occur), ece, by_language {language: n, accuracy,
        macro_f1}, by_label {label: n, precision, recall, f1}; precision null where the label was never given.
    """
    spoken = answers.partition_by("language", as_dict=True)
    return {
        **_overall(answers),
        "ece": _ece(answers),
        "by_language": {language: _overall(texts) for (language,), texts in sorted(spoken.items())},
        "by_label": _by_label(confusion(answers)),
    }


def _overall(answers: pl.DataFrame) -> dict[str, Any]:
    counts = confusion(answers)
    return {
        "n": len(answers),
        "accuracy": float(np.trace(counts) / len(answers)),
        "macro_f1": float(macro_f1(counts)),
    }


def _by_label(counts: Counts) -> dict[str, dict[str, Any]]:
    f1 = f1_by_class(counts)
    rows = {}
    for number, label in enumerate(CLASSES):
        hits, true, given = (
            int(c) for c in (counts[number, number], counts[number].sum(), counts[:, number].sum())
        )
        if true:
            precision = hits / given if given else None
            rows[label] = {
                "n": true,
                "precision": precision,
                "recall": hits / true,
                "f1": float(f1[number]),
            }
    return rows


def _ece(answers: pl.DataFrame) -> float:
    is_right = (answers["truth"] == answers["sentiment"]).to_numpy()
    return calibration_error(is_right, answers["sentiment_confidence"].to_numpy())
