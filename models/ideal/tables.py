"""What decides who the ideal customer is, and the frames around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

_TIME = pl.Datetime("us", "UTC")

LEARNED, DECLARED = "learned", "declared"

OUTCOME_ATTRIBUTES = frozenset(
    {"lifetime_value", "customer_since", "churned_at", "is_active", "last_purchase_at"}
)
"""What the value of a customer is made of. A dimension that bands one of these (tenure, recency) restates the
outcome: learned from, it would tell that those who stayed long have stayed. The plan is learned from: it is
the customer's choice, and says less than all about how many seats they buy and how long they stay."""

CUSTOMERS_SCHEMA = pl.Schema(
    {
        "customer_id": pl.String(),
        "account_id": pl.String(),
        "lifetime_value": pl.Float64(),
        "customer_since": _TIME,
        "churned_at": _TIME,
        "is_active": pl.Boolean(),
    }
)

REASON = pl.Struct({"dimension": pl.String(), "segment": pl.String(), "contribution": pl.Float64()})

FITS_SCHEMA = pl.Schema(
    {"customer_id": pl.String(), "ideal_fit": pl.Float64(), "ideal_reasons": pl.List(REASON)}
)

EFFECTS_SCHEMA = pl.Schema(  # what a segment adds to the fit of a customer in it
    {
        "dimension": pl.String(),
        "segment": pl.String(),
        "effect": pl.Float64(),
        "effect_low": pl.Float64(),
        "effect_high": pl.Float64(),
        "is_pooled": pl.Boolean(),
    }
)

IDEAL_CUSTOMER_SCHEMA = pl.Schema(
    {
        "dimension": pl.String(),
        "segment": pl.String(),
        "effect": pl.Float64(),
        "effect_low": pl.Float64(),
        "effect_high": pl.Float64(),
        "customers": pl.Int64(),
        "share_of_customers": pl.Float64(),
        "share_of_ideal": pl.Float64(),
        "is_declared": pl.Boolean(),
        "is_pooled": pl.Boolean(),
        "status": pl.String(),
    }
)

IDEAL_QUALITY_SCHEMA = pl.Schema(
    {
        "how": pl.String(),
        "measured_by": pl.String(),
        "customers": pl.Int64(),
        "customers_with_fit": pl.Int64(),
        "customers_with_value": pl.Int64(),
        "accounts_with_value": pl.Int64(),
        "rank_correlation": pl.Float64(),
        "correlation_low": pl.Float64(),
        "correlation_high": pl.Float64(),
        "is_used": pl.Boolean(),
        "reason": pl.String(),
        "as_of": _TIME,
    }
)


@dataclass(frozen=True)
class IdealParameters:
    """Either weights, or dimensions to learn from.

    Attributes:
        weights: dimension to segment to weight; empty where the ideal is learned.
        learned_from: the dimensions that may tell what a customer is worth.
        privacy_floor: segments with fewer customers show no figures.
    """

    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    learned_from: tuple[str, ...] = ()
    privacy_floor: int = 5

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that decide, in the order in which they are summed."""
        return tuple(sorted(self.weights or self.learned_from))


@dataclass(frozen=True)
class Ideal:
    """fits: FITS_SCHEMA; segments: IDEAL_CUSTOMER_SCHEMA; quality: IDEAL_QUALITY_SCHEMA, one row."""

    fits: pl.DataFrame
    segments: pl.DataFrame
    quality: pl.DataFrame
