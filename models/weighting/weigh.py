"""All sets of a project: the weight of each answer in each kind of period, and the table of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from models.weighting.parameters import (
    DIGITS,
    GRAINS,
    POPULATION_SCHEMA,
    RAKED_GRAINS,
    SERIES,
    WEIGHTING_SCHEMA,
    WeightingParameters,
    margin_column,
)
from models.weighting.sets import Population, rake_set, start_weights
from models.weighting.table import weighting_rows


@dataclass(frozen=True)
class Weighed:
    """Attributes:
    weights: WEIGHTS_SCHEMA; answers of a set without weights are not in it.
    weighting: WEIGHTING_SCHEMA.
    """

    weights: pl.DataFrame
    weighting: pl.DataFrame


def periods(answers: pl.DataFrame) -> pl.DataFrame:
    """period_grain, period_start: the periods for each of which a population is needed."""
    starts = [
        answers.select(period_grain=pl.lit(grain), period_start=_start(grain)).unique()
        for grain in RAKED_GRAINS
    ]
    return pl.concat(starts).filter((pl.col("period_grain") == "all") | pl.col("period_start").is_not_null())


def weigh(answers: pl.DataFrame, population: pl.DataFrame, parameters: WeightingParameters) -> Weighed:
    """Weights of the answers, the same to the last digit in any order of the rows.

    Args:
        answers: see ANSWERS_SCHEMA; one segment column per margin.
        population: see POPULATION_SCHEMA.
    """
    in_order = answers.sort("response_id")
    weighed = [
        one for grain in RAKED_GRAINS for one in _weighed_sets(in_order, grain, population, parameters)
    ]
    unsplit = pl.concat([_empty_factors(), *(factors for factors, _ in weighed)])
    of_grains = [_split(in_order, unsplit, grain) for grain in GRAINS]
    return Weighed(
        pl.concat(of_grains).sort("response_id", "period_grain"),
        pl.concat([pl.DataFrame(schema=WEIGHTING_SCHEMA), *(rows for _, rows in weighed)]),
    )


def _weighed_sets(
    answers: pl.DataFrame, grain: str, population: pl.DataFrame, parameters: WeightingParameters
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Factors and rows of report.weighting of each series in each period of a grain."""
    customers = _populations(population.filter(pl.col("period_grain") == grain))
    dated = answers.with_columns(start_of_period=_start(grain))
    dated = dated.filter((pl.lit(grain) == "all") | pl.col("start_of_period").is_not_null())
    sets = dated.partition_by(*SERIES, "start_of_period", as_dict=True, maintain_order=True)
    for (metric, scale, start), own in sorted(sets.items(), key=lambda one: str(one[0])):
        people = customers.get(start, {})
        raked = rake_set(own, people, parameters)
        rows = weighting_rows(raked, people, parameters).select(
            pl.lit(metric).alias("metric"),
            pl.lit(scale).alias("scale"),
            pl.lit(grain).alias("period_grain"),
            pl.lit(start, pl.Date).alias("period_start"),
            pl.all(),
        )
        yield _factors(own, raked.units, grain, parameters), rows


def _populations(population: pl.DataFrame) -> dict[date | None, Population]:
    found: dict[date | None, dict[str, dict[str, int]]] = {}
    for start, margin, segment, customers in population.select(list(POPULATION_SCHEMA)[1:]).rows():
        found.setdefault(start, {}).setdefault(margin, {})[segment] = customers
    return dict(found)


def _factors(
    answers: pl.DataFrame, units: pl.DataFrame, grain: str, parameters: WeightingParameters
) -> pl.DataFrame:
    """What each answer would weigh if it were its respondent's only one."""
    key = ("speaker", *(margin_column(name) for name in parameters.margins))
    factor = (
        pl.when(pl.col("unit_start") > 0).then(pl.col("unit_weight") / pl.col("unit_start")).otherwise(0.0)
    )
    return (
        start_weights(answers)
        .join(
            units.select(*key, unit_start="start", unit_weight="weight"), on=key, how="left", validate="m:1"
        )
        .filter(pl.col("unit_weight").is_not_null())
        .select("response_id", raked_grain=pl.lit(grain), unsplit=pl.col("given") * factor)
    )


def _empty_factors() -> pl.DataFrame:
    return pl.DataFrame(schema={"response_id": pl.String, "raked_grain": pl.String, "unsplit": pl.Float64})


def _split(answers: pl.DataFrame, factors: pl.DataFrame, grain: str) -> pl.DataFrame:
    """Weights in one grain: a respondent's answers in a period share one.

    A week that a month without weights reaches into has none.
    """
    period = (*SERIES, "start_of_period")
    raked = factors.filter(pl.col("raked_grain") == GRAINS[grain])
    weight = (pl.col("unsplit") / pl.len().over(*period, "speaker")).round(DIGITS)
    return (
        answers.with_columns(start_of_period=_start(grain))
        .join(raked, on="response_id", how="left", validate="1:1", maintain_order="left")
        .filter(pl.col("unsplit").is_not_null().all().over(*period))
        .with_columns(weight=weight)
        .select(
            "response_id",
            period_grain=pl.lit(grain),
            weight="weight",
            respondent_weight=pl.col("weight").sum().over(*period, "speaker").round(DIGITS),
        )
    )


def _start(grain: str) -> pl.Expr:
    return pl.lit(None, pl.Date) if grain == "all" else pl.col(grain)
