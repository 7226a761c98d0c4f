"""Small calibrations, for the tests of what the verdict sees."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.calibration import Calibration, Outcome, Reading, Truth
from models.calibration.crowds import CLOSED_WEEKS
from models.calibration.judging import Drawn
from models.calibration.outcomes import Saying
from models.calibration.truths import WATCHED_WEEKS
from models.divergence.parameters import DivergenceParameters

PARAMETERS = DivergenceParameters("", "")
ALL_TIME = DivergenceParameters("", "", windows_days=(None,))

BOUND = 0.05
"""What the verdict promises of false calls."""


def by_speaker(opinions: pl.DataFrame, is_per_account: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Who counts once, as given; accounts where they count."""
    speaker = "account_id" if is_per_account else "speaker"
    feedback = opinions.select("feedback_id", "language", sentiment_score=pl.lit(None, pl.Float64))
    return opinions.drop("language", "text").with_columns(speaker=speaker), feedback


def outcome(truth: Truth, weekly: int, reading: Reading, repetitions: int) -> Outcome:
    calibration = Calibration(PARAMETERS, repetitions, (truth,), by_speaker)
    ((_, found),) = calibration.outcomes(weekly, reading)
    return found


def said_in_watch(truth: Truth, weekly: int, reading: Reading, repetitions: int, seed: int) -> Saying:
    """At the end of each week of the watch; shape (repetitions, windows, weeks)."""
    drawn = Drawn.of(np.random.default_rng(seed), truth, weekly, reading, repetitions, PARAMETERS)
    levels, codes = drawn.replayed(CLOSED_WEEKS, PARAMETERS)
    watch = slice(-WATCHED_WEEKS, None)
    return Saying.of(codes[..., watch], levels[..., watch])


def worst_window(is_called: NDArray[np.bool_]) -> float:
    """Share of the populations that are ever called, in the window with most."""
    return float(is_called.any(axis=2).mean(axis=0).max())
