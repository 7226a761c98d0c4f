"""The corrected list of contacts, made under the project's lock."""

from pathlib import Path

import polars as pl

from flows.run import Run
from warehouse.contact_list import corrected_list
from warehouse.database import working
from warehouse.lock import writing
from warehouse.persons_file import allowed_target, write_persons


def write_contacts(run: Run, target: Path) -> pl.DataFrame:
    """Writes the list and returns it.

    Raises:
        UsageError: the target is not allowed, or no run has looked at contacts yet.
        LockedError: a run is at work; the message says which.
    """
    allowed_target(target, run.project)
    with writing(run.project, "voc contacts"), working(run.project, run.settings.database) as work:
        contacts = corrected_list(work, run.project, run.secret)
    write_persons(contacts, target)
    return contacts
