"""The complaint share of every cell, with bounds that carry the sampling and the classifier's errors.

The customers who take a side fall into strata: those who rated, and those read from texts of each language.
A cell's share is the strata's shares weighted by their customers; the error budget is split evenly over the
strata that inform (Bonferroni), in a stratum of texts one half for the sampling, a quarter each for
sensitivity and specificity. A language that is not known well enough informs nothing: its stratum may hold
any share. Rated evidence alone gives exactly the confidence sequence on the counts.

The guarantee over all looks holds for a fixed set of strata and a growing count; a rolling window is valid at
each look.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.divergence.parameters import DivergenceParameters
from models.divergence.tables import ANY_ASPECT
from models.divergence.tally import Tally
from models.opinions import OVERALL
from models.statistics import (
    confidence_sequence,
    corrected_bounds,
    corrected_share,
    smallest_total,
    widened,
)

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Bounds = tuple[FloatArray, FloatArray]

RATES = ("sensitivity", "specificity")


@dataclass(frozen=True)
class Strata:
    """Arrays over the strata of `size` cells; rated strata have both rates known to be 1."""

    size: int
    row: NDArray[np.int64]
    negative: FloatArray
    polar: FloatArray
    sensitivity: FloatArray
    specificity: FloatArray
    sensitivity_bounds: Bounds
    specificity_bounds: Bounds
    confidence: FloatArray  # of the sampling
    is_informative: BoolArray

    def only(self, rows: BoolArray) -> Self:
        """The strata of the chosen cells, cells renumbered."""
        kept = rows[self.row]
        number = np.cumsum(rows) - 1
        return type(self)(
            size=int(rows.sum()),
            row=number[self.row[kept]],
            negative=self.negative[kept],
            polar=self.polar[kept],
            sensitivity=self.sensitivity[kept],
            specificity=self.specificity[kept],
            sensitivity_bounds=(self.sensitivity_bounds[0][kept], self.sensitivity_bounds[1][kept]),
            specificity_bounds=(self.specificity_bounds[0][kept], self.specificity_bounds[1][kept]),
            confidence=self.confidence[kept],
            is_informative=self.is_informative[kept],
        )

    @property
    def share(self) -> FloatArray:
        """Corrected share of complaints in each stratum."""
        return corrected_share(self.negative / self.polar, self.sensitivity, self.specificity)

    def per_cell(self, values: FloatArray) -> FloatArray:
        """Sum over each cell's strata."""
        return np.bincount(self.row, weights=values, minlength=self.size).astype(np.float64)


def strata_of(tally: Tally, error_rates: pl.DataFrame, parameters: DivergenceParameters) -> Strata:
    """Joins each stratum to its language's error rates and gives it its part of the error budget.

    Args:
        error_rates: rows of ErrorRates.
    """
    known = error_rates.filter(
        pl.col("sensitivity") + pl.col("specificity") - 1 >= parameters.min_informedness
    )
    joined = _with_rates(tally.strata, known).with_columns(
        is_informative=pl.col("sensitivity").is_not_null(),
        strata=pl.col("sensitivity").is_not_null().sum().over("row"),
    )
    budget = np.asarray((1 - parameters.confidence) / joined["strata"].clip(lower_bound=1).to_numpy())
    is_read = joined["language"].is_not_null().to_numpy()
    bounds = {rate: _rate_bounds(joined, rate, 1 - budget / 4) for rate in RATES}
    return Strata(
        size=tally.cells.height,
        row=joined["row"].cast(pl.Int64).to_numpy(),
        negative=joined["negative"].cast(pl.Float64).to_numpy(),
        polar=joined["polar"].cast(pl.Float64).to_numpy(),
        sensitivity=joined["sensitivity"].fill_null(1.0).to_numpy(),
        specificity=joined["specificity"].fill_null(1.0).to_numpy(),
        sensitivity_bounds=bounds["sensitivity"],
        specificity_bounds=bounds["specificity"],
        confidence=1 - np.where(is_read, budget / 2, budget),
        is_informative=joined["is_informative"].to_numpy(),
    )


def _with_rates(strata: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Each stratum's rates: of its aspect, else of any aspect; 1 where rated, null where nothing is known."""
    columns = [name for name in known.columns if name not in ("language", "aspect")]
    of_any = known.filter(pl.col("aspect") == ANY_ASPECT).drop("aspect")
    is_read, is_whole = pl.col("language").is_not_null(), pl.col("aspect") == OVERALL
    return (
        strata.join(known, on=["language", "aspect"], how="left", maintain_order="left", validate="m:1")
        .join(of_any, on="language", how="left", maintain_order="left", validate="m:1", suffix="_any")
        .with_columns(
            pl.when(~is_read)
            .then(1.0)
            .otherwise(pl.coalesce(name, pl.when(~is_whole).then(f"{name}_any")))
            .alias(name)
            for name in columns
        )
        .drop(f"{name}_any" for name in columns)
    )


def _rate_bounds(joined: pl.DataFrame, rate: str, confidence: FloatArray) -> Bounds:
    """The rate's interval at each stratum's confidence; few languages and budgets, so each is found once."""
    stated = joined.select(
        low=pl.col(f"{rate}_low").fill_null(1.0),
        high=pl.col(f"{rate}_high").fill_null(1.0),
        confidence=pl.Series(confidence),
    )
    distinct = stated.unique(maintain_order=True)
    low, high = widened(
        distinct["low"].to_numpy(), distinct["high"].to_numpy(), distinct["confidence"].to_numpy()
    )
    found = stated.join(
        distinct.with_columns(wide_low=pl.Series(low), wide_high=pl.Series(high)),
        on=["low", "high", "confidence"],
        how="left",
        maintain_order="left",
        validate="m:1",
    )
    return found["wide_low"].to_numpy(), found["wide_high"].to_numpy()


def complaint_share(strata: Strata) -> FloatArray:
    """Corrected share of complaints among the customers who take a side; NaN where nothing informs."""
    weight = np.where(strata.is_informative, strata.polar, 0.0)
    total = strata.per_cell(weight)
    estimate: FloatArray = np.full(strata.size, np.nan)
    np.divide(strata.per_cell(weight * strata.share), total, out=estimate, where=total > 0)
    return estimate


def complaint_bounds(strata: Strata, scale: FloatArray | None = None) -> Bounds:
    """Bounds of the complaint share, per cell; (0, 1) where nobody takes a side.

    Args:
        scale: factor on every cell's counts, to see what more opinions of the same kind would bring.
    """
    factor = np.ones(strata.size)[strata.row] if scale is None else scale[strata.row]
    negative, polar = strata.negative * factor, strata.polar * factor
    read = confidence_sequence(negative, polar, strata.confidence)
    low, high = corrected_bounds(read, strata.sensitivity_bounds, strata.specificity_bounds)
    # Where misreading explains all that was read, the corrected bounds shrink to a point; texts never tell
    # more than as many ratings would. Elsewhere they are wider than those of ratings anyway.
    end = (strata.share <= 0) | (strata.share >= 1)
    rated = confidence_sequence((strata.share * polar)[end], polar[end], strata.confidence[end])
    low[end], high[end] = np.minimum(low[end], rated[0]), np.maximum(high[end], rated[1])
    low, high = np.where(strata.is_informative, low, 0.0), np.where(strata.is_informative, high, 1.0)
    total = strata.per_cell(strata.polar)
    weight = strata.polar / total[strata.row]
    cell_high = np.where(total > 0, strata.per_cell(weight * high), 1.0)
    return strata.per_cell(weight * low).clip(0.0, 1.0), cell_high.clip(0.0, 1.0)


def customers_needed(strata: Strata, is_undecided: BoolArray, parameters: DivergenceParameters) -> FloatArray:
    """Customers taking a side, in all, that would decide at the observed shares; NaN where none would."""
    chosen = strata.only(is_undecided)
    polar = chosen.per_cell(chosen.polar)

    def decides(total: FloatArray) -> BoolArray:
        low, high = complaint_bounds(chosen, total / polar)
        return (high < parameters.isolated_below) | (low > parameters.trend_above)

    needed: FloatArray = np.full(strata.size, np.nan)
    needed[is_undecided] = smallest_total(decides, polar)
    return needed
