"""What is behind a verdict, in words."""

from datetime import UTC, datetime

import pytest
from report_words import AGREED, OPEN, RULES, TREND, verdict

from warehouse.report.evidence import decided_by, figures, settled, would_decide

JUNE = datetime(2025, 6, 16, tzinfo=UTC)
HELD = {"complaint_low": 0.15, "complaint_high": 0.3}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "At most 8.0 % complain, below the 10 %"),
        (TREND, "At least 36.0 % complain, above the 20 %"),
        (AGREED, "At least 94.0 % complain: hardly anybody disagrees."),
        (OPEN, "Between 0.0 and 15.0 % complain: neither surely below 10 %"),
        ({"complaint_low": None, "complaint_high": None}, "Nobody takes a side"),
        (TREND | HELD, "Between 15.0 and 30.0 % complain. Surely more than 20 % did at one time"),
        ({"complaint_high": 0.12}, "Between 0.0 and 12.0 % complain. Surely fewer than 10 % did at one time"),
        (
            HELD | {"verdict": "see_segment"},
            "Between 15.0 and 30.0 % complain among everybody; in the segment",
        ),
        (
            HELD | {"verdict": "emerging", "since": JUNE},
            "The share has risen in the weeks up to 16 June 2025",
        ),
    ],
)
def test_what_decided_names_the_bound_and_the_threshold(given, words):
    assert decided_by(verdict(**given), RULES).startswith(words)


def test_an_open_cell_says_how_many_more_would_decide():
    assert would_decide(verdict(**OPEN)) == "About 160,000 customers taking a side; so far 100."
    assert would_decide(verdict(**(OPEN | {"opinions_needed": None}))).startswith("More opinions would not")


def test_an_open_cell_says_how_many_readings_would_decide():
    words = would_decide(verdict(**OPEN), {"readings_needed": 24, "window_days": 365})
    assert words.startswith("Reading 24 opinions would decide. Else: about 160,000 customers")
    words = would_decide(verdict(**OPEN), {"readings_needed": 1, "window_days": 90})
    assert words.startswith("Reading 1 opinion would decide (in the last 90 days). Else: ")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, ""),
        ({"settlement": "muted"}, "Muted"),
        ({"settlement": "muted", "settled_at": JUNE, "settled_until": datetime(2025, 8, 1, tzinfo=UTC)},
         "Muted on 16 June 2025, until 1 August 2025"),
        ({"settlement": "assigned", "settled_for": "Team 7"}, "Assigned to Team 7"),
        ({"settlement": "acknowledged", "settled_for": "T-1", "settled_at": JUNE},
         "Acknowledged (T-1) on 16 June 2025"),
    ],
)  # fmt: skip
def test_what_a_person_made_of_a_verdict_is_said(given, words):
    assert settled(verdict(**given)) == words


def test_the_latest_that_are_named_are_told_from_all_of_the_minority():
    told = dict(figures(verdict(evidence=20, minority_customers=300)))
    assert told["Evidence"] == "the latest 20 of 300 opinions of the minority, in evidence_ids"
    assert dict(figures(verdict(evidence=1, minority_customers=1)))["Evidence"].startswith("1 opinion of the")


def test_the_figures_tell_all_that_is_known_and_nothing_that_is_not():
    bare = dict(figures(verdict()))
    assert bare["Its bounds, each with 95 %"] == "0.0 to 8.0 %"
    known = {"Where it lies", "Ideal customers", "Lifetime value of those who complain", "Before"}
    assert not known & set(bare)
    told = dict(
        figures(
            verdict(
                **TREND,
                complaint_share_pooled=0.44,
                effect=-0.1,
                q_value=0.0001,
                located_in="company_size=1-9",
                distinguished_by="plan Free: 55 % complain, the others 23 %",
                poles="too_complex / too_simple",
                ideal_side="complaint",
                ideal_pole="too_complex",
                reach_customers=48,
                value_at_stake=12_345.6,
                priority=2,
                since=JUNE,
                previous_verdict="see_segment",
            )
        )
    )
    expected = {
        "Complaint share": "50 %",
        "As counted": "50 %",
        "Drawn towards the other segments": "44 %, which decides nothing",
        "Against other segments": "−10 points, q\u00a0<\u00a00.001",
        "Where it lies": "company size 1-9",
        "What tells the sides apart": "plan Free: 55 % complain, the others 23 %",
        "Both ends complained of": "too complex / too simple",
        "Ideal customers": "most complain, rather too complex",
        "Known customers concerned": "48",
        "Lifetime value of those who complain": "12,346",
        "Priority among such plays": "2",
        "Holds since": "the week up to 16 June 2025",
        "Before": "a trend in a segment alone",
    }
    assert {term: told.get(term) for term in expected} == expected
