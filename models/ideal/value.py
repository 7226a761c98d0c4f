"""What a customer is worth a year: the outcome that the ideal is learned from and measured by."""

from datetime import datetime, timedelta

import polars as pl

VALUE_PER_YEAR, RETENTION = "value_per_year", "retention"

SHORTEST_DAYS = 90  # of knowing a customer; of fewer days a first invoice makes any sum a year
COMING_YEARS = 1.0
_YEAR_DAYS = 365.25


def customer_values(customers: pl.DataFrame, as_of: datetime) -> tuple[pl.DataFrame, str]:
    """The value of each customer of whom it is known.

    Lifetime value per year: a customer of ten years is not ten times as ideal. The years are those since they
    joined, up to `as_of`, and not only those they stayed: who paid 1,000 in one year and left four years ago
    is worth 200 a year. Of those who left, the coming year counts too, in which they bring nothing while
    others go on: who leaves in the eleventh month of twelve is not worth as much as who stays. So retention
    is part of the value, and the date of leaving need not be known.

    Who joined less than SHORTEST_DAYS ago, staying or not, tells nothing yet. Where nobody's lifetime value
    is known, the value is retention alone: 1 a year for those who stay, 0 for those who left.

    Args:
        customers: rows of CUSTOMERS_SCHEMA.
        as_of: the data's watermark.
    Returns:
        customer_id, account (account_id, else the customer), value, years (since they joined); and what the
        value is: VALUE_PER_YEAR or RETENTION.
    """
    days = (pl.lit(as_of) - pl.col("customer_since")).dt.total_seconds() / timedelta(days=1).total_seconds()
    years = days / _YEAR_DAYS
    by_money = customers["lifetime_value"].is_not_null().any()
    value = (
        pl.col("lifetime_value") / (years + pl.when("has_left").then(COMING_YEARS).otherwise(0.0))
        if by_money
        else 1.0 - pl.col("has_left").cast(pl.Float64)
    )
    valued = (
        customers.with_columns(has_left=_has_left(as_of), years=years)
        .with_columns(value=value, account=pl.coalesce("account_id", "customer_id"))
        .filter((days >= SHORTEST_DAYS) & pl.col("value").is_finite())
        .select("customer_id", "account", "value", "years")
    )
    return valued, VALUE_PER_YEAR if by_money else RETENTION


def _has_left(as_of: datetime) -> pl.Expr:
    """is_active decides (who left may have come back), else the time of leaving.

    Who has none stays, where others have one; where nobody has, it is not known.
    """
    is_dated = pl.col("churned_at").is_not_null().any()
    stays = pl.when(is_dated).then(pl.lit(False))
    return pl.coalesce(~pl.col("is_active"), pl.col("churned_at") <= pl.lit(as_of), stays)
