"""ops.runs: which runs there were and how they ended."""

import json
import platform
from datetime import UTC, datetime

import duckdb
import polars as pl

from warehouse.database import Connection, Resources, working
from warehouse.project import Project


def start(
    work: Connection, run_id: str, started_at: datetime, trigger: str, voc_version: str, config_version: str
) -> None:
    """Notes the start of a run; whatever was still open is dead, for we hold the lock."""
    versions = {
        "voc": voc_version,
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "polars": pl.__version__,
    }
    work.execute("update ops.runs set status = 'killed' where status = 'running'")
    work.execute(
        "insert into ops.runs values ($1, $2, null, 'running', $3, $4, $5)",
        [run_id, started_at, trigger, json.dumps(versions), config_version],
    )


def end(work: Connection, run_id: str, status: str) -> None:
    """Notes the end of a run: done, warned, unchanged or failed."""
    work.execute(
        "update ops.runs set status = $1, ended_at = $2 where run_id = $3",
        [status, datetime.now(UTC), run_id],
    )


def last_ended(work: Connection) -> datetime | None:
    """When the last run that came to its end began."""
    row = work.execute(
        "select started_at from ops.runs where status in ('done', 'warned', 'unchanged') "
        "order by rowid desc limit 1"
    ).fetchone()
    return row[0] if row else None


def status(work: Connection, run_id: str) -> str:
    """How a run that came to its end ended, by its audits."""
    (warned,) = work.execute(
        "select count(*) from ops.audits where run_id = $1 and status = 'warned'", [run_id]
    ).fetchone() or (0,)
    return "warned" if warned else "done"


def note_failure(project: Project, resources: Resources, run_id: str) -> None:
    """Notes that a run failed, where the database can still be opened: the failure itself matters more."""
    try:
        with working(project, resources) as work:
            end(work, run_id, "failed")
    except Exception:
        return
