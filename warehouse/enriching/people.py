"""In which segments customers are, and were when they spoke; who answered when invited."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl

from transforms.segments import Dimension
from warehouse.database import Connection, transaction
from warehouse.enriching.placing import known, pair_up, placed
from warehouse.statements import run, statement


def match_invitations(connection: Connection) -> None:
    """Whom each invitation went to, and when they answered; after people are linked."""
    with transaction(connection):
        run(connection, statement("enriching/match_invitations.sql"))


def match_contacts(connection: Connection) -> None:
    """Whom each contact of the log was with; after people are linked."""
    with transaction(connection):
        run(connection, statement("enriching/match_contacts.sql"))


def match_deals(connection: Connection) -> None:
    """Whose each deal is, and which company's; after people are linked."""
    with transaction(connection):
        run(connection, statement("enriching/match_deals.sql"))


def place_in_segments(
    connection: Connection,
    dimensions: Mapping[str, Dimension],
    as_of: datetime,
    pairs: Sequence[tuple[str, str]] = (),
) -> None:
    """core.customers, core.customer_segments and core.feedback_segments, made anew.

    Args:
        pairs: the dimensions that are cut two ways.
    """
    facts = known(connection, as_of)
    with transaction(connection):
        run(connection, statement("enriching/clear_segments.sql"))
        for name, dimension in sorted(dimensions.items()):
            segments = placed(facts, name, dimension)
            if segments is not None:
                insert(connection, "core.customer_segments", segments.of_customers)
                insert(connection, "told_segments", segments.of_feedback)
                insert(connection, "core.merged_segments", segments.merges)
        run(connection, statement("enriching/feedback_segments.sql"))
        run(connection, statement("enriching/customers.sql"))
        run(connection, statement("enriching/unknown_segments.sql"))
        pair_up(connection, pairs)


def insert(connection: Connection, table: str, frame: pl.DataFrame) -> None:
    """Adds a frame's rows to a table, column by name."""
    if frame.height:
        connection.register("frame", frame)
        connection.execute(f"insert into {table} by name from frame")
        connection.unregister("frame")
