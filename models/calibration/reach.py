"""From how many customers on a truth is called."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.calibration.crowds import Crowd
from models.calibration.judging import SEGMENTS, is_located, within_segments
from models.calibration.outcomes import Saying
from models.calibration.reading import Reading
from models.calibration.truths import SEGMENT, STEADY, Truth
from models.divergence.parameters import DivergenceParameters
from models.divergence.standing import replayed, verdict_codes

IntArray = NDArray[np.int64]

CALLED_IN = 0.85
"""Of populations: then a truth counts as seen."""

MOST_CUSTOMERS = 100_000
TOTALS: IntArray = np.unique(np.round(np.geomspace(5, MOST_CUSTOMERS, 80)).astype(np.int64))
"""Numbers of customers that are tried."""


def customers_needed(
    rng: np.random.Generator,
    truth: Truth,
    reading: Reading,
    parameters: DivergenceParameters,
    repetitions: int = 200,
) -> int | None:
    """Smallest number of customers (in the planted segment, where there is one) from which on the truth is
    called in CALLED_IN of the populations, over all time; None where MOST_CUSTOMERS are too few, and for what
    depends on time or should not be called."""
    right = truth.right(parameters)
    if right is None or truth.kind not in (STEADY, SEGMENT):
        return None
    called = called_at(rng, truth, reading, TOTALS, parameters, repetitions).mean(axis=0) >= CALLED_IN
    if not called[-1]:
        return None
    not_yet = np.flatnonzero(~called)
    return int(TOTALS[not_yet[-1] + 1 if not_yet.size else 0])


def called_at(
    rng: np.random.Generator,
    truth: Truth,
    reading: Reading,
    totals: IntArray,
    parameters: DivergenceParameters,
    repetitions: int,
    sought: str | None = None,
) -> NDArray[np.bool_]:
    """Whether a truth is called (or, where `sought` names it, something else is) at each number of customers;
    shape (repetitions, totals).

    Each number is looked at, as one after the other came: with so many more looks than a company has, a
    call is no harder, for the evidence holds at every look.
    """
    all_time = replace(parameters, windows_days=(None,))
    new = np.diff(totals, prepend=0)
    looks = np.arange(1, totals.size + 1)
    readers = reading.readers(rng, repetitions, all_time)
    cells = repetitions * SEGMENTS if truth.kind == SEGMENT else repetitions
    share = np.full((cells, new.size), truth.share)
    if truth.kind == SEGMENT and truth.share_after is not None:
        share[::SEGMENTS] = truth.share_after
    polar = _split(rng, new, reading, cells)
    crowd = Crowd.read(rng, polar, share, reading)
    if truth.kind == SEGMENT:
        levels, codes = within_segments(crowd.with_sums(SEGMENTS), readers, looks, all_time)
        return is_located(Saying.of(codes, levels), codes)[:, 0]
    standing = replayed(crowd.seen(looks, all_time), readers, all_time)
    codes = verdict_codes(standing, [], aspects=cells)
    right = sought or truth.right(parameters)
    saying = Saying.of(codes, standing.levels)
    return saying.is_right(right)[:, 0] if right else np.zeros(codes[:, 0].shape, dtype=bool)


def _split(rng: np.random.Generator, new: IntArray, reading: Reading, cells: int) -> IntArray:
    """Exact numbers of customers, divided among the readers; shape (cells, readers, totals)."""
    weights = reading.weights / reading.weights.sum()
    return np.moveaxis(rng.multinomial(new, weights, (cells, new.size)), -1, 1)
