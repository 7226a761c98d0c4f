"""The opinions to read, from the published snapshot, as a file to fill in."""

from pathlib import Path

import polars as pl

from warehouse.errors import UsageError
from warehouse.persons_file import allowed_target, write_persons
from warehouse.project import Project
from warehouse.publishing import snapshot
from warehouse.publishing.exports import report_tables
from warehouse.statements import statement


def write_to_verify(project: Project, target: Path) -> pl.DataFrame:
    """Writes the opinions with a blank polarity and returns them.

    Raises:
        UsageError: the target is not allowed, or no run has chosen opinions yet.
        VocError: there is no snapshot yet.
    """
    allowed_target(target, project)
    with snapshot.reading(project) as published:
        if "to_verify" not in report_tables(published):
            raise UsageError("no opinions have been chosen yet: run `voc run` first")
        opinions = published.execute(statement("publishing/to_verify.sql")).pl()
    write_persons(opinions, target)
    return opinions
