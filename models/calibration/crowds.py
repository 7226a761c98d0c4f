"""Populations in which everybody speaks once: counts per day, seen at looks as the pipeline sees them."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from models.calibration.reading import Reading
from models.calibration.truths import DAYS, WEEK
from models.divergence.history import History
from models.divergence.parameters import DivergenceParameters

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

EPOCH = datetime(2025, 6, 2, tzinfo=UTC)  # a Monday; any would do

CLOSED_WEEKS: IntArray = np.arange(WEEK, DAYS + 1, WEEK)
"""Days at whose end the closed weeks are looked at."""


@dataclass(frozen=True)
class Crowd:
    """Who took a side on each day, and of these read as complaining; shape (cells, readers, days)."""

    polar: FloatArray
    negative: FloatArray

    @classmethod
    def drawn(
        cls,
        rng: np.random.Generator,
        share: FloatArray,
        expected: FloatArray | float,
        reading: Reading,
        cells: int,
    ) -> "Crowd":
        """Poisson numbers of customers, of whom a share complains, read with errors.

        Args:
            share: true share; shape (days,) or (cells, days).
            expected: customers a day; a number, or of shape (days,).
        """
        days = share.shape[-1]
        means = reading.weights[:, None] * np.broadcast_to(expected, (days,))
        return cls.read(rng, rng.poisson(means, (cells, *means.shape)), share, reading)

    @classmethod
    def read(cls, rng: np.random.Generator, polar: IntArray, share: FloatArray, reading: Reading) -> "Crowd":
        """Given numbers of customers, of whom a share complains."""
        complaining = rng.binomial(polar, share if share.ndim == 1 else share[:, None])
        sensitivity = reading.of_readers("sensitivity", 1.0)[:, None]
        false_alarm = 1 - reading.of_readers("specificity", 1.0)[:, None]
        negative = rng.binomial(complaining, sensitivity) + rng.binomial(polar - complaining, false_alarm)
        return cls(polar.astype(np.float64), negative.astype(np.float64))

    def with_sums(self, groups: int) -> "Crowd":
        """Each run of `groups` cells preceded by a cell that holds them all."""

        def summed(values: FloatArray) -> FloatArray:
            apart = values.reshape(-1, groups, *values.shape[1:])
            return np.concatenate([apart.sum(axis=1, keepdims=True), apart], axis=1).reshape(
                -1, *values.shape[1:]
            )

        return Crowd(summed(self.polar), summed(self.negative))

    def seen(self, looks: IntArray, parameters: DivergenceParameters) -> History:
        """As the verdict's replay wants it.

        Args:
            looks: number of whole days that each look knows, ascending.
        """
        windows = [days for _, days in parameters.windows(EPOCH).select("window", "window_days").iter_rows()]

        def counted(values: FloatArray) -> tuple[FloatArray, FloatArray]:
            until = np.concatenate([np.zeros((*values.shape[:-1], 1)), values.cumsum(axis=-1)], axis=-1)
            known = until[..., looks]
            inside = [
                known if days is None else known - until[..., np.maximum(looks - days, 0)] for days in windows
            ]
            return np.stack(inside, axis=1), np.diff(known, axis=-1, prepend=0.0)

        polar, new_polar = counted(self.polar)
        negative, new_negative = counted(self.negative)
        return History(np.arange(self.polar.shape[0]), negative, polar, new_negative, new_polar)
