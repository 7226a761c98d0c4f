"""Analysts never wait, and one run at a time writes."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from command import SECONDS, new_project, process, rows, voc
from shop import EXPORTS, SOURCES, reviews

HOLDER = """
import sys
from pathlib import Path
from warehouse.lock import writing
from warehouse.project import Project
with writing(Project(Path(sys.argv[1])), "voc run"):
    print("held", flush=True)
    sys.stdin.read()
"""
# A reader in a process of its own: DuckDB shares a file among the connections of one process.
READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for line in sys.stdin:
    (n,) = connection.execute("select count(*) from core.feedback").fetchone()
    (r,) = connection.execute("select count(distinct feedback_id) from core.opinions").fetchone()
    print(n, r, flush=True)
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project after its first run, which each test copies."""
    folder = tmp_path_factory.mktemp("published") / "shop"
    project = new_project(folder, SOURCES, {"reviews.csv": EXPORTS["reviews.csv"]})
    assert voc("run", "--project", project).code == 0
    return project


@pytest.fixture
def shop(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "shop", copy_function=shutil.copy2))


@contextmanager
def beside(code: str, argument: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process, ended at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(argument)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        try:
            yield other
        finally:
            other.kill()
            other.wait(SECONDS)


def ask(reader: subprocess.Popen[str]) -> str:
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write("go\n")
    reader.stdin.flush()
    return reader.stdout.readline().strip()


def holding(holder: subprocess.Popen[str]) -> None:
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"


def feedback_of(shop: Path) -> object:
    with duckdb.connect(shop / "voc.duckdb", read_only=True) as connection:
        return connection.execute("select count(*) from core.feedback").fetchone()


def test_a_reader_keeps_its_consistent_version_and_blocks_nothing(shop: Path) -> None:
    assert feedback_of(shop) == (60,)
    with beside(READER, shop / "voc.duckdb") as reader:
        assert ask(reader) == "60 60"
        april = reviews(dict.fromkeys(range(61, 71), 1), edited_at="2026-04-01")
        (shop / "inbox" / "april.csv").write_text(april, encoding="utf-8")
        assert voc("run", "--project", shop).code == 0
        assert ask(reader) == "60 60"
        with beside(READER, shop / "voc.duckdb") as reopened:
            assert ask(reopened) == "70 70"
    assert feedback_of(shop) == (70,)  # in the same process, too, once it is opened anew


@pytest.mark.parametrize(
    "command", [["run"], ["ingest", "inbox/reviews.csv"], ["report"]], ids=lambda c: c[0]
)
def test_a_second_writer_refuses_and_names_the_first(
    shop: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop)
    with beside(HOLDER, shop) as first:
        holding(first)
        called = voc(*command)
        assert (called.code, called.out) == (1, "")
        assert len(called.err.splitlines()) == 1
        assert f"voc run (process {first.pid}) since " in called.err
        assert re.search(r"since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", called.err)
        assert len(rows(shop, "from core.feedback")) == 60  # analysts do not wait for it


def test_a_check_needs_no_lock_and_the_doctor_says_who_holds_it(shop: Path) -> None:
    with beside(HOLDER, shop) as first:
        holding(first)
        assert voc("check", shop / "inbox" / "reviews.csv", "--project", shop).code == 0
        doctor = voc("doctor", "--project", shop, "--json")
        (lock,) = [one for one in doctor.json["checks"] if one["check"] == "lock"]
        assert lock["status"] == "warning"
        assert f"process {first.pid}" in lock["message"]


def test_a_holder_that_was_killed_holds_nothing(shop: Path) -> None:
    with beside(HOLDER, shop) as first:
        holding(first)
        first.kill()
        first.wait(SECONDS)
        assert voc("run", "--project", shop).code == 0
    assert not list((shop / "state").glob("*.holder.json"))


OFFLINE = """
import socket, sys

def refused(*arguments, **named):
    print("CONNECTION", arguments, file=sys.stderr)
    raise SystemExit(99)

socket.socket.connect = socket.socket.connect_ex = refused
socket.create_connection = socket.getaddrinfo = refused
from flows.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.system
def test_a_run_opens_no_connection(tmp_path: Path) -> None:
    project = new_project(tmp_path / "shop", SOURCES, {"reviews.csv": EXPORTS["reviews.csv"]})
    assert "PREFECT_API_URL" not in os.environ
    called = process(OFFLINE, "run", "--project", project)
    assert called.code == 0, called.err
    assert "CONNECTION" not in called.err
