"""Records that are older than their source's retention period: not loaded, and taken out of what was."""

import errno
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from small_project import CUSTOMERS, INVITATIONS, REVIEWS, Small, counts

from transforms.ageing import Period
from warehouse import ageing
from warehouse.audits import nightly_audits
from warehouse.erasing import is_compaction_due
from warehouse.inbox import deliveries
from warehouse.loading import FileOutcome, LoadedWith, ledger, load_file, withdraw_outdated, withdraw_removed
from warehouse.private import attached

DAYS = 100
FIRST = datetime(2026, 7, 1, 2, tzinfo=UTC)  # keeps what is of 23 March or later
LATER = FIRST + timedelta(days=2)  # of 25 March
TOO_OLD = "left out: older than its source's retention period of 100 days"
HEADER = "review_id,customer_no,stars,body,written,changed\n"
OLDEST, OLD, KEPT, UNDATED = (
    "r1,c1,5,Quagga oldest,2026-03-22,\n",
    "r2,c2,4,Quagga old,2026-03-23,\n",
    "r3,c3,3,Quagga kept,2026-03-25,\n",
    "r4,c4,2,Quagga undated,1970-01-01,\n",
)
DEALS = """
    name = "deals"
    title = "Deals"
    [recognise]
    columns = ["deal", "won", "opened", "closes"]
    [record]
    key = ["deal"]
    [customer]
    key = "customer_no"
    namespace = "crm"
    [deal]
    is_won = "won"
    created_at = "opened"
    closed_at = "closes"
"""
KEPT_FOR_A_TIME = (
    "reviews", "deals", "invitations", "contact_log", "readings", "identity_decisions", "settlements",
)  # fmt: skip


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    sources = {"reviews": REVIEWS, "customers": CUSTOMERS, "deals": DEALS, "invitations": INVITATIONS}
    with Small(tmp_path / "project", **sources) as project:
        yield project


def on(small: Small, day: datetime, days: int | None = DAYS) -> LoadedWith:
    """What loading needs on a day; without `days` everything is kept."""
    if days is None:
        return replace(small.with_(), started_at=day)
    since = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=days)
    retention = dict.fromkeys(KEPT_FOR_A_TIME, Period(days, since))
    return replace(small.with_(), started_at=day, retention=retention)


def put(small: Small, name: str, content: str | bytes, delivered: datetime = FIRST) -> None:
    os.utime(small.put(name, content), (delivered.timestamp(),) * 2)


def night(small: Small, day: datetime = FIRST, days: int | None = DAYS) -> dict[str, FileOutcome]:
    """Everything of the inbox is loaded, and what is too old goes."""
    with_ = on(small, day, days)
    found = ledger.as_known(small.work, deliveries(small.project).settled)
    withdraw_outdated(small.work, found, with_)
    outcomes = {one.path.name: load_file(small.work, one, with_) for one in found}
    ageing.take_out(small.work, with_, found, is_all=True)
    assert not small.rows("from ops.files where lines <> loaded + rejected + duplicate or loaded < 0")
    assert small.rows("select sum(rejected) from ops.files") == small.rows(
        "select count(distinct (file_id, line)) from ops.rejects"
    )
    return outcomes


def texts(small: Small) -> list[str]:
    return [text for (text,) in small.rows("select text from core.feedback order by text")]


def original(small: Small, name: str) -> str:
    return (small.project.inbox / name).read_text()


def test_older_records_are_not_loaded_and_the_day_of_the_period_is_kept(small: Small):
    put(small, "a.csv", HEADER + OLDEST + OLD + KEPT + UNDATED)
    outcome = night(small)["a.csv"]
    assert (*counts(outcome), outcome.left_out) == ("loaded", 3, 1, 0, 1)
    assert small.rows("select line, reason, raw from ops.rejects") == [(2, TOO_OLD, None)]
    assert texts(small) == ["Quagga kept", "Quagga old", "Quagga undated"]
    assert original(small, "a.csv") == HEADER + "\n" + OLD + KEPT + UNDATED
    assert not is_compaction_due(small.work)  # nothing of it was ever in a table
    with attached(small.work, small.project, small.with_().secret):
        assert small.rows("select count(*) from private.identities where source_key = 'c1'") == [(0,)]


def test_what_was_loaded_goes_when_it_has_become_too_old(small: Small):
    bad = "r5,c5,9,Quagga off its scale,2026-03-23,\n"
    put(small, "a.csv", HEADER + OLDEST + OLD + KEPT + bad)
    put(small, "again.csv", HEADER + KEPT + OLD, FIRST + timedelta(minutes=1))
    put(
        small,
        "alone.csv",
        HEADER + OLD.replace("r2", "r6").replace("Quagga old", "Quagga of a file that is gone"),
    )
    night(small)
    (small.project.inbox / "alone.csv").unlink()
    night(small, LATER)
    assert texts(small) == ["Quagga kept"]
    assert is_compaction_due(small.work)
    told = small.rows("select path, lines, loaded, rejected, duplicate from ops.files order by path")
    assert told == [
        ("inbox/a.csv", 4, 1, 3, 0),
        ("inbox/again.csv", 2, 0, 1, 1),
        ("inbox/alone.csv", 1, 0, 1, 0),
    ]
    assert small.rows("select distinct reason, raw from ops.rejects") == [(TOO_OLD, None)]
    assert original(small, "a.csv") == HEADER + "\n\n" + KEPT + "\n"
    assert original(small, "again.csv") == HEADER + KEPT + "\n"
    with attached(small.work, small.project, small.with_().secret):
        assert small.rows("select distinct source_key from private.identities") == [("c3",)]


def test_nothing_comes_back_and_a_night_without_anything_too_old_does_nothing(small: Small):
    content = HEADER + OLD + KEPT
    put(small, "a.csv", content)
    night(small)
    night(small, LATER)
    small.rows("delete from ops.to_compact")
    put(small, "same.csv", content, LATER)  # the ledger knows it
    put(small, "renamed.csv", content + "\n", LATER)  # and not this one
    night(small, LATER)
    before, files = small.all_core(), small.rows("from ops.files order by all")
    assert texts(small) == ["Quagga kept"]
    assert original(small, "same.csv") == HEADER + "\n" + KEPT
    states = {path: path.stat().st_mtime_ns for path in small.project.inbox.iterdir()}
    night(small, LATER)
    assert (small.all_core(), small.rows("from ops.files order by all")) == (before, files)
    assert {path: path.stat().st_mtime_ns for path in small.project.inbox.iterdir()} == states
    assert not is_compaction_due(small.work)


@pytest.mark.parametrize("dies_at", ["_out_of_tables", "put_rewritten_in_place", "note_ages"])
def test_killed_at_any_point_it_ends_the_same(small: Small, monkeypatch, dies_at):
    reviews = [dict(zip(HEADER.strip().split(","), line.strip().split(","), strict=True))
               for line in (OLDEST, OLD, KEPT, UNDATED)]  # fmt: skip
    put(small, "a.json", json.dumps(reviews))
    put(small, "again.csv", HEADER + KEPT + OLD, FIRST + timedelta(minutes=1))
    night(small)

    def die(*_: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(ageing, dies_at, die)
        with pytest.raises(RuntimeError):
            night(small, LATER)
    night(small, LATER)
    assert texts(small) == ["Quagga kept", "Quagga undated"]
    told = small.rows("select path, lines, loaded, rejected, duplicate from ops.files order by path")
    assert told == [("inbox/a.json", 4, 2, 2, 0), ("inbox/again.csv", 2, 0, 1, 1)]
    assert "Quagga old" not in original(small, "a.json") + original(small, "again.csv")
    assert small.rows("select path, line from ops.rejects join ops.files using (file_id) order by all") == [
        ("inbox/a.json", 1), ("inbox/a.json", 2), ("inbox/again.csv", 3),
    ]  # fmt: skip


def test_an_original_that_comes_back_after_its_rows_were_numbered_anew_costs_nobody(small: Small):
    newer = [f"n{n},c{n},5,Quagga new {n},2026-03-2{4 + n}," for n in range(1, 5)]
    reviews = [dict(zip(HEADER.strip().split(","), line.strip().split(","), strict=True))
               for line in (OLD, OLD.replace("r2", "r9"), *newer)]  # fmt: skip
    put(small, "a.json", json.dumps(reviews))
    night(small)
    night(small, LATER)
    small.describe("reviews", REVIEWS.replace('name = "reviews"', 'name = "reviews"\n    language = "en"'))
    night(small, LATER)
    put(small, "again.json", json.dumps(reviews), LATER)
    night(small, LATER)
    night(small, LATER)
    assert texts(small) == [f"Quagga new {n}" for n in range(1, 5)]
    assert "Quagga old" not in original(small, "again.json")


def test_an_undated_record_is_as_old_as_its_delivery(small: Small):
    put(small, "a.csv", HEADER + UNDATED + "ragged,\n", FIRST - timedelta(days=DAYS))
    assert counts(night(small)["a.csv"]) == ("loaded", 1, 1, 0)
    night(small, LATER)
    assert small.rows("select distinct reason, raw from ops.rejects") == [(TOO_OLD, None)]
    assert "Quagga" not in original(small, "a.csv")


def test_every_kind_of_record_ages_by_its_own_time(small: Small):
    key = "0" * 23
    put(
        small,
        "deals.csv",
        "deal,customer_no,won,opened,closes\nd1,c1,yes,2026-01-01,2026-03-24\nd2,c1,,2026-01-01,2026-09-01\n",
    )
    put(small, "invitations.csv", "customer_no,invited\nc1,2026-03-24\nc2,2026-03-25\n")
    put(small, "log.csv", "customer_key,contacted_at\nc1,2026-03-24\nc2,2026-03-25\n")
    put(
        small,
        "decided.csv",
        f"left_key,right_key,decision,decided_at\n{key}1,{key}2,same,2026-03-24\n{key}1,{key}3,same,2026-03-25\n",
    )
    put(
        small,
        "settled.csv",
        "aspect,dimension,segment,action,settled_at\nprice,all,all,muted,2026-03-24\nspeed,all,all,muted,2026-03-25\n",
    )
    put(small, "reviews.csv", HEADER + "r1,c1,5,x,2026-03-24,\nr2,c1,5,x,2026-03-25,\n")
    night(small)
    feedback = [one for (one,) in small.rows("select feedback_id from core.feedback order by created_at")]
    opinions = "".join(f"{one}:overall,1,2026-06-01\n" for one in feedback)
    put(small, "read.csv", f"opinion_id,polarity,read_at\n{opinions}{feedback[1]}:price,1,2026-03-24\n")
    tables = (
        "deals",
        "invitations",
        "contacted",
        "identity_decisions",
        "settlements",
        "feedback",
        "readings",
    )
    night(small)
    assert [len(small.rows(f"from core.{table}")) for table in tables] == [2, 2, 2, 2, 2, 2, 3]
    night(small, LATER)
    assert [len(small.rows(f"from core.{table}")) for table in tables] == [1, 1, 1, 1, 1, 1, 1]
    assert [len(small.rows(f"from core.{table}")) for table in ("records",)] == [7]


def test_what_cannot_be_rewritten_is_said_every_night_until_it_is_gone(small: Small):
    record = dict(zip(HEADER.strip().split(","), OLD.strip().split(","), strict=True))
    put(small, "lists.json", json.dumps({"reviews": [record], "shops": [{"shop": "one"}]}))
    night(small)
    for _ in range(2):
        night(small, LATER)
        (finding,) = [one for one in nightly_audits(small.work, "run") if one.audit == "originals_aged"]
        assert finding.status == "warned"
        assert finding.message.startswith("inbox/lists.json ")
    assert texts(small) == []
    (small.project.inbox / "lists.json").unlink()
    night(small, LATER)
    assert {one.status for one in nightly_audits(small.work, "run") if one.audit == "originals_aged"} == {
        "passed"
    }


def test_a_deal_that_never_closed_ages_by_its_opening(small: Small):
    put(small, "deals.csv", "deal,customer_no,won,opened,closes\nd1,c1,,2026-03-24,\n")
    night(small)
    assert small.rows("select count(*) from core.deals") == [(1,)]
    (small.project.inbox / "deals.csv").unlink()
    night(small, LATER)
    assert small.rows("from core.deals") == []


def test_a_file_time_that_cannot_be_true_makes_no_record_old(small: Small):
    unpacked = datetime(1980, 1, 1, tzinfo=UTC)
    put(small, "a.csv", HEADER + UNDATED + KEPT, unpacked)
    for day in (FIRST, LATER):
        night(small, day)
        assert texts(small) == ["Quagga kept", "Quagga undated"]
    assert original(small, "a.csv") == HEADER + UNDATED + KEPT
    small.rows(
        "insert into ops.runs values ('run', '2026-07-01', null, 'done', 'command', '', '')"
    )  # loaded in
    night(small, LATER + timedelta(days=DAYS))
    assert texts(small) == []


def test_dates_that_only_old_records_tell_apart_keep_the_file_as_it_is(small: Small):
    content = HEADER + OLD.replace("2026-03-23", "23/03/2026") + KEPT.replace("2026-03-25", "04/05/2026")
    put(small, "a.csv", content)
    night(small)
    night(small, LATER)
    assert texts(small) == ["Quagga kept"]
    assert original(small, "a.csv") == content
    assert small.rows("select refused from ops.ages_of_originals") == [
        ("does not read alike once it is rewritten",)
    ]


def test_an_inbox_on_another_disk_is_rewritten_too(small: Small, monkeypatch):
    within = Path.replace

    def replace_within(path: Path, target: Path) -> Path:
        if path.is_relative_to(small.project.inbox) != target.is_relative_to(small.project.inbox):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return within(path, target)

    put(small, "a.csv", HEADER + OLDEST + KEPT)
    monkeypatch.setattr(Path, "replace", replace_within)
    night(small)
    assert original(small, "a.csv") == HEADER + "\n" + KEPT
    assert (small.project.inbox / "a.csv").stat().st_mtime == FIRST.timestamp()


def test_what_else_a_document_holds_stays(small: Small):
    record = dict(zip(HEADER.strip().split(","), OLD.strip().split(","), strict=True))
    put(small, "a.json", json.dumps({"reviews": [record], "users": [5], "cursor": "next"}))
    night(small)
    night(small, LATER)
    assert texts(small) == []
    assert json.loads(original(small, "a.json")) == {"reviews": [], "users": [5], "cursor": "next"}


DEALS_HEADER = "deal,customer_no,won,opened,closes\n"
OPEN, LOST = "d1,c1,,2026-01-01,2026-10-01\n", "d1,c1,no,2026-01-01,2026-03-01\n"


def test_an_older_version_does_not_take_the_place_of_one_that_is_too_old(small: Small):
    put(small, "d1.csv", DEALS_HEADER + OPEN)
    night(small)
    put(small, "d2.csv", DEALS_HEADER + LOST, LATER)
    for _ in range(2):
        night(small, LATER)
        assert small.rows("from core.deals") == []
        assert small.rows("select path, loaded, rejected from ops.files order by path") == [
            ("inbox/d1.csv", 0, 1), ("inbox/d2.csv", 0, 1),
        ]  # fmt: skip
    small.describe("deals", DEALS.replace('title = "Deals"', 'title = "All deals"\n    language = "en"'))
    put(small, "late.csv", DEALS_HEADER + OPEN.replace("10-01", "11-01"), FIRST)
    assert night(small, LATER)["d1.csv"].status == "loaded"
    assert small.rows("from core.deals") == []
    put(
        small, "d3.csv", DEALS_HEADER + OPEN.replace("10-01", "12-01"), LATER + timedelta(days=1)
    )  # opened again
    night(small, LATER + timedelta(days=1))
    assert small.rows("select count(*) from core.deals") == [(1,)]


def test_versions_of_one_file_and_a_loaded_one_that_became_too_old(small: Small):
    put(small, "both.csv", DEALS_HEADER + OPEN + LOST + OPEN.replace("d1", "d2") + LOST.replace("d1", "d3"))
    put(small, "again.csv", DEALS_HEADER + LOST.replace("d1", "d4") + OPEN.replace("d1", "d4"))
    night(small)
    assert small.rows("select path, loaded, rejected, duplicate from ops.files order by path") == [
        ("inbox/again.csv", 1, 1, 0), ("inbox/both.csv", 1, 3, 0),
    ]  # fmt: skip
    put(small, "closed.csv", DEALS_HEADER + LOST.replace("d1", "d2").replace("03-01", "03-24"))
    night(small)
    assert small.rows("select count(*) from core.deals") == [(2,)]
    night(small, LATER)
    put(small, "late.csv", DEALS_HEADER + OPEN.replace("d1", "d2"), FIRST - timedelta(days=1))
    assert counts(night(small, LATER)["late.csv"]) == ("loaded", 0, 1, 0)
    assert small.rows(
        "select reason from ops.rejects join ops.files using (file_id) where path like '%late%'"
    ) == [(f"left out: a newer version of it is {TOO_OLD.removeprefix('left out: ')}",)]
    assert small.rows("select count(*) from core.deals") == [(1,)]


def night_with_held(small: Small, name: str, day: datetime) -> None:
    """The same, with one of the files held for its volume."""
    with_ = on(small, day)
    found = ledger.as_known(small.work, deliveries(small.project).settled)
    for one in found:
        load_file(small.work, one, with_)
    small.rows(
        "insert into ops.volume_holds "
        f"select file_id, source, 1, 1, 99, 99, null, null from ops.files where path = 'inbox/{name}'"
    )
    ageing.take_out(small.work, with_, found, is_all=True)


def withdraw(small: Small, name: str, day: datetime) -> None:
    (small.project.inbox / name).unlink()
    withdraw_removed(small.work, deliveries(small.project).settled, on(small, day), accept=False)
    night(small, day)


def test_what_a_held_file_tells_takes_nothing_out(small: Small):
    put(small, "d1.csv", DEALS_HEADER + OPEN)
    night(small)
    put(small, "d2.csv", DEALS_HEADER + LOST, LATER)
    night_with_held(small, "d2.csv", LATER)
    assert small.rows("select count(*) from core.deals") == [(1,)]
    withdraw(small, "d2.csv", LATER)
    assert small.rows("select count(*) from core.deals") == [(1,)]


def test_a_held_file_that_is_withdrawn_leaves_the_versions_that_were_too_old(small: Small):
    put(small, "d2.csv", DEALS_HEADER + LOST)
    night(small)
    put(small, "d3.csv", DEALS_HEADER + OPEN, LATER)  # opens it again
    night_with_held(small, "d3.csv", LATER)
    assert small.rows("select count(*) from core.deals") == [(1,)]
    withdraw(small, "d3.csv", LATER)
    put(small, "late.csv", DEALS_HEADER + OPEN + "\n", FIRST - timedelta(days=1))
    assert counts(night(small, LATER)["late.csv"]) == ("loaded", 0, 1, 0)


@pytest.mark.parametrize("come", [("d1", "d2", "d3"), ("d2", "d1", "d3"), ("d1", "d3", "d2")])
@pytest.mark.parametrize("is_one_night", [True, False])
def test_what_says_again_what_held_before_a_version_that_is_too_old_counts(small: Small, come, is_one_night):
    told = {"d1": OPEN, "d2": LOST, "d3": OPEN + "d9,c1,,2026-01-01,2026-10-01\n"}
    days = dict(zip(told, (FIRST - timedelta(days=n) for n in (3, 2, 1)), strict=True))
    for name in come:
        put(small, f"{name}.csv", DEALS_HEADER + told[name], days[name])
        if not is_one_night:
            night(small)
    for _ in range(2):
        night(small)
        assert small.rows("select path from core.deals join ops.files using (file_id)") == [
            ("inbox/d3.csv",), ("inbox/d3.csv",),
        ]  # fmt: skip


@pytest.mark.parametrize("days", [None, 3 * DAYS])
def test_a_period_that_was_a_mistake_keeps_nothing_out_once_it_is_corrected(small: Small, days):
    put(small, "d1.csv", DEALS_HEADER + OPEN)
    night(small)
    put(small, "d2.csv", DEALS_HEADER + LOST, LATER)
    night(small, LATER)
    (small.project.inbox / "d2.csv").unlink()
    assert small.rows("from core.deals") == []
    assert night(small, LATER, days)["d1.csv"].loaded == 1
    assert small.rows("select count(*) from core.deals") == [(1,)]
    put(small, "backup.csv", DEALS_HEADER + LOST + "\n", FIRST + timedelta(hours=1))
    assert counts(night(small, LATER, days)["backup.csv"]) == ("loaded", 1, 0, 0)


def test_no_pseudonym_of_a_person_stays_as_the_key_of_a_record(small: Small):
    by_person = DEALS.replace('key = ["deal"]', 'key = ["customer_no"]')
    small.describe("deals", by_person)
    put(small, "loaded.csv", DEALS_HEADER + "d1,c1,no,2026-01-01,2026-03-24\n")
    put(small, "never.csv", DEALS_HEADER + LOST.replace("c1", "c2"))
    night(small)
    night(small, LATER)
    assert small.rows("select loaded, rejected from ops.files") == [(0, 1), (0, 1)]
    assert small.rows("from ops.aged_versions") == []


def test_what_became_of_a_file_is_told_as_it_is_noted_in_the_end(small: Small):
    put(small, "d1.csv", DEALS_HEADER + OPEN + OPEN.replace("d1", "d2"))
    put(small, "d2.csv", DEALS_HEADER + LOST, FIRST + timedelta(minutes=1))
    outcomes = night(small, LATER)
    assert outcomes["d1.csv"].loaded == 2
    told = ledger.as_noted(small.work, list(outcomes.values()))
    assert [(*counts(one), one.left_out) for one in told] == [("loaded", 1, 1, 0, 1), ("loaded", 0, 1, 0, 1)]


def test_decisions_that_were_told_twice_age_all_the_same(small: Small):
    decided = f"left_key,right_key,decision,decided_at\n{'0' * 24},{'1' * 24},same,2026-03-24\n"
    settled = "aspect,dimension,segment,action,settled_at\nprice,all,all,muted,2026-03-24\n"
    for name, text in {"decided": decided, "settled": settled}.items():
        put(small, f"{name}.csv", text)
        put(small, f"{name}_again.csv", text + "\n")
    night(small)
    for path in small.project.inbox.iterdir():
        path.unlink()
    night(small, LATER)
    assert small.rows("from core.identity_decisions") == small.rows("from core.settlements") == []
    assert small.rows("select lines, loaded, rejected, duplicate from ops.files") == [(1, 0, 1, 0)] * 4
