"""What every published relation and column means, from the sidecars in warehouse/marts/ and dictionary/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb
import yaml

from warehouse.database import transaction

YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same language; written in C, where it is at hand, it reads the documents ten times as fast."""


@dataclass(frozen=True)
class ColumnDoc:
    """What a column means, and in which unit."""

    name: str
    meaning: str
    unit: str


@dataclass(frozen=True)
class RelationDoc:
    """What a relation holds; `key` names the columns that tell its rows apart."""

    relation: str
    grain: str
    key: tuple[str, ...]
    meaning: str
    columns: tuple[ColumnDoc, ...]


@cache
def relation_docs() -> tuple[RelationDoc, ...]:
    """Every documented relation, by name."""
    docs = [*_sidecars("marts"), *(one for many in _sidecars("dictionary") for one in many)]
    return tuple(sorted(map(_relation_doc, docs), key=lambda doc: doc.relation))


def add_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """Writes the documentation into the database, as comments on the tables and columns that it has.

    In one transaction: each commit waits for the disk, and there are hundreds of comments.
    """
    with transaction(connection):
        _add_comments(connection)


def _add_comments(connection: duckdb.DuckDBPyConnection) -> None:
    query = "select schema_name || '.' || table_name, column_name from duckdb_columns()"
    present = set(connection.sql(f"{query} where database_name = current_database()").fetchall())
    tables = {relation for relation, _ in present}
    for doc in relation_docs():
        if doc.relation not in tables:
            continue
        _comment(connection, f"table {doc.relation}", f"{doc.meaning} Grain: {doc.grain}.")
        for column in doc.columns:
            if (doc.relation, column.name) in present:
                _comment(
                    connection, f"column {doc.relation}.{column.name}", f"{column.meaning} [{column.unit}]"
                )


def _comment(connection: duckdb.DuckDBPyConnection, on: str, text: str) -> None:
    quoted = text.replace("'", "''")
    connection.execute(f"comment on {on} is '{quoted}'")


def _sidecars(folder: str) -> Iterator[Any]:
    for file in files("warehouse").joinpath(folder).iterdir():
        if file.name.endswith(".yml"):
            yield yaml.load(file.read_text(encoding="utf-8"), Loader=YAML)


def _relation_doc(sidecar: dict[str, Any]) -> RelationDoc:
    columns = (ColumnDoc(name, doc["meaning"], doc["unit"]) for name, doc in sidecar["columns"].items())
    return RelationDoc(
        sidecar["relation"], sidecar["grain"], tuple(sidecar["key"]), sidecar["meaning"], tuple(columns)
    )
