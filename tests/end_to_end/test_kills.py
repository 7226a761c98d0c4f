"""A run killed at any point, run again, ends in the tables of an undisturbed run."""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from command import SECONDS, digests, new_project, process, rows, voc
from shop import EXPORTS, SOURCES, customers, reviews

Tables = dict[str, tuple[int, str]]


@dataclass(frozen=True)
class At:
    """A point of the run: before or after the nth call of a function, or after a step."""

    when: str
    what: str
    nth: int = 1

    def __str__(self) -> str:
        return f"{self.when} {self.what.rpartition('.')[2]} {self.nth}"


# Replaces a function by one that stops the process at the nth call; the rest of the run is the real one.
DRIVER = """
import os, signal, sys, threading
from dataclasses import replace
from pydoc import locate
import flows.direct, warehouse.enriching.texts
from flows.cli import main

project, when, what, nth, how = sys.argv[1:]
warehouse.enriching.texts.CHUNK_TEXTS = 20        # so that sixty texts are several chunks
calls = 0

def stop():
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    print("there", flush=True)
    threading.Event().wait()

def stopping(function):
    def stops(*arguments, **named):
        global calls
        calls += 1
        if when == "before" and calls == int(nth):
            stop()
        result = function(*arguments, **named)
        if when == "after" and calls == int(nth):
            stop()
        return result
    return stops

if what in [step.name for step in flows.direct.STEPS]:
    flows.direct.STEPS = tuple(
        replace(step, take=stopping(step.take)) if step.name == what else step for step in flows.direct.STEPS
    )
else:
    module, _, name = what.rpartition(".")
    setattr(locate(module), name, stopping(getattr(locate(module), name)))
sys.exit(main(["run", "--project", project]))
"""

FIRST_NIGHT = [
    At("after", "warehouse.private.remember", 2),                # identities committed, rows not yet
    At("before", "warehouse.enriching.texts._read", 2),
    At("before", "warehouse.enriching.people.insert", 9),        # inside the transaction of the segments
    At("before", "warehouse.publishing.snapshot._finish"),       # the snapshot half written
    At("before", "warehouse.publishing.exports.put_in_place", 5),
    At("before", "warehouse.publishing.snapshot.put_in_place", 2),  # report in place, snapshot not yet
]  # fmt: skip
# Between steps, and where another test of this file kills too: ten kills are sample enough for `make test`.
IN_THE_SYSTEM_TIER = [
    At("before", "warehouse.private.run"),                       # the private file is there, but empty
    At("before", "flows.steps.build_marts"),                     # verdicts committed, report tables not yet
    At("before", "warehouse.loading.files._note", 3),            # inside the file's transaction
    At("after", "ingest"),
    At("after", "enrich"),
    At("after", "analyse"),
    At("after", "audit"),
]  # fmt: skip
SECOND_NIGHT = [
    At("before", "warehouse.loading.files._note", 1),
    At("before", "warehouse.publishing.snapshot.put_in_place", 2),
]


@dataclass(frozen=True)
class Shop:
    """A project before any run, what its first run publishes, and the project after that run."""

    fresh: Path
    published: Path
    tables: Tables


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    folder = tmp_path_factory.mktemp("shop")
    fresh = new_project(folder / "fresh", SOURCES, EXPORTS)
    published = copied(fresh, folder / "published")
    assert voc("run", "--project", published).code == 3  # the survey's off-scale scores
    return Shop(fresh, published, digests(published))


def copied(project: Path, target: Path) -> Path:
    """The project with its key and the times of its files, so that pseudonyms and deliveries agree."""
    return Path(shutil.copytree(project, target, copy_function=shutil.copy2))


def kill(project: Path, at: At) -> None:
    killed = process(DRIVER, project, at.when, at.what, at.nth, "kill")
    assert killed.code == -signal.SIGKILL, killed.err or killed.out


def second_delivery(project: Path) -> Path:
    """A corrected review, ten new ones, and customers whose plans changed."""
    stars = {n: 5 if n % 3 else 1 for n in range(60, 71)}
    (project / "inbox" / "reviews_april.csv").write_text(reviews(stars, edited_at="2026-04-02"))
    (project / "inbox" / "customers_april.csv").write_text(customers(range(50, 71), changed_at="2026-04-01"))
    for name in ("reviews_april.csv", "customers_april.csv"):
        os.utime(project / "inbox" / name, (1_775_000_000, 1_775_000_000))
    return project


@pytest.mark.parametrize(
    "at", [*FIRST_NIGHT, *(pytest.param(at, marks=pytest.mark.system) for at in IN_THE_SYSTEM_TIER)], ids=str
)
def test_killed_on_the_first_night(shop: Shop, tmp_path: Path, at: At) -> None:
    project = copied(shop.fresh, tmp_path / "shop")
    kill(project, at)
    again = voc("run", "--project", project)
    assert again.code in (0, 3), again.err
    assert digests(project) == shop.tables
    assert not (project / "state" / "staging").exists() or not any(
        (project / "state" / "staging").rglob("*.duckdb")
    )


@pytest.fixture(scope="module")
def second_night(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    project = second_delivery(copied(shop.published, tmp_path_factory.mktemp("second") / "shop"))
    assert voc("run", "--project", project).code == 0  # what was rejected was said on the first night
    return digests(project)


@pytest.mark.parametrize("at", SECOND_NIGHT, ids=str)
def test_killed_on_the_second_night_the_old_snapshot_stays_readable(
    shop: Shop, second_night: Tables, tmp_path: Path, at: At
) -> None:
    project = second_delivery(copied(shop.published, tmp_path / "shop"))
    kill(project, at)
    assert digests(project) == shop.tables
    voc("run", "--project", project)
    assert digests(project) == second_night != shop.tables
    statuses = [one["status"] for one in rows(project, "select status from ops.runs order by started_at")]
    assert statuses[-1] == "done"


def test_ended_by_sigterm(shop: Shop, tmp_path: Path) -> None:
    project = copied(shop.fresh, tmp_path / "shop")
    at = ("before", "warehouse.enriching.people.insert", "9", "wait")
    with subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(project), *at], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"there\n"
        running.terminate()
        _, err = running.communicate(timeout=SECONDS)
    assert running.returncode == -signal.SIGTERM
    assert b"Traceback" not in err
    voc("run", "--project", project)
    assert digests(project) == shop.tables


def test_killed_again_and_again_it_gets_there(shop: Shop, tmp_path: Path) -> None:
    project = copied(shop.fresh, tmp_path / "shop")
    for at in (At("after", "ingest"), At("before", "flows.steps.write_report")):
        kill(project, at)
    voc("run", "--project", project)
    assert digests(project) == shop.tables
    statuses = [one["status"] for one in rows(project, "select status from ops.runs order by started_at")]
    assert statuses == ["killed", "killed", "warned"]


def test_the_points_are_reached_in_a_run_that_is_not_killed(shop: Shop) -> None:
    """What is killed is the run under test: its tables hold rows of every kind."""
    counted = {relation: count for relation, (count, _) in shop.tables.items()}
    assert counted["core.feedback"] == 60 + 50 - 7  # reviews, survey, less the scores off their scale
    assert counted["core.customers"] == 60
    assert counted["core.survey_answers"] == 43
    assert min(counted[f"report.{name}"] for name in ("kpi", "sentiment", "divergence", "aspects")) > 0
