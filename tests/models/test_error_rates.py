"""Which measured errors a verdict allows for."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from models.error_rates import (
    OPINIONS,
    OWN_OPINIONS,
    USED_OPINIONS,
    error_rates,
    opinion_quality,
    own_opinion_quality,
)
from models.language import LANGUAGES, UNKNOWN
from models.quality import FEWEST_PER_SIDE, SHIPPED, USED
from models.sentiment import QUALITY, SentimentModel
from models.taxonomy import shipped

RATES = ("sensitivity", "specificity")


def test_whole_texts_and_clauses_have_rates_of_their_own() -> None:
    bounds = {f"{rate}{bound}": [0.9] * 5 for rate in RATES for bound in ("", "_low", "_high")}
    quality = pl.DataFrame(
        {
            "model": [USED, USED_OPINIONS, USED_OPINIONS, SHIPPED, OPINIONS],
            "language": ["en"] * 5,
            "aspect": [None, None, "price", None, None],
            **bounds,
        }
    )
    assert error_rates(quality)["aspect"].to_list() == ["overall", "any", "price"]


def test_a_rate_that_was_never_measured_corrects_nothing() -> None:
    bounds = {f"{rate}{bound}": [0.9] for rate in RATES for bound in ("", "_low", "_high")}
    quality = pl.DataFrame(
        {"model": [USED_OPINIONS], "language": ["en"], "aspect": [None], **bounds, "sensitivity": [None]}
    )
    assert error_rates(quality).is_empty()


# what a company's own extreme ratings tell ------------------------------------------------------------------

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
CLAUSES = {
    **dict.fromkeys(("feedback_id", "speaker", "language"), pl.String),
    "created_at": pl.Datetime("us", "UTC"),
    "position": pl.Int32,
    **dict.fromkeys(("aspect", "truth", "sentiment"), pl.String),
    "sentiment_confidence": pl.Float64,
}


def clause(number: int, truth: str, sentiment: str | None = None, **given: object) -> dict[str, object]:
    """What a speaker of their own says of the staff on a day of its own."""
    plain = {"feedback_id": f"f{number:04}", "speaker": f"s{number}", "language": "en", "position": 0}
    told = {"created_at": FIRST_DAY + timedelta(days=number), "aspect": "staff", "sentiment_confidence": 0.9}
    return {**plain, **told, "truth": truth, "sentiment": sentiment or truth, **given}


def enough(positive: int = FEWEST_PER_SIDE, wrong: int = 0) -> list[dict[str, object]]:
    """So many of the good side and FEWEST_PER_SIDE of the bad one, of which so many are read as praise."""
    bad = [
        clause(number, "negative", "positive" if number < wrong else "negative")
        for number in range(FEWEST_PER_SIDE)
    ]
    return [*bad, *(clause(1000 + number, "positive") for number in range(positive))]


def measured(rows: list[dict[str, object]], until: dict[str, datetime] | None = None) -> pl.DataFrame:
    return own_opinion_quality(pl.DataFrame(rows, schema=CLAUSES), until or {})


def test_clauses_of_extreme_ratings_measure_how_clauses_are_read() -> None:
    (row,) = measured(enough(wrong=3)).to_dicts()
    assert (row["model"], row["language"], row["aspect"]) == (OWN_OPINIONS, "en", None)
    assert (row["n"], row["specificity"]) == (2 * FEWEST_PER_SIDE, 1)
    assert row["sensitivity"] == pytest.approx(
        (FEWEST_PER_SIDE - 3) / FEWEST_PER_SIDE
    )  # of the complaints, those found


def test_too_few_of_one_side_measure_nothing() -> None:
    assert measured(enough(positive=FEWEST_PER_SIDE - 1)).is_empty()
    assert measured([]).schema == pl.Schema(QUALITY)


def test_of_one_speaker_the_latest_clause_counts() -> None:
    talker = [clause(2000 + number, "positive", "negative", speaker="s1000") for number in range(5)]
    (row,) = measured([*enough(), *talker]).to_dicts()
    assert row["n"] == 2 * FEWEST_PER_SIDE
    assert row["specificity"] == pytest.approx((FEWEST_PER_SIDE - 1) / FEWEST_PER_SIDE, abs=1e-4)


def test_what_was_learned_from_measures_nothing() -> None:
    known_until = {"en": FIRST_DAY + timedelta(days=500)}  # the complaints
    assert measured(enough(), known_until).is_empty()
    assert len(measured(enough(), {"de": known_until["en"]})) == 1


def test_the_own_rates_of_a_language_correct_all_its_aspects_and_the_shipped_ones_the_rest() -> None:
    figures = {f"{rate}{bound}": 0.9 for rate in (*RATES, "macro_f1") for bound in ("", "_low", "_high")}
    card = [
        {"language": language, "aspect": aspect, "n": 100, "ece": 0.1, "measured_on": "x", **figures}
        for language, aspect in [("en", None), ("en", "price"), ("de", None), ("de", "price")]
    ]
    found = opinion_quality({"opinion_quality": card}, pl.DataFrame(enough(), schema=CLAUSES), {})
    assert len(found.filter(model=OPINIONS)) == 4  # as it was shipped
    rates = error_rates(found)
    assert sorted(rates.select("language", "aspect").rows()) == [
        ("de", "any"),
        ("de", "price"),
        ("en", "any"),
        (UNKNOWN, "any"),
    ]
    english = rates.row(by_predicate=pl.col("language") == "en", named=True)
    assert (english["sensitivity"], english["sensitivity_high"]) == (1, 1)
    assert english["sensitivity_low"] < 0.9  # the own bound: the shipped estimate lies within


def test_the_shipped_card_tells_of_opinions_in_every_language() -> None:
    found = opinion_quality(SentimentModel.load().card, pl.DataFrame(schema=CLAUSES), {})
    rates = error_rates(found)
    assert sorted(rates.filter(aspect="any")["language"]) == sorted([*LANGUAGES, UNKNOWN])
    assert set(rates["aspect"]) <= {*shipped().aspects, "any"}
    for rate in RATES:
        bounds = rates.select(
            pl.col(f"{rate}_low") <= pl.col(rate), high=pl.col(rate) <= pl.col(f"{rate}_high")
        )
        assert bounds.select(pl.all_horizontal(pl.all()).all()).item()
