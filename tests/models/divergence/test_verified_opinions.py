"""A person reads some of the opinions: what that makes of the verdict."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from spoken import AS_OF, customers, error_rates, judged, opinions, row_of

from models.divergence.judge import Judgement
from models.opinions import OPINION_SCHEMA
from models.readings import with_readings

RATES = error_rates(0.85, 0.85, margin=0.03)


def read(complaints: int, praises: int, read_as: int | None = None) -> list[dict]:
    """Opinions that a person read; the model had read them as `read_as`, else rightly."""
    return [
        {"polarity": truth, "origin": "reading", "read_polarity": truth if read_as is None else read_as}
        for truth, count in ((-1, complaints), (1, praises))
        for _ in range(count)
    ]


def texts(complaints: int, praises: int) -> list[dict]:
    return customers(complaints, praises, origin="text")


def row(*said: dict) -> dict:
    return row_of(judged(opinions(said), rates=RATES))


@pytest.mark.parametrize(("complaints", "verdict"), [(1, "isolated"), (50, "trend")])
def test_with_everything_read_the_row_is_that_of_ratings(complaints: int, verdict: str) -> None:
    seen = [*read(complaints, 14, read_as=-1), *read(0, 86 - complaints, read_as=1)]
    by_persons = judged(opinions(seen), rates=RATES).divergence
    rated = judged(opinions(customers(complaints, 100 - complaints))).divergence
    assert by_persons["verdict"].to_list() == [verdict]
    assert_frame_equal(by_persons, rated, check_exact=True)


def test_read_complaints_of_a_hundred_texts_settle_what_texts_alone_cannot() -> None:
    # 1 complaint of 100 at 85 %: 15 or so are read as complaints, and 14 of them are praise.
    assert row(*texts(15, 85))["verdict"] == "insufficient_evidence"
    found = row(*read(1, 14, read_as=-1), *texts(0, 85))
    assert (found["verdict"], found["negative"]) == ("isolated", 1)
    assert found["minority_share"] == pytest.approx(1 / 0.85 / 100, rel=0.05)  # what of them was missed
    assert "1 of 100 customers seems to complain" in found["reason"]


def test_what_is_left_unread_is_no_sample_of_its_own() -> None:
    # 100 complaints of 1,000: 85 + 135 read as complaints, all read by a person; 15 + 765 left.
    found = row(*read(85, 135, read_as=-1), *texts(0, 780))
    assert found["minority_share"] == pytest.approx(0.10, abs=0.001)
    naive = (85 + (0 - 0.15 * 780) / 0.70) / 1000
    assert naive < 0  # the sum of corrected counts


def test_readings_narrow_the_interval_the_more_the_more_are_read() -> None:
    def width(of_complaints: float) -> float:
        n = round(220 * of_complaints)
        found = row(*read(round(n * 85 / 220), n - round(n * 85 / 220), read_as=-1), *texts(220 - n, 780))
        return found["share_high"] - found["share_low"]

    widths = [width(part) for part in (0.0, 0.1, 0.5, 1.0)]
    assert widths == sorted(widths, reverse=True)
    assert widths[3] < widths[0] / 1.5


def test_written_opinions_stay_written_when_a_person_reads_them() -> None:
    """They are no ratings: they silence no texts."""
    found = row(*read(10, 10, read_as=-1), *texts(2, 10))
    assert found["raters"] is None


def test_what_cannot_be_read_by_the_model_may_be_by_persons() -> None:
    found = row_of(judged(opinions([*read(50, 30), *texts(10, 10)])))  # no error rates at all
    assert found["verdict"] == "trend"
    assert found["share_high"] - found["share_low"] > 0.2  # of 20 nobody knows anything


def simulated(share: float, customers: int, seed: int, chosen: tuple[float, float]) -> Judgement:
    """200 segments of so many texts read at 85 %; of those read as complaint and as praise, parts `chosen`
    are read by a person."""
    rng = np.random.default_rng(seed)
    truth = np.where(rng.random(200 * customers) < share, -1, 1)
    read_as = np.where(rng.random(truth.size) < 0.85, truth, -truth)
    is_read = rng.random(truth.size) < np.where(read_as < 0, *chosen)
    number = pl.int_range(truth.size, eager=True).alias("number")
    key = number.cast(pl.String)
    plain = pl.DataFrame({"key": key}).select(
        opinion_id="o" + pl.col("key"),
        feedback_id="f" + pl.col("key"),
        customer_id=None,
        speaker="s" + pl.col("key"),
        aspect=pl.lit("delivery"),
        pole=None,
        polarity=pl.Series(read_as, dtype=pl.Int8),
        is_mixed=False,
        origin=pl.lit("text"),
        confidence=1.0,
        quote=None,
        span_start=None,
        span_end=None,
        created_at=pl.lit(AS_OF),
        read_polarity=None,
    )
    said = plain.select(pl.col(name).cast(dtype) for name, dtype in OPINION_SCHEMA.items())
    readings = pl.DataFrame({"opinion_id": said["opinion_id"], "polarity": pl.Series(truth, dtype=pl.Int8)})
    known = with_readings(said.lazy(), readings.filter(pl.Series(is_read)).lazy()).collect()
    segments = known.select(
        "feedback_id", dimension=pl.lit("repetition"), segment=(number // customers).cast(pl.String)
    )
    return judged(known, segments, rates=error_rates(0.85, 0.85))


COMPLAINTS_READ, HALF_OF_THEM, SOME_OF_ALL = (1.0, 0.0), (0.5, 0.0), (0.3, 0.1)


@pytest.mark.parametrize("chosen", [COMPLAINTS_READ, HALF_OF_THEM, SOME_OF_ALL])
@pytest.mark.parametrize("share", [0.05, 0.10, 0.15, 0.20, 0.30])
def test_readings_chosen_by_label_bias_nothing(share: float, chosen: tuple[float, float]) -> None:
    found = simulated(share, 300, seed=21, chosen=chosen).divergence
    called = dict(found["verdict"].value_counts().rows())
    assert found["minority_share"].mean() == pytest.approx(share, abs=0.006)
    if share >= 0.10:
        assert called.get("isolated", 0) + called.get("consensus", 0) <= 0.05 * 200
    if share <= 0.20:
        assert called.get("trend", 0) <= 0.05 * 200


def test_reading_the_complaints_finds_what_texts_alone_cannot() -> None:
    """So that the bounds above are not kept by never calling anything."""

    def settled(share: float, chosen: tuple[float, float], *verdicts: str) -> int:
        found = simulated(share, 150, seed=22, chosen=chosen).divergence
        return found.filter(pl.col("verdict").is_in(verdicts)).height

    assert settled(0.02, COMPLAINTS_READ, "isolated", "consensus") >= 0.7 * 200
    assert settled(0.02, (0.0, 0.0), "isolated", "consensus") <= 0.5 * 200
    assert settled(0.40, COMPLAINTS_READ, "trend") >= 0.9 * 200
