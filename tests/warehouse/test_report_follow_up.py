"""The page's section on whom to speak to: counts and words, and nobody recognisable."""

import duckdb
from followed_up import Followed
from marts_data import SETTINGS, Warehouse
from report_data import assert_keeps_to_itself, opinion, snapshot_of
from report_words import RULES

from warehouse.analysing.contact_outcomes import compare_contacted
from warehouse.report.follow_up import few, follow_up_of
from warehouse.report.page import render_report
from warehouse.statements import run, statement

COUNTS = {"speakers": 90, "due": 12, "overdue": 4, "complaining": 10, "praising": 5, "to_review": 0}
COUNTS |= {"waiting": 7, "late": 0}
NOBODY = {"customers": 0, "aspects": 0}
OUTCOME = {"aspect": "price", "series": None, "began_with": "complaint", "pairs": 24, "improved": 15}
OUTCOME |= {"worsened": 2, "net_change": 13 / 24, "net_change_low": 0.2, "net_change_high": 0.78}
OUTCOME |= {"difference": 0.12, "difference_low": -0.05, "difference_high": 0.3}
ANSWERED = {"source": "shop", "side": "complaint", "feedback": 20, "replied": 10, "reply_rate": 0.5}
ANSWERED |= {"reply_rate_low": 0.299, "reply_rate_high": 0.701, "share_in_time": 0.25}
ANSWERED |= {"hours_low": 5.0, "hours_high": 30.4}


def section(found=COUNTS, excluded=(), outcomes=(), replies=(), testimonials=NOBODY):
    return follow_up_of(found, excluded, outcomes, replies, testimonials, RULES)


def test_counts_below_the_privacy_floor_are_not_told():
    assert [few(count, RULES) for count in (0, 1, 4, 5, 1204)] == [
        "nobody", "fewer than 5", "fewer than 5", "5", "1,204"
    ]  # fmt: skip
    told = section()
    assert told.due == (
        "Due to be spoken to now: 12; overdue: fewer than 5. Among them 10 who complained, 5 who praised."
    )
    assert told.waiting == "Complained in public and wait for an answer: 7."


def test_where_nobody_takes_a_side_there_is_nobody_to_speak_to():
    nothing = section(dict.fromkeys(COUNTS, 0))
    assert (nothing.due, nothing.waiting, nothing.outcome, nothing.testimonials) == ("", "", "", "")


def test_what_came_of_contacts_is_told_with_its_interval_and_its_caution():
    told = section(outcomes=[OUTCOME]).outcome
    assert told.startswith(
        "Of 24 customers who complained about price and were contacted, 15 said better afterwards and 2"
        " worse: +54 points of 100 (95 % interval +20 to +78). That is +12 points beside customers"
        " nobody contacted (−5 to +30)."
    )
    assert "not what contact brought about" in told
    alone = section(outcomes=[OUTCOME | {"difference": None}]).outcome
    assert alone.endswith("(95 % interval +20 to +78).")


def test_replies_are_told_where_the_source_tells_and_enough_spoke():
    silent = ANSWERED | dict.fromkeys(("reply_rate", "share_in_time", "hours_low", "hours_high"))
    few_of_them = ANSWERED | {"feedback": 4}
    rows = section(replies=[ANSWERED, silent, few_of_them]).replies
    assert [(row["feedback"], row["rate"], row["in_time"], row["time"]) for row in rows] == [
        ("20", "50 % (29 to 71 %)", "25 %", "5 to 30 h"),
        ("20", "not told by the source", "–", "–"),
        ("fewer than 5", "–", "–", "–"),
    ]


def test_who_is_left_out_is_told_with_the_reason():
    told = section(excluded=[{"excluded_because": "left", "speakers": 30}], testimonials={"customers": 8})
    assert told.excluded == (("No longer customers", "30"),)
    assert told.testimonials.startswith("Who praise what everybody praises and consent to be contacted: 8.")


def test_public_complaints_wait_though_nobody_knows_whom_to_call(tmp_path):
    spoken = Warehouse()
    for _ in range(9):
        opinion(spoken, -1, at="2025-05-01", is_public=True)
    for _ in range(6):
        opinion(spoken, 1, at="2025-06-01")
    page = assert_keeps_to_itself(render_report(snapshot_of(spoken, tmp_path), "Shop"))
    assert "Due to be spoken to now: nobody; overdue: nobody." in page.text  # none is in the CRM
    assert "Complained in public and wait for an answer: 9; for 9 of them the time is over." in page.text
    assert "Not in the CRM: nobody knows whom to call 15" in page.text
    assert "test complaint 9 not told by the source" in page.text
    assert "Not known: a contact log in the inbox would tell" in page.text


def test_what_changed_is_of_the_row_that_compares_like_with_like():
    followed = Followed()
    for name in ("ann", "bob", "cid", "dee", "eve"):
        followed.customer(name)
        followed.says(-1, "2026-01-01", name)
        followed.contact("2026-02-01", customer=name)
        followed.says(1, "2026-03-01", name)
    connection: duckdb.DuckDBPyConnection = followed.warehouse.connection
    run(connection, statement("enriching/stances.sql"))
    compare_contacted(connection, SETTINGS.privacy_floor)
    found = connection.execute(statement("report/queries/contact_outcomes.sql"))
    row = dict(zip([column[0] for column in found.description], found.fetchone(), strict=True))
    assert (row["aspect"], row["began_with"], row["pairs"], row["improved"]) == ("price", "complaint", 5, 5)
