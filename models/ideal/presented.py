"""The reasons of each customer's fit, and the table of who the ideal customer is."""

import polars as pl

from models.ideal.tables import FITS_SCHEMA, IDEAL_CUSTOMER_SCHEMA

REASONS = 5
IDEAL_SHARE = 0.2
"""The ideal customers are the fifth with the highest fit; where the last of them has equals, those too."""

LEAST = 0.01
"""A contribution of less than one point in a hundred is no reason."""

DECIMALS = 4


def fits_with_reasons(fits: pl.DataFrame, placed: pl.DataFrame, effects: pl.DataFrame) -> pl.DataFrame:
    """The fit of each customer with what moved it, the strongest first, at most REASONS.

    Args:
        fits: customer_id, ideal_fit; null where nothing is known of the customer.
        placed: customer_id, dimension, segment; 'unknown' is one.
        effects: rows of EFFECTS_SCHEMA.
    Returns:
        Rows of FITS_SCHEMA, those with a fit.
    """
    reasons = (
        placed.join(effects, on=["dimension", "segment"], how="inner", validate="m:1")
        .with_columns(contribution=pl.col("effect").round(DECIMALS))
        .filter(pl.col("contribution").abs() >= LEAST)
        .sort("customer_id", pl.col("contribution").abs(), "dimension", descending=[False, True, False])
        .group_by("customer_id", maintain_order=True)
        .agg(ideal_reasons=pl.struct("dimension", "segment", "contribution").head(REASONS))
    )
    return (
        fits.drop_nulls("ideal_fit")
        .join(reasons, on="customer_id", how="left", validate="1:1")
        .with_columns(pl.col("ideal_reasons").fill_null(pl.lit([], dtype=FITS_SCHEMA["ideal_reasons"])))
        .select(list(FITS_SCHEMA))
        .sort("customer_id")
    )


MOST_IDEAL = 0.4
"""Share of customers in the ideal fifth above which, for so many tie with its last, it tells nothing."""


def ideal_segments(
    fits: pl.DataFrame, placed: pl.DataFrame, effects: pl.DataFrame, is_declared: bool, privacy_floor: int
) -> pl.DataFrame:
    """Who the ideal customer is: of each segment its effect, and its share of the ideal customers and of all.

    Args: as in `fits_with_reasons`.
    Returns:
        Rows of IDEAL_CUSTOMER_SCHEMA, by dimension and segment.
    """
    is_ideal = (pl.col("ideal_fit") >= _least_ideal(fits)).fill_null(False)
    people = fits.select("customer_id", is_ideal=is_ideal)
    ideal = int(people["is_ideal"].sum())
    counts = (
        placed.join(people, on="customer_id", how="inner", validate="m:1")
        .group_by("dimension", "segment")
        .agg(customers=pl.len().cast(pl.Int64), ideal=pl.col("is_ideal").sum())
    )
    is_shown = pl.col("customers") >= privacy_floor
    shares = {"share_of_customers": pl.col("customers") / people.height}
    tells = privacy_floor <= ideal <= MOST_IDEAL * people.height
    shares["share_of_ideal"] = pl.when(tells).then(pl.col("ideal") / ideal)
    figures = {name: share.round(DECIMALS) for name, share in shares.items()}
    effect = {name: pl.col(name).round(DECIMALS) for name in ("effect", "effect_low", "effect_high")}
    hidden = figures if is_declared else {**figures, **effect}  # what voc.toml says tells of nobody
    return (
        counts.join(effects, on=["dimension", "segment"], how="full", coalesce=True, validate="1:1")
        .with_columns(pl.col("customers").fill_null(0), pl.col("is_pooled").fill_null(False))
        .with_columns(**{**effect, **{name: pl.when(is_shown).then(one) for name, one in hidden.items()}})
        .with_columns(
            is_declared=pl.lit(is_declared),
            status=pl.when(is_shown).then(pl.lit("published")).otherwise(pl.lit("suppressed")),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in IDEAL_CUSTOMER_SCHEMA.items())
        .sort("dimension", "segment")
    )


def _least_ideal(fits: pl.DataFrame) -> float:
    """The fit of the last of the ideal customers."""
    ordered = fits["ideal_fit"].drop_nulls().sort(descending=True)
    last = -(-len(ordered) * IDEAL_SHARE // 1)  # rounded up
    return float(ordered[int(last) - 1]) if len(ordered) else 1.0
