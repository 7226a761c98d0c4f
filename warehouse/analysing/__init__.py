"""The verdicts and the report tables, from the core tables alone."""

from datetime import UTC, datetime

import polars as pl

from models.divergence import QUOTES_SCHEMA, DivergenceParameters, Judgement, judge
from models.error_rates import error_rates
from models.plays import DIVERGENCE_WITH_PLAYS, Plays, shipped, with_plays
from warehouse.database import Connection, transaction
from warehouse.enriching.people import insert
from warehouse.statements import run, statement

BURST_DAYS = 7
"""A text that comes again within so many days of the last time was copied."""
FEWEST_WORDS_COPIED = 8
"""Shorter texts are written alike by many."""


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


def publish_quality(connection: Connection, quality: pl.DataFrame) -> None:
    """report.model_quality: the models' measured errors."""
    replace_table(connection, "report.model_quality", quality)


def voices(connection: Connection, is_per_account: bool) -> pl.DataFrame:
    """The rows of core.stances, with who counts once as their speaker."""
    counted = {
        "is_per_account": is_per_account,
        "burst_days": BURST_DAYS,
        "fewest_words": FEWEST_WORDS_COPIED,
    }
    return connection.execute(statement("analysing/voices.sql"), counted).pl()


def judge_divergence(
    connection: Connection,
    quality: pl.DataFrame,
    parameters: DivergenceParameters,
    as_of: datetime,
    plays: Plays | None = None,
    language: str = "en",
) -> Judgement:
    """report.divergence, each verdict with its play, and report.divergence_quotes, made anew.

    Args:
        plays: those of the project; the shipped ones without it.
        language: that the plays are told in.
    """
    judgement = judge(
        voices(connection, parameters.is_per_account),
        connection.execute("from core.feedback_segments").pl(),
        connection.execute("select feedback_id, language, sentiment_score from core.feedback").pl(),
        connection.execute("select customer_id, ideal_fit, lifetime_value from core.customers").pl(),
        error_rates(quality),
        parameters,
        as_of,
    )
    divergence = with_plays(judgement.divergence, plays or shipped(), language, parameters)
    with transaction(connection):
        replace_table(connection, "report.divergence", divergence, DIVERGENCE_WITH_PLAYS)
        replace_table(connection, "report.divergence_quotes", judgement.quotes, QUOTES_SCHEMA)
    return judgement


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
