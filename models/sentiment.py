"""Sentiment of a text: two linear scores, learned by scikit-learn (models/training), summed in whole numbers.

`polarity` weighs positive against negative, `neutrality` whether anything polar is said at all. Each is the sum of
its words', word beginnings', denied words' and pairs' weights ÷ √(known words), plus a constant per language,
turned into a probability by a logistic scale fitted on held-out texts. Sums are exact, so a text's
score does not depend on its neighbours, the partitioning or the number of threads.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.artefact import ARTEFACTS, model_card, verified, version
from models.features import PLAIN, Features, features
from models.language import LANGUAGES

HEADS = ("polarity", "neutrality")
FILES = ("sentiment_words.parquet", "sentiment_stems.parquet", "sentiment_pairs.parquet")
SCALE = 1024  # whole weight units per unit of log-odds
CHUNK_ROWS = 50_000
DECIMALS = 6  # published; beyond them machines differ

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """The weight tables, in 1/SCALE.

    Attributes:
        words: word; per head `<head>` and `<head>_<language>`, added up where the text is in that language, and
            `<head>_denied`, added where the word is denied.
        stems: stem; per head its weight.
        pairs: left, right (row numbers of `words`), sorted; per head their weight.
    """

    words: pl.DataFrame
    stems: pl.DataFrame
    pairs: pl.DataFrame

    def of_pairs(self) -> Ints:
        """One number per pair, ascending: left × number of words + right."""
        return self.pairs["left"].to_numpy().astype(np.int64) * len(self.words) + self.pairs["right"].to_numpy()


def _ids(spellings: pl.Series, known: pl.Series) -> Ints:
    """Row of each spelling in the vocabulary, -1 where unknown."""
    ids = spellings.cast(pl.Enum(known), strict=False).to_physical().cast(pl.Int64).fill_null(-1)
    return ids.to_numpy()


def _looked_up(weights: Ints, ids: Ints) -> Ints:
    """Weight of each id along the last axis; 0 where unknown."""
    padded = np.concatenate([weights, np.zeros((*weights.shape[:-1], 1), np.int64)], axis=-1)
    found: Ints = padded[..., ids]  # -1 is the padding
    return found


def _logistic(z: Floats) -> Floats:
    probability: Floats = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
    return probability


@dataclass(frozen=True)
class SentimentModel:
    """The shipped classifier: weight tables, and the model card with calibration and measured quality."""

    weights: Weights
    card: dict[str, Any]
    version: str

    @classmethod
    def load(cls, folder: Path | None = None) -> "SentimentModel":
        """The shipped model, or the one in a folder.

        Raises:
            ArtefactError: the weights are missing or are not those that the model card names.
        """
        home = folder or ARTEFACTS
        tables = [pl.read_parquet(verified(home, name)) for name in FILES]
        return cls(Weights(*tables), model_card(home), version(home, FILES))

    def score(self, feedback: pl.DataFrame) -> pl.DataFrame:
        """Sentiment of each feedback.

        Args:
            feedback: text (str, null allowed), language (str; any other than LANGUAGES reads the shared weights).
        Returns:
            As many rows: sentiment (negative, neutral, positive), sentiment_score (-1 to 1: probability of positive
            less that of negative), sentiment_confidence (0 to 1: probability of the answer). Null without text.
        """
        starts = range(0, max(len(feedback), 1), CHUNK_ROWS)
        return pl.concat([self._score(feedback.slice(start, CHUNK_ROWS)) for start in starts])

    def logits(self, seen: Features) -> dict[str, Floats]:
        """Log-odds of both heads per text, before calibration."""
        sums, known = self.sums(seen)
        width = np.sqrt(np.maximum(known, 1))
        return {
            head: sums[head] / (PLAIN * SCALE) / width + self._constants[head][seen.languages] for head in HEADS
        }

    def sums(self, seen: Features) -> tuple[dict[str, Ints], Ints]:
        """Exact weight sums of both heads per text, in 1/(PLAIN × SCALE), and its number of known words."""
        ids = _ids(seen.spellings["word"], self.weights.words["word"])
        per_word = self._per_word(seen, ids)
        of_token = ids[seen.codes]
        where, pair = self._pairs_in(seen, of_token)
        language = seen.languages[seen.rows]
        sums = {}
        for head in HEADS:
            value = per_word[head][language, seen.codes] * seen.halves
            value += seen.is_denied * PLAIN * _looked_up(self._denied[head], ids)[seen.codes]
            value[where] += PLAIN * self._pair_weights[head][pair]
            sums[head] = seen.sums(value)
        return sums, seen.sums((of_token >= 0).astype(np.int64))

    def quality(self) -> pl.DataFrame:
        """Measured quality per language, from the model card (its intervals at 95 %)."""
        return pl.DataFrame(self.card["quality"], schema=QUALITY).with_columns(model=pl.lit("sentiment"))

    def explain(self, text: str, language: str) -> pl.DataFrame:
        """What moved the polarity of a text: feature, contribution in log-odds (positive speaks for positive)."""
        seen = features(pl.Series([text]), pl.Series([language]))
        ids = _ids(seen.spellings["word"], self.weights.words["word"])
        words = seen.spellings["word"].gather(seen.codes)
        denied = seen.is_denied * PLAIN * _looked_up(self._denied["polarity"], ids)[seen.codes]
        single = self._per_word(seen, ids)["polarity"][seen.languages[0], seen.codes] * seen.halves + denied
        where, pair = self._pairs_in(seen, ids[seen.codes])
        width = np.sqrt(max(int((ids[seen.codes] >= 0).sum()), 1)) * PLAIN * SCALE
        prefix = pl.Series(np.where(seen.is_denied, "NOT ", ""))
        neighbours = words.gather(where) + " " + words.gather(where + 1)
        rows = pl.DataFrame({
            "feature": pl.concat([prefix + words, neighbours, pl.Series([f"({language})"])]),
            "contribution": np.concatenate([
                single / width,
                PLAIN * self._pair_weights["polarity"][pair] / width,
                self._constants["polarity"][seen.languages],
            ]),
        })
        return (
            rows.group_by("feature", maintain_order=True).agg(pl.col("contribution").sum())
            .filter(pl.col("contribution") != 0)
            .sort(pl.col("contribution").abs(), "feature", descending=[True, False])
        )  # fmt: skip

    def _score(self, feedback: pl.DataFrame) -> pl.DataFrame:
        logits = self.logits(features(feedback["text"], feedback["language"]))
        scale = self.card["calibration"]
        positive, neutral = (
            _logistic(scale[head]["slope"] * logits[head] + scale[head]["offset"]) for head in HEADS
        )
        classes = {
            "negative": (1 - neutral) * (1 - positive),
            "neutral": neutral,
            "positive": (1 - neutral) * positive,
        }
        table = np.column_stack(list(classes.values()))
        frame = pl.DataFrame({
            "text": feedback["text"],
            "sentiment": pl.Series(list(classes)).gather(table.argmax(axis=1)),
            "sentiment_score": np.round(classes["positive"] - classes["negative"], DECIMALS),
            "sentiment_confidence": np.round(table.max(axis=1), DECIMALS),
        })
        said = pl.col("text").str.strip_chars().fill_null("") != ""
        return frame.select(pl.when(said).then(pl.col(name)).alias(name) for name in frame.columns[1:])

    def _pairs_in(self, seen: Features, of_token: Ints) -> tuple[Ints, Ints]:
        """Positions of the tokens that open a known pair, and that pair's row in the table."""
        keys, is_pair = seen.pairs(of_token, len(self.weights.words))
        is_pair &= self._sieve[keys % len(self._sieve)]
        where = np.flatnonzero(is_pair)
        row = np.searchsorted(self._pair_keys, keys[where]).clip(max=max(len(self._pair_keys) - 1, 0))
        hit = self._pair_keys[row] == keys[where] if len(self._pair_keys) else np.zeros(0, bool)
        return where[hit], row[hit]

    def _per_word(self, seen: Features, ids: Ints) -> dict[str, Ints]:
        """Weight of each distinct token by language (rows; the last is 'none of them'), its stem's included."""
        stems = _ids(seen.spellings["stem"], self.weights.stems["stem"])
        return {
            head: _looked_up(self._by_language[head], ids) + _looked_up(self._of_stems[head], stems)
            for head in HEADS
        }

    @cached_property
    def _constants(self) -> dict[str, Floats]:
        """Constant of each head by language; none for an unknown one."""
        given = self.card["constants"]
        return {head: np.array([*(given[head][language] for language in LANGUAGES), 0.0]) for head in HEADS}

    @cached_property
    def _by_language(self) -> dict[str, Ints]:
        words = self.weights.words
        columns = {
            head: [words[head] + words[f"{head}_{language}"] for language in LANGUAGES] + [words[head]]
            for head in HEADS
        }
        return {head: np.array([c.to_numpy() for c in given], np.int64) for head, given in columns.items()}

    @cached_property
    def _denied(self) -> dict[str, Ints]:
        return {head: self.weights.words[f"{head}_denied"].to_numpy().astype(np.int64) for head in HEADS}

    @cached_property
    def _of_stems(self) -> dict[str, Ints]:
        return {head: self.weights.stems[head].to_numpy().astype(np.int64) for head in HEADS}

    @cached_property
    def _pair_weights(self) -> dict[str, Ints]:
        return {head: self.weights.pairs[head].to_numpy().astype(np.int64) for head in HEADS}

    @cached_property
    def _pair_keys(self) -> Ints:
        return self.weights.of_pairs()

    @cached_property
    def _sieve(self) -> NDArray[np.bool_]:
        """True at the remainder of every known pair: most neighbours are no known pair and are passed over."""
        sieve = np.zeros(1 << 21, bool)
        sieve[self._pair_keys % len(sieve)] = True
        return sieve


QUALITY = {
    "model": pl.String,
    "language": pl.String,
    "aspect": pl.String,
    "n": pl.Int64,
    **{
        f"{figure}{bound}": pl.Float64
        for figure in ("macro_f1", "sensitivity", "specificity")
        for bound in ("", "_low", "_high")
    },
    "ece": pl.Float64,
    "measured_on": pl.String,
}
