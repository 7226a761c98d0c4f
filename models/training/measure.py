"""How good the sentiment is on texts that it never saw, and the scale that makes its probabilities honest."""

from typing import Any

import numpy as np
import polars as pl
from sklearn.linear_model import LogisticRegression

from models.evaluation import DECIMALS, answered, confusion, figures, macro_f1
from models.features import features
from models.language import LANGUAGES
from models.sentiment import SentimentModel, scaled_by
from models.weights import HEADS
from transforms.labels import NEGATIVE, NEUTRAL, POSITIVE

FEEDBACK = ("examples", "app_reviews_en_fr", "skytrax_en")  # the register that the model is for
NAMES = {-1: NEGATIVE, 0: NEUTRAL, 1: POSITIVE}


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


def polar_f1(answers: pl.DataFrame) -> float:
    """Macro-F1 of the more likely of negative and positive, on texts that are one of them."""
    polar = answers.filter(pl.col("truth") != NEUTRAL)
    return round(float(macro_f1(confusion(answered(polar, (NEGATIVE, POSITIVE))))), DECIMALS)


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
            "macro_f1": round(float(macro_f1(confusion(group))), DECIMALS),
            "polar_f1": polar_f1(group),
        }
        for (source, language), group in groups.items()
    ]
