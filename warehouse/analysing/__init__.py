"""The verdicts and the report tables, from the core tables alone."""

from datetime import UTC, datetime

import polars as pl

from warehouse.database import Connection
from warehouse.enriching.people import insert
from warehouse.statements import run, statement


def watermark(connection: Connection) -> datetime:
    """Up to when the data reaches: the latest credible time of a feedback.

    Where no source has times, the latest delivery, so that there is a moment to write at all.
    """
    (spoken, delivered) = connection.execute(statement("analysing/watermark.sql")).fetchone() or (None, None)
    moment: datetime = spoken or delivered or datetime(1970, 1, 1, tzinfo=UTC)
    return moment.astimezone(UTC)


def own_rated(connection: Connection) -> pl.DataFrame:
    """The company's texts with what their ratings and scores say of them, to measure the readings on."""
    return connection.execute(statement("analysing/own_rated.sql")).pl()


def own_rated_clauses(connection: Connection) -> pl.DataFrame:
    """What the company's texts say of aspects, with what extreme ratings say of it."""
    return connection.execute(statement("analysing/own_rated_clauses.sql")).pl()


def read_rates(connection: Connection) -> pl.DataFrame:
    """What the model took for a side, with what persons read in it since, to measure the readings on."""
    return connection.execute(statement("analysing/read_rates.sql")).pl()


def publish_quality(connection: Connection, quality: pl.DataFrame) -> None:
    """report.model_quality: the models' measured errors."""
    replace_table(connection, "report.model_quality", quality)


def log_verdicts(connection: Connection, run_id: str) -> int:
    """Notes every verdict that differs from what was last said; returns how many."""
    run(connection, statement("analysing/log_verdicts.sql"), run_id=run_id)
    (changed,) = connection.execute(
        "select count(*) from ops.verdict_log where run_id = $run_id", {"run_id": run_id}
    ).fetchone() or (0,)
    return int(changed)


def replace_table(
    connection: Connection, table: str, frame: pl.DataFrame, schema: pl.Schema | None = None
) -> None:
    """Makes a table anew; of `schema` where the frame may be empty of types."""
    empty = frame.head(0) if schema is None else pl.DataFrame(schema=schema)
    connection.register("frame", empty)
    connection.execute(f"create or replace table {table} as from frame")
    connection.unregister("frame")
    insert(connection, table, frame)
