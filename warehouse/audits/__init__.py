"""What must hold before anything is published: each audit is a query whose rows are findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transforms.skipping import LEFT_OUT
from warehouse.adapting import LOST_REMEDY, lost_models
from warehouse.database import Connection
from warehouse.errors import VocError
from warehouse.inbox import CLOSED, UNFINISHED, Left, left_in
from warehouse.project import Project
from warehouse.statements import statement, statements_in

PASSED, WARNED, FAILED = "passed", "warned", "failed"

NIGHTLY = "audits/nightly"
NEWS = statement("publishing/news.sql")


@dataclass(frozen=True)
class Audit:
    """One audit's worst finding; figure is the number of rows concerned or the share, as the message says."""

    audit: str
    status: str
    figure: float | None
    message: str


class AuditFailedError(VocError):
    """Something that must hold does not: nothing is published."""


def run_audits(
    connection: Connection,
    project: Project,
    run_id: str,
    rejected_share_warned: float,
    versions: Mapping[str, str] | None = None,
    ended: Sequence[str] = (),
) -> tuple[Audit, ...]:
    """Runs every audit and notes the outcome in ops.audits.

    Args:
        versions: of each source's description now; None where not every file at hand was looked at.
        ended: sources that will not come again.
    """
    connection.execute("set variable sources_now = ?::varchar[]", [list(versions or {})])
    connection.execute("set variable versions_now = ?::varchar[]", [list((versions or {}).values())])
    connection.execute("set variable rejected_share_warned = ?", [rejected_share_warned])
    connection.execute("set variable left_out = ?", [LEFT_OUT])
    connection.execute("set variable lost_models = ?::varchar[]", [lost_models(project, connection)])
    connection.execute("set variable lost_remedy = ?", [LOST_REMEDY])
    nightly = nightly_audits(connection, run_id, ended, project)
    audits = tuple(_run(connection, name, sql) for name, sql in statements_in("audits").items()) + nightly
    note(connection, run_id, audits)
    return audits


def nightly_audits(
    connection: Connection, run_id: str, ended: Sequence[str] = (), project: Project | None = None
) -> tuple[Audit, ...]:
    """Those on what came and what did not, which matter on a night without anything new, too.

    Args:
        project: whose inbox is looked at for what was left there.
    """
    left = left_in(project) if project else Left()
    connection.execute("set variable unreadable = ?::varchar[]", [left.unreadable])
    connection.execute("set variable closed = ?", [CLOSED])
    connection.execute("set variable links = ?::varchar[]", [left.links])
    connection.execute("set variable unfinished = ?::varchar[]", [left.unfinished])
    connection.execute("set variable unfinished_remedy = ?", [UNFINISHED])
    connection.execute("set variable run_id = ?", [run_id])
    connection.execute("set variable ended = ?::varchar[]", [list(ended)])
    connection.execute("set variable news = ?::varchar[]", connection.execute(NEWS).fetchone())
    connection.execute(statement("audits/telling/told_before.sql"))
    return tuple(_run(connection, name, sql) for name, sql in statements_in(NIGHTLY).items())


def latest_nightly(connection: Connection) -> tuple[Audit, ...]:
    """What they found in the last run that came to its end: what the report says."""
    rows = connection.execute(
        "select audit, audits.status, figure, message from ops.audits join ops.runs using (run_id) "
        "where audit in (select unnest($names)) and runs.status in ('done', 'warned', 'unchanged') "
        "qualify rank() over (order by runs.rowid desc) = 1 order by audit",
        {"names": list(statements_in(NIGHTLY))},
    ).fetchall()
    return tuple(Audit(*row) for row in rows)


def note(connection: Connection, run_id: str, audits: Sequence[Audit]) -> None:
    """Writes the outcomes into ops.audits."""
    connection.execute("delete from ops.audits where run_id = $run_id", {"run_id": run_id})
    connection.executemany(
        "insert into ops.audits values ($1, $2, $3, $4, $5)",
        [[run_id, audit.audit, audit.status, audit.figure, audit.message] for audit in audits],
    )


def refuse_if_failed(audits: tuple[Audit, ...]) -> None:
    """Raises AuditFailedError naming the first failed audit."""
    failed = [audit for audit in audits if audit.status == FAILED]
    if failed:
        raise AuditFailedError(
            f"audit {failed[0].audit}: {failed[0].message}. Nothing was published; the last snapshot stays."
        )


def _run(connection: Connection, name: str, sql: str) -> Audit:
    findings = connection.execute(sql).fetchall()
    if not findings:
        return Audit(name, PASSED, None, "")
    worst = max(findings, key=lambda finding: (finding[0] == FAILED, finding[1] or 0))
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return Audit(name, str(worst[0]), worst[1], f"{worst[2]}{more}")
