"""The canonical frames of a wide frame whose values are read and whose keys are pseudonyms."""

import polars as pl

from transforms import scales
from transforms.columns import Moment
from transforms.description import Description


def feedback(keyed: pl.DataFrame, description: Description) -> pl.DataFrame | None:
    """One row per thing said; None where rows are no feedback."""
    if description.feedback is None:
        return None
    unrated = pl.lit(None, dtype=pl.Float64)
    rated = description.feedback.rating is not None
    score, low, high = (pl.col(name) if rated else unrated for name in ("rating", "low", "high"))
    is_reversed = bool(description.feedback.rating and description.feedback.rating.is_reversed)
    return keyed.with_columns(
        rating_min=pl.when(score.is_not_null()).then(low),
        rating_max=pl.when(score.is_not_null()).then(high),
        rating_unit=scales.rating_unit(score, low, high, pl.lit(is_reversed)),
        rating=score,
    )


def long(keyed: pl.DataFrame, prefix: str, names: dict[str, Moment]) -> pl.DataFrame | None:
    """One row per record and known value of the columns with this prefix; None where there are none."""
    if not names:
        return None
    return (
        keyed.select("line", *(f"{prefix}{name}" for name in names))
        .unpivot(index="line", variable_name="attribute", value_name="value")
        .drop_nulls("value")
        .with_columns(pl.col("attribute").str.strip_prefix(prefix))
    )


def customer_records(keyed: pl.DataFrame, description: Description) -> pl.DataFrame | None:
    """One row per version of a customer; None where rows are no profiles."""
    if description.profile is None:
        return None
    is_account = pl.lit(description.is_of_accounts)
    if description.is_of_accounts:
        whose = keyed.with_columns(customer_key="account_key", account_key=pl.lit(None, dtype=pl.String))
    else:
        whose = keyed.with_columns(customer_key="speaker_key")
    return whose.filter(pl.col("customer_key").is_not_null()).with_columns(is_account=is_account)


def invitations(keyed: pl.DataFrame, description: Description) -> pl.DataFrame | None:
    """One row per invitation that was sent; None where rows are no invitations."""
    if description.invitation is None:
        return None
    sent = keyed.filter(pl.col("invited_at").is_not_null())  # what was never sent, or bounced, invites nobody
    return sent.with_columns(survey=pl.lit(description.invitation.survey), customer_key="speaker_key")
