"""What lies in the inbox, and what is no longer there when it is looked at."""

import errno
import os
import time
from pathlib import Path

import pytest
from small_project import REVIEWS, STARTED_AT, Small, counts

from warehouse.audits import nightly_audits, note
from warehouse.errors import VocError
from warehouse.inbox import deliveries, left_in
from warehouse.journal import end, start
from warehouse.loading import NotReadableError, delivery, load_file, state_of

ONE = "review_id,customer_no,stars,body,written\nr1,c1,5,good,2026-05-01\n"


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path / "shop", reviews=REVIEWS) as project:
        yield project


def shown(small: Small) -> list[str]:
    return [one.shown for one in deliveries(small.project).settled]


def test_a_missing_inbox_is_no_night_without_deliveries(small: Small):
    small.project.inbox.rmdir()
    with pytest.raises(VocError, match="inbox/ is not there: mount its disk, or make the folder"):
        deliveries(small.project)


def test_who_moves_a_file_away_has_not_delivered_it(small: Small, monkeypatch: pytest.MonkeyPatch):
    small.put("a.csv", ONE)
    small.put("b.csv", ONE.replace("r1", "r2"))

    def gone(path: Path):
        state = state_of(path)
        if path.name == "a.csv":
            path.unlink()
        return state

    monkeypatch.setattr("warehouse.inbox.state_of", gone)
    assert shown(small) == ["inbox/b.csv"]


def test_a_file_that_goes_while_it_is_read_leaves_nothing_behind(small: Small):
    path = small.put("a.csv", ONE)
    delivered = delivery(path, small.project)
    path.unlink()
    outcome = load_file(small.work, delivered, small.with_())
    assert counts(outcome) == ("gone", 0, 0, 0)
    assert "moved away" in outcome.message
    assert small.rows("from ops.files") == []


def test_what_may_not_be_read_stops_nobody_else(small: Small, monkeypatch: pytest.MonkeyPatch):
    small.put("a.csv", ONE)
    closed = small.put("b.csv", ONE.replace("r1", "r2"))
    within = Path.open

    def opened(path: Path, *how, **more):
        if path == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return within(path, *how, **more)

    monkeypatch.setattr(Path, "open", opened)
    found = deliveries(small.project)
    assert [one.shown for one in found.settled] == ["inbox/a.csv"]
    assert [(one.path, one.status) for one in found.unreadable] == [("inbox/b.csv", "unreadable")]
    audits = {one.audit: one for one in nightly_audits(small.work, "run", project=small.project)}
    assert audits["files_unreadable"].message.startswith(
        "inbox/b.csv cannot be read: nothing new of it is loaded"
    )
    with pytest.raises(NotReadableError, match=r"inbox/b\.csv cannot be read"):
        deliveries(small.project, (closed,))


@pytest.mark.parametrize("lacks", ["its names", "what they name"])
def test_a_folder_that_may_not_be_looked_into_stops_nobody_else(
    small: Small, monkeypatch: pytest.MonkeyPatch, lacks: str
):
    small.put("a.csv", ONE)
    sub = small.project.inbox / "sub"
    sub.mkdir()
    below = small.put("sub/b.csv", ONE.replace("r1", "r2"))
    (small.project.inbox / "lost+found").mkdir()  # every disk has one, which is root's alone

    def closed(of: object, *raises_for: Path):
        def asked(path, *how, **more):
            if Path(path) in raises_for:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return of(path, *how, **more)

        return asked

    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != sub)
    if lacks == "its names":
        monkeypatch.setattr(os, "scandir", closed(os.scandir, sub))
    for what in ("stat", "lstat", "open"):
        monkeypatch.setattr(Path, what, closed(getattr(Path, what), below))
    found = deliveries(small.project)
    assert [one.shown for one in found.settled] == ["inbox/a.csv"]
    assert [one.path for one in found.unreadable] == ["inbox/sub"]
    assert left_in(small.project).unreadable == ["inbox/sub"]
    with pytest.raises(NotReadableError, match=r"inbox/sub/b\.csv cannot be read"):
        deliveries(small.project, (below,))


def test_an_inbox_that_may_not_be_read_is_no_night_without_deliveries(
    small: Small, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != small.project.inbox)
    with pytest.raises(VocError, match="inbox/ cannot be read: see who owns it"):
        deliveries(small.project)


def told_on(small: Small, run_id: str) -> dict[str, str]:
    """What the audits of a run say."""
    start(small.work, run_id, STARTED_AT, "run", "1", "1")
    findings = nightly_audits(small.work, run_id, project=small.project)
    note(small.work, run_id, findings)
    end(small.work, run_id, "done")
    return {one.audit: one.message for one in findings}


def test_a_file_that_is_half_written_for_more_than_a_day_is_told_once(small: Small):
    half = small.put("a.csv.part", ONE)
    now = time.time()
    os.utime(half, (now - 23 * 3600,) * 2)
    assert told_on(small, "1")["files_unfinished"] == ""
    os.utime(half, (now - 25 * 3600,) * 2)
    assert told_on(small, "2")["files_unfinished"].startswith("inbox/a.csv.part since 20")
    assert told_on(small, "3")["files_unfinished"] == ""
    assert shown(small) == []


def test_links_are_told_once_and_again_when_there_are_more(small: Small, tmp_path: Path):
    def told(run_id: str) -> str:
        return told_on(small, run_id)["links_left"]

    (small.project.inbox / "b.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert told("1").startswith("inbox/b.csv: symbolic links are not followed")
    assert told("2") == ""
    (small.project.inbox / "folder").symlink_to(tmp_path)
    assert told("3").startswith("inbox/b.csv, inbox/folder: symbolic links")
    assert shown(small) == []


def test_names_begin_no_line_and_tell_their_folder(small: Small, tmp_path: Path):
    elsewhere = tmp_path / "disk"
    small.project.inbox.rename(elsewhere)
    small.project.inbox.symlink_to(elsewhere)
    (elsewhere / "north").mkdir()
    small.put("north/a\nb.csv", ONE)
    assert shown(small) == ["inbox/north/a\ufffdb.csv"]
