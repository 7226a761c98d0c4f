"""How good the sentiment is on texts that it never saw, and the scale that makes its probabilities honest."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from statsmodels.stats.proportion import proportion_confint

from models.features import features
from models.language import LANGUAGES
from models.sentiment import SentimentModel, scaled_by
from models.weights import HEADS

FEEDBACK = ("examples", "app_reviews_en_fr", "skytrax_en")  # the register that the model is for
NAMES = {-1: "negative", 0: "neutral", 1: "positive"}
CONFIDENCE_BINS = 10
RESAMPLES = 500
SEED = 20240501


def calibration(model: SentimentModel, corpus: pl.DataFrame) -> dict[str, list[float]]:
    """Weights of the logistic scale of each head (Platt 1999), the sources weighted as in training."""
    evidence = scaled_by(model.logits(features(corpus["text"], corpus["language"])))
    used = {"polarity": pl.col("label") != 0, "neutrality": pl.col("tells_neutral")}
    side = {"polarity": pl.col("label") > 0, "neutrality": pl.col("label") == 0}
    scales = {}
    for head in HEADS:
        rows = corpus.with_columns(side=side[head]).filter(used[head])
        seen = evidence[head][corpus.select(used[head]).to_series().to_numpy()]
        scale = LogisticRegression(C=1e6, fit_intercept=False).fit(seen, rows["side"], rows["weight"])
        scales[head] = np.round(scale.coef_[0], 6).tolist()
    return scales


def read(model: SentimentModel, corpus: pl.DataFrame) -> pl.DataFrame:
    """The corpus with what the model says of each text beside its truth (names of the classes)."""
    truth = pl.col("label").replace_strict(NAMES, return_dtype=pl.String)
    return corpus.with_columns(truth=truth).hstack(model.score(corpus))


def calibration_error(is_right: NDArray[np.bool_], confidence: NDArray[np.float64]) -> float:
    """Expected calibration error: mean distance of confidence and accuracy, ten bins weighted by texts."""
    bins = np.minimum((confidence * CONFIDENCE_BINS).astype(int), CONFIDENCE_BINS - 1)
    gaps = [
        abs(is_right[bins == b].mean() - confidence[bins == b].mean()) * (bins == b).sum()
        for b in np.unique(bins)
    ]
    return float(sum(gaps) / len(is_right))


def _f1(truth: NDArray[np.str_], answer: NDArray[np.str_]) -> float:
    return float(f1_score(truth, answer, labels=sorted(set(truth)), average="macro", zero_division=0))


def _f1_interval(truth: NDArray[np.str_], answer: NDArray[np.str_]) -> tuple[float, float]:
    """95 % percentile bootstrap over texts, seeded."""
    random = np.random.default_rng(SEED)
    draws = random.integers(0, len(truth), (RESAMPLES, len(truth)))
    low, high = np.quantile([_f1(truth[d], answer[d]) for d in draws], [0.025, 0.975])
    return float(low), float(high)


def _share(name: str, hits: int, n: int) -> dict[str, float | None]:
    """A share with its Wilson interval at 95 %; null of nothing."""
    if n == 0:
        return {name: None, f"{name}_low": None, f"{name}_high": None}
    low, high = proportion_confint(hits, n, method="wilson")
    return {name: hits / n, f"{name}_low": float(low), f"{name}_high": float(high)}


def figures(answers: pl.DataFrame) -> dict[str, Any]:
    """n, macro_f1, sensitivity, specificity with intervals, and ece, of texts that `read` has answered.

    Macro-F1 is over the classes that occur. Sensitivity is P(read negative | negative), specificity
    P(read positive | positive), both among polar texts that were read as polar.
    """
    truth, answer = answers["truth"].to_numpy(), answers["sentiment"].to_numpy()
    low, high = _f1_interval(truth, answer)
    polar = answers.filter((pl.col("truth") != "neutral") & (pl.col("sentiment") != "neutral"))
    sides = {side: polar.filter(pl.col("truth") == side)["sentiment"] for side in ("negative", "positive")}
    row: dict[str, Any] = {
        "n": len(answers),
        "macro_f1": _f1(truth, answer),
        "macro_f1_low": low,
        "macro_f1_high": high,
    }
    row |= _share("sensitivity", int((sides["negative"] == "negative").sum()), len(sides["negative"]))
    row |= _share("specificity", int((sides["positive"] == "positive").sum()), len(sides["positive"]))
    row["ece"] = calibration_error(truth == answer, answers["sentiment_confidence"].to_numpy())
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}


def polar_f1(answers: pl.DataFrame) -> float:
    """Macro-F1 of the more likely of negative and positive, on texts that are one of them."""
    polar = answers.filter(pl.col("truth") != "neutral")
    side = np.where(polar["sentiment_score"].to_numpy() > 0, "positive", "negative")
    return round(_f1(polar["truth"].to_numpy(), side), 4)


def quality(answers: pl.DataFrame) -> list[dict[str, Any]]:
    """One row per language on the held-out feedback; on all held-out texts where there is none."""
    rows = []
    for language in LANGUAGES:
        spoken = answers.filter(pl.col("language") == language)
        feedback = spoken.filter(pl.col("source").is_in(FEEDBACK))
        used = feedback if len(feedback) else spoken
        if len(used) == 0:
            continue
        sources = " + ".join(used["source"].unique(maintain_order=True))
        rows.append({"language": language, **figures(used), "measured_on": f"held-out of {sources}"})
    return rows


def by_source(answers: pl.DataFrame) -> list[dict[str, Any]]:
    """source, language, n, macro_f1, polar_f1 of every held-out set."""
    groups = answers.partition_by("source", "language", maintain_order=True, as_dict=True)
    return [
        {
            "source": source,
            "language": language,
            "n": len(group),
            "macro_f1": round(_f1(group["truth"].to_numpy(), group["sentiment"].to_numpy()), 4),
            "polar_f1": polar_f1(group),
        }
        for (source, language), group in groups.items()
    ]
