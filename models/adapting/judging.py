"""Is the adapted model better? Shipped and adapted side by side on texts that neither was learned from."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.evaluation import answered, figures, macro_f1
from models.reading import OpinionReader
from models.sentiment import SentimentModel
from models.taxonomy import shipped as taxonomy
from transforms.labels import CLASSES, NEGATIVE, NEUTRAL, POSITIVE

FEWEST_JUDGED = 50  # different held-out texts of a class, for it to be judged on
RESAMPLES = 2000
SEED = 20240501
CONFIDENCE = 0.90  # two-sided: the gain is above its lower bound with 95 %

NAMES = {-1: NEGATIVE, 0: NEUTRAL, 1: POSITIVE}


@dataclass(frozen=True)
class Gain:
    """Macro-F1 of the adapted model less that of the shipped one, with its interval."""

    value: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Ties are no gain."""
        return self.low > 0


@dataclass(frozen=True)
class Trial:
    """Both models on the held-out texts; figures as in report.model_quality.

    Attributes:
        classes: those that were judged.
    """

    classes: tuple[str, ...]
    shipped: dict[str, Any]
    adapted: dict[str, Any]
    gain: Gain


def trial(shipped: SentimentModel, adapted: SentimentModel, held_out: pl.DataFrame) -> Trial:
    """Judges both models; on neutral texts too where enough are labelled so.

    Args:
        shipped: the model to beat.
        adapted: learned from other texts.
        held_out: text, language, label, group.
    """
    counts = dict(held_out.group_by("label").agg(pl.col("group").n_unique()).rows())
    labels = [label for label in NAMES if label != 0 or counts.get(0, 0) >= FEWEST_JUDGED]
    judged = held_out.filter(pl.col("label").is_in(labels))
    classes = tuple(NAMES[label] for label in labels)
    old, new = (_answers(model, judged, classes) for model in (shipped, adapted))
    found = gain(old["truth"], old["sentiment"], new["sentiment"])
    return Trial(
        classes, figures(old) | _rates(shipped, judged), figures(new) | _rates(adapted, judged), found
    )


def gain(truth: pl.Series, old: pl.Series, new: pl.Series) -> Gain:
    """What the second answers gain in macro-F1 over the first, by a paired bootstrap, seeded.

    Not McNemar's test: it compares accuracies, and the figure that decides weighs classes alike. Drawing
    texts anew is drawing the cells truth × old × new: one multinomial.
    """
    size, cells = len(CLASSES), len(CLASSES) ** 3
    known = pl.Enum(CLASSES)
    codes = [one.cast(known).to_physical().cast(pl.Int64).to_numpy() for one in (truth, old, new)]
    counts = np.bincount((codes[0] * size + codes[1]) * size + codes[2], minlength=cells)
    draws = np.random.default_rng(SEED).multinomial(len(truth), counts / len(truth), RESAMPLES)
    drawn = _gains(draws.reshape(-1, size, size, size))
    low, high = np.quantile(drawn, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Gain(float(_gains(counts.reshape(1, size, size, size))[0]), float(low), float(high))


def _gains(tables: NDArray[np.int64]) -> NDArray[np.float64]:
    """One gain per table of truth × old × new."""
    return macro_f1(tables.sum(axis=2)) - macro_f1(tables.sum(axis=3))


def _rates(model: SentimentModel, judged: pl.DataFrame) -> dict[str, Any]:
    """Sensitivity and specificity among the texts that are read as polar when feedback is read.

    These correct what is counted, so they are of such texts: none that would be called neutral or mixed.
    """
    reader = OpinionReader(model, taxonomy())
    said = reader.read(judged.select("text", "language", feedback_id=pl.lit(""))).verdicts
    truth = pl.col("label").replace_strict(NAMES, return_dtype=pl.String)
    found = figures(answered(judged.select(truth=truth).hstack(said), (NEGATIVE, NEUTRAL, POSITIVE)))
    return {name: figure for name, figure in found.items() if name.startswith(("sensitivity", "specificity"))}


def _answers(model: SentimentModel, judged: pl.DataFrame, classes: tuple[str, ...]) -> pl.DataFrame:
    truth = pl.col("label").replace_strict(NAMES, return_dtype=pl.String)
    return answered(judged.select(truth=truth).hstack(model.score(judged)), classes)
