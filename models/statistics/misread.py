"""Complaints counted by readers that err, several of them at once, seen as one sample.

Of n customers read by one classifier, x are read as complaining: with a = 1 - specificity and
J = sensitivity + specificity - 1, the corrected count is (x - a n) / J (Rogan and Gladen), and its variance
at a true share p is n r (1 - r) / J² with r = a + p J, plus what the doubt about both rates adds. Sums of
these over classifiers (languages, ratings with a = 0 and J = 1) carry all that is needed; on the scale of
what is read, they behave as a binomial sample of an effective size. One classifier with known rates gives its
own counts exactly.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.statistics.evidence import log_evidence_above, log_evidence_below

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class ReaderRates:
    """What is known of readers, arrays of one shape; a person's rating is read with rates of 1 without doubt.

    Args:
        sensitivity, specificity: shares of complaints and of praise that are read as such, 0 to 1.
        sensitivity_variance, specificity_variance: of these two as measured.
    """

    sensitivity: FloatArray
    specificity: FloatArray
    sensitivity_variance: FloatArray
    specificity_variance: FloatArray

    def map(self, change: Callable[[FloatArray], FloatArray]) -> Self:
        """Each array changed alike."""
        return type(self)(*(change(getattr(self, name)) for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Sample:
    """Sums over readers, arrays of one shape (one entry per cell); see the module for the symbols.

    Source: W. Rogan, B. Gladen, Estimating prevalence from the results of a screening test, American Journal
    of Epidemiology 107 (1978), p. 73, with the variance of both rates by the delta method as in
    J. Reiczigel, J. Földi, L. Ózsvári, Exact confidence limits for prevalence of a disease with an imperfect
    diagnostic test, Epidemiology and Infection 138 (2010), p. 1675; effective sizes as in L. Kish, Survey
    sampling (1965).
    """

    people: FloatArray  # sum of n
    complaints: FloatArray  # sum of (x - a n) / J
    false_alarms: FloatArray  # sum of a n
    stretch: FloatArray  # sum of n / J
    noise: FloatArray  # sum of n a (1 - a) / J²
    slope: FloatArray  # sum of n (1 - 2a) / J
    sensitivity_doubt: FloatArray  # sum of n² var / J²
    specificity_doubt: FloatArray

    @classmethod
    def rated(cls, negative: FloatArray, polar: FloatArray) -> Self:
        """Counts that nobody can misread."""
        none = np.zeros(polar.shape)
        return cls(polar, negative, none, polar, none, polar, none, none)

    @classmethod
    def read(cls, negative: FloatArray, polar: FloatArray, rates: ReaderRates, used: FloatArray) -> Self:
        """Sums over readers.

        Args:
            negative, polar: shape (..., readers, looks).
            rates: arrays of shape (..., readers).
            used: 1 for the readers that count, 0 for the others; shape (..., readers).
        """
        false_alarm, informed = 1 - rates.specificity, rates.sensitivity + rates.specificity - 1
        per_person = (
            1.0,
            -false_alarm / informed,
            false_alarm,
            1 / informed,
            false_alarm * (1 - false_alarm) / informed**2,
            (1 - 2 * false_alarm) / informed,
        )
        linear = np.stack([used * each for each in per_person], axis=-2) @ polar
        read = (used / informed)[..., None, :] @ negative
        doubts = (rates.sensitivity_variance / informed**2, rates.specificity_variance / informed**2)
        squared = np.stack([used * each for each in doubts], axis=-2) @ polar**2
        people, corrected, false_alarms, stretch, noise, slope = np.moveaxis(linear, -2, 0)
        sensitivity_doubt, specificity_doubt = np.moveaxis(squared, -2, 0)
        complaints = corrected + read[..., 0, :]
        return cls(
            people, complaints, false_alarms, stretch, noise, slope, sensitivity_doubt, specificity_doubt
        )

    def map(self, change: Callable[[FloatArray], FloatArray]) -> Self:
        """Each array changed alike."""
        return type(self)(*(change(getattr(self, name)) for name in self.names()))

    def map_with(self, other: Self, change: Callable[[FloatArray, FloatArray], FloatArray]) -> Self:
        """Each array changed with its counterpart."""
        return type(self)(*(change(getattr(self, name), getattr(other, name)) for name in self.names()))

    @classmethod
    def names(cls) -> list[str]:
        """Of the arrays, in order."""
        return list(cls.__dataclass_fields__)

    def scaled(self, factor: FloatArray) -> Self:
        """The same shares among `factor` times as many people; the doubt about the rates stays."""
        linear = self.map(lambda values: values * factor)
        doubts = (self.sensitivity_doubt * factor**2, self.specificity_doubt * factor**2)
        return replace(linear, sensitivity_doubt=doubts[0], specificity_doubt=doubts[1])

    @property
    def share(self) -> FloatArray:
        """Corrected share of complaints, not kept within 0 and 1; NaN without people."""
        found: FloatArray = np.full(self.people.shape, np.nan)
        np.divide(self.complaints, self.people, out=found, where=self.people > 0)
        return found

    def variance(self, share: FloatArray | float) -> FloatArray:
        """Variance of `share` where it is the true one; infinite without people."""
        total = (
            self.noise
            + share * self.slope
            - np.square(share) * self.people
            + np.square(share) * self.sensitivity_doubt
            + np.square(1 - np.asarray(share)) * self.specificity_doubt
        )
        found: FloatArray = np.full(self.people.shape, np.inf)
        np.divide(total, self.people**2, out=found, where=self.people > 0)
        return np.maximum(found, 0.0)

    def log_above(self, share: FloatArray | float) -> FloatArray:
        """Log evidence that the true share is above `share`; 0 (none) outside 0 to 1 and without people."""
        return self._log_evidence(share, is_above=True)

    def log_below(self, share: FloatArray | float) -> FloatArray:
        """Log evidence that the true share is below `share`; 0 (none) outside 0 to 1 and without people."""
        return self._log_evidence(share, is_above=False)

    def _log_evidence(self, share: FloatArray | float, is_above: bool) -> FloatArray:
        """Never more than as many people's own ratings of the same share would give."""
        evidence = log_evidence_above if is_above else log_evidence_below
        tested = np.broadcast_to(np.asarray(share, dtype=np.float64), self.people.shape)
        is_tested = (self.people > 0) & (tested > 0) & (tested < 1)
        people = np.where(is_tested, self.people, 1.0)
        inside = np.where(is_tested, tested, 0.5)
        read, size, null = self._as_one_reader(inside, people)
        rated = np.clip(self.complaints / people, 0.0, 1.0) * people
        found = np.minimum(evidence(read * size, size, null), evidence(rated, people, inside))
        return np.where(is_tested, found, 0.0)

    def _as_one_reader(
        self, share: FloatArray, people: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Read share, effective size and read share under `share`, as of one reader who errs."""
        stretch = np.maximum(self.stretch, 1e-9)
        informed = people / stretch
        null = np.clip(self.false_alarms / people + share * informed, 1e-12, 1 - 1e-12)
        read = np.clip(self.false_alarms / people + informed * self.complaints / people, 0.0, 1.0)
        size = null * (1 - null) / informed**2 / np.maximum(self.variance(share), 1e-300)
        return read, np.where(self.people > 0, size, 0.0), null
