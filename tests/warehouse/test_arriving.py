"""How sources come: cadence, volume, columns, files that grow, and clocks that are wrong."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from small_project import REVIEWS, STARTED_AT, Small, counts

from warehouse.analysing import watermark
from warehouse.audits import latest_nightly, nightly_audits, note
from warehouse.inbox import deliveries
from warehouse.journal import end, start
from warehouse.loading import (
    accept_volumes,
    delivery,
    hold_unusual_volumes,
    judge_times,
    load_file,
    note_arrivals,
    note_published,
)

HEADER = "review_id,customer_no,stars,body,written,changed\n"


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path / "shop", reviews=REVIEWS) as project:
        yield project


def reviews(numbers: range) -> str:
    return HEADER + "".join(f"r{n},c1,5,x,2026-05-01,\n" for n in numbers)


# cadence and volume, of a ledger without files -----------------------------------------------------------

FIRST = datetime(2026, 1, 5, 22, tzinfo=UTC)
LEDGERS = ("files", "arrivals", "runs", "usual_volumes", "volume_holds")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory):
    with Small(tmp_path_factory.mktemp("books") / "shop", reviews=REVIEWS) as project:
        yield project


@pytest.fixture
def ledger(books: Small):
    for name in LEDGERS:
        books.work.execute(f"delete from ops.{name}")
    return books


def entry(small: Small, number: int, lines: int = 1, fresh: int = 1, at: datetime = FIRST) -> None:
    """A file of the source "reviews" that was loaded."""
    small.work.execute(
        "insert into ops.files by name select 'f' || $number as file_id, $number || '.csv' as path, "
        "'' as sha256, 'reviews' as source, '' as description_version, 1 as bytes, $at as delivered_at, "
        "$number as load_order, $lines as lines, $fresh as loaded, 0 as rejected, "
        "$lines - $fresh as duplicate, 'loaded' as status, 'run' as run_id",
        {"number": number, "at": at, "lines": lines, "fresh": fresh},
    )
    small.work.execute("insert into ops.arrivals values (?, ?)", [f"f{number}", at])


def missing(small: Small, at: datetime) -> tuple[str, str]:
    small.work.execute("delete from ops.runs")
    start(small.work, "tonight", at, "run", "1", "1")
    found = {one.audit: (one.status, one.message) for one in nightly_audits(small.work, "tonight")}
    return found["deliveries_missing"]


# days between deliveries; days after the last on which nothing, and on which something is missing
CADENCES = {
    "weekly": ([7, 7, 7], 8, 9),
    "daily": ([1] * 6, 1.2, 1.3),
    "weekdays": ([1, 1, 1, 1, 3] * 3, 3.5, 4),
    "weekly, one left out": ([7] * 8 + [14] + [7] * 3, 8, 9),
    "monthly": ([31, 28, 31, 30], 38, 39),
}


@pytest.mark.parametrize("cadence", CADENCES)
def test_a_source_that_usually_comes_and_did_not(ledger: Small, cadence: str):
    gaps, still, late = CADENCES[cadence]
    for number in range(len(gaps) + 1):
        entry(ledger, number, at=FIRST + timedelta(days=sum(gaps[:number])))
    last = FIRST + timedelta(days=sum(gaps))
    assert missing(ledger, last + timedelta(days=still))[0] == "passed"
    status, message = missing(ledger, last + timedelta(days=late))
    assert (status, message[:29]) == ("warned", "reviews: usually comes every ")
    assert f"last on {last:%Y-%m-%d}, due by " in message
    assert (
        missing(ledger, last + timedelta(days=late + 1))[1] == message
    )  # so that the report need not change
    assert missing(ledger, last + timedelta(days=1000))[0] == "passed"  # given up


@pytest.mark.parametrize("gaps", [[7, 7], [0, 0, 0, 0], [1, 1, 1, 20, 2, 40]], ids=str)
def test_what_has_no_cadence_is_not_missed(ledger: Small, gaps: list[int]):
    for number in range(len(gaps) + 1):
        entry(ledger, number, at=FIRST + timedelta(days=sum(gaps[:number])))
    assert missing(ledger, FIRST + timedelta(days=sum(gaps) + 60))[0] == "passed"


def test_a_file_from_the_future_came_when_it_was_loaded(ledger: Small):
    for number in range(4):
        entry(ledger, number, at=FIRST + timedelta(days=7 * number))
    last = FIRST + timedelta(days=28)
    start(ledger.work, "run", last, "run", "1", "1")
    entry(ledger, 4, at=last + timedelta(days=700))
    found = {one.audit: one for one in nightly_audits(ledger.work, "run")}
    assert found["clock_credible"].message.startswith("4.csv was last changed on 2028-")
    assert found["deliveries_missing"].status == "passed"
    assert missing(ledger, last + timedelta(days=20))[0] == "warned"


def test_a_source_that_has_ended_is_not_missed(ledger: Small):
    for number in range(4):
        entry(ledger, number, at=FIRST + timedelta(days=7 * number))
    start(ledger.work, "tonight", FIRST + timedelta(days=40), "run", "1", "1")
    missed = [
        {one.audit: one.status for one in nightly_audits(ledger.work, "tonight", ended)}["deliveries_missing"]
        for ended in ((), ("others",), ("reviews",))
    ]
    assert missed == ["warned", "warned", "passed"]


def test_the_same_content_again_is_a_delivery(small: Small):
    path = small.put("same.csv", reviews(range(2)))
    for week in range(4):
        at = (FIRST + timedelta(days=7 * week)).timestamp()
        os.utime(path, (at, at))
        delivered = delivery(path, small.project)
        status = load_file(small.work, delivered, small.with_()).status
        note_arrivals(small.work, "run", [(delivered, status)])
    assert missing(small, FIRST + timedelta(days=28))[0] == "passed"
    assert missing(small, FIRST + timedelta(days=31))[0] == "warned"


def test_the_report_says_what_the_last_run_that_ended_found(small: Small):
    for run_id, status, at in (("one", "unchanged", 1), ("two", "failed", 2)):
        start(small.work, run_id, FIRST + timedelta(days=at), "run", "1", "1")
        small.work.execute("insert into ops.growing values (?, ?)", [run_id, f"inbox/{run_id}.csv"])
        note(small.work, run_id, nightly_audits(small.work, run_id))
        end(small.work, run_id, status)
    found = {one.audit: one.message for one in latest_nightly(small.work)}
    assert found["files_growing"] == "inbox/one.csv was still being written: left for the next run"


# volume -------------------------------------------------------------------------------------------------


def held(small: Small) -> list[str]:
    hold_unusual_volumes(small.work)
    return [
        path
        for (path,) in small.rows(
            "select path from ops.files where file_id in "
            "(select file_id from ops.volume_holds where accepted_at is null) order by path"
        )
    ]


Volume = tuple[int, int]
"""Lines of a file, and how many of them are no duplicates."""

EACH_TWENTY: list[Volume] = [(20, 20)] * 4
CUMULATIVE: list[Volume] = [(200, 200), (210, 10), (220, 10), (230, 10)]
VOLUMES: dict[str, tuple[list[Volume], Volume, bool]] = {
    "ten times": (EACH_TWENTY, (200, 200), True),
    "nine times": (EACH_TWENTY, (180, 180), False),
    "a tenth": (EACH_TWENTY, (2, 2), True),
    "more than a tenth": (EACH_TWENTY, (3, 3), False),
    "nothing": (EACH_TWENTY, (0, 0), True),
    "a re-export of everything": (EACH_TWENTY, (300, 20), False),
    "the same in another format": (EACH_TWENTY, (20, 0), False),
    "only three before": (EACH_TWENTY[:3], (200, 200), False),
    "nothing before": ([], (9000, 9000), False),
    "cumulative, as ever": (CUMULATIVE, (240, 10), False),
    "cumulative, nothing new": (CUMULATIVE, (230, 0), False),
    "cumulative, ten times as many new": (CUMULATIVE, (330, 100), True),
    "cumulative, cut off": (CUMULATIVE, (20, 0), True),
    "cumulative, the changes alone from now on": (CUMULATIVE, (10, 10), False),
    "few": ([(1, 1)] * 4, (9, 9), False),
}


@pytest.mark.parametrize("case", VOLUMES)
def test_an_unusual_volume_is_held(ledger: Small, case: str):
    before, tonight, is_held = VOLUMES[case]
    for number, volume in enumerate(before):
        entry(ledger, number, *volume)
    note_published(ledger.work)
    entry(ledger, 9, *tonight)
    assert held(ledger) == ["9.csv"] * is_held


def test_what_was_accepted_is_usual_from_then_on(ledger: Small):
    for number, volume in enumerate(EACH_TWENTY):
        entry(ledger, number, *volume)
    note_published(ledger.work)
    entry(ledger, 4, 200, 200)
    assert held(ledger) == held(ledger) == ["4.csv"]
    assert [one.path for one in accept_volumes(ledger.work, "somebody", STARTED_AT)] == ["4.csv"]
    assert ledger.rows("select accepted_by, accepted_at, usual_lines from ops.volume_holds") == [
        ("somebody", STARTED_AT, 20)
    ]
    assert held(ledger) == []
    note_published(ledger.work)
    entry(ledger, 5, 300, 300)
    entry(ledger, 6, 15, 15)
    assert held(ledger) == []
    entry(ledger, 7, 2000, 2000)
    assert held(ledger) == ["7.csv"]


def test_what_was_accepted_long_ago_is_not(ledger: Small):
    for number, volume in enumerate(EACH_TWENTY):
        entry(ledger, number, *volume)
    note_published(ledger.work)
    entry(ledger, 4, 2, 2)
    assert held(ledger) == ["4.csv"]
    accept_volumes(ledger.work, "somebody", STARTED_AT)
    for number in range(5, 5 + 24):
        entry(ledger, number, 20, 20)
    note_published(ledger.work)
    entry(ledger, 99, 2, 2)
    assert held(ledger) == ["99.csv"]


def test_a_source_whose_empty_file_was_accepted_may_bring_another(ledger: Small):
    for number, volume in enumerate(EACH_TWENTY):
        entry(ledger, number, *volume)
    note_published(ledger.work)
    entry(ledger, 4, 0, 0)
    assert held(ledger) == ["4.csv"]
    accept_volumes(ledger.work, "somebody", STARTED_AT)
    note_published(ledger.work)
    entry(ledger, 5, 0, 0)
    assert held(ledger) == []


def test_files_of_one_night_are_not_compared_with_each_other(ledger: Small):
    for number, volume in enumerate([*EACH_TWENTY, (200, 200)]):
        entry(ledger, number, *volume)
    assert held(ledger) == []


# columns ------------------------------------------------------------------------------------------------


def test_new_columns_are_noted_once(small: Small):
    first = small.load("a.csv", HEADER.replace("\n", ",mood\n") + "r1,c1,5,x,2026-05-01,,good\n")
    assert "new columns" not in first.message
    wider = (
        HEADER.replace("\n", ",mood,tone,asked by ann@example.org\n") + "r2,c1,5,x,2026-05-01,,good,warm,\n"
    )
    assert (
        'new columns, which reviews does not read: "asked by [e-mail]", "tone"'
        in small.load("b.csv", wider).message
    )
    assert "new columns" not in small.load("c.csv", wider.replace("r2", "r3")).message
    small.describe("reviews", REVIEWS + "product = 'mood'\n")
    assert "tone" in small.load("b.csv").message
    assert small.rows("select column_name from ops.source_columns where is_new order by 1") == [
        ("asked by [e-mail]",),
        ("tone",),
    ]


# growing ------------------------------------------------------------------------------------------------


def test_a_file_that_grows_while_it_is_hashed_is_left(small: Small, monkeypatch: pytest.MonkeyPatch):
    small.put("whole.csv", reviews(range(2)))
    growing = small.put("growing.csv", reviews(range(3)))

    def sleep(_: float) -> None:
        with growing.open("a") as file:
            file.write("r9,c1,5,x,2026-05-01,\n")

    monkeypatch.setattr("warehouse.inbox.SETTLE_SECONDS", 2.0)
    monkeypatch.setattr("warehouse.inbox.time.sleep", sleep)
    found = deliveries(small.project)
    assert [one.shown for one in found.settled] == ["inbox/whole.csv"]
    assert [one.shown for one in found.growing] == ["inbox/growing.csv"]


@pytest.mark.parametrize("content", [reviews(range(2)), "PAR1 half a file"], ids=["rows", "unreadable"])
def test_a_file_that_grows_while_it_is_read_leaves_nothing_behind(small: Small, content: str):
    path = small.put("a.csv", content)
    delivered = delivery(path, small.project)
    with path.open("a") as file:
        file.write("r9,c1,5,x,2026-05-01,\n")
    assert load_file(small.work, delivered, small.with_()).status == "growing"
    assert not any(rows for name, rows in small.all_core().items() if name != "likeness_version")
    assert small.rows("from ops.files") == small.rows("from ops.rejects") == []


# clocks -------------------------------------------------------------------------------------------------


def credible(small: Small) -> list[tuple]:
    return small.rows("select is_created_at_credible from core.feedback order by created_at")


def test_a_clock_that_was_wrong_is_forgotten(small: Small):
    content = HEADER + "r1,c1,5,x,2026-05-01,\nr2,c1,5,x,2031-05-01,\n"
    small.load("a.csv", content, delivered=datetime(2026, 5, 2, tzinfo=UTC))
    right = [(True,), (False,)]
    assert credible(small) == right
    judge_times(small.work, datetime(2036, 1, 1, tzinfo=UTC))
    assert credible(small) == [(True,), (True,)]
    judge_times(small.work, datetime(2001, 1, 1, tzinfo=UTC))
    assert credible(small) == right  # the file's own time says what the clock does not
    judge_times(small.work, STARTED_AT)
    assert credible(small) == right


def test_a_file_from_the_future_vouches_for_no_time_of_the_future(small: Small):
    for number, day in enumerate((1, 2)):
        content = HEADER + f"r{number},c1,5,x,2026-05-01,\n"
        small.load(f"{number}.csv", content, delivered=datetime(2026, 5, day, tzinfo=UTC))
    future = datetime(2031, 5, 2, tzinfo=UTC)
    small.load("future.csv", HEADER + "r9,c1,5,x,2031-05-01,\n", delivered=future)
    judge_times(small.work, STARTED_AT)
    assert credible(small) == [(True,), (True,), (False,)]
    assert watermark(small.work) == datetime(2026, 5, 1, tzinfo=UTC)
    small.rows("delete from core.feedback")
    small.rows(f"insert into ops.runs values ('run', '{STARTED_AT}', null, 'done', 'command', '', '')")
    assert watermark(small.work) == STARTED_AT + timedelta(days=1)


def test_a_file_from_a_clock_that_was_fast_does_not_stand_for_ever(small: Small):
    line = "r1,c1,5,{},2026-05-01,\n"
    small.load("a.csv", HEADER + line.format("first"), delivered=datetime(2036, 1, 1, tzinfo=UTC))
    june = datetime(2026, 6, 1, tzinfo=UTC)
    assert counts(small.load("b.csv", HEADER + line.format("second"), delivered=june)) == ("loaded", 1, 0, 0)
    assert small.rows("select text from core.feedback") == [("second",)]


def test_a_clock_that_went_back_warns(small: Small):
    for run_id, day in (("one", 2), ("two", 1)):
        start(small.work, run_id, FIRST + timedelta(days=day), "run", "1", "1")
    audits = {one.audit: one for one in nightly_audits(small.work, "two")}
    assert audits["clock_credible"].message == (
        "this machine says 2026-01-06 22:00, but an earlier run was on 2026-01-07 22:00 (UTC): set its clock"
    )
    for number in range(7):  # it was said for a week
        start(small.work, f"night {number}", FIRST + timedelta(days=1, hours=number), "run", "1", "1")
    audits = {one.audit: one for one in nightly_audits(small.work, "night 6")}
    assert audits["clock_credible"].status == "passed"
