"""Error rates measured on what persons read, and the rates in use with them."""

from datetime import UTC, datetime

import numpy as np
import polars as pl
import pytest

from models.error_rates import USED_OPINIONS, error_rates
from models.quality import USED
from models.sentiment import QUALITY
from models.verified_rates import READ_OPINIONS, READ_TEXTS, verified_quality, with_verified_rates

DAY = datetime(2026, 1, 1, tzinfo=UTC)


def opinions(*counts: tuple[int, int | None, int], aspect: str = "delivery") -> pl.DataFrame:
    """read_as, truth (None: nobody read it), how many."""
    said = [(read_as, truth) for read_as, truth, count in counts for _ in range(count)]
    return pl.DataFrame(
        {
            "read_as": pl.Series([read_as for read_as, _ in said], dtype=pl.Int8),
            "truth": pl.Series([truth for _, truth in said], dtype=pl.Int8),
        }
    ).with_columns(
        opinion_id=pl.int_range(pl.len()).cast(pl.String),
        speaker=pl.int_range(pl.len()).cast(pl.String),
        language=pl.lit("en"),
        aspect=pl.lit(aspect),
        created_at=pl.lit(DAY),
    )


def used(sensitivity: float, specificity: float, margin: float, model: str = USED_OPINIONS) -> pl.DataFrame:
    row = {"model": model, "language": "en", "n": 400, "measured_on": "other texts"}
    for rate, value in (("sensitivity", sensitivity), ("specificity", specificity)):
        row |= {rate: value, f"{rate}_low": value - margin, f"{rate}_high": value + margin}
    return pl.DataFrame([row], schema=QUALITY)


# Of 400 taken for complaints 300 are, of 1,600 taken for praise 100 are not: 300 / 400 and 1,500 / 1,600.
ALL_OF_COMPLAINTS = opinions((-1, -1, 300), (-1, 1, 100), (1, -1, 10), (1, 1, 150), (1, None, 1440))


def test_each_reading_stands_for_those_of_its_label_that_nobody_read() -> None:
    (row,) = verified_quality(ALL_OF_COMPLAINTS, {}).filter(pl.col("aspect").is_null()).to_dicts()
    assert (row["model"], row["n"]) == (READ_OPINIONS, 560)
    assert row["sensitivity"] == pytest.approx(0.75, abs=0.01)  # not 300 / 310
    assert row["specificity"] == pytest.approx(0.9375, abs=0.001)  # not 150 / 250
    assert row["sensitivity_low"] < 0.70 < 0.80 < row["sensitivity_high"]


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng, hits = np.random.default_rng(5), 0
    for _ in range(200):
        truth = np.where(rng.random(2000) < 0.2, -1, 1)
        read_as = np.where(rng.random(2000) < 0.85, truth, -truth)
        is_read = rng.random(2000) < np.where(read_as < 0, 0.5, 0.1)
        said = opinions((1, None, 2000)).with_columns(
            read_as=pl.Series(read_as, dtype=pl.Int8),
            truth=pl.when(pl.Series(is_read)).then(pl.Series(truth, dtype=pl.Int8)),
        )
        row = verified_quality(said, {}).row(0, named=True)
        hits += row["sensitivity_low"] <= 0.85 <= row["sensitivity_high"]
    assert 0.91 * 200 <= hits <= 0.99 * 200


def test_too_few_readings_of_a_label_tell_nothing() -> None:
    few = opinions((-1, -1, 300), (-1, 1, 100), (1, 1, 29), (1, None, 1571))
    assert verified_quality(few, {}).is_empty()
    before = used(0.8, 0.9, 0.05)
    assert with_verified_rates(before, few, {}).equals(before)


def test_what_the_model_learned_from_tells_nothing_of_it() -> None:
    assert verified_quality(ALL_OF_COMPLAINTS, {"en": DAY}).is_empty()


def test_one_loud_customer_counts_once() -> None:
    loud = ALL_OF_COMPLAINTS.with_columns(speaker=pl.lit("loud"))
    assert verified_quality(loud, {}).is_empty()


def test_rates_that_agree_are_combined_and_surer_than_either() -> None:
    found = with_verified_rates(used(0.78, 0.92, 0.06), ALL_OF_COMPLAINTS, {})
    (row,) = found.filter((pl.col("model") == USED_OPINIONS) & pl.col("aspect").is_null()).to_dicts()
    (own,) = verified_quality(ALL_OF_COMPLAINTS, {}).filter(pl.col("aspect").is_null()).to_dicts()
    assert own["sensitivity"] < row["sensitivity"] < 0.78
    width = row["sensitivity_high"] - row["sensitivity_low"]
    assert width < min(0.12, own["sensitivity_high"] - own["sensitivity_low"])
    assert "combined with" in row["measured_on"]


def test_rates_that_surely_differ_give_way_to_what_persons_read() -> None:
    found = with_verified_rates(used(0.95, 0.70, 0.02), ALL_OF_COMPLAINTS, {})
    (row,) = found.filter((pl.col("model") == USED_OPINIONS) & pl.col("aspect").is_null()).to_dicts()
    assert row["sensitivity"] == pytest.approx(0.75, abs=0.01)
    assert "surely differ" in row["measured_on"]


def test_an_aspect_with_enough_readings_has_rates_of_its_own() -> None:
    rates = error_rates(with_verified_rates(used(0.78, 0.92, 0.06), ALL_OF_COMPLAINTS, {}))
    assert sorted(rates["aspect"]) == ["any", "delivery"]


def test_whole_texts_are_measured_apart() -> None:
    texts = ALL_OF_COMPLAINTS.with_columns(aspect=pl.lit("overall"))
    found = with_verified_rates(used(0.78, 0.92, 0.06, model=USED), texts, {})
    assert found["model"].to_list() == [USED, READ_TEXTS]
