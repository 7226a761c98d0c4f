"""The working database: opened, migrated, tuned."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from warehouse.encryption import CHECKED, can_encrypt
from warehouse.errors import VocError
from warehouse.project import Project
from warehouse.statements import statements_in

Connection = duckdb.DuckDBPyConnection

LOADING_MEMORY = "500MB"
"""What loading needs beyond it lies on disk, encrypted where the platform allows."""

SMALL_BYTES = 32 * 2**20
"""Of a database in which one thread is done before several have found together; a project of some months."""


@dataclass(frozen=True)
class Resources:
    """What the databases may use; None leaves DuckDB's own choice."""

    memory_limit: str | None = None
    threads: int | None = None


@contextmanager
def working(project: Project, resources: Resources) -> Iterator[Connection]:
    """The working database, migrated. Hold the project's lock around it."""
    if project.work.exists() and project.work.stat().st_size < SMALL_BYTES:
        resources = replace(resources, threads=resources.threads or 1)
    with _opened(project, resources) as connection:
        yield connection


@contextmanager
def loading(project: Project, resources: Resources) -> Iterator[Connection]:
    """The working database, set for files of any length: bounded memory, and nothing packed on the way in."""
    limit = resources.memory_limit or LOADING_MEMORY
    with _opened(project, replace(resources, memory_limit=limit)) as connection:
        connection.execute("set force_compression = 'uncompressed'")
        yield connection


@contextmanager
def _opened(project: Project, resources: Resources) -> Iterator[Connection]:
    project.make_state()
    connection = _connect(project.work, project)
    try:
        tune(connection, resources, project.spill)
        migrate(connection)
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def on_one_thread(connection: Connection) -> Iterator[None]:
    """For rows added batch by batch: further threads would wait for them, and take time from who reads."""
    (threads,) = connection.execute("select current_setting('threads')").fetchone() or (1,)
    connection.execute("set threads = 1")
    try:
        yield
    finally:
        connection.execute("set threads = $threads", {"threads": threads})


def tune(connection: Connection, resources: Resources, spill: Path) -> None:
    """Sets the resources, and UTC: periods are computed in the configured zone explicitly."""
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set preserve_insertion_order = false")
    connection.execute("set enable_progress_bar = false")
    connection.execute("set temp_directory = $folder", {"folder": str(spill)})
    if can_encrypt(connection):  # persons pass through temporary tables, and a killed run leaves its spill
        connection.execute("set temp_file_encryption = true")
    if resources.memory_limit:
        connection.execute("set memory_limit = $limit", {"limit": resources.memory_limit})
    if resources.threads:
        connection.execute("set threads = $threads", {"threads": resources.threads})


def migrate(connection: Connection) -> None:
    """Applies the numbered migrations that the database has not seen, each in its own transaction.

    A number that comes late, from a branch that was merged after a higher one, is applied all the same.
    """
    connection.execute("create table if not exists schema_version (version integer not null)")
    done = {version for (version,) in connection.execute("select version from schema_version").fetchall()}
    for name, sql in statements_in("migrations").items():
        version = int(name.split("_", 1)[0])
        if version not in done:
            with transaction(connection):
                connection.execute(sql)
                connection.execute("insert into schema_version values ($version)", {"version": version})


def _connect(path: Path, project: Project) -> Connection:
    try:
        return duckdb.connect(path, config=CHECKED)
    except duckdb.IOException as error:
        raise VocError(
            f"{project.shown(path)} cannot be opened ({str(error).splitlines()[0]}). "
            "Restore state/ from your backup, or delete the file: the next run loads the inbox anew"
        ) from error
