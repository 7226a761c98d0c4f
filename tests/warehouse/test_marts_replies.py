"""report.replies: rates where replies are told of, nothing where they are not."""

from dataclasses import replace
from datetime import date

import pytest
from marts_data import SETTINGS, Warehouse

from warehouse.marts_build import MartSettings, build_marts
from warehouse.statements import run, statement

UTC = replace(SETTINGS, time_zone="UTC")


def said(warehouse: Warehouse, at: str, polarity: int, reply: str | None = None, **told) -> None:
    told = {"is_public": True, "replied_at": reply and f"{reply}+00", **told}
    feedback = warehouse.feedback(at=at, **told)
    row = {"opinion_id": f"o{feedback}", "feedback_id": feedback, "speaker": feedback, "aspect": "overall"}
    row |= {"polarity": polarity, "is_mixed": False, "origin": "rating", "confidence": 1.0}
    warehouse.insert("core.opinions", row)


def build(warehouse: Warehouse, settings: MartSettings) -> None:
    run(warehouse.connection, statement("enriching/stances.sql"))
    build_marts(warehouse.connection, settings, ["replies"])


def of(warehouse: Warehouse, side: str, month: str = "2026-05-01", source: str = "test") -> dict:
    build(warehouse, UTC)
    return warehouse.row("replies", f"side = '{side}' and period_start = '{month}' and source = '{source}'")


@pytest.fixture
def answered() -> Warehouse:
    """May: three complaints (answered after 24 and 72 hours, and never), one praise; all said at noon."""
    warehouse = Warehouse()
    said(warehouse, "2026-05-01", -1, "2026-05-02 12:00:00")
    said(warehouse, "2026-05-02", -1, "2026-05-05 12:00:00")
    said(warehouse, "2026-05-03", -1)
    said(warehouse, "2026-05-04", 1)
    said(warehouse, "2026-06-30", -1)
    return warehouse


def test_rates_and_times_by_side(answered: Warehouse):
    complaints = of(answered, "complaint")
    assert (complaints["feedback"], complaints["replied"]) == (3, 2)
    assert complaints["reply_rate"] == pytest.approx(2 / 3)
    low, high = answered.connection.execute("select wilson_low(2, 3), wilson_high(2, 3)").fetchone()
    assert (complaints["reply_rate_low"], complaints["reply_rate_high"]) == (low, high)
    assert complaints["median_hours_to_reply"] == (24 + 72) / 2
    assert complaints["share_in_time"] == pytest.approx(1 / 3)
    everything = of(answered, "all")
    assert (everything["feedback"], everything["reply_rate"]) == (4, 2 / 4)


def test_none_answered_is_nought_where_the_source_tells_of_replies(answered: Warehouse):
    praise = of(answered, "praise")
    assert (praise["replied"], praise["reply_rate"], praise["median_hours_to_reply"]) == (0, 0, None)


def test_what_may_be_answered_yet_is_not_late(answered: Warehouse):
    latest = of(answered, "complaint", "2026-06-01")
    assert (latest["reply_rate"], latest["decided"], latest["share_in_time"]) == (0, 0, None)


def test_a_source_that_tells_of_no_reply_has_no_rate(answered: Warehouse):
    said(answered, "2026-05-05", -1, source="silent")
    silent = of(answered, "complaint", source="silent")
    assert silent["feedback"] == 1
    assert {silent[name] for name in ("replied", "reply_rate", "reply_rate_low", "reply_rate_high",
                                      "median_hours_to_reply", "share_in_time")} == {None}  # fmt: skip


def test_what_is_not_public_or_has_no_credible_time_is_not_counted(answered: Warehouse):
    said(answered, "2026-05-05", -1, is_public=False)
    said(answered, "2026-05-05", -1, credible=False)
    assert of(answered, "complaint")["feedback"] == 3


def test_a_reply_before_its_feedback_has_no_time(answered: Warehouse):
    said(answered, "2026-05-06", -1, "2026-05-06 00:00:00")
    complaints = of(answered, "complaint")
    assert (complaints["replied"], complaints["median_hours_to_reply"]) == (3, 48)


def test_months_are_those_of_the_time_zone(answered: Warehouse):
    said(answered, "2026-04-30 22:30", -1)
    build(answered, SETTINGS)  # in Bucharest it is May
    assert answered.row("replies", "side = 'complaint' and period_start = '2026-05-01'")["feedback"] == 4
    assert answered.rows("replies", "period_start < '2026-05-01'") == []
    build(answered, UTC)
    assert answered.row("replies", "side = 'complaint' and period_start = '2026-04-01'")[
        "period_start"
    ] == date(2026, 4, 1)
