"""`voc.duckdb`: what analysts query. Readers that hold the old one keep it; nobody waits."""

import errno
import hashlib
import json
import os
import shutil
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.database import Connection
from warehouse.errors import VocError
from warehouse.project import Project
from warehouse.relation_docs import RelationDoc, add_comments, relation_docs
from warehouse.statements import statement, statements_in

INTERNAL_RELATIONS = frozenset(
    {
        "core.records",
        "core.contacts",
        "core.customer_records",
        "core.customer_keys",
        "core.delivered_links",
        "core.likeness",
        "core.likeness_version",
        "core.profile_sightings",
        "core.clause_opinions",
        "core.answer_weights",
        "core.feedback_attributes",
        "ops.publication",
        "ops.rewritten_files",
        "ops.aged_versions",
        "ops.replaced_lines",
        "ops.ages_of_originals",
        "ops.to_compact",
    }
)
"""Bookkeeping of the pipeline; everything that analysts need of them is in the other tables."""

INTERNAL_COLUMNS = {
    "core.feedback": ("speaker_key",),
    "core.invitations": ("customer_key",),
    "core.contacted": ("customer_key",),
    "core.deals": ("customer_key", "account_key", "told_won", "told_closed"),
}
FIGURES = ("core", "report")
"""Schemas whose rows follow from the data alone; their digests tell whether two snapshots say the same."""


@dataclass(frozen=True)
class Publication:
    """What a snapshot was made from; the same fingerprint gives the same tables."""

    run_id: str
    status: str
    published_at: datetime
    as_of: datetime
    fingerprint: str
    config_version: str
    model_version: str
    voc_version: str
    time_zone: str
    isolated_below: float
    trend_above: float
    privacy_floor: int
    indicative_below: int
    significant_below: float


def fingerprint(connection: Connection, *versions: str) -> str:
    """Of everything that the published tables follow from."""
    files = connection.execute(
        "select file_id, description_version, load_order, status, loaded, rejected "
        "from ops.files order by file_id"
    ).fetchall()
    incredible = connection.execute(  # which the run's clock decides
        "select count(*) from core.feedback where not is_created_at_credible"
    ).fetchall()
    code = [statement("macros.sql"), *statements_in("marts").values(), *statements_in("audits").values()]
    return hashlib.sha256(json.dumps([files, incredible, versions, code]).encode()).hexdigest()


def published(project: Project) -> Publication | None:
    """What the present snapshot says of itself; None where there is none that can be read."""
    if not project.snapshot.exists():
        return None
    columns = ", ".join(field.name for field in fields(Publication))
    try:
        with duckdb.connect(project.snapshot, read_only=True) as connection:
            connection.execute("set TimeZone = 'UTC'")
            row = connection.execute(f"select {columns} from ops.publication").fetchone()
    except duckdb.Error:  # damaged, or of a version that told other things: both are published anew
        return None
    return Publication(*row) if row else None


def build_snapshot(work: Connection, staged: Path, publication: Publication) -> dict[str, int]:
    """Writes the snapshot to `staged`; returns rows per relation."""
    staged.parent.mkdir(parents=True, exist_ok=True)
    staged.unlink(missing_ok=True)
    present = _relations(work)
    path = str(staged).replace("'", "''")
    work.execute(f"attach '{path}' as snapshot")
    try:
        for schema in sorted({relation.split(".")[0] for relation in present}):
            work.execute(f"create schema snapshot.{schema}")
        rows = {doc.relation: _copy(work, doc) for doc in relation_docs() if doc.relation in present}
        work.execute(statement("publishing/publication.sql"))
        values = astuple(publication)
        marks = ", ".join("?" * len(values))
        work.execute(f"insert into snapshot.ops.publication values ({marks})", values)
        for relation in filter(_is_figure, rows):
            digest = _digest(work, _shown(relation))
            work.execute("insert into snapshot.ops.digests values (?, ?, ?)", [relation, *digest])
        work.execute("checkpoint snapshot")
    finally:
        work.execute("detach snapshot")
    _finish(staged, publication)
    if wrong := _damage(staged):
        raise VocError(
            f"the snapshot that was built is not what the tables hold ({wrong}), and is not published; "
            "the last one stays. Run again; if it comes back, look at this machine's disk and memory"
        )
    return rows


def damage(project: Project) -> str | None:
    """What is wrong with the published snapshot: it cannot be read, or no longer says what was published.

    Returns:
        A phrase; None where it is whole, or where there is none.
    """
    return _damage(project.snapshot) if project.snapshot.exists() else None


def put_in_place(staged: Path, final: Path) -> None:
    """Replaces a file at once: readers see the old one or the new one, whole."""
    final.parent.mkdir(parents=True, exist_ok=True)
    sync(staged)
    staged.replace(final)
    sync(final.parent)


def move_in_place(path: Path, final: Path) -> None:
    """Moves a file, its time and rights with it, as `put_in_place` does; to another disk, too."""
    try:
        put_in_place(path, final)
    except OSError as error:
        if error.errno != errno.EXDEV:  # else inbox/ lies on another disk than loaded/ or state/
            raise
        part = final.with_name(".moving.part")
        shutil.copy2(path, part)
        put_in_place(part, final)
        path.unlink()


def sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def reading(project: Project) -> Connection:
    """The published snapshot, read-only, in UTC."""
    if not project.snapshot.exists():
        raise VocError(f"there is no snapshot yet at {project.shown(project.snapshot)}: run `voc run` first")
    try:
        connection = duckdb.connect(project.snapshot, read_only=True)
    except duckdb.Error as error:
        raise VocError(
            f"{project.shown(project.snapshot)} cannot be opened ({str(error).splitlines()[0]}): "
            "delete it and run `voc run`, which builds it anew"
        ) from error
    connection.execute("set TimeZone = 'UTC'")
    return connection


def sources_published(project: Project) -> frozenset[str]:
    """The sources of which files are in the snapshot; none where it cannot be read."""
    try:
        with reading(project) as published:
            rows = published.execute("select distinct source from ops.files").fetchall()
    except (VocError, duckdb.Error):
        return frozenset()
    return frozenset(name for (name,) in rows if name)


def _relations(work: Connection) -> set[str]:
    tables = work.execute(
        "select schema_name || '.' || table_name from duckdb_tables() "
        "where not temporary and schema_name in ('core', 'report', 'ops')"
    ).fetchall()
    return {relation for (relation,) in tables} - INTERNAL_RELATIONS


def _copy(work: Connection, doc: RelationDoc) -> int:
    order = ", ".join(f"{key} nulls first" for key in doc.key)
    work.execute(f"create table snapshot.{doc.relation} as from {_shown(doc.relation)} order by {order}")
    (rows,) = work.execute(f"select count(*) from snapshot.{doc.relation}").fetchone() or (0,)
    return int(rows)


def _finish(staged: Path, publication: Publication) -> None:
    """Adds what makes the file speak for itself: the metrics' macros, comments."""
    with duckdb.connect(staged) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(statement("macros.sql"))
        add_comments(connection)
        connection.execute(  # the run ends when this file is in place, which it cannot note itself
            "update ops.runs set status = ?, ended_at = ? where run_id = ?",
            [publication.status, publication.published_at, publication.run_id],
        )


def _shown(relation: str) -> str:
    """A relation of the working database as analysts see it."""
    hidden = INTERNAL_COLUMNS.get(relation, ())
    return f"(select * exclude ({', '.join(hidden)}) from {relation})" if hidden else relation


def _is_figure(relation: str) -> bool:
    return relation.split(".")[0] in FIGURES


def _digest(connection: Connection, rows: str) -> tuple[int, str]:
    sql = statement("publishing/digest.sql").replace("core.feedback", rows)
    count, digest = connection.execute(sql).fetchone() or (0, "0")
    return int(count), str(digest)


def _damage(path: Path) -> str | None:
    """Reads every table of a snapshot, and compares those of figures with their digests."""
    try:
        with duckdb.connect(path, read_only=True) as connection:
            connection.execute("set TimeZone = 'UTC'")
            noted = connection.execute("select relation, rows, digest from ops.digests").fetchall()
            for relation, rows, digest in noted:
                if _digest(connection, relation) != (rows, digest):
                    return f"{relation} differs"
            for relation in _relations(connection) - {relation for relation, _, _ in noted}:
                _digest(connection, relation)
    except duckdb.Error as error:
        return str(error).splitlines()[0][:200]
    return None
