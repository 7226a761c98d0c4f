"""The page's pure functions: figures in words, and which findings it shows."""

import re
from datetime import date

import pytest
from report_words import AS_OF, OPEN, RULES, SMALL, TREND, quarter, score, verdict, weighted

from warehouse.report import wording
from warehouse.report.charts import every_month, score_chart
from warehouse.report.rules import Rules
from warehouse.report.scores import change_words, ends, interval, latest_complete, marks, tiles
from warehouse.report.segments import segment_tables, size_tables
from warehouse.report.verdicts import grouped, mood, says_more, without_echoes


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


def test_what_is_rising_comes_first_and_what_has_gone_is_resolved_whatever_its_kind():
    (alarm,) = grouped([verdict(**TREND), verdict(**TREND | {"verdict": "emerging", "aspect": "price"})])
    assert [one.verdict for one in alarm.verdicts] == ["emerging", "trend"]
    ranked = [
        verdict(**TREND, aspect=aspect, priority=at) for aspect, at in (("a", 2), ("b", None), ("c", 1))
    ]
    assert [one.aspect for one in grouped(ranked)[0].verdicts] == ["c", "a", "b"]
    assert mood("resolved", "consensus_praise") == "resolved"


@pytest.mark.parametrize(
    ("play", "words"),
    [
        ("“Price” (all customers): find out who complains.", "Find out who complains."),
        ("«\u00a0Prix\u00a0» (tous les clients) : garder le cap.", "Garder le cap."),
        ("„Preis“ (Plan: Free): den Kurs halten.", "Den Kurs halten."),
        ("Our own play (see the handbook): call them.", "Our own play (see the handbook): call them."),
        (None, ""),
    ],
)
def test_a_play_beside_its_verdict_does_not_repeat_what_it_is_about(play, words):
    assert wording.todo(play) == words


def test_where_a_disagreement_lies_is_said_in_words():
    assert wording.located("company_size=1-9") == "company size 1-9"
    assert wording.located("use_case=a_b=c") == "use case a_b=c"
    assert wording.located("over time") == "over time"


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
