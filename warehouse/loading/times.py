"""Which times can be true: none before there were such exports, none after the file that tells them."""

from datetime import UTC, datetime, timedelta

from transforms.ageing import AgeLimit
from warehouse.database import Connection, transaction
from warehouse.loading.outcomes import LoadedWith
from warehouse.statements import run, statement

CLOCK_TOLERANCE = timedelta(days=1)
EARLIEST_CREDIBLE = datetime(1990, 1, 1, tzinfo=UTC)
"""Before it, a time of feedback is a default of some system (1900, 1970), not a time."""


def latest_credible(started_at: datetime, delivered_at: datetime) -> datetime:
    """After it, a time is in the future; a clock that is slow makes no feedback of today incredible."""
    return max(started_at, delivered_at) + CLOCK_TOLERANCE


def judge_times(connection: Connection, started_at: datetime) -> None:
    """Judges all times by the run's clock, as a fresh load would: an earlier run's may have been wrong."""
    with transaction(connection):
        run(
            connection,
            statement("loading/credible.sql"),
            earliest=EARLIEST_CREDIBLE,
            latest=started_at + CLOCK_TOLERANCE,
            tolerance=CLOCK_TOLERANCE,
        )


def age_limit(with_: LoadedWith, source: str, delivered_at: datetime) -> AgeLimit | None:
    """From when on the records of a file are kept; None where its source is kept for ever.

    Args:
        delivered_at: one that cannot be true (1980 in archives) says nothing: such a file comes now.
    """
    period = with_.retention.get(source)
    if period is None:
        return None
    latest = latest_credible(with_.started_at, with_.started_at)
    is_credible = EARLIEST_CREDIBLE <= delivered_at <= with_.started_at
    return AgeLimit(period, EARLIEST_CREDIBLE, latest, delivered_at if is_credible else with_.started_at)
