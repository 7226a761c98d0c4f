"""The page's pure functions: figures in words, which findings it shows, what its sentences say."""

import re
from dataclasses import fields, replace
from datetime import date

import pytest

from warehouse.report import wording
from warehouse.report.charts import every_month, score_chart
from warehouse.report.lead import Known, sentences
from warehouse.report.rules import Rules
from warehouse.report.scores import Score, change_words, ends, interval, latest_complete, marks, tiles
from warehouse.report.segments import segment_tables, size_tables
from warehouse.report.verdicts import Verdict, decided_by, grouped, says_more, without_echoes, would_decide

AS_OF = date(2025, 6, 30)
RULES = Rules(
    isolated_below=0.10, trend_above=0.20, privacy_floor=5, indicative_below=30, significant_below=0.05
)


def score(**given) -> Score:
    usual = dict.fromkeys(field.name for field in fields(Score))
    usual |= {"metric": "nps", "scale": "0-10", "period_grain": "all", "dimension": "all", "segment": "all"}
    usual |= {"responses": 100, "customers": 90, "value": 20.0, "ci_low": 5.0, "ci_high": 34.0}
    usual |= {"promoters": 50, "passives": 20, "detractors": 30, "status": "published"}
    return Score(**(usual | given))


def weighted(**given) -> Score:
    bounds = {"weighted_value": 12.4, "weighted_low": -3.6, "weighted_high": 28.0, "n_effective": 71.9}
    return score(**(bounds | {"is_moved_by_weighting": False} | given))


def quarter(start: date, change: float | None = -4.0, **given) -> Score:
    return score(period_grain="quarter", period_start=start, change=change, **given)


def verdict(**given) -> Verdict:
    """1 of 100 rated customers complains about delivery, among everybody in the last year."""
    usual = dict.fromkeys(field.name for field in fields(Verdict))
    usual |= {"aspect": "delivery", "dimension": "all", "segment": "all", "window_days": 365}
    usual |= {"customers": 100, "positive": 99, "negative": 1, "mixed": 0, "neutral": 0, "side": "complaint"}
    usual |= {
        "complaint_share": 0.01,
        "complaint_low": 0.0,
        "complaint_high": 0.08,
        "complaint_share_raw": 0.01,
    }
    usual |= {"kind": "polarity", "verdict": "isolated", "reason": "", "is_hidden": False, "evidence": 1}
    return Verdict(**(usual | {"open_cells": 0, "hidden_cells": 0} | given))


TREND = {"verdict": "trend", "positive": 50, "negative": 50, "side": "both"} | {
    "complaint_share": 0.5,
    "complaint_low": 0.36,
    "complaint_high": 0.64,
    "complaint_share_raw": 0.5,
}
AGREED = {"verdict": "consensus", "kind": "consensus_complaint", "positive": 0, "negative": 100} | {
    "complaint_share": 1.0,
    "complaint_low": 0.94,
    "complaint_high": 1.0,
    "complaint_share_raw": 1.0,
}
OPEN = {"verdict": "insufficient_evidence", "complaint_high": 0.15, "opinions_needed": 163_776}
SMALL = {"dimension": "company_size", "segment": "1-9", "customers": 80}


def known(**given) -> Known:
    nothing = Known((), (), None, (), None, feedback=10, speakers=8, undated=0)
    return replace(nothing, **given)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (wording.number(None), "–"),
        (wording.number(float("nan")), "–"),
        (wording.number(-0.4), "0"),
        (wording.number(-57.14), "−57"),
        (wording.number(12_345.6), "12,346"),
        (wording.percent(None), "–"),
        (wording.percent(0.0), "0 %"),
        (wording.percent(0.004), "0.4 %"),
        (wording.percent(0.665), "66 %"),
        (wording.percent(0.997), "99.7 %"),
        (wording.magnitude(163_776), "160,000"),
        (wording.magnitude(88), "88"),
        (wording.counted(1, "customer"), "1 customer"),
        (wording.period("quarter", date(2025, 4, 1)), "Q2 2025"),
        (wording.period_before("quarter", date(2025, 1, 1)), "Q4 2024"),
        (wording.period_before("month", date(2025, 1, 1)), "December 2024"),
        (wording.who("company_size", "1-9"), "company size 1-9"),
        (wording.listed(["a", "b", "c"]), "a, b and c"),
        (wording.listed(["a", "b", "c"], most=2), "a, b and 1 more"),
        (wording.listed([]), ""),
        (interval("csat", 0.631, 0.69), "63 to 69 %"),
        (interval("rating", None, None), ""),
    ],
)
def test_figures_read_as_words(made, expected):
    assert made == expected


def test_bounds_are_rounded_outwards_but_exact_ones_stay():
    assert wording.outward(0.028, 0.08) == ("2", "8")
    assert wording.outward(0.0312, 0.0968, digits=1) == ("3.1", "9.7")


def test_texts_lose_addresses_and_characters_that_turn_or_hide_others():
    assert wording.harmless("ask jo.doe@example.com\u202e now\x00") == "ask [e-mail] now"


def test_marks_lie_between_the_ends_of_the_scale():
    assert marks("nps", "0-10", (-100.0, 0.0, 100.0)) == (0.0, 0.5, 1.0)
    assert marks("rating", "1-5", (1.0, 3.0, 6.0)) == (0.0, 0.5, 1.0)
    assert marks("rating", "1-5", (None, 3.0, None)) is None
    assert ends("rating", "1-5, reversed") == (1.0, 5.0)
    assert marks("rating", "stars", (1.0, 2.0, 3.0)) is None


@pytest.mark.parametrize(("as_of", "start"), [(date(2025, 6, 30), 4), (date(2025, 6, 29), 1)])
def test_a_quarter_is_compared_once_its_last_day_is_there(as_of, start):
    periods = [quarter(date(2025, 1, 1)), quarter(date(2025, 4, 1)), quarter(date(2025, 7, 1))]
    assert latest_complete(periods, as_of) == quarter(date(2025, start, 1))


def test_months_stand_in_where_no_quarter_has_one_before_it():
    months = [score(period_grain="month", period_start=date(2025, month, 1), change=1.0) for month in (4, 5)]
    assert latest_complete([quarter(date(2025, 1, 1), change=None), *months], date(2025, 6, 30)) == months[1]


@pytest.mark.parametrize(
    ("given", "ending"),
    [
        ({"change_p": 0.6, "is_significant": False}, "4 points lower than in Q1 2025 (not significant)"),
        ({"change": 1.2, "change_p": 0.001, "is_significant": True},
         "1 point higher than in Q1 2025 (a significant change)"),
        ({"change": 0.2}, "the same as in Q1 2025 (which cannot be tested)"),
        ({"change_p": 0.0003, "is_significant": False},
         "but not among all that was compared)"),
    ],
)  # fmt: skip
def test_a_change_says_whether_it_is_more_than_chance(given, ending):
    words = change_words(quarter(date(2025, 4, 1), **{"change": -4.0, **given}))
    assert words.startswith("In Q2 2025 it was 20, ")
    assert words.endswith(ending)


def test_a_suppressed_tile_has_no_figure():
    hidden = {"value": None, "ci_low": None, "ci_high": None, "responses": 4, "customers": 3}
    (tile,) = tiles([score(status="suppressed", **hidden)], AS_OF, RULES)
    assert (tile.value, tile.interval, tile.parts, tile.basis) == ("–", "", (), "fewer than 5 customers")
    assert tile.note == "Not shown: fewer than 5 customers."


def test_an_nps_tile_splits_its_answers():
    (tile,) = tiles([score()], AS_OF, RULES)
    assert [(words, share) for _, words, share in tile.parts] == [
        ("detractors", 0.3), ("passives", 0.2), ("promoters", 0.5)
    ]  # fmt: skip
    assert tile.change is None


def test_a_gap_in_the_months_is_a_gap_in_the_line():
    assert every_month([date(2024, 11, 1), date(2025, 2, 1)]) == [
        date(2024, 11, 1), date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1)
    ]  # fmt: skip
    months = [date(2025, month, 1) for month in (1, 2, 3, 7, 8, 9)]
    whole, gapped = (
        str(score_chart([score(period_grain="month", period_start=start) for start in starts], "NPS"))
        for starts in ([*months, *(date(2025, month, 1) for month in (4, 5, 6))], months)
    )
    line = re.compile(r'aria-roledescription="line mark"[^>]*? d="([^"]+)"')
    assert [path.count("M") for path in (line.search(whole)[1], line.search(gapped)[1])] == [1, 2]


def test_two_published_months_make_no_line():
    months = [score(period_grain="month", period_start=date(2025, month, 1)) for month in (1, 2)]
    suppressed = score(period_grain="month", period_start=date(2025, 3, 1), status="suppressed", value=None)
    assert score_chart([*months, suppressed], "NPS") is None


@pytest.mark.parametrize(
    ("parent", "segment", "is_told"),
    [
        ("isolated", TREND, True),                                             # it alone complains
        ("see_segment", TREND, True),
        ("trend", TREND, False),                                               # so does everybody
        ("trend", TREND | {"effect": 0.3, "q_value": 0.001}, True),            # surely louder than the others
        ("trend", TREND | {"effect": 0.02, "q_value": 0.001}, False),          # surely, but by little
        ("trend", {"effect": -0.3, "q_value": 0.001}, True),                   # spared
        ("trend", {"effect": -0.3, "q_value": 0.2}, False),                    # perhaps spared
        ("isolated", {"effect": -0.1, "q_value": 0.001}, False),               # calm among the calm
        ("trend", OPEN | {"effect": 0.3, "q_value": 0.001}, False),            # not known
        ("isolated", TREND | {"customers": 100}, False),                       # it is everybody
    ],
)  # fmt: skip
def test_a_segment_is_told_where_it_says_more_than_everybody(parent, segment, is_told):
    one = verdict(
        **{**SMALL, "parent_verdict": parent, "parent_kind": "polarity", "parent_customers": 100, **segment}
    )
    assert says_more(one) is is_told


def test_one_survey_that_is_a_source_and_a_channel_is_told_once():
    twins = [verdict(**SMALL), verdict(**{**SMALL, "dimension": "source", "segment": "x"})]
    assert without_echoes(twins) == twins[:1]


def test_groups_lead_with_everybody_and_count_what_they_leave_out():
    louder = {"parent_verdict": "trend", "parent_kind": "polarity", "parent_customers": 100, "q_value": 0.001}
    segments = [
        verdict(
            **{
                **SMALL,
                **TREND,
                **louder,
                "segment": str(number),
                "customers": number,
                "effect": number / 100,
            }
        )
        for number in (20, 30, 40)
    ]
    alarm, isolated = grouped([verdict(**TREND), *segments, verdict(aspect="price")])
    assert [(one.segment, one.effect) for one in alarm.verdicts] == [("all", None), ("40", 0.4), ("30", 0.3)]
    assert (alarm.name, alarm.rest, isolated.name, isolated.rest) == ("alarm", 1, "isolated", 0)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "At most 8.0 % complain, below the 10 %"),
        (TREND, "At least 36.0 % complain, above the 20 %"),
        (AGREED, "At least 94.0 % complain: hardly anybody disagrees."),
        (OPEN, "Between 0.0 and 15.0 % complain: neither surely below 10 %"),
        ({"complaint_low": None, "complaint_high": None}, "Nobody takes a side"),
    ],
)
def test_what_decided_names_the_bound_and_the_threshold(given, words):
    assert decided_by(verdict(**given), RULES).startswith(words)


def test_an_open_cell_says_how_many_more_would_decide():
    assert would_decide(verdict(**OPEN)) == "About 160,000 customers taking a side; so far 100."
    assert would_decide(verdict(**(OPEN | {"opinions_needed": None}))).startswith("More opinions would not")


def test_five_sentences_say_where_we_stand_what_holds_and_what_need_not_worry():
    now = quarter(date(2025, 4, 1), change=-4.0, change_p=0.5, is_significant=False)
    said = sentences(
        known(
            tiles=tiles([score(), now], AS_OF, RULES),
            latest=("quarter", date(2025, 4, 1)),
            verdicts=[verdict(**TREND, aspect="price"), verdict(**AGREED, aspect="mobile app"), verdict()],
            negative_share=(0.2, 0.15, 0.26),
        )
    )
    assert [one.text for one in said] == [
        "NPS is 20 (95 % interval 5 to 34) from 100 answers of 90 customers."
        " In Q2 2025 it was 20, 4 points lower than in Q1 2025 (not significant).",
        "50 of 100 customers complain about price in the last 365 days (50 %, between 36 and 64 %).",
        "100 of 100 customers complain about mobile app in the last 365 days (100 %, between 94 and 100 %):"
        " hardly anybody disagrees.",
        "Nothing changed significantly from Q1 2025 to Q2 2025, neither for everybody nor in a segment.",
        "1 of 100 customers complains about delivery in the last 365 days, at most 8 %: isolated,"
        " worth a personal answer and no more.",
    ]


def test_a_significant_change_is_named_before_it_is_said_that_nothing_changed():
    fall = quarter(
        date(2025, 4, 1), dimension="plan", segment="Free", value=-57.1, previous_value=35.7, change=-93.0
    )
    (change, _) = sentences(known(changes=[fall], latest=("quarter", date(2025, 4, 1))))
    assert change.text == (
        "NPS of plan Free went from 36 in Q1 2025 to −57 in Q2 2025, more than chance, allowing for all"
        " that was compared beside it."
    )


def test_a_change_that_the_first_sentence_tells_is_not_told_again_nor_denied():
    fall = quarter(date(2025, 4, 1), change=-28.0, change_p=0.001, is_significant=True)
    given = known(tiles=tiles([score(), fall], AS_OF, RULES), latest=("quarter", date(2025, 4, 1)))
    assert [one.topic for one in sentences(replace(given, changes=[fall]))] == [
        "Where we stand",
        "What this rests on",
    ]
    other = replace(fall, dimension="plan", segment="Free", previous_value=48.0)
    assert "NPS of plan Free went from 48" in sentences(replace(given, changes=[fall, other]))[1].text


def test_a_trend_hidden_in_a_segment_is_named_beside_everybodys():
    hidden = verdict(
        **(TREND | SMALL), parent_verdict="see_segment", parent_kind="polarity", parent_customers=100
    )
    (trend, _) = sentences(known(verdicts=[verdict(**TREND, aspect="price"), hidden]))
    assert trend.text.endswith(
        "; complaints about delivery are a trend in company size 1-9 alone (50 of 100)."
    )
    second = replace(hidden, segment="10-49", customers=81, complaint_low=0.3)
    (trend, _) = sentences(known(verdicts=[verdict(**TREND, aspect="price"), hidden, second]))
    assert trend.text.endswith("are a trend in company size 1-9 and 1 segment more (50 of 100).")


def test_texts_seem_to_complain_and_the_misread_are_allowed_for():
    (trend, _) = sentences(known(verdicts=[verdict(**(TREND | {"complaint_share_raw": 0.55}))]))
    assert "50 of 100 customers seem to complain about delivery" in trend.text
    assert "(50 % once misread texts are allowed for, between 36 and 64 %)" in trend.text


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


def test_segment_tables_begin_with_everybody_hide_the_small_and_count_the_rest():
    row = {"dimension": "plan", "segments": 30, "metric": "nps", "scale": "0-10", "status": "published"}
    row |= {"segment_customers": 43, "responses": 50, "value": 12.3, "ci_low": 1.0, "ci_high": 20.0}
    everybody = row | {"segment": "everybody", "place": 0}
    free = row | {"segment": "Free", "place": 1, "segment_customers": 40}
    hidden = {"value": None, "ci_low": None, "ci_high": None, "status": "suppressed"}
    small = row | hidden | {"segment": "Pro", "place": 2, "segment_customers": 3}
    (table,) = segment_tables([everybody, free, small], RULES)
    assert (table.columns, table.rest) == (("NPS",), 28)  # 30 - 2
    assert [one.is_everybody for one in table.rows] == [True, False, False]
    assert [one.customers for one in table.rows] == ["43", "40", "fewer than 5"]
    assert [one.cells[0].value for one in table.rows] == ["12", "12", "–"]
    assert table.rows[2].cells[0].is_hidden


def test_size_tables_say_who_is_there_who_is_heard_and_what_is_unknown():
    row = {"dimension": "company_size", "segments": 14, "status": "published", "invited": 200}
    row |= {"unknown_share_of_customers": 0.12, "unknown_share_of_speakers": 0.4}
    large = {"segment": "1000+", "customers": 300, "share_of_customers": 0.25, "speakers": 90}
    large |= {"representation": 1.44, "response_rate": 0.3, "response_low": 0.24, "response_high": 0.367}
    unheard = dict.fromkeys(("representation", "response_rate", "response_low", "response_high"))
    small = unheard | {"segment": "1-9", "customers": 3, "share_of_customers": None, "speakers": 1}
    tables = size_tables([row | large, row | small | {"status": "suppressed", "invited": 3}], RULES)
    ((name, table),) = tables.items()
    assert (name, table.rest) == ("company size", 12)  # 14 - 2
    assert table.unknown == "Unknown of 12 % of the customers and 40 % of those who spoke."
    first, second = table.rows
    assert (first.customers, first.speakers, first.representation) == ("300 (25 %)", "90", "1.4 ×")
    assert first.response == "30 % of 200, 24 to 37 %"
    assert (second.customers, second.speakers) == ("fewer than 5", "fewer than 5")
    assert (second.representation, second.response) == ("–", "–")


def test_the_thresholds_are_those_of_the_project() -> None:
    strict = Rules(
        isolated_below=0.05, trend_above=0.30, privacy_floor=10, indicative_below=50, significant_below=0.01
    )
    assert strict.few == "fewer than 10"
    (tile,) = tiles([score(status="indicative")], AS_OF, strict)
    assert tile.note == "Indicative: fewer than 50 answers."


def test_a_tile_says_what_weighting_makes_of_the_score():
    (tile,) = tiles([weighted()], AS_OF, RULES)
    assert tile.weighted == "Weighted: 12 (−4 to 28), worth 71 equally weighted answers"
    assert not tile.is_moved
    (tile,) = tiles([weighted(is_moved_by_weighting=True)], AS_OF, RULES)
    assert tile.is_moved
    (tile,) = tiles([score()], AS_OF, RULES)
    assert (tile.weighted, tile.is_moved) == (None, False)
