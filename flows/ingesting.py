"""What comes in, night by night: the parts of the first step."""

import getpass
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from flows.run import Run
from warehouse import audits, journal
from warehouse.audits import Audit
from warehouse.database import Connection, transaction
from warehouse.inbox import Inbox
from warehouse.loading import (
    FileOutcome,
    LoadedWith,
    accept_volumes,
    growing,
    hold_unusual_volumes,
    judge_times,
    load_file,
    note_arrivals,
    note_published,
    withdraw_outdated,
    withdraw_removed,
)
from warehouse.publishing import snapshot


def load_deliveries(run: Run, work: Connection, found: Inbox, with_: LoadedWith) -> tuple[FileOutcome, ...]:
    """Loads what is there, one transaction a file; what is still being written is left."""
    if run.only is None:
        unreadable = [one.path for one in found.unreadable]
        withdraw_removed(work, [*found.settled, *found.growing], with_, run.accept, unreadable)
    withdraw_outdated(work, found.settled, with_)
    outcomes = []
    for number, delivered in enumerate(found.settled, start=1):
        run.tell(f"{number} of {len(found.settled)}: {delivered.shown}")
        outcomes.append(load_file(work, delivered, with_))
    left = [growing(delivered.shown) for delivered in found.growing]
    every = [*zip(found.settled, outcomes, strict=True), *zip(found.growing, left, strict=True)]
    note_arrivals(work, run.run_id, [(delivered, outcome.status) for delivered, outcome in every])
    return (*outcomes, *left, *found.unreadable)


def look_at_deliveries(run: Run, work: Connection) -> tuple[str, ...]:
    """Judges times and volumes; returns what to say where volumes were accepted."""
    judge_times(work, run.started_at)
    hold_unusual_volumes(work)
    if not run.accept:
        return ()
    accepted = accept_volumes(work, _operator(), datetime.now(UTC))
    return (f"accepted as usual from now on: {'; '.join(map(str, accepted))}",) if accepted else ()


def end_unchanged(run: Run, work: Connection) -> tuple[Audit, ...]:
    """Ends a run without anything new: what came, and what did not, is told all the same.

    The report is drawn anew where that is not what it says. Only then is it noted, so that a run that is
    killed in between is made up for.
    """
    findings = audits.nightly_audits(work, run.run_id, run.settings.ended, run.project)
    if findings != audits.latest_nightly(work):
        staging = run.project.staging / run.run_id
        with snapshot.reading(run.project) as published:
            write_report(published, run, staging, findings)
        shutil.rmtree(run.project.staging)
    with transaction(work):
        audits.note(work, run.run_id, findings)
        note_published(work)
        journal.end(work, run.run_id, "unchanged")
    return findings


def write_report(published: Connection, run: Run, staging: Path, tonight: Sequence[Audit] = ()) -> Path:
    """The HTML report of a snapshot, put in place whole.

    Args:
        tonight: what the nightly audits found since it was published.
    """
    from warehouse.report.page import render_report  # with a library of charts that takes a second to load

    staged = staging / run.project.report.name
    staging.mkdir(parents=True, exist_ok=True)
    staged.write_text(render_report(published, run.settings.project.name, tonight), encoding="utf-8")
    snapshot.put_in_place(staged, run.project.report)
    return run.project.report


def _operator() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "unknown"
