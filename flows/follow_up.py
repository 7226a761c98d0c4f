"""The list of whom to speak to again, made under the project's lock."""

from pathlib import Path

import polars as pl

from flows.run import Run
from warehouse.database import working
from warehouse.follow_up_list import follow_up_list
from warehouse.lock import writing
from warehouse.persons_file import allowed_target, write_persons


def write_follow_up(run: Run, target: Path) -> pl.DataFrame:
    """Writes the list and returns it.

    Raises:
        UsageError: the target is not allowed, or no run has looked for anybody yet.
        VocError: what tells who the customers are is gone.
        LockedError: a run is at work; the message says which.
    """
    allowed_target(target, run.project)
    with writing(run.project, "voc follow-up"), working(run.project, run.settings.database) as work:
        found = follow_up_list(work, run.project, run.secret)
    write_persons(found, target)
    return found
