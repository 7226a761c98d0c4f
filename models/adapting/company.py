"""A company's own model of each language: learned, judged on held-out texts, adopted where it is better."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from models.adapting.holding_out import is_held_out
from models.adapting.judging import FEWEST_JUDGED, Trial, trial
from models.language import LANGUAGES, UNKNOWN
from models.sentiment import SentimentModel

DECIMALS = 4
MOST_POOLED = 50_000  # texts of all languages together; of more, every nth
METHOD = (
    "Two logistic regressions (scikit-learn, L2) over the shipped features, the company's own frequent "
    "words, word beginnings and pairs, and the shipped model's log-odds; penalty by cross-validation, Platt "
    "scales from predictions out of fold, all within the texts that are not held out. Judged so, then "
    "learned anew from all texts, the held-out ones included: the figures are of a model that knew less."
)


@dataclass(frozen=True)
class Adaptation:
    """What became of one language.

    Attributes:
        labels: texts by label (-1, 0, 1).
        held_out: texts kept for judging.
        trial: both models on them; None where there are too few.
        model: learned from all texts, where it was adopted; its card has no hashes yet.
        reason: why it was adopted or not, as a phrase.
    """

    language: str
    labels: dict[int, int]
    held_out: int
    trial: Trial | None
    model: SentimentModel | None
    reason: str

    @property
    def texts(self) -> int:
        return sum(self.labels.values())


def adaptations(shipped: SentimentModel, texts: pl.DataFrame, speaker_floor: int) -> list[Adaptation]:
    """One per language in which labelled texts are, and one for texts whose language is not known.

    The last is learned from, and judged on, the texts of all languages, read as if theirs were not known.

    Args:
        shipped: the model to begin with, and to beat.
        texts: rows of LABELLED (models/adapting/labels.py).
        speaker_floor: what fewer distinct speakers say enters no weight.
    """
    spoken = {language: texts.filter(pl.col("language") == language) for language in LANGUAGES}
    every = max(1, -(-len(texts) // MOST_POOLED))
    spoken[UNKNOWN] = texts.gather_every(every).with_columns(language=pl.lit(UNKNOWN))
    return [
        _adaptation(shipped, own, language, speaker_floor) for language, own in spoken.items() if len(own)
    ]


def _adaptation(
    shipped: SentimentModel, texts: pl.DataFrame, language: str, speaker_floor: int
) -> Adaptation:
    labels = {label: int((texts["label"] == label).sum()) for label in (-1, 0, 1)}
    kept = is_held_out(texts)
    learned, held_out = texts.filter(~kept), texts.filter(kept)
    if lacking := _lacking(learned, held_out):
        return Adaptation(language, labels, len(held_out), None, None, lacking)
    from models.adapting.learning import adapted  # with scikit-learn, which takes a second to load

    found = trial(shipped, adapted(shipped, learned, language, speaker_floor), held_out)
    if not found.gain.is_sure:
        return Adaptation(language, labels, len(held_out), found, None, f"not surely better: {_said(found)}")
    model = adapted(shipped, texts, language, speaker_floor)
    card = {**_card(shipped, texts, held_out, language, labels, found, speaker_floor), **model.card}
    return Adaptation(
        language, labels, len(held_out), found, SentimentModel(model.weights, card, ""), _said(found)
    )


def _lacking(learned: pl.DataFrame, held_out: pl.DataFrame) -> str:
    """What is missing for learning and judging, as a phrase; '' where enough is there."""
    for part, what in ((held_out, "among the held-out ones"), (learned, "to learn from")):
        sides = [part.filter(pl.col("label") == label)["group"].n_unique() for label in (-1, 1)]
        if min(sides) < FEWEST_JUDGED:
            return (
                f"not enough different texts {what}: complaints {sides[0]}, praises {sides[1]}, "
                f"of each {FEWEST_JUDGED} are needed"
            )
    return ""


def _said(found: Trial) -> str:
    gain = found.gain
    return (
        f"macro-F1 {found.adapted['macro_f1']:.3f} instead of {found.shipped['macro_f1']:.3f}, "
        f"gain {gain.value:+.3f} (between {gain.low:+.3f} and {gain.high:+.3f})"
    )


def _card(
    shipped: SentimentModel,
    texts: pl.DataFrame,
    held_out: pl.DataFrame,
    language: str,
    labels: dict[int, int],
    found: Trial,
    speaker_floor: int,
) -> dict[str, Any]:
    until = texts["created_at"].max()
    since = _day(held_out["created_at"].min())
    on = "own rated feedback held out" + (f", from {since} on" if since else ", drawn by hash")
    return {
        "language": language,
        "method": METHOD,
        "shipped_version": shipped.version,
        "learned_until": until.isoformat() if isinstance(until, datetime) else None,
        "texts": {str(label): n for label, n in labels.items()},
        "held_out": len(held_out),
        "speaker_floor": speaker_floor,
        "judged_classes": list(found.classes),
        "quality": [{"language": language, **found.adapted, "measured_on": on}],
        "shipped_on_held_out": found.shipped,
        "gain": {name: round(getattr(found.gain, name), DECIMALS) for name in ("value", "low", "high")},
    }


def _day(moment: Any) -> str | None:
    return moment.date().isoformat() if isinstance(moment, datetime) else None
