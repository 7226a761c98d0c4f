"""What becomes of a file of the inbox: by its status in the ledger, and under which name."""

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from small_project import REVIEWS, STARTED_AT, Small

from warehouse.errors import VocError
from warehouse.inbox import deliveries
from warehouse.loading import ledger, load_file
from warehouse.put_away import RESTS, AfterLoading, put_away

MAY = datetime(2026, 5, 20, tzinfo=UTC)
ONE = "review_id,customer_no,stars,body,written\nr1,c1,5,good,2026-05-01\n"


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path, reviews=REVIEWS) as project:
        yield project


def deliver(small: Small, name: str, text: str) -> Path:
    path = small.project.inbox / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    os.utime(path, (MAY.timestamp(), MAY.timestamp()))
    return path


def load_then(small: Small, after_loading: AfterLoading) -> None:
    for one in ledger.as_known(small.work, deliveries(small.project).settled):
        load_file(small.work, one, small.with_())
    put_away(small.work, small.with_(), after_loading)


def lying(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_name_that_is_taken_gets_part_of_the_digest(small: Small):
    deliver(small, "shop/r.v1.csv", ONE)
    load_then(small, "move")
    deliver(small, "shop/r.v1.csv", ONE)  # the same once more
    load_then(small, "move")
    assert lying(small.project.loaded) == ["2026-05/shop/r.v1.csv"]
    deliver(small, "shop/r.v1.csv", ONE.replace("r1", "r2"))
    load_then(small, "move")
    other, first = lying(small.project.loaded)
    assert first == "2026-05/shop/r.v1.csv"
    assert other.startswith("2026-05/shop/r-")
    assert other.endswith(".v1.csv")
    assert lying(small.project.inbox) == []
    found = ledger.as_known(small.work, deliveries(small.project).settled)
    assert {(one.shown, one.delivered_at) for one in found} == {("inbox/shop/r.v1.csv", MAY)}


def test_only_what_is_loaded_is_deleted(small: Small):
    deliver(small, "r.csv", ONE)
    deliver(small, "empty.csv", "")
    deliver(small, "strange.csv", "colour,shape\nred,round\n")
    grown = deliver(small, "grown.csv", ONE.replace("r1", "r3"))
    for one in deliveries(small.project).settled:
        load_file(small.work, one, small.with_())
    grown.write_text(grown.read_text() + "r4,c1,5,good,2026-05-01\n")
    put_away(small.work, small.with_(), "keep")
    assert len(lying(small.project.inbox)) == 4
    put_away(small.work, small.with_(), "delete")
    assert lying(small.project.inbox) == ["empty.csv", "grown.csv", "strange.csv"]


def test_a_name_of_full_length_that_is_taken(small: Small):
    name = "y" * 251 + ".csv"
    for stars in "54":
        deliver(small, name, ONE.replace(",5,", f",{stars},"))
        load_then(small, "move")
    other, first = lying(small.project.loaded)
    assert first == f"2026-05/{name}"
    assert other.endswith(".csv")
    assert lying(small.project.inbox) == []


def test_an_inbox_on_another_disk(small: Small, monkeypatch: pytest.MonkeyPatch):
    within = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if path.is_relative_to(small.project.inbox):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return within(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    deliver(small, "shop/r.csv", ONE)
    load_then(small, "move")
    assert lying(small.project.loaded) == ["2026-05/shop/r.csv"]
    assert lying(small.project.inbox) == []
    (one,) = deliveries(small.project).settled
    assert one.delivered_at == MAY  # by which versions and months are ordered


def test_a_file_that_may_not_be_moved_is_named(small: Small, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    deliver(small, "r.csv", ONE)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(
        VocError, match=r"inbox/r\.csv is loaded and published, but .*\(Permission denied\)"
    ) as told:
        load_then(small, "move")
    assert told.value.__cause__ is None  # of which the command would say that the project cannot be written


def test_what_may_still_be_written_is_not_deleted(small: Small):
    young = deliver(small, "r.csv", ONE)
    for age, is_there in ((timedelta(minutes=5), True), (RESTS * 2, False)):
        at = (STARTED_AT - age).timestamp()
        os.utime(young, (at, at))
        load_then(small, "delete")
        assert young.exists() == is_there
