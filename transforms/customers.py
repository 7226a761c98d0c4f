"""A customer's attributes over time, as segments."""

import polars as pl

from transforms.segments import UNKNOWN, Dimension, segment


def customer_segments(entries: pl.LazyFrame, name: str, dimension: Dimension, as_of: pl.Expr) -> pl.LazyFrame:
    """The segment of each customer in one dimension, with the times between which it held.

    Args:
        entries: customer_id, attribute, value, valid_from (null: ever since), order (the latest highest).
        name: the dimension's name.
        dimension: which attribute and bands.
        as_of: the data's watermark; times since something are counted up to it.
    Returns:
        customer_id, dimension, segment, valid_from, valid_to; one row per change.
    """
    attribute = dimension.attribute or dimension.since
    value = days_between(pl.col("value"), as_of) if dimension.since else pl.col("value")
    placed = (
        entries.filter(pl.col("attribute") == attribute)
        .sort("customer_id", "valid_from", "order", nulls_last=False)
        .group_by("customer_id", "valid_from", maintain_order=True)
        .last()
        .with_columns(segment=segment(value, dimension))
    )
    return collapsed(placed.with_columns(dimension=pl.lit(name)))


def collapsed(placed: pl.LazyFrame) -> pl.LazyFrame:
    """One row per change of segment, with the time until which it held.

    Args:
        placed: customer_id, dimension, segment, valid_from; a customer's rows in the order of time.
    """
    return (
        placed.filter(pl.col("segment").ne_missing(pl.col("segment").shift(1).over("customer_id")))
        .with_columns(valid_to=pl.col("valid_from").shift(-1).over("customer_id"))
        .select("customer_id", "dimension", "segment", "valid_from", "valid_to")
    )


def told_segments(told: pl.LazyFrame, name: str, dimension: Dimension) -> pl.LazyFrame:
    """The segments that the feedback itself tells in one dimension.

    Args:
        told: feedback_id, attribute, value.
    Returns:
        feedback_id, dimension, segment; unknown ones left out.
    """
    return (
        told.filter(pl.col("attribute") == dimension.attribute)
        .select("feedback_id", pl.lit(name).alias("dimension"), segment=segment(pl.col("value"), dimension))
        .filter(pl.col("segment") != UNKNOWN)
    )


def elapsed_segments(
    feedback: pl.LazyFrame, entries: pl.LazyFrame, name: str, dimension: Dimension
) -> pl.LazyFrame:
    """The segments by the time since something of the customer, when they spoke.

    Args:
        feedback: feedback_id, customer_id, created_at.
        entries: as in `customer_segments`.
    Returns:
        feedback_id, dimension, segment; 'unknown' before it, or where nobody knows when they spoke.
    """
    since = (
        entries.filter(pl.col("attribute") == dimension.since)
        .sort("customer_id", "valid_from", "order", nulls_last=False)
        .group_by("customer_id", maintain_order=True)
        .last()
    )
    elapsed = days_between(pl.col("value"), pl.col("created_at"))
    return feedback.join(since, on="customer_id", how="inner", validate="m:1").select(
        "feedback_id", pl.lit(name).alias("dimension"), segment=segment(elapsed, dimension)
    )


def days_between(moment_text: pl.Expr, until: pl.Expr) -> pl.Expr:
    """Whole days from a canonical time (text) to another, as text; null where unknown or negative."""
    since = moment_text.str.to_datetime("%Y-%m-%dT%H:%M:%S%#z", strict=False, time_unit="us")
    return pl.when(until >= since).then((until - since).dt.total_days()).cast(pl.String)
