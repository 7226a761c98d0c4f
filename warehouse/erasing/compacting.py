"""Databases written anew: what was deleted is still in a DuckDB file's free blocks until then."""

import shutil
from pathlib import Path

import duckdb

from warehouse.database import Resources, tune
from warehouse.encryption import CHECKED
from warehouse.private import OWNER_ONLY, attach_option
from warehouse.project import Project
from warehouse.publishing.snapshot import put_in_place


def compact_databases(project: Project, secret: bytes, resources: Resources) -> None:
    """Copies each into a new file, which takes the old one's place at once; nobody may have them open."""
    for database, is_private in ((project.work, False), (project.private, True)):
        staged = project.staging / database.name
        project.staging.mkdir(parents=True, exist_ok=True)
        staged.unlink(missing_ok=True)
        with duckdb.connect(config=CHECKED) as connection:
            tune(connection, resources, project.spill)
            option = attach_option(connection, secret) if is_private else ""
            for path, name in ((database, "before"), (staged, "after")):
                connection.execute(f"attach '{_quoted(path)}' as {name}{option}")
            connection.execute("copy from database before to after")
            connection.execute("checkpoint after")
        if is_private:
            staged.chmod(OWNER_ONLY)
        put_in_place(staged, database)
    for folder in (project.staging, project.spill, project.unpacked):
        shutil.rmtree(folder, ignore_errors=True)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
