"""Settled verdicts: the latest stands, what is muted stays and says so, what settles nothing warns."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from small_project import REVIEWS, Small, counts

from models.divergence.tables import DIVERGENCE_SCHEMA
from warehouse.analysing import replace_table
from warehouse.analysing.settlements import SETTLED_COLUMNS, settle
from warehouse.audits import run_audits

AS_OF = datetime(2026, 6, 30, tzinfo=UTC)
HEADER = "aspect,dimension,segment,window_days,action,assigned_to,until,settled_at\n"


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path, reviews=REVIEWS) as project:
        yield project


def settled(small: Small) -> dict[tuple, tuple]:
    """By aspect and window, what report.divergence says: price and support, of 30 days and all time."""
    cells = [(aspect, days) for aspect in ("price", "support") for days in (30, None)]
    judged = pl.DataFrame(
        [
            {"aspect": aspect, "window_days": days, "dimension": "all", "segment": "all", "as_of": AS_OF}
            for aspect, days in cells
        ],
        schema=DIVERGENCE_SCHEMA,
    )
    replace_table(small.work, "report.divergence", judged, DIVERGENCE_SCHEMA)
    settle(small.work)
    names = [name for (name,) in small.rows("select column_name from duckdb_columns() "
             "where table_name = 'divergence' order by column_index")]  # fmt: skip
    assert names == [*DIVERGENCE_SCHEMA, *SETTLED_COLUMNS]
    found = small.rows("select aspect, window_days, settlement, settled_for, settled_until::date::varchar, "
                       "settled_at::date::varchar from report.divergence")  # fmt: skip
    assert len(found) == len(cells)
    return {(aspect, days): told for aspect, days, *told in found if told != [None] * 4}


def test_a_window_or_all_of_them(small: Small):
    rows = "price,all,all,30,assigned,Team 7,,2026-06-01\nsupport,all,all,,Acknowledged,,,2026-06-02\n"
    assert counts(small.load("s.csv", HEADER + rows)) == ("loaded", 2, 0, 0)
    assert settled(small) == {
        ("price", 30): ["assigned", "Team 7", None, "2026-06-01"],
        ("support", 30): ["acknowledged", None, None, "2026-06-02"],
        ("support", None): ["acknowledged", None, None, "2026-06-02"],
    }


def test_the_latest_stands_whatever_the_order_of_delivery(small: Small):
    small.load("b.csv", HEADER + "price,all,all,30,open,,,2026-06-05\n")
    small.load("a.csv", HEADER + "price,all,all,,acknowledged,,,2026-06-01\n")
    assert set(settled(small)) == {("price", None)}
    small.load("c.csv", HEADER + "price,all,all,,assigned,T-1,,2026-06-06\n")
    assert [told[0] for told in settled(small).values()] == ["assigned"] * 2


def test_what_was_said_before_may_be_said_again(small: Small):
    for day, action in enumerate(("acknowledged", "open", "acknowledged"), start=1):
        text = HEADER + f"price,all,all,,{action},,,\n" + "\n" * day
        small.load(f"{day}.csv", text, delivered=datetime(2026, 6, day, tzinfo=UTC))
    assert [told[3] for told in settled(small).values()] == ["2026-06-03"] * 2


@pytest.mark.parametrize(("until", "is_muted"), [("", True), ("2026-06-30", True), ("2026-06-29", False)])
def test_muted_is_over_once_the_watermark_is_past_it(small: Small, until: str, is_muted: bool):
    small.load("s.csv", HEADER + f"price,all,all,30,muted,,{until},2026-06-01\n")
    assert settled(small) == (
        {("price", 30): ["muted", None, until or None, "2026-06-01"]} if is_muted else {}
    )


def test_what_cannot_be_read_is_told(small: Small):
    rows = (
        ",all,all,,muted,,,\nprice,all,all,,hush,,,\nprice,all,all,,,,,\nprice,all,all,,assigned,,,\n"
        "price,all,all,1.5,muted,,,\nprice,all,all,,acknowledged,,2026-07-01,\n"
    )
    assert counts(small.load("s.csv", HEADER + rows)) == ("loaded", 0, 6, 0)
    assert small.rows("select line, column_name, reason from ops.rejects order by line") == [
        (2, "aspect", "is empty"),
        (3, "action", '"hush" is no action: write acknowledged, muted, assigned, open'),
        (4, "action", "is empty"),
        (5, "action", 'is "assigned": say to which team or ticket'),
        (6, "window_days", "is no whole number of days: leave it blank for all windows"),
        (7, "until", "is only for what is muted: leave it blank"),
    ]


def test_settlements_of_no_verdict_warn_until_they_are_opened(small: Small):
    small.load("s.csv", HEADER + "prize,all,all,,muted,,,2026-06-01\nprice,all,all,7,muted,,,2026-06-01\n")
    small.work.execute("create table report.kpi (metric varchar, value double, ci_low double, "
                       "ci_high double, weighted_value double, weighted_low double, "
                       "weighted_high double)")  # fmt: skip
    settled(small)
    found = {one.audit: one for one in run_audits(small.work, small.project, "run", 0.5)}
    audit = found["settlements_have_verdicts"]
    assert (audit.status, audit.figure) == ("warned", 2)
    assert "inbox/s.csv: 2 settlements of verdicts that are not in report.divergence" in audit.message
    small.load("o.csv", HEADER + "prize,all,all,,open,,,2026-06-02\nprice,all,all,7,open,,,2026-06-02\n")
    found = {one.audit: one for one in run_audits(small.work, small.project, "run", 0.5)}
    assert found["settlements_have_verdicts"].status == "passed"


def test_a_file_under_a_changed_description_is_taken_out(small: Small):
    small.load("s.csv", HEADER + "price,all,all,,muted,,,2026-06-01\n")
    text = Path("transforms/sources/settlements.toml").read_text()
    small.describe("settlements", text.replace('window_days = "window_days"', ""))
    small.load("s.csv")
    assert small.rows("select count(*) from core.settlements") == [(1,)]
