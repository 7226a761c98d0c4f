"""Words and scores that differ: the flag on the feedback, and report.text_and_score."""

import pytest
from marts_data import Warehouse
from report_data import assert_keeps_to_itself, snapshot_of

from warehouse.enriching.conflicts import CONFIDENT, flag_conflicts
from warehouse.relation_docs import relation_docs
from warehouse.report.page import render_report


@pytest.fixture
def warehouse():
    one = Warehouse()
    yield one
    one.connection.close()


def spoken(warehouse, score=1, sentiment="positive", confidence=0.9, origin="rating", count=1, **feedback):
    """Feedback of so many speakers, with words and an opinion on the whole."""
    given = {"text": "words", "language": "en", "sentiment": sentiment, "sentiment_confidence": confidence}
    for _ in range(count):
        feedback_id = warehouse.feedback(**{**given, **feedback})
        if score is not None:
            row = {"opinion_id": f"o{feedback_id}", "feedback_id": feedback_id, "speaker": feedback_id}
            row |= {"aspect": "overall", "polarity": score, "is_mixed": False, "origin": origin}
            warehouse.insert("core.opinions", row | {"confidence": 1.0})


def flags(warehouse):
    flag_conflicts(warehouse.connection)
    query = "select has_text_score_conflict from core.feedback order by feedback_id"
    return [flag for (flag,) in warehouse.connection.execute(query).fetchall()]


def test_opposite_poles_are_a_conflict(warehouse):
    for score, sentiment in [(1, "negative"), (-1, "positive"), (1, "positive"), (-1, "negative")]:
        spoken(warehouse, score, sentiment)
    assert flags(warehouse) == [True, True, False, False]


def test_the_middle_contradicts_nothing(warehouse):
    for score, sentiment in [(0, "negative"), (1, "neutral"), (-1, "mixed"), (0, "neutral")]:
        spoken(warehouse, score, sentiment)
    assert flags(warehouse) == [False] * 4


def test_a_reading_contradicts_from_a_confidence_of_seven_tenths(warehouse):
    for confidence in (0.69, 0.7, 0.71):
        spoken(warehouse, 1, "negative", confidence)
    assert flags(warehouse) == [False, True, True]
    (feedback,) = (doc for doc in relation_docs() if doc.relation == "core.feedback")
    (flag,) = (column for column in feedback.columns if column.name == "has_text_score_conflict")
    assert f"at least {CONFIDENT}" in flag.meaning


@pytest.mark.parametrize("origin", ["rating", "nps", "csat", "ces"])
def test_any_score_can_be_contradicted(warehouse, origin):
    spoken(warehouse, 1, "negative", origin=origin)
    assert flags(warehouse) == [True]


def test_without_a_score_or_words_there_is_nothing_to_compare(warehouse):
    spoken(warehouse, None, "negative")
    spoken(warehouse, -1, "positive", origin="text")  # that opinion is the reading itself
    spoken(warehouse, 1, None, None, text=None)
    assert flags(warehouse) == [None, None, None]


def test_a_flag_follows_a_corrected_rating(warehouse):
    spoken(warehouse, 1, "negative")
    assert flags(warehouse) == [True]
    warehouse.connection.execute("update core.opinions set polarity = -1")
    assert flags(warehouse) == [False]
    warehouse.connection.execute("delete from core.opinions")
    assert flags(warehouse) == [None]


# report.text_and_score --------------------------------------------------------------------------------------


def cells(warehouse, where="true"):
    """(feedback, share, conflicts) by side of the score and reading."""
    flag_conflicts(warehouse.connection)
    warehouse.build()
    return {
        (row["score_polarity"], row["sentiment"]): (row["feedback"], row["share"], row["conflicts"])
        for row in warehouse.rows("text_and_score", where)
    }


def test_shares_are_within_a_side_of_the_score(warehouse):
    spoken(warehouse, 1, "positive", count=7)
    spoken(warehouse, 1, "negative", 0.9, count=2)
    spoken(warehouse, 1, "negative", 0.5)
    spoken(warehouse, -1, "negative", count=5)
    found = cells(warehouse)
    assert found["positive", "positive"] == (7, 7 / 10, 0)
    assert found["positive", "negative"] == (3, 3 / 10, 2)
    assert found["negative", "negative"] == (5, 5 / 5, 0)
    assert found["negative", "positive"] == (0, 0, 0)
    assert len(found) == 2 * 4  # every reading of either side


def test_sources_and_languages_stand_apart(warehouse):
    spoken(warehouse, 1, "positive", count=5)
    spoken(warehouse, 1, "negative", count=5, source="other")
    spoken(warehouse, 1, "neutral", count=5, language=None)
    assert cells(warehouse, "source = 'test' and language = 'en'")["positive", "positive"] == (5, 1, 0)
    assert cells(warehouse, "source = 'other'")["positive", "negative"] == (5, 1, 5)
    assert cells(warehouse, "language = 'unknown'")["positive", "neutral"] == (5, 1, 0)


def test_words_without_a_score_and_scores_without_words_are_left_out(warehouse):
    spoken(warehouse, 1, "positive", count=5)
    spoken(warehouse, None, "negative", count=5)
    spoken(warehouse, -1, "negative", origin="text", count=5)
    spoken(warehouse, 1, None, None, text=None, count=5)
    assert cells(warehouse)["positive", "positive"] == (5, 1, 0)
    assert {side for side, _ in cells(warehouse)} == {"positive"}


def test_few_customers_show_no_figures_and_not_even_which_readings_there_are(warehouse):
    for customer in ("a", "b", "c", "d", "d"):  # five feedback, four customers
        spoken(warehouse, 1, "negative", customer=customer)
    flag_conflicts(warehouse.connection)
    warehouse.build()
    rows = warehouse.rows("text_and_score")
    assert [row["sentiment"] for row in rows] == ["mixed", "negative", "neutral", "positive"]
    for row in rows:
        assert (row["scored_feedback"], row["scored_customers"], row["status"]) == (5, 4, "suppressed")
        assert (row["feedback"], row["customers"], row["share"], row["conflicts"]) == (None,) * 4


def test_a_customer_counts_once(warehouse):
    for customer in ("a", "b", "c", "d", "e", "e"):
        spoken(warehouse, -1, "negative", customer=customer)
    flag_conflicts(warehouse.connection)
    warehouse.build()
    row = warehouse.row("text_and_score", "sentiment = 'negative'")
    assert (row["feedback"], row["customers"], row["status"]) == (6, 5, "indicative")


# the page ---------------------------------------------------------------------------------------------------


def page_of(warehouse, folder):
    flag_conflicts(warehouse.connection)
    return assert_keeps_to_itself(render_report(snapshot_of(warehouse, folder), "Shop")).text


def test_the_page_says_where_stars_and_words_differ(warehouse, tmp_path):
    spoken(warehouse, 1, "positive", count=15)
    spoken(warehouse, 1, "negative", count=5)
    spoken(warehouse, -1, "negative", count=8)
    spoken(warehouse, -1, "positive", 0.6, count=2)
    spoken(warehouse, -1, "positive", count=4, source="few")  # below the privacy floor
    text = page_of(warehouse, tmp_path)
    assert "Of 20 texts under a good score, 25 % read as complaints." in text
    assert "Of 10 texts under a bad score, 20 % read as praise." in text
    assert "Read with confidence as the opposite of their score: 5 texts;" in text


def test_the_page_says_nothing_of_scores_without_words(warehouse, tmp_path):
    spoken(warehouse, 1, None, None, text=None, count=9)
    assert "Stars are not polarity" not in page_of(warehouse, tmp_path)
