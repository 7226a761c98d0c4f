"""report.divergence and report.divergence_quotes, from the core tables."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl

from models.divergence.judge import Judgement, judge
from models.divergence.parameters import DivergenceParameters
from models.divergence.tables import QUOTES_SCHEMA
from models.error_rates import error_rates
from models.plays import DIVERGENCE_WITH_PLAYS, Plays, shipped, with_plays
from warehouse.analysing import replace_table
from warehouse.analysing.settlements import settle
from warehouse.database import Connection, transaction
from warehouse.statements import statement

BURST_DAYS = 7
"""A text that somebody else writes within so many days of its first time was copied."""
FEWEST_WORDS_COPIED = 8
"""Shorter texts are written alike by many."""


def judge_divergence(
    connection: Connection,
    quality: pl.DataFrame,
    parameters: DivergenceParameters,
    as_of: datetime,
    plays: Plays | None = None,
    language: str = "en",
) -> Judgement:
    """report.divergence, each verdict with its play, and report.divergence_quotes, made anew.

    Feedback goes by numbers until it is judged: they join faster than identifiers, and take less memory.

    Args:
        plays: those of the project; the shipped ones without it.
        language: that the plays are told in.
    """
    connection.execute(statement("analysing/numbered_feedback.sql"))
    judgement = judge(
        voices(connection, parameters.is_per_account),
        feedback_segments(connection),
        connection.execute(statement("analysing/feedback_read.sql")).pl(),
        connection.execute("select customer_id, ideal_fit, lifetime_value from core.customers").pl(),
        error_rates(quality),
        parameters,
        as_of,
    )
    divergence = with_plays(judgement.divergence, plays or shipped(), language, parameters)
    quotes = _identified(connection, judgement.quotes)
    with transaction(connection):
        replace_table(connection, "report.divergence", divergence, DIVERGENCE_WITH_PLAYS)
        replace_table(connection, "report.divergence_quotes", quotes, QUOTES_SCHEMA)
        settle(connection)
    return judgement


def voices(connection: Connection, is_per_account: bool) -> pl.DataFrame:
    """The rows of core.stances, with who counts once as their speaker, and feedback by its number."""
    counted = {
        "is_per_account": is_per_account,
        "burst_days": BURST_DAYS,
        "fewest_words": FEWEST_WORDS_COPIED,
    }
    return connection.execute(statement("analysing/voices.sql"), counted).pl()


def feedback_segments(connection: Connection) -> Iterator[pl.DataFrame]:
    """core.feedback_segments, one dimension at a time, and feedback by its number."""
    found = connection.execute(
        "select distinct dimension from core.feedback_segments order by all"
    ).fetchall()
    for (dimension,) in found:
        of_one = statement("analysing/segments_of_dimension.sql")
        yield connection.execute(of_one, {"dimension": dimension}).pl()


def _identified(connection: Connection, quotes: pl.DataFrame) -> pl.DataFrame:
    """With feedback by its identifier again."""
    numbers = connection.execute("from numbered_feedback").pl()
    return (
        quotes.with_columns(number=pl.col("feedback_id").cast(pl.UInt32))
        .drop("feedback_id")
        .join(numbers, on="number", how="left", maintain_order="left", validate="m:1")
        .select(QUOTES_SCHEMA.names())
    )
