"""The canonical frames of the file under way, in temporary tables that can spill to disk."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache

import polars as pl

from transforms.contracts import SCHEMAS, Canonical
from warehouse.database import Connection


def clear(connection: Connection) -> None:
    """Empty incoming tables, one per canonical frame."""
    for name, empty in _empty().items():
        connection.register("batch", empty)
        connection.execute(f"create or replace temp table incoming_{name} as from batch")
        connection.unregister("batch")


@cache
def _empty() -> Mapping[str, pl.DataFrame]:
    return {name: schema.create_empty() for name, schema in SCHEMAS.items()}


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
