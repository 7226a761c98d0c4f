"""The ideal customer, declared as weights on segments."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.ideal.tables import EFFECTS_SCHEMA
from transforms.segments import UNKNOWN

DECIMALS = 6

Floats = NDArray[np.float64]
Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Declared:
    """The declared weights, and what an unknown segment counts for: the mean of the customers who are known.

    A segment that is not named weighs 0. The fit is the sum of a customer's weights, between 0 (the worst
    possible sum) and 1 (the best); as anybody may be in a segment that is not named, 0 is always possible.
    """

    weights: Weights
    means: Mapping[str, float]

    @property
    def worst(self) -> float:
        return sum(min(0.0, *one.values()) for _, one in sorted(self.weights.items()))

    @property
    def span(self) -> float:
        """From the worst sum to the best."""
        best = sum(max(0.0, *one.values()) for _, one in sorted(self.weights.items()))
        return best - self.worst

    def fitted(self, segments: Mapping[str, pl.Series]) -> Floats:
        """The fit of each customer, 0 to 1."""
        height = len(next(iter(segments.values())))
        total = np.full(height, -self.worst)
        for name, one in sorted(self.weights.items()):
            total += _weighed(segments[name], one).fill_null(self.means[name]).to_numpy()
        fits: Floats = np.clip(np.round(total / self.span, DECIMALS), 0.0, 1.0)
        return fits

    def effects(self, present: pl.DataFrame) -> pl.DataFrame:
        """What each segment adds to the fit; of the unknown, the mean.

        Args:
            present: dimension, segment; unknown ones included.
        Returns:
            Rows of EFFECTS_SCHEMA: the segments present and those declared.
        """
        named = [(name, segment) for name, one in self.weights.items() for segment in one]
        rows = sorted({*present.select("dimension", "segment").rows(), *named})
        effects = [round(self._weight(*row) / self.span, DECIMALS) for row in rows]
        frame = pl.DataFrame(rows, schema=["dimension", "segment"], orient="row")
        none = pl.lit(None, pl.Float64)
        return frame.with_columns(
            effect=pl.Series(effects), effect_low=none, effect_high=none, is_pooled=False
        ).cast(EFFECTS_SCHEMA)

    def _weight(self, dimension: str, segment: str) -> float:
        unknown = {UNKNOWN: self.means[dimension]}
        return {**unknown, **self.weights[dimension]}.get(segment, 0.0)


def declared(weights: Weights, segments: Mapping[str, pl.Series]) -> Declared:
    """The weights over customers: one series of segments per dimension, null where unknown."""
    known = {name: _weighed(segments[name], one).drop_nulls().to_numpy() for name, one in weights.items()}
    return Declared(weights, {name: float(one.mean()) if len(one) else 0.0 for name, one in known.items()})


def _weighed(segments: pl.Series, weights: Mapping[str, float]) -> pl.Series:
    known = segments.replace_strict(weights, default=0.0, return_dtype=pl.Float64)
    return pl.select(pl.when(segments.is_not_null()).then(known)).to_series()
