"""The canonical frames of the file under way, in temporary tables that can spill to disk."""

from dataclasses import fields
from typing import Any

import polars as pl

from transforms.contracts import SCHEMAS, Canonical, nothing
from warehouse.database import Connection, transaction
from warehouse.statements import run, statements_in


def clear(connection: Connection) -> None:
    """Empty incoming tables, one per canonical frame; those that are so already are left."""
    tables = connection.execute("select table_name from duckdb_tables() where temporary").fetchall()
    with transaction(connection):
        for name in SCHEMAS:
            if (f"incoming_{name}",) in tables and _is_empty(connection, name):
                continue
            connection.register("batch", nothing(name))
            connection.execute(f"create or replace temp table incoming_{name} as from batch")
            connection.unregister("batch")


def append(connection: Connection, canonical: Canonical) -> None:
    """Adds a batch."""
    for field in fields(Canonical):
        insert(connection, field.name, getattr(canonical, field.name))


def insert(connection: Connection, name: str, frame: pl.DataFrame) -> None:
    """Adds rows to one of the tables."""
    if frame.height:
        connection.register(
            "batch", frame.to_arrow(compat_level=pl.CompatLevel.newest())
        )  # texts as they lie
        connection.execute(f"insert into incoming_{name} by name from batch")
        connection.unregister("batch")


def settle(connection: Connection, **file: Any) -> None:
    """The records that win into the core tables, and every reject into ops; tables without rows are left."""
    statements = statements_in("loading/inserting")
    for name in SCHEMAS:  # records first: they say which lines win
        if name in statements and not _is_empty(connection, name):
            run(connection, statements[name], **file)


def _is_empty(connection: Connection, name: str) -> bool:
    return connection.execute(f"select 1 from incoming_{name} limit 1").fetchone() is None
