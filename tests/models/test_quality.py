"""Which error rates correct: the shipped ones, those on own ratings, those of texts of unknown language."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from models.error_rates import error_rates
from models.quality import (
    FEWEST_PER_SIDE,
    OWN,
    SHIPPED,
    USED,
    own_quality,
    sentiment_quality,
    used_rates,
    with_unknown_language,
)
from models.sentiment import QUALITY

START = datetime(2025, 1, 1, tzinfo=UTC)


def test_an_unknown_language_is_read_as_badly_as_languages_are_on_average_and_at_the_worst() -> None:
    measured = pl.DataFrame(
        {
            "model": ["sentiment", "sentiment"],
            "language": ["en", "ro"],
            "aspect": pl.Series([None, None], dtype=pl.String),
            "n": [300, 100],
            "macro_f1": [0.9, 0.8],
            "sensitivity": [0.90, 0.70],
            "sensitivity_low": [0.86, 0.60],
            "sensitivity_high": [0.93, 0.78],
            "specificity": [0.80, 0.80],
            "specificity_low": [0.75, 0.71],
            "specificity_high": [0.84, 0.87],
            "measured_on": ["held out", "held out"],
        }
    )
    row = with_unknown_language(measured).row(2, named=True)
    assert row["language"] == "unknown"
    assert row["sensitivity"] == pytest.approx((300 * 0.90 + 100 * 0.70) / 400)
    assert (row["sensitivity_low"], row["sensitivity_high"]) == (0.60, 0.93)
    assert (row["specificity_low"], row["specificity_high"]) == (0.71, 0.87)
    assert row["macro_f1"] is None


def rated(counts: dict[tuple[str, str], int], language: str = "en", **given: object) -> pl.DataFrame:
    """Texts of so many speakers by truth and reading, a day apart."""
    sides = [side for side, count in counts.items() for _ in range(count)]
    score = {"negative": -0.8, "neutral": 0.0, "positive": 0.8, "mixed": 0.0}
    names = [f"{language}{number:04}" for number in range(len(sides))]
    columns = {
        "feedback_id": names,
        "speaker": names,
        "language": [language] * len(sides),
        "created_at": [START + timedelta(days=number) for number in range(len(sides))],
        "truth": [truth for truth, _ in sides],
        "sentiment": [read for _, read in sides],
        "sentiment_score": [score[read] for _, read in sides],
        "sentiment_confidence": [0.8] * len(sides),
    }
    return pl.DataFrame(columns).with_columns(**given)


def shipped(*rows: tuple[str, float, float, float]) -> pl.DataFrame:
    """Language, sensitivity, specificity, margin."""
    found = [
        {
            "model": SHIPPED,
            "language": language,
            "n": 500,
            "macro_f1": 0.8,
            "ece": 0.02,
            "measured_on": "held out",
        }
        | {"sensitivity": sens, "sensitivity_low": sens - margin, "sensitivity_high": sens + margin}
        | {"specificity": spec, "specificity_low": spec - margin, "specificity_high": spec + margin}
        for language, sens, spec, margin in rows
    ]
    return pl.DataFrame(found, schema=QUALITY)


ENOUGH = {
    ("negative", "negative"): 28, ("negative", "positive"): 7, ("negative", "mixed"): 3,
    ("neutral", "neutral"): 4,
    ("positive", "positive"): 36, ("positive", "negative"): 4, ("positive", "neutral"): 10,
}  # fmt: skip


def test_own_rates_are_of_polar_texts_read_as_polar() -> None:
    row = own_quality(rated(ENOUGH), {}).row(0, named=True)
    assert (row["model"], row["language"], row["aspect"]) == (OWN, "en", None)
    assert row["n"] == 28 + 7 + 3 + 4 + 36 + 4 + 10
    assert row["sensitivity"] == pytest.approx(28 / 35)
    assert row["specificity"] == pytest.approx(36 / 40)
    # Wilson of 28 of 35: (28 + 1.9207 -+ 1.96 sqrt(28 * 7 / 35 + 0.9604)) / (35 + 3.8415)
    assert row["sensitivity_low"] == pytest.approx((29.9207 - 5.0237) / 38.8415, abs=1e-3)
    assert row["sensitivity_high"] == pytest.approx((29.9207 + 5.0237) / 38.8415, abs=1e-3)
    assert row["ece"] == pytest.approx(abs((28 + 4 + 36) / 92 - 0.8), abs=1e-4)  # mixed counts as neutral
    assert row["measured_on"] == "own rated feedback (stars, NPS, CSAT, CES)"


def test_own_rates_need_enough_of_both_poles() -> None:
    few = FEWEST_PER_SIDE - 1
    sides = {("negative", "negative"): few, ("positive", "positive"): 300}
    assert own_quality(rated(sides), {}).is_empty()
    assert own_quality(rated({**sides, ("negative", "positive"): 1}), {}).height == 1
    assert own_quality(rated({}), {}).is_empty()


def test_a_speaker_counts_once_with_their_latest() -> None:
    earlier = rated({("negative", "positive"): 30, ("positive", "negative"): 30})
    later = rated({("negative", "negative"): 30, ("positive", "positive"): 30}).with_columns(
        feedback_id="later" + pl.col("feedback_id"), created_at=pl.col("created_at") + timedelta(days=1)
    )
    row = own_quality(pl.concat([later, earlier]), {}).row(0, named=True)
    assert (row["n"], row["sensitivity"], row["specificity"]) == (60, 1, 1)


def test_texts_that_were_learned_from_tell_nothing() -> None:
    sides = {("negative", "negative"): 40, ("positive", "positive"): 40}
    german, english = rated(sides, "de"), rated(sides)
    both = pl.concat([german, english])
    until = START + timedelta(days=9)  # the first ten of the complaints
    found = own_quality(both, {"de": until})
    assert dict(found.select("language", "n").rows()) == {"de": 70, "en": 80}
    undated = both.with_columns(created_at=pl.lit(None, both.schema["created_at"]))
    assert own_quality(undated, {"de": until})["language"].to_list() == ["en"]


def test_own_rates_are_used_with_intervals_that_reach_the_shipped_estimates() -> None:
    own = own_quality(rated(ENOUGH), {})
    elsewhere = shipped(("en", 0.95, 0.70, 0.04), ("fr", 0.9, 0.9, 0.01))
    english, french, unknown = used_rates(elsewhere, own).sort("language").rows(named=True)
    (measured,) = own.rows(named=True)
    rates = ("sensitivity", "specificity")
    assert (english["model"], english["n"], english["macro_f1"]) == (USED, 92, None)
    assert [english[rate] for rate in rates] == [measured[rate] for rate in rates]
    # own: 0.8 (0.64 to 0.90) and 0.9 (0.77 to 0.96); shipped 0.95 lies above the one, 0.70 below the other
    assert [english[f"{rate}_low"] for rate in rates] == [measured["sensitivity_low"], 0.70]
    assert [english[f"{rate}_high"] for rate in rates] == [0.95, measured["specificity_high"]]
    assert english["measured_on"].endswith("intervals stretched to the shipped estimates")
    assert (french["sensitivity"], french["sensitivity_low"], french["sensitivity_high"]) == (0.9, 0.89, 0.91)
    assert (french["n"], french["measured_on"]) == (500, "held out")
    assert (unknown["language"], unknown["sensitivity_low"]) == ("unknown", measured["sensitivity_low"])


def test_a_language_that_only_the_company_measured_is_used_as_it_is() -> None:
    own = own_quality(pl.concat([rated(ENOUGH, "unknown"), rated(ENOUGH, "sv")]), {})
    used = used_rates(shipped(("en", 0.9, 0.9, 0.01)), own)
    assert used["language"].to_list() == ["en", "sv", "unknown"]
    assert used.filter(pl.col("language") != "en")["sensitivity"].to_list() == pytest.approx([0.8, 0.8])


def test_everything_measured_is_published_and_one_row_a_language_corrects() -> None:
    quality = sentiment_quality(shipped(("en", 0.9, 0.9, 0.01)), rated(ENOUGH))
    assert quality.schema == pl.Schema(QUALITY)
    assert quality["model"].to_list() == [SHIPPED, OWN, USED, USED]
    rates = error_rates(quality)
    assert rates["language"].to_list() == ["en", "unknown"]
    assert rates["sensitivity"][0] == pytest.approx(28 / 35)
