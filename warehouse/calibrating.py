"""Calibration with the warehouse's own counting: the SQL that finds who counts once."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import polars as pl

from models.calibration.written import Counting
from warehouse.analysing.divergence import voices
from warehouse.database import migrate
from warehouse.enriching.people import insert
from warehouse.statements import statement

_STANCES = (
    "feedback_id", "aspect", "opinion_id", "customer_id", "speaker", "pole", "polarity", "is_mixed", "origin",
    "confidence", "quote", "created_at",
)  # fmt: skip


@contextmanager
def counting() -> Iterator[Counting]:
    """Who counts once among written opinions, in an empty warehouse in memory."""
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        migrate(connection)
        yield lambda opinions, is_per_account: _counted(connection, opinions, is_per_account)


def _counted(
    connection: duckdb.DuckDBPyConnection, opinions: pl.DataFrame, is_per_account: bool
) -> tuple[pl.DataFrame, pl.DataFrame]:
    feedback = opinions.select(
        "feedback_id", "created_at", "language", "text", "customer_id",
        source=pl.lit("calibration"), channel=pl.lit("survey"), is_public=pl.lit(False),
        is_created_at_credible=pl.lit(True), file_id=pl.lit("calibration"),
    )  # fmt: skip
    accounts = opinions.select("customer_id", "account_id").unique()
    frames = {"feedback": feedback, "stances": opinions.select(_STANCES), "customer_accounts": accounts}
    for table, frame in frames.items():
        connection.execute(f"delete from core.{table}")
        insert(connection, f"core.{table}", frame)
    connection.execute(statement("analysing/numbered_feedback.sql"))
    counted = voices(connection, is_per_account)
    return counted, connection.execute(statement("analysing/feedback_read.sql")).pl()
