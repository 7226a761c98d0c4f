"""Segments as columns: one for each of a dimension, the rare ones together, the unknown at the mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

FEWEST_CUSTOMERS = 20
FEWEST_SHARE = 0.01  # of the customers learned from

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Dimension:
    """The columns of one dimension.

    Attributes:
        frequent: segments with a column of their own.
        has_pool: whether a last column stands for all others; without it they count as unknown.
        shares: of the columns among the customers whose segment is known.
    """

    name: str
    frequent: tuple[str, ...]
    has_pool: bool
    shares: Floats

    @classmethod
    def of(cls, name: str, segments: pl.Series, weight: Floats) -> Self:
        """The columns that these customers fill; weight is what each counts for."""
        least = max(FEWEST_CUSTOMERS, FEWEST_SHARE * len(segments))
        counts = segments.drop_nulls().alias("segment").value_counts(name="customers").sort("segment")
        is_frequent = counts["customers"] >= least
        frequent = counts.filter(is_frequent)["segment"]
        has_pool = int(counts.filter(~is_frequent)["customers"].sum()) >= least
        columns = cls(name, tuple(frequent), has_pool, np.zeros(len(frequent) + has_pool))
        place = columns.places(segments)
        filled = np.bincount(place[place >= 0], weight[place >= 0], len(columns.shares))
        return cls(name, tuple(frequent), has_pool, filled / max(filled.sum(), 1.0))

    def places(self, segments: pl.Series) -> Ints:
        """The column of each segment; -1 where it is unknown."""
        columns = {segment: number for number, segment in enumerate(self.frequent)}
        others = len(self.frequent) if self.has_pool else -1
        known = segments.replace_strict(columns, default=others, return_dtype=pl.Int64)
        placed = pl.select(pl.when(segments.is_not_null()).then(known).otherwise(-1)).to_series()
        places: Ints = placed.to_numpy()
        return places

    def design(self, segments: pl.Series) -> Floats:
        """One row per customer: 1 in their column, less the shares; all 0 (the mean) where unknown."""
        place = self.places(segments)
        padded = np.vstack([np.eye(len(self.shares)) - self.shares, np.zeros(len(self.shares))])
        rows: Floats = padded[place]  # -1 is the last row
        return rows


@dataclass(frozen=True)
class Coding:
    """The dimensions that tell customers apart; those of fewer than two columns are left out."""

    dimensions: tuple[Dimension, ...]

    @classmethod
    def of(cls, segments: Mapping[str, pl.Series], weight: Floats) -> Self:
        """The columns that these customers fill, dimensions in alphabetical order."""
        found = (Dimension.of(name, segments[name], weight) for name in sorted(segments))
        return cls(tuple(one for one in found if len(one.shares) > 1))

    @property
    def blocks(self) -> Ints:
        """The number of its dimension, for each column."""
        sizes = [len(one.shares) for one in self.dimensions]
        return np.repeat(np.arange(len(sizes)), sizes)

    def design(self, segments: Mapping[str, pl.Series]) -> Floats:
        """One row per customer, one column per segment."""
        return np.hstack([one.design(segments[one.name]) for one in self.dimensions])
