"""Lists with names, made under the project's lock: contacts as they should be, whom to speak to again."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from flows.run import Run
from warehouse.contact_list import corrected_list
from warehouse.database import Connection, working
from warehouse.follow_up_list import follow_up_list
from warehouse.lock import writing
from warehouse.persons_file import allowed_target, write_persons
from warehouse.project import Project

PersonsList = Callable[[Connection, Project, bytes], pl.DataFrame]

CONTACTS: PersonsList = corrected_list
FOLLOW_UP: PersonsList = follow_up_list


def write_list(run: Run, made: PersonsList, target: Path) -> pl.DataFrame:
    """Writes the list and returns it.

    Raises:
        UsageError: the target is not allowed, or no run has looked for anybody yet.
        VocError: what tells who the customers are is gone.
        LockedError: a run is at work; the message says which.
    """
    allowed_target(target, run.project)
    with writing(run.project, f"voc {run.trigger}"), working(run.project, run.settings.database) as work:
        found = made(work, run.project, run.secret)
    write_persons(found, target)
    return found
