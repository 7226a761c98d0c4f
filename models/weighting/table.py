"""report.weighting: how respondents differ from customers, and what the weights make of it."""

from collections.abc import Mapping

import polars as pl

from models.weighting.parameters import (
    DIGITS,
    SERIES,
    WEIGHTING_SCHEMA,
    WeightingParameters,
    margin_column,
)
from models.weighting.sets import Population, RakedSet
from transforms.segments import UNKNOWN

MISSED = 0.005  # a weighted share this far from the one aimed at is told
SHARES = ("population_share", "sample_share", "weighted_share", "largest_weight")


def weighting_rows(raked: RakedSet, population: Population, parameters: WeightingParameters) -> pl.DataFrame:
    """One row per margin and segment of a set: WEIGHTING_SCHEMA without series and period."""
    rows = pl.concat([_of_margin(raked, name, population.get(name, {})) for name in parameters.margins])
    return (
        rows.with_columns(
            n_effective=pl.lit(_n_effective(raked), pl.Float64),
            is_capped=pl.lit(raked.is_capped, pl.Boolean),
            is_converged=pl.lit(raked.is_converged, pl.Boolean),
        )
        .with_columns(note=_note(raked, parameters))
        .with_columns(pl.when(_is_shown(parameters.privacy_floor)).then(pl.col(*SHARES)))
        .with_columns(pl.col(*SHARES, "n_effective").round(DIGITS))
        .select(name for name in WEIGHTING_SCHEMA if name not in (*SERIES, "period_grain", "period_start"))
    )


def _of_margin(raked: RakedSet, margin: str, customers: Mapping[str, int]) -> pl.DataFrame:
    """Counts and shares by segment; who stands outside the raking for being unknown here is in 'unknown'."""
    segment = pl.col(margin_column(margin)).alias("segment")
    mean = raked.units.filter("is_inside")["weight"].mean()
    inside = (
        raked.units.filter("is_inside")
        .group_by(segment)
        .agg(
            respondents=pl.col("speaker").n_unique().cast(pl.Int64),
            start=pl.col("start").sum(),
            weight=pl.when(raked.is_weighted).then(pl.col("weight").sum()),
            largest_weight=pl.col("weight").max() / pl.lit(mean, pl.Float64),
        )
    )
    outside = (
        raked.units.filter(~segment.is_in(sorted(customers)))
        .group_by(segment)
        .agg(outside=pl.col("speaker").n_unique().cast(pl.Int64))
    )
    known = pl.DataFrame(
        {"segment": sorted(customers), "customers": [customers[name] for name in sorted(customers)]},
        schema={"segment": pl.String, "customers": pl.Int64},
    )
    return (
        known.join(inside, on="segment", how="left", validate="1:1")
        .with_columns(pl.col("respondents").fill_null(0))
        .with_columns(
            population_share=pl.col("customers") / pl.col("customers").sum(),
            aimed_at=pl.col("customers") / pl.col("customers").filter(pl.col("respondents") > 0).sum(),
            sample_share=_share("start"),
            weighted_share=_share("weight"),
        )
        .join(outside, on="segment", how="full", coalesce=True, validate="1:1")
        .with_columns(pl.coalesce("respondents", "outside"), margin=pl.lit(margin))
        .sort("segment")
    )


def _share(column: str) -> pl.Expr:
    """Of the sum; null where there is none."""
    total = pl.col(column).sum()
    return pl.when(total > 0).then(pl.col(column).fill_null(0.0) / total)


def _n_effective(raked: RakedSet) -> float | None:
    """Kish's effective number of respondents, those outside the raking included."""
    if not raked.is_weighted:
        return None
    of_speakers = raked.units.group_by("speaker", maintain_order=True).agg(pl.col("weight").sum())
    weights = of_speakers["weight"].to_numpy()
    return float(weights.sum() ** 2 / (weights**2).sum())


def _is_shown(privacy_floor: int) -> pl.Expr:
    """Neither so few customers nor so few respondents that a share would be that of persons."""
    return (pl.col("customers") >= privacy_floor) & (
        (pl.col("respondents") == 0) | (pl.col("respondents") >= privacy_floor)
    )


def _note(raked: RakedSet, parameters: WeightingParameters) -> pl.Expr:
    """What there is to say of a row; null where nothing is."""
    unmatched = pl.when(pl.col("segment") == UNKNOWN).then(pl.lit("unknown")).otherwise(
        pl.lit("a segment without customers")
    )  # fmt: skip
    is_missed = (pl.col("weighted_share") - pl.col("aimed_at")).abs() > MISSED
    is_known = pl.col("customers").is_not_null()
    told = (
        pl.lit(raked.reason, pl.String),
        pl.when(~is_known).then(pl.format("{}: these keep the weight they came with", unmatched)),
        pl.when(raked.is_weighted & is_known & (pl.col("respondents") == 0)).then(
            pl.lit("nobody answered: its share goes to the others")
        ),
        pl.when(raked.is_weighted & is_missed & pl.col("is_capped")).then(
            pl.format("the cap of {} keeps it from its share", pl.lit(f"{parameters.cap:g}"))
        ),
        pl.when(is_known & ~_is_shown(parameters.privacy_floor)).then(
            pl.lit(f"fewer than {parameters.privacy_floor}: no shares are shown")
        ),
    )
    note = pl.concat_str(told, separator="; ", ignore_nulls=True)
    return pl.when(note != "").then(note)
