"""Planted truths are what they say, read with the errors they name, and counted as the pipeline counts."""

import numpy as np
import polars as pl
import pytest
from calibrating import PARAMETERS, by_speaker, outcome
from scipy.stats import binomtest

from models.calibration import (
    RATINGS,
    TRUTHS,
    Calibration,
    Language,
    Reading,
    Truth,
    inputs_version,
    known_classifiers,
)
from models.calibration.calibrate import calibrated
from models.calibration.crowds import CLOSED_WEEKS, EPOCH, Crowd
from models.calibration.outcomes import CALIBRATION_SCHEMA, Share, first_called
from models.calibration.reading import classifier
from models.calibration.truths import (
    BEFORE_DAYS,
    BURST,
    COLLEAGUES,
    DAYS,
    LOUD,
    SLOW,
    STEADY,
    SUDDEN,
    WAVE,
)
from models.calibration.written import COPIES, LOUD_TIMES, opinions_of, standing_of_written, written
from models.divergence.cast import cast_of
from models.divergence.history import histories
from models.divergence.voices import voices_in


def test_shares_over_time() -> None:
    sudden, slow, wave = (Truth(kind, 0.05, 0.25).daily() for kind in (SUDDEN, SLOW, WAVE))
    assert (sudden[BEFORE_DAYS - 1], sudden[BEFORE_DAYS]) == (0.05, 0.25)
    assert slow[:BEFORE_DAYS].max() == 0.05
    assert 0.24 < slow[-1] < 0.25
    assert wave.max() == pytest.approx(0.25)
    assert wave[:BEFORE_DAYS].mean() == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("truth", "right", "can_be_false_trend", "can_be_false_isolated"),
    [
        (Truth(STEADY, 0.05), "small", True, False),
        (Truth(STEADY, 0.10), None, True, True),
        (Truth(STEADY, 0.20), None, True, True),
        (Truth(STEADY, 0.25), "large", False, True),
        (Truth(SUDDEN, 0.05, 0.25), "rising", False, False),
        (Truth(WAVE, 0.10, 0.15), None, True, False),
    ],
)
def test_what_is_right_and_what_is_false(
    truth: Truth, right: str | None, can_be_false_trend: bool, can_be_false_isolated: bool
) -> None:
    assert truth.right(PARAMETERS) == right
    assert truth.can_be_false_trend(PARAMETERS) == can_be_false_trend
    assert truth.can_be_false_isolated(PARAMETERS) == can_be_false_isolated


def test_the_planted_share_is_read_with_the_errors() -> None:
    reading = Reading("two", (Language("a", 0.75, 0.9, 0.8), Language("b", 0.25, 0.6, 1.0)))
    crowd = Crowd.drawn(np.random.default_rng(1), np.full(500, 0.3), 10.0, reading, 20)
    people, complaints = crowd.polar.sum(axis=(0, 2)), crowd.negative.sum(axis=(0, 2))
    assert people[0] == 0  # nobody rates
    assert people[1:] / people.sum() == pytest.approx([0.75, 0.25], abs=0.01)
    assert complaints[1:] / people[1:] == pytest.approx([0.3 * 0.9 + 0.7 * 0.2, 0.3 * 0.6], abs=0.01)


def test_rates_are_measured_anew_for_each_population() -> None:
    known = classifier(0.85, labelled=100).readers(np.random.default_rng(2), 5000, PARAMETERS)
    measured = known.rates.sensitivity[:, 1]
    assert measured.mean() == pytest.approx(0.85, abs=0.005)
    assert measured.var() == pytest.approx(known.rates.sensitivity_variance[:, 1].mean(), rel=0.1)
    assert (known.rates.sensitivity[:, 0] == 1).all()


def test_a_measured_interval_keeps_its_middle_and_width() -> None:
    low, high = binomtest(100, 118).proportion_ci(method="wilson")
    language = Language.measured("en", 1.0, (low, high), (low, high))
    assert language.sensitivity == pytest.approx((low + high) / 2)
    assert language.complaints_labelled == pytest.approx(118, rel=0.05)


def test_a_crowd_is_seen_as_the_replay_sees_the_same_opinions() -> None:
    """Everybody speaks once: the counts by day, and those through opinions, agree at every look."""
    truth = Truth(LOUD, 0.2)
    said = written(np.random.default_rng(3), truth, 15, 4)
    opinions = opinions_of(np.random.default_rng(4), said, RATINGS)
    counted, feedback = by_speaker(opinions, False)
    nobody = pl.DataFrame(
        schema={"customer_id": pl.String, "ideal_fit": pl.Float64, "lifetime_value": pl.Float64}
    )
    cast = cast_of(counted, feedback, nobody, PARAMETERS, EPOCH)
    voices = voices_in(cast, np.zeros(cast.feedback_ids.height, dtype=np.int64))
    (history,) = histories(cast, voices, np.arange(4))
    polar = np.zeros((4, 1, DAYS))
    negative = np.zeros((4, 1, DAYS))
    is_loud = np.bincount(said.speaker)[said.speaker] > 1
    for population, day, complains in zip(
        said.population[~is_loud], said.day[~is_loud], said.complains[~is_loud], strict=True
    ):
        polar[population, 0, day] += 1
        negative[population, 0, day] += complains
    seen = Crowd(polar, negative).seen(CLOSED_WEEKS, PARAMETERS)
    looks = CLOSED_WEEKS.size
    loud = history.polar[..., -looks:] - seen.polar
    assert set(np.unique(loud)) == {0.0, 1.0}  # sixty times, and one customer at every look
    assert (loud[:, 0, 0, -LOUD_TIMES // 7 :] == 1).all()
    assert (history.negative[..., -looks:] - seen.negative == loud).all()


def test_a_loud_customer_and_copies_are_written_as_often_as_said() -> None:
    for kind, times in ((LOUD, LOUD_TIMES), (BURST, COPIES)):
        said = written(np.random.default_rng(5), Truth(kind, 0.15), 5, 3)
        plain = written(np.random.default_rng(5), Truth(COLLEAGUES, 0.15), 5, 3)
        assert said.population.size == plain.population.size + 3 * times


def test_copies_are_read_alike() -> None:
    said = written(np.random.default_rng(6), Truth(BURST, 0.15), 5, 20)
    opinions = opinions_of(np.random.default_rng(7), said, classifier(0.70))
    copies = opinions.filter(pl.col("text").is_not_null())
    assert copies.group_by("text").agg(pl.col("polarity").n_unique())["polarity"].to_list() == [1] * 20
    assert copies["polarity"].n_unique() == 2


def test_colleagues_agree_as_planted() -> None:
    said = written(np.random.default_rng(8), Truth(COLLEAGUES, 0.3), 50, 20)
    complains = said.complains[: said.complains.size // 5 * 5].reshape(-1, 5)[:, 1:3].astype(float)
    assert np.corrcoef(complains.T)[0, 1] == pytest.approx(0.5, abs=0.06)


def test_written_populations_with_reading_errors_have_rates_of_their_own() -> None:
    said = written(np.random.default_rng(9), Truth(LOUD, 0.05), 15, 5)
    opinions = opinions_of(np.random.default_rng(10), said, classifier(0.95))
    standing = standing_of_written(
        np.random.default_rng(11), opinions, classifier(0.95), by_speaker, PARAMETERS
    )
    assert standing.levels.shape == (5, 4, 104)
    assert (standing.latest.sample.stretch > standing.latest.sample.people).all()


def test_the_first_call_is_counted_in_weeks_from_the_beginning() -> None:
    called = np.array([[True, False, False, True], [False, False, False, False]])
    assert first_called(called, 0).tolist() == [1, np.inf]
    assert first_called(called, 1).tolist() == [3, np.inf]


def test_intervals_are_exact() -> None:
    assert Share(0, 20).interval == (0.0, pytest.approx(1 - 0.025 ** (1 / 20)))
    assert Share(20, 20).interval == (pytest.approx(0.025 ** (1 / 20)), 1.0)


def test_the_same_seed_gives_the_same_rows_whatever_else_is_simulated() -> None:
    truth = Truth(STEADY, 0.05)
    alone = outcome(truth, 5, RATINGS, 20)
    beside = Calibration(PARAMETERS, 20, (Truth(STEADY, 0.5), truth)).outcomes(5, RATINGS)
    assert beside[1][1] == alone


def test_rows_have_the_columns_of_the_table() -> None:
    outcomes = Calibration(PARAMETERS, 20, TRUTHS[:2]).outcomes(5, RATINGS)
    rows = calibrated(outcomes, {(TRUTHS[0], RATINGS): 44}, "v")
    assert rows.schema == CALIBRATION_SCHEMA
    assert rows["customers_needed"].to_list() == [44, None]
    assert rows["false_isolated"].to_list() == [None, None]
    assert rows["repetitions"].to_list() == [20, 20]


def test_the_version_follows_the_inputs() -> None:
    readings = known_classifiers()
    version = inputs_version(readings, (5,), PARAMETERS, 20)
    assert version == inputs_version(readings, (5,), PARAMETERS, 20)
    assert version != inputs_version(readings[:1], (5,), PARAMETERS, 20)
    assert version != inputs_version(readings, (6,), PARAMETERS, 20)
