"""Numbered migrations: each once, whatever the order in which their numbers come."""

import duckdb
import pytest

from warehouse.database import migrate


def test_a_migration_that_comes_after_a_higher_number_is_applied_too(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"0001_a": "create table a (x integer)", "0003_c": "create table c (x integer)"}
    monkeypatch.setattr("warehouse.database.statements_in", lambda _: known)
    with duckdb.connect() as connection:
        migrate(connection)
        known["0002_b"] = "create table b (x integer)"
        migrate(connection)
        migrate(connection)
        done = connection.execute("select version from schema_version order by 1").fetchall()
    assert done == [(1,), (2,), (3,)]
