"""How long the records of each source are kept, by the calendar of the project."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.settings import Settings
from transforms.ageing import Period, has_age
from transforms.validation import meant
from warehouse.catalogue import Catalogue
from warehouse.errors import UsageError
from warehouse.project import Project
from warehouse.publishing.snapshot import sources_published

MOST_DAYS_BETWEEN_RUNS = 31
"""A clock that says more is believed once a run has ended under it: what is taken out does not come back."""


def require_retention(settings: Settings, known: Catalogue, project: Project) -> None:
    """Refuses the period of a source that is not known, or whose records have no age.

    What a source told that is no longer described goes on ageing.

    Raises:
        UsageError: the first of them, with the nearest name.
    """
    descriptions = {one.name: one for one in known.descriptions}
    for name in settings.retention:
        if name not in descriptions and name not in sources_published(project):
            raise UsageError(
                f'voc.toml, "retention.{name}": no source is called so{meant(name, descriptions)}'
            )
        if name in descriptions and not has_age(descriptions[name]):
            raise UsageError(
                f'voc.toml, "retention.{name}": its records (profiles, stages, links) hold until they are '
                "changed and have no age: remove the line"
            )


def believed_day(settings: Settings, started_at: datetime, last_run_at: datetime | None) -> date:
    """The calendar day from which periods are counted.

    Args:
        started_at: what the clock said when the run began.
        last_run_at: when the last run that came to its end began.
    """
    zone = ZoneInfo(settings.project.time_zone)
    today = started_at.astimezone(zone).date()
    if last_run_at is None:
        return today
    return min(today, last_run_at.astimezone(zone).date() + timedelta(MOST_DAYS_BETWEEN_RUNS))


def periods(settings: Settings, day: date) -> Mapping[str, Period]:
    """By source, for how long its records are kept on a day; a record of exactly so many days is."""
    zone = ZoneInfo(settings.project.time_zone)
    return {
        name: Period(days, datetime.combine(day - timedelta(days), time(), zone).astimezone(UTC))
        for name, days in settings.retention.items()
    }


def waiting_note(settings: Settings, started_at: datetime, last_run_at: datetime | None) -> tuple[str, ...]:
    """What to say where the clock is not believed yet."""
    day = believed_day(settings, started_at, last_run_at)
    today = started_at.astimezone(ZoneInfo(settings.project.time_zone)).date()
    if not settings.retention or day == today:
        return ()
    return (
        f"the clock says {today}, more than {MOST_DAYS_BETWEEN_RUNS} days after the last run: retention "
        f"counts up to {day} in this run, and up to today in the next; set the clock where it is wrong",
    )
