"""What the verdict promises, on planted truths: false calls at most so often, true ones found.

Repetitions are few: a bound of 5 % is asserted with what chance adds to it. models/calibration/README.md has
the figures of many.
"""

from dataclasses import replace

import numpy as np
import pytest
from calibrating import ALL_TIME, BOUND, PARAMETERS, outcome, said_in_watch, worst_window

from models.calibration import RATINGS, Reading, Truth, known_classifiers
from models.calibration.judging import Drawn, nightly
from models.calibration.outcomes import Saying, ever
from models.calibration.reach import called_at
from models.calibration.reading import classifier
from models.calibration.truths import ACCOUNTS, COLLEAGUES, LOUD, SEGMENT, STEADY, SUDDEN

REPETITIONS = 300
MARGIN = 0.025
"""Two standard errors of 5 % of REPETITIONS."""

READINGS = pytest.mark.parametrize("reading", known_classifiers(), ids=lambda reading: reading.name)


@READINGS
@pytest.mark.parametrize("weekly", [5, 50])
def test_a_share_at_the_threshold_is_seldom_called_a_trend(reading: Reading, weekly: int) -> None:
    said = said_in_watch(Truth(STEADY, 0.20), weekly, reading, REPETITIONS, seed=1)
    assert worst_window(said.large) <= BOUND + MARGIN


@READINGS
@pytest.mark.parametrize("weekly", [5, 50])
def test_a_share_at_the_threshold_is_seldom_called_isolated(reading: Reading, weekly: int) -> None:
    said = said_in_watch(Truth(STEADY, 0.10), weekly, reading, REPETITIONS, seed=2)
    assert worst_window(said.small) <= BOUND + MARGIN


def test_unanimous_praise_read_at_70_percent_is_never_a_trend() -> None:
    looks = np.arange(10, 601, 10)
    said = called_at(
        np.random.default_rng(3), Truth(STEADY, 0.0), classifier(0.70), looks, PARAMETERS, 300, sought="large"
    )
    assert said.any(axis=1).mean() <= 0.01  # taken for ratings, nearly all of them would be


@pytest.mark.system
def test_nights_without_change_seldom_alarm() -> None:
    """Every night of a quarter its own look, in all windows at once."""
    planted = [(Truth(STEADY, share), weekly) for weekly in (5, 15, 50) for share in (0.05, 0.10, 0.15)]
    rng, reading = np.random.default_rng(4), classifier(0.85)
    drawn = Drawn.joined([Drawn.of(rng, *one, reading, 20, PARAMETERS) for one in planted])
    levels, codes = nightly(drawn, PARAMETERS, nights=90)
    said = Saying.of(codes, levels)
    assert codes.shape == (180, 4, 90)
    assert ever(said.large | said.rising).mean() <= BOUND + 0.03


@pytest.mark.parametrize("weekly", [5, 15, 50])
@pytest.mark.parametrize("share", [0.05, 0.10, 0.15])
def test_weeks_without_change_seldom_alarm(weekly: int, share: float) -> None:
    said = said_in_watch(Truth(STEADY, share), weekly, RATINGS, REPETITIONS, seed=10)
    assert ever(said.large | said.rising).mean() <= BOUND + MARGIN


POWER = (  # truth, accuracy, customers, called in at least
    (Truth(STEADY, 0.0), 0.95, 200, 0.90),
    (Truth(STEADY, 0.50), 0.95, 60, 0.90),
    (Truth(STEADY, 0.30), 0.95, 400, 0.85),
    (Truth(STEADY, 0.30), 0.85, 1000, 0.85),
    (Truth(SEGMENT, 0.05, 0.40), 0.95, 120, 0.85),
    (Truth(SEGMENT, 0.05, 0.40), 0.85, 200, 0.85),
)


@pytest.mark.parametrize(("truth", "accuracy", "customers", "least"), POWER)
def test_so_many_customers_show_it(truth: Truth, accuracy: float, customers: int, least: float) -> None:
    looks = np.unique(np.append(np.arange(5, customers, 5), customers))
    called = called_at(np.random.default_rng(5), truth, classifier(accuracy), looks, PARAMETERS, 300)
    assert called[:, -1].mean() >= least - 0.04  # two standard errors


@pytest.mark.parametrize(("after", "accuracy", "weeks"), [(0.25, 0.85, 3), (0.12, 0.95, 8)])
def test_a_rise_is_called_in_time(after: float, accuracy: float, weeks: int) -> None:
    found = outcome(Truth(SUDDEN, 0.05, after), 50, classifier(accuracy), 200)
    assert found.weeks_to_call_median is not None
    assert found.weeks_to_call_median <= weeks
    assert found.missed is not None
    assert found.missed.value <= 0.1
    assert found.false_trend is None  # a trend would be true


def test_a_loud_customer_changes_nothing() -> None:
    found = outcome(Truth(LOUD, 0.05), 15, RATINGS, 240)  # a quarter of them is written out
    assert found.false_trend is not None
    assert found.false_trend.of == 60
    assert found.false_trend.value <= BOUND


def test_colleagues_who_agree_look_like_a_trend_unless_they_count_once() -> None:
    each, once = (outcome(Truth(kind, 0.20), 15, RATINGS, 240) for kind in (COLLEAGUES, ACCOUNTS))
    assert each.false_trend is not None
    assert once.false_trend is not None
    assert each.false_trend.value > 3 * BOUND
    assert once.false_trend.value <= 2 * BOUND + MARGIN  # the rise's share of false alarms beside the trend's


def test_what_cannot_be_told_from_chance_is_called_nothing() -> None:
    """Below the least informedness nothing is called, however many texts there are."""
    blind = replace(ALL_TIME, min_informedness=0.8)
    looks = np.array([100, 1000, 10_000])
    called = called_at(np.random.default_rng(6), Truth(STEADY, 0.50), classifier(0.85), looks, blind, 50)
    assert not called.any()
