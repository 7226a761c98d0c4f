"""A version that is too old to be kept is a version all the same: what is older than it stays out."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aged_project import DAYS, FIRST, LATER, TOO_OLD, night, on, put
from small_project import CUSTOMERS, DEALS, INVITATIONS, REVIEWS, Small, counts

from warehouse import ageing
from warehouse.inbox import deliveries
from warehouse.loading import ledger, load_file, withdraw_removed


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    sources = {"reviews": REVIEWS, "customers": CUSTOMERS, "deals": DEALS, "invitations": INVITATIONS}
    with Small(tmp_path / "project", **sources) as project:
        yield project


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
