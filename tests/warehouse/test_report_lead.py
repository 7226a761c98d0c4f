"""The five sentences that the page leads with."""

from dataclasses import replace
from datetime import UTC, date, datetime

from report_words import AGREED, AS_OF, OPEN, RULES, SMALL, TREND, known, quarter, score, verdict

from warehouse.report.lead import sentences
from warehouse.report.scores import tiles

JUNE = datetime(2025, 6, 16, tzinfo=UTC)
NEW = {"is_new": True, "since": JUNE, "previous_verdict": "insufficient_evidence"}
PRAISE = {
    "kind": "consensus_praise",
    "verdict": "consensus",
    "positive": 100,
    "negative": 0,
    "side": "praise",
}


def test_five_sentences_say_what_is_new_what_to_do_and_where_we_stand():
    now = quarter(date(2025, 4, 1), change=-4.0, change_p=0.5, is_significant=False)
    said = sentences(
        known(
            tiles=tiles([score(), now], AS_OF, RULES),
            latest=("quarter", date(2025, 4, 1)),
            verdicts=[
                verdict(**TREND, aspect="price", priority=2, play="“Price” (all customers): ask both sides."),
                verdict(**AGREED, aspect="mobile app", priority=1, play="“App” (all customers): mend it."),
                verdict(priority=1),
                verdict(**TREND, **NEW, aspect="login", play="“Login” (all customers): look into it."),
                verdict(**PRAISE, aspect="support", priority=1),
            ],
            negative_share=(0.2, 0.15, 0.26),
        )
    )
    assert [(one.topic, one.text, one.todo) for one in said] == [
        ("New: customers are split",
         "50 of 100 customers complain about login in the last 365 days (50 %, between 36 and 64 %): a trend,"
         " since 16 June 2025; before that not known.", "Look into it."),
        ("A shared complaint",
         "100 of 100 customers complain about mobile app in the last 365 days (100 %, between 94 and 100 %):"
         " hardly anybody disagrees.", "Mend it."),
        ("Customers are split",
         "50 of 100 customers complain about price in the last 365 days (50 %, between 36 and 64 %):"
         " a trend.", "Ask both sides."),
        ("Shared praise",
         "100 of 100 customers praise support in the last 365 days: they agree that it is good.", ""),
        ("Where we stand",
         "NPS is 20 (95 % interval 5 to 34) from 100 answers of 90 customers."
         " In Q2 2025 it was 20, 4 points lower than in Q1 2025 (not significant).", ""),
    ]  # fmt: skip


def test_where_less_is_urgent_what_need_not_worry_and_what_did_not_change_are_said():
    said = sentences(known(verdicts=[verdict()], latest=("quarter", date(2025, 4, 1))))
    assert [one.text for one in said[:2]] == [
        "1 of 100 customers complains about delivery in the last 365 days (1 %, between 0 and 8 %):"
        " isolated.",
        "Nothing changed significantly from Q1 2025 to Q2 2025, neither for everybody nor in a segment.",
    ]


def test_what_is_rising_is_told_before_what_is_new_otherwise_and_two_are_enough():
    rising = verdict(**TREND | NEW | {"verdict": "emerging", "previous_verdict": "isolated"}, aspect="sync")
    gone = verdict(**NEW | {"verdict": "resolved", "previous_verdict": "trend"}, aspect="price")
    calm = verdict(**NEW)
    said = sentences(known(verdicts=[calm, gone, rising]))
    assert [one.topic for one in said[:3]] == ["New: emerging", "New: resolved", "No cause for alarm"]
    assert said[0].text.endswith(": rising, since 16 June 2025; before that isolated.")
    assert said[1].text.endswith(": a trend before, gone, since 16 June 2025; before that a trend.")


def test_a_muted_verdict_is_not_told_however_new():
    muted = [verdict(**TREND, **NEW, settlement="muted"), verdict(**OPEN, settlement="muted")]
    assert [one.topic for one in sentences(known(verdicts=muted))] == ["What this rests on"]
    (first, _) = sentences(known(verdicts=[verdict(**TREND, settlement="assigned")]))
    assert first.topic == "Customers are split"


def test_a_segment_that_complains_as_everybody_does_is_not_told_beside_them():
    louder = {"parent_verdict": "trend", "parent_kind": "polarity", "parent_customers": 100}
    within = verdict(**TREND | SMALL | louder, effect=0.4, q_value=0.001, priority=1)
    assert [one.topic for one in sentences(known(verdicts=[within]))] == ["What this rests on"]


def test_a_trend_hidden_in_a_segment_is_told_with_its_place():
    hidden = verdict(
        **(TREND | SMALL), parent_verdict="see_segment", parent_kind="polarity", parent_customers=100
    )
    (trend, _) = sentences(known(verdicts=[hidden]))
    assert "customers who take a side in company size 1-9 complain about delivery" in trend.text
    (parent, _) = sentences(
        known(verdicts=[verdict(verdict="see_segment", located_in="company_size=1-9", **NEW)])
    )
    assert ": no trend but in company size 1-9, since 16 June" in parent.text


def test_a_significant_change_is_named_before_it_is_said_that_nothing_changed():
    fall = quarter(
        date(2025, 4, 1), dimension="plan", segment="Free", value=-57.1, previous_value=35.7, change=-93.0
    )
    (change, _) = sentences(known(changes=[fall], latest=("quarter", date(2025, 4, 1))))
    assert change.text == (
        "NPS of plan Free went from 36 in Q1 2025 to −57 in Q2 2025, more than chance, allowing for all"
        " that was compared beside it."
    )


def test_a_change_that_the_score_tells_is_not_told_again_nor_denied():
    fall = quarter(date(2025, 4, 1), change=-28.0, change_p=0.001, is_significant=True)
    given = known(tiles=tiles([score(), fall], AS_OF, RULES), latest=("quarter", date(2025, 4, 1)))
    assert [one.topic for one in sentences(replace(given, changes=[fall]))] == [
        "Where we stand",
        "What this rests on",
    ]
    other = replace(fall, dimension="plan", segment="Free", previous_value=48.0)
    assert "NPS of plan Free went from 48" in sentences(replace(given, changes=[fall, other]))[1].text


def test_texts_seem_to_complain_and_the_misread_are_allowed_for():
    (trend, _) = sentences(known(verdicts=[verdict(**TREND, is_read=True)]))
    assert "50 of 100 customers seem to complain about delivery" in trend.text
    assert "(50 % once misread texts are allowed for, between 36 and 64 %)" in trend.text


def test_what_was_read_from_few_texts_leads_no_page_though_all_were_read_alike():
    read = verdict(**AGREED | {"negative": 7, "customers": 7}, is_read=True)
    assert [one.topic for one in sentences(known(verdicts=[read]))] == ["What this rests on"]
    many = verdict(**AGREED, aspect="price", is_read=True, priority=1)
    said = sentences(known(verdicts=[many, verdict(**AGREED, priority=2)]))
    assert ["about delivery" in one.text for one in said[:2]] == [True, False]
    assert "100 of 100 customers seem to complain about price" in said[1].text


def test_where_little_is_known_the_open_question_and_the_coverage_are_said():
    said = sentences(known(verdicts=[verdict(**OPEN)], undated=5))
    assert [one.topic for one in said] == ["Not known yet", "What this rests on"]
    assert (
        said[1].text
        == "10 pieces of feedback from 8 customers; 50 % of it carries no date and so cannot show change."
    )


def test_cells_too_small_to_show_are_in_no_sentence():
    hidden = verdict(
        **(OPEN | {"is_hidden": True, "complaint_low": None, "complaint_high": None, "customers": 3})
    )
    assert [one.topic for one in sentences(known(verdicts=[hidden]))] == ["What this rests on"]


def test_nothing_loaded_is_said_in_one_sentence():
    (only,) = sentences(known(feedback=0, speakers=0))
    assert only.text.startswith("No feedback has been loaded")
