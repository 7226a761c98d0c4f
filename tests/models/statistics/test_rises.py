"""Whether a rise is seen, and nothing else."""

import numpy as np
import pytest
from numpy.typing import NDArray

from models.statistics.rises import ALARM_AT, Weekly, rise_statistic

FloatArray = NDArray[np.float64]

BEFORE, WATCHED = 52, 26


def weekly(
    share: FloatArray, customers: int | NDArray[np.int64], cells: int, seed: int, read: float | None = None
) -> Weekly:
    """Poisson numbers of customers; read with a sensitivity and specificity of `read`."""
    rng = np.random.default_rng(seed)
    people = rng.poisson(customers, (cells, share.size))
    complaints = rng.binomial(people, share)
    false_alarm = 0.0 if read is None else 1 - read
    if read is not None:
        complaints = rng.binomial(complaints, read) + rng.binomial(people - complaints, false_alarm)
    return Weekly(
        people.astype(float), complaints.astype(float), people * false_alarm, people * (1 - 2 * false_alarm)
    )


def first_alarm(*parts: Weekly) -> FloatArray:
    """Weeks after the year before; infinite without an alarm."""
    reached = rise_statistic(parts, first_week=0)[:, BEFORE:] >= ALARM_AT
    return np.where(reached.any(axis=1), reached.argmax(axis=1) + 1.0, np.inf)


@pytest.mark.parametrize("share", [0.05, 0.10, 0.15])
@pytest.mark.parametrize("customers", [5, 15, 50])
def test_without_a_change_few_are_alarmed_in_half_a_year(share: float, customers: int) -> None:
    steady = np.full(BEFORE + WATCHED, share)
    alarmed = np.isfinite(first_alarm(weekly(steady, customers, cells=2_000, seed=customers)))
    assert alarmed.mean() <= 0.05


def test_a_rise_is_seen_within_weeks() -> None:
    sudden = np.repeat([0.05, 0.25], [BEFORE, WATCHED])
    slight = np.repeat([0.05, 0.12], [BEFORE, WATCHED])
    assert np.median(first_alarm(weekly(sudden, 50, 400, seed=1, read=0.85))) <= 3
    assert np.median(first_alarm(weekly(slight, 50, 400, seed=2, read=0.95))) <= 8


def test_a_season_that_comes_again_is_no_rise_once_it_is_known() -> None:
    weeks = np.arange(104 + WATCHED)
    wave = 0.10 + 0.05 * np.sin(2 * np.pi * (weeks - 104) / 52)  # 5 to 15 %, at its top after 13 weeks
    statistic = rise_statistic((weekly(wave, 50, 500, seed=7),), first_week=0)
    assert (statistic[:, 104:] >= ALARM_AT).any(axis=1).mean() <= 0.15


def test_a_fall_is_no_rise() -> None:
    fallen = np.repeat([0.25, 0.05], [BEFORE, WATCHED])
    assert np.isinf(first_alarm(weekly(fallen, 50, 200, seed=3))).all()


def test_more_from_a_source_where_more_complain_is_no_rise() -> None:
    steady = np.ones(BEFORE + WATCHED)
    customers = np.repeat([20, 200], [BEFORE, WATCHED])  # ten times as many texts, of which 30 % complain
    rated = weekly(0.05 * steady, 30, 2_000, seed=4)
    texts = weekly(0.3 * steady, customers, 2_000, seed=5, read=0.9)
    assert np.isfinite(first_alarm(rated, texts)).mean() <= 0.06


def test_without_a_base_nothing_has_risen() -> None:
    few = weekly(np.full(10, 0.5), 50, 20, seed=6)
    assert (rise_statistic((few,), first_week=0)[:, :10] == 0).all()
