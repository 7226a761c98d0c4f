"""Numbered migrations: each once, whatever the order in which their numbers come."""

import signal
from pathlib import Path

import duckdb
import pytest
from command import process

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


KILLED = """
import os, signal, sys, duckdb
from warehouse.database import migrate
migrate(duckdb.connect(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_database_killed_right_after_its_migrations_opens_again(tmp_path: Path) -> None:
    assert process(KILLED, tmp_path / "work.duckdb").code == -signal.SIGKILL
    with duckdb.connect(tmp_path / "work.duckdb") as connection:
        assert len(connection.execute("from ops.files").description) > 10
