"""The company's own rated texts: which of them tell how well texts are read."""

from datetime import UTC, datetime

import pytest
from marts_data import Warehouse

from models.quality import OWN, USED, sentiment_quality
from models.sentiment import SentimentModel
from warehouse.analysing import own_rated, publish_quality


@pytest.fixture
def warehouse():
    one = Warehouse()
    one.connection.execute("set TimeZone = 'UTC'")
    yield one
    one.connection.close()


def rated(
    warehouse, polarity=1, sentiment="positive", origin="rating", is_mixed=False, aspect="overall", **said
):
    given = {"text": "words", "language": "ro", "sentiment": sentiment, "sentiment_confidence": 0.9}
    score = {"positive": 0.8, "negative": -0.8}.get(sentiment, 0.0)
    feedback_id = warehouse.feedback(**{**given, "sentiment_score": score, "at": "2025-03-02", **said})
    row = {"opinion_id": f"o{feedback_id}", "feedback_id": feedback_id, "speaker": feedback_id}
    row |= {"aspect": aspect, "polarity": polarity, "is_mixed": is_mixed, "origin": origin, "confidence": 1.0}
    warehouse.insert("core.opinions", row)


def test_a_score_of_any_kind_is_the_truth(warehouse):
    for polarity, origin in [(1, "rating"), (-1, "nps"), (0, "csat"), (-1, "ces")]:
        rated(warehouse, polarity, origin=origin)
    assert own_rated(warehouse.connection)["truth"].to_list() == [
        "positive",
        "negative",
        "neutral",
        "negative",
    ]


def test_readings_sub_ratings_both_poles_and_scores_without_words_tell_nothing(warehouse):
    rated(warehouse, origin="text")
    rated(warehouse, origin="reading")
    rated(warehouse, origin="sub_rating", aspect="price")
    rated(warehouse, 0, is_mixed=True)
    rated(warehouse, sentiment=None, text=None)
    assert own_rated(warehouse.connection).is_empty()


def test_who_spoke_and_when(warehouse):
    rated(warehouse, customer="c1", author_id="a1", at="2025-03-02 10:00")
    rated(warehouse, author_id="a1", language=None)
    rated(warehouse, credible=False)
    found = own_rated(warehouse.connection)
    assert found["speaker"].to_list() == ["c1", "a1", "f000003"]
    assert found["language"].to_list() == ["ro", "unknown", "ro"]
    assert found["created_at"].to_list() == [
        datetime(2025, 3, 2, 10, tzinfo=UTC),
        datetime(2025, 3, 2, 12, tzinfo=UTC),
        None,
    ]


def test_shares_are_corrected_by_the_own_rates_once_there_are_enough(warehouse):
    shipped = SentimentModel.load().quality()
    for truth, sentiment, count in [(-1, "negative", 27), (-1, "positive", 3), (1, "positive", 30)]:
        for _ in range(count):
            rated(warehouse, truth, sentiment)
    quality = sentiment_quality(shipped, own_rated(warehouse.connection))
    publish_quality(warehouse.connection, quality)
    warehouse.build()
    own = warehouse.row("model_quality", f"model = '{OWN}'")
    used = warehouse.row("model_quality", f"model = '{USED}' and language = 'ro'")
    assert (own["language"], own["n"], own["sensitivity"], own["specificity"]) == ("ro", 60, 27 / 30, 1)
    assert (used["sensitivity"], used["specificity"]) == (27 / 30, 1)
    # 27 of 60 read as negative: (27 / 60 + 1 - 1) / (0.9 + 1 - 1) = 0.5, as the ratings say
    everybody = warehouse.row("sentiment", "dimension = 'all' and period_grain = 'all'")
    assert everybody["negative_share_corrected"] == pytest.approx(30 / 60)
