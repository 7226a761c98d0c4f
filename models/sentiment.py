"""Sentiment of a text: two linear scores, learned by scikit-learn, summed in whole numbers.

`polarity` weighs positive against negative, `neutrality` whether anything polar is said at all. Each is the
sum of its words', word beginnings', denied words' and pairs' weights ÷ √(known words), plus a constant per
language, turned into a probability by a logistic scale fitted on held-out texts. Sums are exact, so a
text's score does not depend on its neighbours, the partitioning or the number of threads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.artefact import ARTEFACTS, model_card, verified, version
from models.chunks import in_chunks
from models.features import Features, features
from models.language import LANGUAGES
from models.weights import HEADS, UNIT, Ints, Weights

FILES = ("sentiment_words.parquet", "sentiment_stems.parquet", "sentiment_pairs.parquet")
CHUNK_ROWS = 25_000  # fewer: each looks its vocabulary up anew; more: they leave the processor's cache
DECIMALS = 6  # published; beyond them machines differ

_INTERVALS = ("macro_f1", "sensitivity", "specificity")
QUALITY = {
    **dict.fromkeys(("model", "language", "aspect"), pl.String),
    "n": pl.Int64,
    **{f"{figure}{bound}": pl.Float64 for figure in _INTERVALS for bound in ("", "_low", "_high")},
    "ece": pl.Float64,
    "measured_on": pl.String,
}

Floats = NDArray[np.float64]


def logistic(z: Floats) -> Floats:
    probability: Floats = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
    return probability


def weighted(evidence: Floats, scale: Sequence[float]) -> Floats:
    """Weighted sum of each row: as a matrix product, but rounded alike whatever rows stand beside it."""
    total: Floats = (evidence * np.array(scale)).sum(axis=1)
    return total


def scaled_by(logits: dict[str, Floats]) -> dict[str, Floats]:
    """What the calibrated log-odds of each head are a weighted sum of (one row per text).

    Polarity: its logit and 1. Neutrality: its logit, the strength of the polarity whichever its side, and 1.
    """
    polarity, neutrality, one = logits["polarity"], logits["neutrality"], np.ones(len(logits["polarity"]))
    return {
        "polarity": np.column_stack([polarity, one]),
        "neutrality": np.column_stack([neutrality, np.abs(polarity), one]),
    }


@dataclass(frozen=True)
class SentimentModel:
    """The classifier: weight tables, and the model card with constants, calibration and measured quality."""

    weights: Weights
    card: dict[str, Any]
    version: str

    @classmethod
    def load(cls, folder: Path | None = None) -> "SentimentModel":
        """The shipped model, or the one in a folder.

        Raises:
            ArtefactError: the weights are missing or are not those that the model card names.
        """
        return _shipped() if folder is None else _read(folder)

    def score(self, feedback: pl.DataFrame) -> pl.DataFrame:
        """Sentiment of each feedback.

        Args:
            feedback: text (str, null allowed), language (str; outside LANGUAGES, or null: the weights that
                all languages share).
        Returns:
            As many rows: sentiment (negative, neutral, positive), sentiment_score (-1 to 1: probability of
            positive less that of negative), sentiment_confidence (0 to 1: probability of the answer).
            Null without text.
        """
        return pl.concat(in_chunks(len(feedback), CHUNK_ROWS, lambda chunk: self._score(feedback[chunk])))

    def sums(self, seen: Features) -> dict[str, Ints]:
        """Exact weight sum of both heads per text, in 1/UNIT."""
        return self.weights.sums(seen, self.weights.known_words(seen))

    def logits(self, seen: Features) -> dict[str, Floats]:
        """Log-odds of both heads per text, before calibration."""
        words = self.weights.known_words(seen)
        width, sums = self._width(seen, words), self.weights.sums(seen, words)
        return {head: sums[head] / UNIT / width + self._constants[head][seen.languages] for head in HEADS}

    def explain(self, text: str, language: str) -> pl.DataFrame:
        """What moved the polarity of a text.

        Returns:
            feature (a word; NOT word where it is denied; two neighbours; the language's constant in brackets)
            and contribution in log-odds before calibration, strongest first; positive speaks for positive.
        """
        return self.moved_by(features(pl.Series([text]), pl.Series([language], dtype=pl.String)))

    def moved_by(self, seen: Features) -> pl.DataFrame:
        """What moved the polarity of the one text seen: rows as `explain` has them."""
        known = self.weights.known_words(seen)
        found, width = self.weights.evidence(seen, known)["polarity"], self._width(seen, known)[0] * UNIT
        words = seen.spellings["word"].gather(seen.codes)
        denied = pl.Series(np.where(seen.is_denied, "NOT ", ""), dtype=pl.String)
        neighbours = words.gather(found.at) + " " + words.gather(found.at + 1)
        constant = self._constants["polarity"][seen.languages]
        language = (*LANGUAGES, "")[seen.languages[0]]
        rows = pl.DataFrame(
            {
                "feature": pl.concat([denied + words, neighbours, pl.Series([f"({language})"])]),
                "contribution": np.concatenate([found.of_tokens / width, found.of_pairs / width, constant]),
            }
        )
        return (
            rows.group_by("feature", maintain_order=True)
            .agg(pl.col("contribution").sum())
            .filter(pl.col("contribution") != 0)
            .sort(pl.col("contribution").abs(), "feature", descending=[True, False])
        )

    def quality(self) -> pl.DataFrame:
        """Measured quality per language, from the model card; intervals at 95 %, `aspect` null."""
        rows = [{"model": "sentiment", "aspect": None, **row} for row in self.card["quality"]]
        return pl.DataFrame(rows, schema=QUALITY)

    def constants(self, languages: Ints) -> dict[str, Floats]:
        """Constant of each head for the language of each text."""
        return {head: self._constants[head][languages] for head in HEADS}

    def _score(self, feedback: pl.DataFrame) -> pl.DataFrame:
        return self.verdicts(self.logits(features(feedback["text"], feedback["language"])), feedback["text"])

    def verdicts(self, logits: dict[str, Floats], texts: pl.Series) -> pl.DataFrame:
        """What `score` says of texts with these log-odds (before calibration)."""
        evidence = scaled_by(logits)
        positive, neutral = (
            logistic(weighted(evidence[head], self.card["calibration"][head])) for head in HEADS
        )
        classes = {
            "negative": (1 - neutral) * (1 - positive),
            "neutral": neutral,
            "positive": (1 - neutral) * positive,
        }
        table = np.column_stack(list(classes.values()))
        answer = table.argmax(axis=1)
        if (neutral_from := self.card.get("neutral_from")) is not None:  # neutral is rare, seldom likeliest
            answer = np.where(neutral >= neutral_from, 1, 2 * (positive > 0.5))
        answers = pl.DataFrame(
            {
                "sentiment": pl.Series(list(classes)).gather(answer),
                "sentiment_score": np.round(classes["positive"] - classes["negative"], DECIMALS),
                "sentiment_confidence": np.round(table[np.arange(len(answer)), answer], DECIMALS),
            }
        )
        said = (texts.cast(pl.String).str.strip_chars() != "").fill_null(False)
        return answers.select(pl.when(said).then(pl.col(name)).alias(name) for name in answers.columns)

    def _width(self, seen: Features, words: Ints) -> Floats:
        """√(known words) per text: long texts would otherwise be too sure of themselves."""
        width: Floats = np.sqrt(np.maximum(seen.sums((words >= 0)[seen.codes]), 1))
        return width

    @cached_property
    def _constants(self) -> dict[str, Floats]:
        """Constant of each head by language; none for an unknown one."""
        given = self.card["constants"]
        return {head: np.array([*(given[head][language] for language in LANGUAGES), 0.0]) for head in HEADS}


def _read(home: Path) -> SentimentModel:
    tables = [pl.read_parquet(verified(home, name)) for name in FILES]
    return SentimentModel(Weights(*tables), model_card(home), version(home, FILES))


@cache
def _shipped() -> SentimentModel:
    return _read(ARTEFACTS)
