"""`voc doctor`, of what was delivered: what waits for a person, what may not be kept."""

from collections.abc import Iterator

import duckdb

from flows.cli.checks import Check
from flows.cli.health_of_inbox import files_checked
from flows.settings import read_settings
from warehouse.ageing import left_out_by_source
from warehouse.database import Connection
from warehouse.errors import VocError
from warehouse.loading import held_volumes
from warehouse.lock import is_locked
from warehouse.project import Project


def data_checks(project: Project) -> Iterator[Check]:
    """Looks at the working database; at nothing while a run, which says all of it itself, has it."""
    if is_locked(project) or not project.work.exists():
        return
    try:
        with duckdb.connect(project.work, read_only=True) as work:
            yield _volumes(work)
            yield from _retention(project, work)
            yield from files_checked(project, work)
    except duckdb.Error:  # damaged, or of an earlier version: the next run says or migrates it
        return


def _volumes(work: Connection) -> Check:
    held = held_volumes(work)
    if not held:
        return Check("volumes", "good", "no delivery is held for its volume")
    remedy = (
        "nothing is published until they are released (voc run --accept, all of them at once) or taken out "
        "of the inbox"
    )
    return Check("volumes", "bad", f"{'; '.join(map(str, held))}: {remedy}")


def _retention(project: Project, work: Connection) -> Iterator[Check]:
    try:
        kept = read_settings(project).retention
    except VocError:  # said where settings are looked at
        return
    left_out = left_out_by_source(work)
    told = [f"{name} {days} days ({left_out.get(name, 0):,} lines left out)" for name, days in kept.items()]
    if told:
        yield Check("retention", "good", f"kept for a time: {', '.join(told)}")
