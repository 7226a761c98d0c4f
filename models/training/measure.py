"""How good the sentiment is on texts that it never saw, and the scale that makes its probabilities honest."""

from typing import Any

import numpy as np
import polars as pl
from sklearn.linear_model import LogisticRegression

from models.evaluation import DECIMALS, answered, confusion, figures, macro_f1
from models.features import features
from models.language import LANGUAGES
from models.reading import OpinionReader
from models.sentiment import SentimentModel, scaled_by
from models.weights import HEADS
from transforms.labels import NEGATIVE, NEUTRAL, POSITIVE

# The register that the model is for: rated and labelled feedback of customers, and what was written for this
# project in their manner. Tweets are not, and stand in where there is no feedback of customers.
CUSTOMERS = (
    *("app_reviews_en_fr", "skytrax_en", "olist_pt", "laroseda_ro"),
    *("hotel_aspects_de", "hotel_opinions_es", "restaurant_opinions_nl"),
)
WRITTEN = ("examples", "feedback")
STAND_IN = ("tweets_3class",)
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


def read(reader: OpinionReader, corpus: pl.DataFrame) -> pl.DataFrame:
    """The corpus with what is said of each text, beside its truth (names of the classes).

    As customers' feedback is read: a text called mixed takes no side there, so it may take none here, or the
    rates would be those of other texts than the ones they correct. It counts as neutral.
    """
    truth = pl.col("label").replace_strict(NAMES, return_dtype=pl.String)
    said = reader.read(corpus.select("text", "language", feedback_id=pl.lit(""))).verdicts
    return answered(corpus.with_columns(truth=truth).hstack(said), (NEGATIVE, NEUTRAL, POSITIVE))


def polar_f1(answers: pl.DataFrame) -> float:
    """Macro-F1 of the more likely of negative and positive, on texts that are one of them."""
    polar = answers.filter(pl.col("truth") != NEUTRAL)
    return round(float(macro_f1(confusion(answered(polar, (NEGATIVE, POSITIVE))))), DECIMALS)


def quality(answers: pl.DataFrame) -> list[dict[str, Any]]:
    """One row per language, on feedback that nothing was learned from.

    Args:
        answers: what `read` says of held-out texts and of the sets that are only measured on.
    """
    rows = []
    for language in LANGUAGES:
        spoken = answers.filter(pl.col("language") == language)
        has_customers = spoken["source"].is_in(CUSTOMERS).any()
        used = spoken.filter(pl.col("source").is_in([*(CUSTOMERS if has_customers else STAND_IN), *WRITTEN]))
        if len(used):
            sources = " + ".join(used["source"].unique(maintain_order=True))
            rows.append(
                {"language": language, **figures(used), "measured_on": f"never learned from: {sources}"}
            )
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
