"""Ratings, scores and sentiments as opinions: the smallest feedback that shows each rule."""

from datetime import UTC, datetime

import polars as pl
import pytest

from models.opinions import OPINION_SCHEMA, QUOTE_CHARACTERS, aspect_opinions, overall_opinions

SPOKEN_AT = datetime(2025, 5, 1, tzinfo=UTC)

FEEDBACK = {
    "feedback_id": pl.String,
    "customer_id": pl.String,
    "author_id": pl.String,
    "created_at": pl.Datetime("us", "UTC"),
    "is_created_at_credible": pl.Boolean,
    "text": pl.String,
    "rating_unit": pl.Float64,
    "sentiment": pl.String,
    "sentiment_confidence": pl.Float64,
}
ANSWERS = {"answer_id": pl.String, "feedback_id": pl.String, "metric": pl.String, "band": pl.String}
RATINGS = {"feedback_id": pl.String, "aspect": pl.String, "rating_unit": pl.Float64}


def feedback(*rows: dict[str, object]) -> pl.LazyFrame:
    common = {"created_at": SPOKEN_AT, "is_created_at_credible": True}
    return pl.LazyFrame([common | row for row in rows], schema=FEEDBACK)


def answers(*rows: tuple[str, str, str]) -> pl.LazyFrame:
    """(feedback_id, metric, band) each."""
    numbered = [(f"a{number}", *row) for number, row in enumerate(rows)]
    return pl.LazyFrame(numbered, schema=ANSWERS, orient="row")


def only(opinions: pl.LazyFrame) -> dict[str, object]:
    return opinions.collect().row(0, named=True)


@pytest.mark.parametrize(
    ("unit", "polarity"),
    [(1.0, 1), (0.75, 1), (2 / 3, 1), (0.66, 0), (0.5, 0), (0.34, 0), (1 / 3, -1), (0.0, -1)],
)
def test_a_rating_praises_in_its_upper_third_and_complains_in_its_lower(unit: float, polarity: int) -> None:
    opinion = only(overall_opinions(feedback({"feedback_id": "f", "rating_unit": unit}), answers()))
    assert (opinion["polarity"], opinion["origin"], opinion["confidence"]) == (polarity, "rating", 1.0)


@pytest.mark.parametrize(("unit", "polarity"), [(2 / 3 - 1e-12, 1), (1 / 3 + 1e-12, -1)])
def test_a_rounding_error_does_not_move_a_rating_off_its_third(unit: float, polarity: int) -> None:
    opinion = only(overall_opinions(feedback({"feedback_id": "f", "rating_unit": unit}), answers()))
    assert opinion["polarity"] == polarity


@pytest.mark.parametrize(
    ("metric", "band", "polarity"),
    [
        ("nps", "promoter", 1),
        ("nps", "passive", 0),
        ("nps", "detractor", -1),
        ("csat", "satisfied", 1),
        ("csat", "neutral", 0),
        ("csat", "dissatisfied", -1),
        ("ces", "easy", 1),
        ("ces", "neutral", 0),
        ("ces", "difficult", -1),
    ],
)
def test_a_band_is_an_opinion(metric: str, band: str, polarity: int) -> None:
    opinion = only(overall_opinions(feedback({"feedback_id": "f"}), answers(("f", metric, band))))
    assert (opinion["polarity"], opinion["origin"], opinion["is_mixed"]) == (polarity, metric, False)


def test_evidence_without_reading_errors_comes_first_in_its_declared_order() -> None:
    spoken = [
        {"feedback_id": "rated", "rating_unit": 1.0, "sentiment": "negative"},
        {"feedback_id": "nps", "sentiment": "negative"},
        {"feedback_id": "ces", "sentiment": "positive"},
        {"feedback_id": "text", "sentiment": "negative", "sentiment_confidence": 0.8},
        {"feedback_id": "silent"},
    ]
    given = answers(
        ("rated", "nps", "detractor"),
        ("nps", "csat", "dissatisfied"),
        ("nps", "nps", "promoter"),
        ("ces", "ces", "difficult"),
    )
    found = overall_opinions(feedback(*spoken), given).collect().sort("feedback_id")
    assert found.select("feedback_id", "origin", "polarity", "confidence").rows() == [
        ("ces", "ces", -1, 1.0),
        ("nps", "nps", 1, 1.0),
        ("rated", "rating", 1, 1.0),
        ("text", "text", -1, 0.8),
    ]


@pytest.mark.parametrize(
    ("bands", "polarity", "is_mixed"),
    [
        (["satisfied", "neutral"], 1, False),
        (["neutral", "dissatisfied", "neutral"], -1, False),
        (["satisfied", "dissatisfied", "satisfied"], 0, True),
    ],
)
def test_several_answers_of_one_metric_are_one_opinion(
    bands: list[str], polarity: int, is_mixed: bool
) -> None:
    given = answers(*(("f", "csat", band) for band in bands))
    found = overall_opinions(feedback({"feedback_id": "f"}), given).collect()
    assert found.select("polarity", "is_mixed").rows() == [(polarity, is_mixed)]


def test_a_mixed_text_takes_no_side_and_says_so() -> None:
    spoken = feedback({"feedback_id": "f", "sentiment": "mixed", "sentiment_confidence": 0.6})
    opinion = only(overall_opinions(spoken, answers()))
    assert (opinion["polarity"], opinion["is_mixed"], opinion["confidence"]) == (0, True, 0.6)


def test_the_speaker_is_the_customer_else_the_author_else_the_feedback() -> None:
    spoken = [
        {"feedback_id": "f1", "customer_id": "c", "author_id": "a", "rating_unit": 1.0},
        {"feedback_id": "f2", "author_id": "a", "rating_unit": 1.0},
        {"feedback_id": "f3", "rating_unit": 1.0},
    ]
    found = overall_opinions(feedback(*spoken), answers()).collect().sort("feedback_id")
    assert found["speaker"].to_list() == ["c", "a", "f3"]


def test_sub_ratings_are_opinions_on_their_aspect() -> None:
    ratings = pl.LazyFrame(
        [("f", "seat_comfort", 0.25), ("f", "wifi", 1.0), ("f", "wifi", 0.0)], schema=RATINGS, orient="row"
    )
    found = (
        aspect_opinions(feedback({"feedback_id": "f", "rating_unit": 1.0}), ratings).collect().sort("aspect")
    )
    assert found.schema == OPINION_SCHEMA
    assert found.select("opinion_id", "aspect", "polarity", "is_mixed", "origin").rows() == [
        ("f:seat_comfort", "seat_comfort", -1, False, "sub_rating"),
        ("f:wifi", "wifi", 0, True, "sub_rating"),
    ]


def test_a_time_that_is_not_credible_is_no_time() -> None:
    spoken = feedback({"feedback_id": "f", "rating_unit": 1.0, "is_created_at_credible": False})
    assert only(overall_opinions(spoken, answers()))["created_at"] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        (" \n ", None),
        ("  Fine.\n", "Fine."),
        (
            "Nothing works since the update of last week. " * 6,
            ("Nothing works since the update of last week. " * 5).strip(),
        ),
        ("No. " + "word " * 80, ("No. " + "word " * 47).strip()),
        ("ä" * 300, "ä" * QUOTE_CHARACTERS),
    ],
    ids=["none", "blank", "short", "sentences", "words", "one long word"],
)
def test_a_quote_is_the_readable_opening_of_its_text(text: str | None, expected: str | None) -> None:
    spoken = feedback({"feedback_id": "f", "rating_unit": 0.0, "text": text})
    opinion = only(overall_opinions(spoken, answers()))
    assert opinion["quote"] == expected
    if text is None or expected is None:
        assert (opinion["span_start"], opinion["span_end"]) == (None, None)
    else:
        assert text[opinion["span_start"] : opinion["span_end"]] == expected
        assert len(expected) <= QUOTE_CHARACTERS


def test_no_feedback_gives_no_opinions_of_the_same_columns() -> None:
    assert overall_opinions(feedback(), answers()).collect().schema == OPINION_SCHEMA
