"""One dimension's segments, of customers over time and of feedback; two dimensions' together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import polars as pl

from transforms.customers import collapsed, customer_segments, elapsed_segments, told_segments
from transforms.hierarchy import merged
from transforms.segments import UNKNOWN, Dimension, are_bare_numbers, two_way
from warehouse.database import Connection
from warehouse.statements import run, statement

MERGES = {"dimension": pl.String, "segment": pl.String, "merged_into": pl.String}


@dataclass(frozen=True)
class Known:
    """What places customers and feedback in segments.

    Attributes:
        entries: customer_id, attribute, value, valid_from, order.
        told: feedback_id, attribute, value: what a feedback tells of itself.
        spoken: feedback_id, customer_id, created_at, speaker.
        as_of: the data's watermark.
    """

    entries: pl.LazyFrame
    told: pl.LazyFrame
    spoken: pl.LazyFrame
    as_of: datetime

    @cached_property
    def attributes(self) -> frozenset[str]:
        """Those of which anything is known."""
        told = (frame.select("attribute").unique() for frame in (self.entries, self.told))
        return frozenset(pl.concat(told).collect().to_series())


@dataclass(frozen=True)
class Placed:
    """A dimension's segments; `merges` says which small ones count as part of others."""

    of_customers: pl.DataFrame
    of_feedback: pl.DataFrame
    merges: pl.DataFrame


def known(connection: Connection, as_of: datetime) -> Known:
    """What the core tables say; leaves profile_versions and customer_entries as temporary tables."""
    run(connection, statement("enriching/profiles.sql"))
    run(connection, statement("enriching/entries.sql"))
    entries, told, spoken = (
        connection.execute(query).pl().lazy()
        for query in (
            "from customer_entries",
            statement("enriching/told.sql"),
            "select feedback_id, customer_id, created_at, "
            "coalesce(customer_id, author_id, feedback_id) as speaker from core.feedback",
        )
    )
    return Known(entries, told, spoken, as_of)


def placed(known: Known, name: str, dimension: Dimension) -> Placed | None:
    """The segments of a dimension; None where nothing is known, or only numbers that each name a person."""
    if (dimension.since or dimension.attribute) not in known.attributes:
        return None
    of_customers = customer_segments(known.entries, name, dimension, pl.lit(known.as_of)).collect()
    if dimension.since:
        of_feedback = elapsed_segments(known.spoken, known.entries, name, dimension).collect()
    else:
        of_feedback = told_segments(known.told, name, dimension).collect()
    named = pl.concat([of_customers["segment"], of_feedback["segment"]])
    if not dimension.bands and are_bare_numbers(named):
        return None
    if dimension.merge_below is None:
        return Placed(of_customers, of_feedback, pl.DataFrame(schema=MERGES))
    into = merged(_members(known, of_customers, of_feedback), dimension.parents, dimension.merge_below)
    return Placed(
        collapsed(of_customers.lazy().with_columns(pl.col("segment").replace(into))).collect(),
        of_feedback.with_columns(pl.col("segment").replace(into)),
        pl.DataFrame([(name, *pair) for pair in into.items()], schema=MERGES, orient="row"),
    )


def _members(known: Known, of_customers: pl.DataFrame, of_feedback: pl.DataFrame) -> pl.DataFrame:
    """Everybody who was in a segment at any time, or spoke in it."""
    speakers = of_feedback.lazy().join(known.spoken, on="feedback_id", validate="1:1")
    people = [
        of_customers.lazy().select("segment", member="customer_id"),
        speakers.select("segment", member="speaker"),
    ]
    return pl.concat(people).filter(pl.col("segment") != UNKNOWN).unique().collect()


def pair_up(connection: Connection, pairs: Sequence[tuple[str, str]]) -> None:
    """The two-way dimensions, made of the segments of the one-way ones."""
    for first, second in pairs:
        names = {"first": first, "second": second, "dimension": two_way(first, second)}
        run(connection, statement("enriching/two_way_customers.sql"), **names)
        run(connection, statement("enriching/two_way_feedback.sql"), **names)
