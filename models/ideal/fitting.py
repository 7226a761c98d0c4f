"""How close each customer is to the ideal one, why, and how well that is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from models.ideal.coding import Floats
from models.ideal.correlation import RankCorrelation, rank_correlation
from models.ideal.declared import declared
from models.ideal.learned import FOLDS_INFLATION, Lesson, drawn, held_out_scores, learned
from models.ideal.presented import fits_with_reasons, ideal_segments
from models.ideal.tables import (
    DECLARED,
    EFFECTS_SCHEMA,
    FITS_SCHEMA,
    IDEAL_CUSTOMER_SCHEMA,
    IDEAL_QUALITY_SCHEMA,
    LEARNED,
    Ideal,
    IdealParameters,
)
from models.ideal.value import customer_values
from models.ideal.wording import declared_reason, learned_reason
from transforms.segments import UNKNOWN

DECIMALS = 6
PLACED = pl.Schema({"customer_id": pl.String(), "dimension": pl.String(), "segment": pl.String()})


@dataclass(frozen=True)
class Fitted:
    """fits: one per customer, null where nothing is known of them; effects: rows of EFFECTS_SCHEMA."""

    fits: pl.Series
    effects: pl.DataFrame
    correlation: RankCorrelation
    is_used: bool
    reason: str


@dataclass(frozen=True)
class Population:
    """All customers, sorted; of the dimensions to learn from, those of which anything is known.

    Attributes:
        customer_id: of each.
        segments: by dimension, the segment of each; null where unknown.
        placed: customer_id, dimension, segment; 'unknown' is one.
        valued: see `customer_values`.
    """

    customer_id: pl.Series
    segments: Mapping[str, pl.Series]
    placed: pl.DataFrame
    valued: pl.DataFrame
    measured_by: str

    @property
    def is_known(self) -> pl.Series:
        """Whether anything that decides is known of a customer."""
        known = pl.col("segment") != UNKNOWN
        return self.customer_id.is_in(self.placed.filter(known)["customer_id"].unique().implode())

    @property
    def present(self) -> pl.DataFrame:
        return self.placed.select("dimension", "segment").unique()

    def rows_valued(self) -> pl.Series:
        """The place in `customer_id` of each valued customer."""
        numbered = self.customer_id.to_frame().with_row_index("row")
        return self.valued.join(numbered, on="customer_id", how="left", maintain_order="left")["row"]


def ideal_customers(
    customers: pl.DataFrame, segments: pl.DataFrame, parameters: IdealParameters | None, as_of: datetime
) -> Ideal:
    """The fit of each customer; empty without parameters.

    Args:
        customers: rows of CUSTOMERS_SCHEMA, in any order.
        segments: customer_id, dimension, segment: those that hold now, in any order.
        as_of: the data's watermark.
    """
    if parameters is None:
        return _nothing()
    people = _population(customers, segments, parameters, as_of)
    with threadpool_limits(limits=1):  # sums that are the same whatever the machine has
        fitted = _declared(people, parameters) if parameters.weights else _learned(people)
    fits = pl.DataFrame({"customer_id": people.customer_id, "ideal_fit": fitted.fits})
    found = ideal_segments(
        fits, people.placed, fitted.effects, bool(parameters.weights), parameters.privacy_floor
    )
    return Ideal(
        fits_with_reasons(fits, people.placed, fitted.effects),
        found if fitted.is_used else _nothing().segments,
        _quality(people, fitted, bool(parameters.weights), as_of),
    )


def _nothing() -> Ideal:
    schemas = (FITS_SCHEMA, IDEAL_CUSTOMER_SCHEMA, IDEAL_QUALITY_SCHEMA)
    return Ideal(*(pl.DataFrame(schema=schema) for schema in schemas))


def _population(
    customers: pl.DataFrame, segments: pl.DataFrame, parameters: IdealParameters, as_of: datetime
) -> Population:
    people = customers.sort("customer_id")
    ids = people["customer_id"]
    now = segments.filter(pl.col("segment") != UNKNOWN)
    found = {name: _aligned(ids, now.filter(pl.col("dimension") == name)) for name in parameters.dimensions}
    kept = {name: one for name, one in found.items() if parameters.weights or not one.is_null().all()}
    placed = [
        pl.DataFrame({"customer_id": ids, "dimension": name, "segment": one.fill_null(UNKNOWN)})
        for name, one in kept.items()
    ]
    valued, measured_by = customer_values(people, as_of)
    return Population(ids, kept, pl.concat([pl.DataFrame(schema=PLACED), *placed]), valued, measured_by)


def _aligned(customer_id: pl.Series, segments: pl.DataFrame) -> pl.Series:
    known = segments.select("customer_id", "segment")
    placed = customer_id.to_frame().join(
        known, on="customer_id", how="left", validate="1:1", maintain_order="left"
    )
    return placed["segment"]


def _declared(people: Population, parameters: IdealParameters) -> Fitted:
    ideal = declared(parameters.weights, people.segments)
    fits = ideal.fitted(people.segments)
    rows = people.rows_valued().to_numpy()
    found = rank_correlation(fits[rows], people.valued["value"], people.valued["account"])
    present = set(people.present.rows())
    empty = [(name, one) for name, own in sorted(parameters.weights.items()) for one in sorted(own)]
    reason = declared_reason(
        found, people.measured_by, len(rows), [place for place in empty if place not in present]
    )
    return Fitted(_where_known(people, fits), ideal.effects(people.present), found, True, reason)


def _learned(people: Population) -> Fitted:
    rows = people.rows_valued()
    segments = {name: one.gather(rows) for name, one in people.segments.items()}
    account, value, years = (people.valued[name] for name in ("account", "value", "years"))
    lesson = drawn(Lesson(segments, account, value.to_numpy(), years.to_numpy()))
    taught = learned(lesson) if len(rows) else None
    held_out = held_out_scores(lesson)
    found = rank_correlation(held_out, lesson.value, lesson.account, FOLDS_INFLATION)
    reason = learned_reason(found, people.measured_by, len(lesson.account), taught is not None)
    if taught is None or found.low is None or found.low <= 0:
        nobody = pl.repeat(None, len(people.customer_id), dtype=pl.Float64, eager=True)
        return Fitted(nobody, pl.DataFrame(schema=EFFECTS_SCHEMA), found, False, reason)
    fits = _where_known(people, taught.scored(people.segments).astype(np.float64))
    known = people.present.filter(pl.col("segment") != UNKNOWN)
    return Fitted(_percentiles(fits), taught.effects(known), found, True, reason)


def _where_known(people: Population, fits: Floats) -> pl.Series:
    return pl.select(pl.when(people.is_known).then(pl.Series(fits, dtype=pl.Float64))).to_series()


def _percentiles(scores: pl.Series) -> pl.Series:
    """The share of customers below, half of the equals counted."""
    known = len(scores) - scores.null_count()
    return ((scores.rank("average") - 0.5) / max(known, 1)).round(DECIMALS)


def _quality(people: Population, fitted: Fitted, is_declared: bool, as_of: datetime) -> pl.DataFrame:
    found = fitted.correlation
    row = {
        "how": DECLARED if is_declared else LEARNED,
        "measured_by": people.measured_by,
        "customers": len(people.customer_id),
        "customers_with_fit": len(fitted.fits) - fitted.fits.null_count(),
        "customers_with_value": people.valued.height,
        "accounts_with_value": people.valued["account"].n_unique(),
        "rank_correlation": found.value,
        "correlation_low": found.low,
        "correlation_high": found.high,
        "is_used": fitted.is_used,
        "reason": fitted.reason,
        "as_of": as_of,
    }
    return pl.DataFrame([row], schema=IDEAL_QUALITY_SCHEMA)
