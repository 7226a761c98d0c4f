"""Parts of a run on their own: look at files, load files, draw the report."""

import shutil
from dataclasses import replace

import duckdb

from flows.ingesting import write_report
from flows.retention import believed_day, periods
from flows.run import Run, StepResult
from flows.steps import ingest
from warehouse import audits, journal
from warehouse.database import working
from warehouse.errors import VocError
from warehouse.inbox import deliveries
from warehouse.loading import FileOutcome, LoadedWith, Look, check_file, growing, look
from warehouse.loading.questions import earlier_published
from warehouse.lock import writing
from warehouse.project import Project
from warehouse.publishing.snapshot import reading


def look_at_files(run: Run) -> tuple[FileOutcome, ...]:
    """What loading the run's files would make of them; writes nothing."""
    with_ = _with(run)
    found = deliveries(run.project, run.only)
    looked_at = tuple(check_file(delivered, with_) for delivered in found.settled)
    return looked_at + tuple(growing(delivered.shown) for delivered in found.growing)


def looks(run: Run) -> tuple[Look, ...]:
    """The first rows of the run's files as they would load, and drafts for those that no source knows."""
    with_ = _with(run)
    return tuple(look(delivered, with_) for delivered in deliveries(run.project, run.only).settled)


def _with(run: Run) -> LoadedWith:
    facts = (run.run_id, run.started_at, run.source)
    kept = periods(run.settings, believed_day(run.settings, run.started_at, None))
    with_ = LoadedWith(run.project, run.catalogue, run.secret, *facts, retention=kept)
    return replace(with_, earlier=earlier_published(run.project))


def load_files(run: Run) -> StepResult:
    """Loads the run's files, and publishes nothing."""
    with writing(run.project, f"voc {run.trigger}"):
        outcome = ingest(run)
        with working(run.project, run.settings.database) as work:
            journal.end(work, run.run_id, "done")
    return outcome


def redraw_report(run: Run) -> None:
    """The report from the published snapshot."""
    staging = run.project.staging / run.run_id
    with writing(run.project, "voc report"):
        with working(run.project, run.settings.database) as work:
            tonight = audits.latest_nightly(work)
        with reading(run.project) as published:
            try:
                write_report(published, run, staging, tonight)
            except (duckdb.BinderException, duckdb.CatalogException) as error:
                raise VocError(
                    "the published snapshot is of an earlier version, which lacks what the report shows: "
                    "`voc run` publishes it anew and draws its report"
                ) from error
        shutil.rmtree(run.project.staging)


def pairs_to_review(project: Project) -> int:
    """Pairs of contacts in the published snapshot on which a person should decide."""
    with reading(project) as published:
        (waiting,) = published.execute("select count(*) from report.identity_review").fetchone() or (0,)
        return int(waiting)
