"""With which errors opinions are read, and what is known of these errors."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.divergence.parameters import DivergenceParameters
from models.divergence.readers import STATED_Z, Readers
from models.statistics import ReaderRates

FloatArray = NDArray[np.float64]

LABELLED = 5_000
"""Texts of either side on which a classifier's rates are taken to be known, unless measured."""


@dataclass(frozen=True)
class Language:
    """A part of the texts that is read by one classifier.

    Args:
        name: of the language.
        weight: its part of the customers; those of a Reading add up to 1.
        sensitivity, specificity: the true ones, 0 to 1.
        complaints_labelled, praises_labelled: texts on which they were measured; infinite: known exactly.
        overstated_by: what both rates are said to be above the true ones.
    """

    name: str
    weight: float
    sensitivity: float
    specificity: float
    complaints_labelled: float = LABELLED
    praises_labelled: float = LABELLED
    overstated_by: float = 0.0

    @classmethod
    def measured(
        cls, name: str, weight: float, sensitivity: tuple[float, float], specificity: tuple[float, float]
    ) -> Self:
        """Rates as (low, high) of a 95 % interval: the true one is taken to be its middle."""
        middles = [sum(rate) / 2 for rate in (sensitivity, specificity)]
        labelled = [_labelled(*rate) for rate in (sensitivity, specificity)]
        return cls(name, weight, *middles, *labelled)


def _labelled(low: float, high: float) -> float:
    """On how many texts a share has a Wilson interval of this middle and width, nearly."""
    middle, half = (low + high) / 2, (high - low) / 2
    return max(middle * (1 - middle) * (STATED_Z / half) ** 2 - STATED_Z**2, 1.0) if half > 0 else np.inf


def variance_of(rate: FloatArray, texts: FloatArray) -> FloatArray:
    """Of a measured rate, as its Wilson interval is wide; 0 where it is known exactly."""
    z_squared = STATED_Z**2
    return (rate * (1 - rate) / texts + z_squared / (4 * texts**2)) / (1 + z_squared / texts) ** 2


@dataclass(frozen=True)
class Reading:
    """A class of reading error: by name, the languages; none where customers rate."""

    name: str
    languages: tuple[Language, ...] = ()

    @property
    def weights(self) -> FloatArray:
        """Of the readers: those who rate, then each language."""
        is_rated = 0.0 if self.languages else 1.0
        return np.array([is_rated, *(language.weight for language in self.languages)])

    def of_readers(self, name: str, rated: float) -> FloatArray:
        """A figure of each reader, that of those who rate first; shape (readers,)."""
        return np.array([rated, *(getattr(language, name) for language in self.languages)])

    def readers(self, rng: np.random.Generator, cells: int, parameters: DivergenceParameters) -> Readers:
        """What is known of the readers in each population, measured anew for each of them."""
        sensitivity, sensitivity_variance = self._measured("sensitivity", "complaints_labelled", rng, cells)
        specificity, specificity_variance = self._measured("specificity", "praises_labelled", rng, cells)
        is_known = sensitivity + specificity - 1 >= parameters.min_informedness
        return Readers.unread(
            ReaderRates(
                np.where(is_known, sensitivity, 1.0),
                np.where(is_known, specificity, 1.0),
                np.where(is_known, sensitivity_variance, 0.0),
                np.where(is_known, specificity_variance, 0.0),
            ),
            is_known,
        )

    def _measured(
        self, rate: str, labelled: str, rng: np.random.Generator, cells: int
    ) -> tuple[FloatArray, FloatArray]:
        """Estimates of a rate and their variances, shape (cells, readers)."""
        true = self.of_readers(rate, 1.0)
        texts = self.of_readers(labelled, np.inf)
        drawn_of = np.where(np.isfinite(texts), np.maximum(np.round(texts), 1), 1).astype(np.int64)
        drawn = rng.binomial(drawn_of, true, (cells, true.size)) / drawn_of
        estimate = np.where(np.isfinite(texts), drawn, true) + self.of_readers("overstated_by", 0.0)
        estimate = np.clip(estimate, 0.0, 1.0)
        return estimate, variance_of(estimate, texts)


RATINGS = Reading("ratings")


def known_classifiers(accuracies: tuple[float, ...] = (0.95, 0.85, 0.70)) -> tuple[Reading, ...]:
    """Ratings, and classifiers of these accuracies on either side."""
    return RATINGS, *(classifier(accuracy) for accuracy in accuracies)


def classifier(accuracy: float, overstated_by: float = 0.0, labelled: float = LABELLED) -> Reading:
    """One classifier, as right on complaints as on praise."""
    name = f"texts read at {accuracy:.0%}"
    if overstated_by:
        name += f", said to be {accuracy + overstated_by:.0%}"
    language = Language("any", 1.0, accuracy, accuracy, labelled, labelled, overstated_by)
    return Reading(name, (language,))
