"""How often the verdict is wrong, by simulation: each segment is one repetition of the same truth."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from spoken import AS_OF, error_rates, judged

from models.divergence.judge import Judgement
from models.opinions import OPINION_SCHEMA

REPETITIONS = 400
FALSE_CALLS = 0.05


def simulated(
    share: float, customers: int, seed: int, read: tuple[float, float] | None = None
) -> pl.DataFrame:
    """`customers` opinions an hour apart in each of REPETITIONS segments, a `share` of them complaints.

    Args:
        read: sensitivity and specificity with which they are read; None for ratings.
    """
    rng = np.random.default_rng(seed)
    complains = rng.random(REPETITIONS * customers) < share
    if read is not None:
        sensitivity, specificity = read
        misses = rng.random(complains.size) >= np.where(complains, sensitivity, specificity)
        complains ^= misses
    number = pl.int_range(complains.size, eager=True).alias("number")
    key = number.cast(pl.String).str.zfill(7)
    hour = number % customers
    return pl.DataFrame({"number": number, "hour": hour}).select(
        number // customers,
        opinion_id="o" + key,
        feedback_id="f" + key,
        customer_id=pl.lit(None, pl.String),
        speaker="s" + key,
        aspect=pl.lit("overall"),
        pole=pl.lit(None, pl.String),
        polarity=pl.Series(np.where(complains, -1, 1), dtype=pl.Int8),
        is_mixed=pl.lit(False),
        origin=pl.lit("rating" if read is None else "text"),
        confidence=pl.lit(1.0),
        quote=pl.lit(None, pl.String),
        span_start=pl.lit(None, pl.Int32),
        span_end=pl.lit(None, pl.Int32),
        created_at=(pl.lit(AS_OF) + pl.duration(hours="hour")).cast(OPINION_SCHEMA["created_at"]),
        read_polarity=pl.lit(None, pl.Int8),
    )


def judged_in_segments(
    said: pl.DataFrame, looks: list[int], rates: pl.DataFrame | None = None
) -> list[Judgement]:
    """One judgement after each number of customers."""
    segments = said.select(
        "feedback_id", dimension=pl.lit("repetition"), segment=pl.col("number").cast(pl.String)
    )
    return [
        judged(said.drop("number"), segments, rates=rates, as_of=AS_OF + timedelta(hours=look - 1))
        for look in looks
    ]


def ever(judgements: list[Judgement], verdict: str) -> float:
    """Share of the repetitions that got the verdict at any look."""
    called = pl.concat([judgement.divergence for judgement in judgements]).filter(
        pl.col("verdict") == verdict
    )
    return called["segment"].n_unique() / REPETITIONS


ONE_LOOK = [200]
MANY_LOOKS = [10, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200]


@pytest.mark.parametrize("looks", [ONE_LOOK, MANY_LOOKS], ids=["one look", "many looks"])
@pytest.mark.parametrize(("share", "verdict"), [(0.20, "trend"), (0.10, "isolated")])
def test_false_calls_at_the_thresholds_on_ratings(share: float, verdict: str, looks: list[int]) -> None:
    judgements = judged_in_segments(simulated(share, 200, seed=11), looks)
    assert judgements[-1].divergence["customers"].to_list() == [200] * REPETITIONS
    assert ever(judgements, verdict) <= FALSE_CALLS


@pytest.mark.system
@pytest.mark.parametrize(("share", "verdict"), [(0.20, "trend"), (0.10, "isolated"), (0.0, "trend")])
def test_false_calls_at_the_thresholds_on_texts(share: float, verdict: str) -> None:
    said = simulated(share, 200, seed=12, read=(0.85, 0.85))
    rates = error_rates(0.85, 0.85, margin=0.03, aspect="overall")
    assert ever(judged_in_segments(said, MANY_LOOKS, rates), verdict) <= FALSE_CALLS


@pytest.mark.system
def test_false_calls_with_error_rates_that_were_themselves_measured() -> None:
    """Sensitivity and specificity measured on 400 texts each, 95 % of whose intervals hold the truth."""
    rng = np.random.default_rng(13)
    said = simulated(0.20, 200, seed=14, read=(0.85, 0.85))
    called = []
    for repetition in range(0, REPETITIONS, 20):  # a new measurement for every 20 repetitions
        measured = rng.binomial(400, 0.85, 2) / 400
        margin = 1.96 * float(np.sqrt(measured * (1 - measured) / 400).max())
        rates = error_rates(float(measured[0]), float(measured[1]), margin, aspect="overall")
        part = said.filter(pl.col("number").is_between(repetition, repetition + 19))
        called.append(ever(judged_in_segments(part, ONE_LOOK, rates), "trend"))
    assert sum(called) <= FALSE_CALLS


def test_true_trends_and_isolated_cases_are_found() -> None:
    """So that the bounds above are not kept by never calling anything."""
    assert ever(judged_in_segments(simulated(0.5, 60, seed=15), [60]), "trend") >= 0.9
    rare = judged_in_segments(simulated(0.01, 200, seed=16), [200])
    assert ever(rare, "isolated") + ever(rare, "consensus") >= 0.9
