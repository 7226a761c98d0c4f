"""report.follow_up: whom to speak to again, why, when; and who is left out, why."""

from datetime import date

import pytest
from followed_up import Followed
from hypothesis import given, settings
from hypothesis import strategies as st

DUE = "2026-04-15"
"""Two and a half months before the watermark, 2026-06-30."""


@pytest.fixture
def known() -> Followed:
    """Ann is in the CRM, and nobody knows whether she may be contacted."""
    followed = Followed()
    followed.customer("ann")
    return followed


def test_two_to_three_calendar_months_after_they_spoke(known: Followed):
    known.says(-1, "2025-12-31")
    ann = known.of()
    assert (ann["due_from"], ann["due_until"]) == (date(2026, 2, 28), date(2026, 3, 31))
    assert (ann["is_due"], ann["is_overdue"], ann["excluded_because"]) == (False, True, None)


@pytest.mark.parametrize(
    ("spoke", "is_due", "is_overdue"),
    [
        ("2026-05-01", False, False),
        ("2026-04-30", True, False),  # due from 06-30
        ("2026-03-30", True, False),  # due until 06-30
        ("2026-03-29", False, True),
    ],
)
def test_the_window_holds_both_its_ends(known: Followed, spoke: str, is_due: bool, is_overdue: bool):
    known.says(1, spoke)
    ann = known.of()
    assert (ann["is_due"], ann["is_overdue"]) == (is_due, is_overdue)


@pytest.mark.parametrize(
    ("polarity", "spoken", "reason", "side"),
    [
        (-1, {"is_public": True, "score": 2}, "negative_public", "complaint"),
        (-1, {"score": 2}, "detractor", "complaint"),
        (-1, {"score": 9}, "negative", "complaint"),
        (-1, {}, "negative", "complaint"),
        (0, {"mixed": True}, "mixed", "both"),
        (1, {"score": 10}, "promoter", "praise"),
        (1, {"is_public": True}, "praise", "praise"),
    ],
)
def test_reasons(known: Followed, polarity: int, spoken: dict, reason: str, side: str):
    known.says(polarity, DUE, **spoken)
    ann = known.of()
    assert (ann["reason"], ann["side"], ann["is_due"]) == (reason, side, True)


def test_who_takes_no_side_is_not_there(known: Followed):
    known.says(0, DUE)
    assert known.build() == []


def test_the_strongest_reason_stands(known: Followed):
    complaint = known.says(-1, "2026-04-10", aspect="support")
    known.says(1, "2026-04-20", aspect="price")
    ann = known.of()
    assert (ann["reason"], ann["feedback_id"], ann["aspect"]) == ("negative", complaint, "support")


def test_who_changed_their_mind_holds_their_latest_opinion(known: Followed):
    known.says(-1, "2026-04-10")
    known.says(1, "2026-04-20")
    assert known.of()["reason"] == "praise"
    known.says(0, "2026-04-25")
    assert known.build() == []


def test_a_public_complaint_wants_its_answer_whatever_was_said_since(known: Followed):
    complaint = known.says(-1, "2026-04-10", is_public=True)
    known.says(1, "2026-04-20")
    ann = known.of()
    assert (ann["feedback_id"], ann["reason"]) == (complaint, "negative_public")
    assert str(ann["answer_by"])[:16] == "2026-04-12 12:00"


def test_what_has_a_reply_needs_none(known: Followed):
    known.says(-1, DUE, is_public=True, replied_at="2026-04-16 12:00:00+00")
    ann = known.of()
    assert (ann["reason"], ann["answer_by"]) == ("negative_public", None)


def test_an_unknown_author_is_answered_and_not_called():
    followed = Followed()
    followed.says(-1, DUE, None, is_public=True, author_id="a1")
    author = followed.of("a1")
    assert (author["customer_id"], author["excluded_because"]) == (None, "not_in_crm")
    assert author["answer_by"] is not None


@pytest.mark.parametrize(
    ("at", "outcome", "because"),
    [
        ("2026-05-20 09:00:00", None, "contacted"),
        ("2026-05-20 09:00:00", "solved", "contacted"),
        ("2026-04-15 11:59:00", "reached", None),  # an hour before they spoke
        ("2026-04-15", "reached", "contacted"),  # that day, nobody knows when
        ("2026-05-20", "not_reached", None),
        ("2025-05-20", "opted_out", "opted_out"),
        ("2025-05-20", "erased", "erased"),
    ],
)
def test_contacts(known: Followed, at: str, outcome: str | None, because: str | None):
    known.says(-1, DUE)
    known.contact(at, outcome)
    ann = known.of()
    assert (ann["excluded_because"], ann["is_due"]) == (because, because is None)


def test_a_contact_whose_time_cannot_be_true_takes_nobody_off_but_a_refusal_counts(known: Followed):
    known.says(-1, DUE)
    known.contact("2099-01-01", "reached", credible=False)
    assert known.of()["is_due"]
    known.contact("2099-01-01", "opted_out", credible=False)
    assert known.of()["excluded_because"] == "opted_out"


def test_who_says_something_new_after_contact_is_on_the_list_again(known: Followed):
    known.says(-1, "2026-01-10")
    known.contact("2026-03-20")
    new = known.says(1, DUE, aspect="support")
    ann = known.of()
    assert (ann["feedback_id"], ann["reason"], ann["is_due"]) == (new, "praise", True)


@pytest.mark.parametrize(
    ("facts", "because"),
    [
        ({"consent": False}, "no_consent"),
        ({"consent": True}, None),
        ({"is_active": False}, "left"),
        ({"churned_at": "2026-06-01"}, "left"),
        ({"churned_at": "2026-08-01"}, None),
    ],
)
def test_what_the_crm_knows(facts: dict, because: str | None):
    followed = Followed()
    followed.customer("ann", **facts)
    followed.says(-1, DUE)
    assert followed.of()["excluded_because"] == because


def test_unknown_consent_leaves_out_where_it_is_needed(known: Followed):
    known.says(-1, DUE)
    assert known.of(follow_up_needs_consent=True)["excluded_because"] == "no_consent"
    assert known.of()["excluded_because"] is None


def test_long_ago_and_undated(known: Followed):
    known.says(-1, "2025-06-29")
    assert known.of()["excluded_because"] == "long_ago"
    known.customer("bo")
    known.says(-1, None, "bo")
    bo = known.of("bo")
    assert (bo["excluded_because"], bo["due_from"], bo["is_due"]) == ("undated", None, False)


def test_the_verdict_is_that_of_the_shortest_window_that_decides(known: Followed):
    known.says(-1, DUE)
    known.verdict("insufficient_evidence", 30)
    known.verdict("insufficient_evidence", None)
    assert known.of()["verdict"] == "insufficient_evidence"
    known.verdict("trend", 365)
    known.verdict("isolated", 90)
    assert known.of()["verdict"] == "isolated"


def test_what_is_muted_is_left_out_unless_they_said_something_else(known: Followed):
    known.says(-1, DUE)
    known.verdict("trend", settlement="muted")
    assert known.of()["excluded_because"] == "muted"
    known.says(1, DUE, aspect="support")
    ann = known.of()
    assert (ann["aspect"], ann["excluded_because"]) == ("support", None)


def test_who_complained_of_what_is_resolved_is_told_once(known: Followed):
    known.says(-1, "2026-01-10")
    known.contact("2026-03-20")  # before it was resolved
    known.verdict("resolved", 90, since="2026-06-10 00:00:00+00")
    ann = known.of()
    assert (ann["reason"], ann["is_due"], ann["excluded_because"]) == ("trend_resolved", True, None)
    assert (ann["due_from"], ann["due_until"]) == (date(2026, 6, 10), date(2026, 9, 10))
    known.contact("2026-06-15")
    assert known.of()["excluded_because"] == "contacted"


@pytest.mark.parametrize(
    ("consent", "outcome", "polarity_since", "asked"),
    [
        (True, "solved", None, True),
        (True, "solved", 1, True),
        (True, "solved", -1, False),
        (True, "reached", None, False),
        (None, "solved", None, False),
        (False, "solved", None, False),
    ],
)
def test_a_solved_case_may_be_asked_for_a_review(consent, outcome, polarity_since, asked):
    followed = Followed()
    followed.customer("ann", consent)
    followed.says(-1, DUE)
    followed.contact("2026-05-20", outcome)
    if polarity_since:
        followed.says(polarity_since, "2026-06-01")
    assert followed.of()["ask_for_review"] is asked


DAYS = st.dates(date(2025, 6, 1), date(2026, 6, 30)).map(str)
OPINIONS = st.tuples(st.sampled_from([-1, 0, 1]), DAYS, st.sampled_from(["price", "support"]), st.booleans())
CONTACTS = st.tuples(DAYS, st.sampled_from([None, "reached", "not_reached", "solved", "opted_out", "erased"]))
CUSTOMER = st.tuples(
    st.sampled_from([None, True, False]), st.lists(OPINIONS, max_size=4), st.lists(CONTACTS, max_size=3)
)


@settings(max_examples=25, deadline=None)
@given(st.lists(CUSTOMER, min_size=1, max_size=5))
def test_whoever_was_contacted_or_wants_none_of_it_is_never_due(customers: list):
    followed = Followed()
    said: dict[str, list] = {}
    for number, (consent, opinions, contacts) in enumerate(customers):
        name = f"c{number}"
        followed.customer(name, consent)
        for polarity, at, aspect, is_public in opinions:
            said[followed.says(polarity, at, name, aspect, is_public=is_public)] = [name, at]
        for at, outcome in contacts:
            followed.contact(at, outcome, name)
    rows = followed.build()
    assert len({row["speaker"] for row in rows}) == len(rows)
    assert {row["speaker"] for row in rows} <= {name for name, _ in said.values()}
    for row in rows:
        consent, _, contacts = customers[int(row["speaker"][1:])]
        outcomes = {outcome for _, outcome in contacts}
        spoke = said[row["feedback_id"]][1]
        made = [at for at, outcome in contacts if outcome != "not_reached"]
        is_barred = consent is False or bool(outcomes & {"opted_out", "erased"})
        if is_barred or any(at >= spoke for at in made):
            assert row["excluded_because"] is not None
            assert (row["is_due"], row["is_overdue"]) == (False, False)
        if is_barred:
            assert not row["ask_for_review"]
        assert row["is_due"] + row["is_overdue"] + (row["excluded_because"] is not None) <= 1
