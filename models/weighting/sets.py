"""One set: the answers of a series in a period, raked to the customers at its end."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.weighting.parameters import DIGITS, WeightingParameters, margin_column
from models.weighting.raking import Raked, rake

Population = Mapping[str, Mapping[str, int]]
"""Customers by margin and segment; unknown ones left out."""


@dataclass(frozen=True)
class RakedSet:
    """What became of a set.

    Attributes:
        units: one row per respondent and combination of segments, sorted: speaker, the margin columns, start
            (the weight before), is_inside (takes part in the raking), weight (after; null without weights).
        margins: those that were raked; the others have no customers to resemble.
        is_capped, is_converged: None where nothing was raked.
        reason: why there are no weights, in words; None where there are.
    """

    units: pl.DataFrame
    margins: tuple[str, ...]
    is_capped: bool | None = None
    is_converged: bool | None = None
    reason: str | None = None

    @property
    def is_weighted(self) -> bool:
        return self.reason is None


def rake_set(answers: pl.DataFrame, population: Population, parameters: WeightingParameters) -> RakedSet:
    """Weights of the respondents of one set.

    Args:
        answers: of one series in one period, in the same order whatever the delivery; see ANSWERS_SCHEMA.
        population: customers at the period's end.
    """
    margins = tuple(name for name in parameters.margins if population.get(name))
    units = _units(answers, parameters.margins, margins, population)
    inside = units.filter("is_inside")
    unused = RakedSet(units.with_columns(weight=pl.lit(None, pl.Float64)), margins)
    if not margins:
        return _because(unused, f"no customer is known on {_named(parameters.margins)}")
    if inside["speaker"].n_unique() < parameters.privacy_floor:
        return _because(
            unused, f"fewer than {parameters.privacy_floor} respondents are known on {_named(margins)}"
        )
    raked = _raked(inside, margins, population, parameters.cap)
    if raked.weights is None:
        return _because(unused, "no weights satisfy all margins at once: raking did not converge", False)
    weighted = units.with_columns(weight=_placed(units, raked.weights))
    return RakedSet(weighted, margins, raked.is_capped, is_converged=True)


def start_weights(answers: pl.DataFrame) -> pl.DataFrame:
    """Adds `given`, the given weight in units of their mean, and `start`, the answer's part of it.

    The answers of a respondent share one weight.
    """
    weight = pl.col("weight")
    given = pl.when(weight > 0).then(weight / weight.mean()).otherwise(weight).fill_null(1.0)
    return answers.with_columns(given=given).with_columns(start=pl.col("given") / pl.len().over("speaker"))


def _units(
    answers: pl.DataFrame, all_margins: tuple[str, ...], margins: tuple[str, ...], population: Population
) -> pl.DataFrame:
    columns = [margin_column(name) for name in all_margins]
    known = [pl.col(margin_column(name)).is_in(sorted(population[name])) for name in margins]
    return (
        start_weights(answers)
        .group_by("speaker", *columns, maintain_order=True)
        .agg(pl.col("start").sum().round(DIGITS))
        .sort(*columns, "start", "speaker")
        .with_columns(is_inside=pl.all_horizontal(pl.col("start") > 0, *known))
    )


def _raked(inside: pl.DataFrame, margins: tuple[str, ...], population: Population, cap: float) -> Raked:
    codes, shares = {}, []
    for number, name in enumerate(margins):
        present = inside[margin_column(name)].unique().sort().to_list()
        customers = [population[name][segment] for segment in present]
        codes[f"margin_{number}"] = inside[margin_column(name)].replace_strict(
            present, list(range(len(present))), return_dtype=pl.Int64
        )
        shares.append({code: count / sum(customers) for code, count in enumerate(customers)})
    return rake(pl.DataFrame(codes), inside["start"].to_numpy(), shares, cap)


def _placed(units: pl.DataFrame, weights: NDArray[np.float64]) -> pl.Series:
    """Raked weights on the units inside; the others keep theirs."""
    placed = units["start"].to_numpy().copy()
    placed[units["is_inside"].to_numpy()] = weights
    return pl.Series(placed)


def _because(unused: RakedSet, reason: str, is_converged: bool | None = None) -> RakedSet:
    return RakedSet(unused.units, unused.margins, is_converged=is_converged, reason=f"not weighted: {reason}")


def _named(margins: tuple[str, ...]) -> str:
    return " and ".join(margins)
