"""Records that are older than their source's retention period: not loaded, and taken out of what was."""

import errno
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aged_project import (
    DAYS,
    FIRST,
    HEADER,
    KEPT,
    LATER,
    OLD,
    OLDEST,
    TOO_OLD,
    UNDATED,
    night,
    original,
    put,
    texts,
)
from small_project import CUSTOMERS, DEALS, INVITATIONS, REVIEWS, Small, counts

from warehouse import ageing
from warehouse.audits import nightly_audits
from warehouse.erasing import is_compaction_due
from warehouse.private import attached


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    sources = {"reviews": REVIEWS, "customers": CUSTOMERS, "deals": DEALS, "invitations": INVITATIONS}
    with Small(tmp_path / "project", **sources) as project:
        yield project


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


def test_a_line_that_was_replaced_before_it_went_leaves_the_duplicates_of_its_file(small: Small):
    put(small, "a.csv", HEADER + OLD + KEPT + KEPT)
    put(small, "b.csv", HEADER + OLD.replace("old", "corrected"), FIRST + timedelta(minutes=1))
    assert {name: counts(one) for name, one in night(small).items()} == {
        "a.csv": ("loaded", 2, 0, 1),
        "b.csv": ("loaded", 1, 0, 0),
    }
    night(small, LATER)
    told = small.rows("select loaded, rejected, duplicate from ops.files order by path")
    assert told == [(1, 1, 1), (0, 1, 0)]
    assert small.rows("from ops.replaced_lines") == []


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
