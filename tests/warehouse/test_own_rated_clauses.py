"""Clauses under the lowest and the highest stars: which of them measure how clauses are read."""

from datetime import UTC, datetime

import pytest
from marts_data import Warehouse

from models.error_rates import own_opinion_quality
from warehouse.analysing import own_rated_clauses


@pytest.fixture
def warehouse():
    one = Warehouse()
    one.connection.execute("set TimeZone = 'UTC'")
    yield one
    one.connection.close()


def said(warehouse: Warehouse, unit: float | None, *polarities: int, **feedback: object) -> None:
    """Feedback with a rating (0 to 1) and a clause on the price for each polarity."""
    feedback_id = warehouse.feedback(
        **{"at": "2025-03-02", "language": "en", "rating_unit": unit, **feedback}
    )
    for position, polarity in enumerate(polarities):
        row = {"feedback_id": feedback_id, "position": position, "aspect": "price", "polarity": polarity}
        warehouse.insert("core.clause_opinions", {**row, "confidence": 0.8, "quote": "words"})


def test_only_the_lowest_and_the_highest_stars_are_taken_for_the_truth(warehouse: Warehouse):
    for unit in (0.0, 0.25, 0.5, 0.75, 1.0, None):
        said(warehouse, unit, -1)
    found = own_rated_clauses(warehouse.connection)
    assert sorted(found.select("truth", "sentiment").rows()) == [
        ("negative", "negative"),
        ("positive", "negative"),
    ]


def test_every_clause_is_told_with_who_spoke_and_when(warehouse: Warehouse):
    said(warehouse, 1.0, 1, 0, customer="c1", author_id="a1")
    said(warehouse, 0.0, -1, language=None, credible=False)
    found = own_rated_clauses(warehouse.connection).sort("feedback_id", "position")
    assert found["sentiment"].to_list() == ["positive", "neutral", "negative"]
    assert found["speaker"].to_list() == ["c1", "c1", "f000002"]
    assert found["language"].to_list() == ["en", "en", "unknown"]
    spoken_at = datetime(2025, 3, 2, 12, tzinfo=UTC)
    assert found["created_at"].to_list() == [spoken_at, spoken_at, None]


def test_the_rows_are_those_that_are_measured(warehouse: Warehouse):
    for _ in range(30):
        said(warehouse, 1.0, 1)
        said(warehouse, 0.0, -1)
    (row,) = own_opinion_quality(own_rated_clauses(warehouse.connection), {}).to_dicts()
    assert (row["language"], row["n"], row["sensitivity"], row["specificity"]) == ("en", 60, 1, 1)
