"""Pairs of contacts that a person should decide, read under the project's lock."""

from pathlib import Path

import polars as pl

from flows.run import Run
from warehouse.database import working
from warehouse.linking.reviewing import pairs_to_review
from warehouse.lock import writing
from warehouse.persons_file import allowed_target, write_persons


def review(run: Run, target: Path | None) -> pl.DataFrame:
    """The pairs; written to `target` where one is given.

    Raises:
        UsageError: the target is not allowed.
        LockedError: a run is at work; the message says which.
    """
    if target:
        allowed_target(target, run.project)
    with writing(run.project, "voc identity review"), working(run.project, run.settings.database) as work:
        pairs = pairs_to_review(work, run.project, run.secret)
    if target:
        write_persons(pairs, target)
    return pairs
