"""Whether a share has risen, watched week by week."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

TILTS = np.array([0.4, 0.8, 1.4])
"""Rises that are watched for, in log-odds: from 5 to 7, 10 and 18 per cent, say."""
WEIGHTS = np.array([0.40, 0.35, 0.25])

BASE_WEEKS = 52
"""The share before is that of a year, so that a season is in it."""
LAG_WEEKS = 8
"""The latest weeks are no part of the share before: a rise must not hide itself."""
SEASON_WEEKS = 8
"""Around the same week a year ago: where their share was surely above that year's, a season is due."""
SEASON_Z = 1.5
"""Standard errors from which it surely was."""
FEWEST_BEFORE = 30
"""Customers before, below which nothing can be said to have risen."""
FEWEST_WEEKS_BEFORE = 8
ALARM_AT = 300.0
"""Level of the statistic that a cell without any change reaches in about 3 of 100 half-years: found by
simulation over 5 to 50 customers a week and shares of 5 to 20 %; `voc calibrate` repeats it."""


@dataclass(frozen=True)
class Weekly:
    """New customers of each cell and week; arrays of shape (cells, weeks), the first week the oldest.

    Args:
        people: who took a side for the first time in a while.
        read: of these read as complaining (as rated, where they rated).
        false_alarms: expected number of complaints read from praise.
        informed: sum over people of sensitivity + specificity - 1.
    """

    people: FloatArray
    read: FloatArray
    false_alarms: FloatArray
    informed: FloatArray


def rise_statistic(parts: tuple[Weekly, ...], first_week: int) -> FloatArray:
    """Shiryaev-Roberts mixture CUSUM for a rise in the share of complaints; shape (cells, weeks).

    Each week multiplies (1 + the statistic before) by the likelihood ratio of a share raised by a tilt
    against that of the year before, one standard error up (of the same season a year ago, where that was
    surely above), mixed over the tilts; so every week may be the one in which the rise began. Parts that are
    read differently (ratings, texts) have a year before each of their own: that more of them come is no rise.

    Args:
        first_week: weeks before it are known to be incomplete and are no base.
    Source: A. Shiryaev, On optimum methods in quickest detection problems, Theory of Probability and its
    Applications 8 (1963); M. Pollak, Optimal detection of a change in distribution, Annals of Statistics 13
    (1985), pp. 206-227 (mixture); J. Shin, A. Ramdas, A. Rinaldo, E-detectors, NEJSDS 2 (2024), section 2.
    """
    cells, weeks = parts[0].people.shape
    level = np.zeros((cells, TILTS.size))
    found = np.zeros((cells, weeks))
    running = [_Running.of(part) for part in parts]
    for week in range(first_week, weeks):
        ratio = np.zeros((cells, TILTS.size))
        is_known = np.zeros(cells, dtype=bool)
        for part, sums in zip(parts, running, strict=True):
            null, is_based = sums.share_before(part, week, first_week)
            log_ratio = part.read[:, week, None] * TILTS - part.people[:, week, None] * np.log1p(
                null[:, None] * np.expm1(TILTS)
            )
            ratio += np.where(is_based[:, None], log_ratio, 0.0)
            is_known |= is_based
        level = np.where(is_known[:, None], (level + 1) * np.exp(np.clip(ratio, -50, 50)), 0.0)
        level = np.minimum(level, 10 * ALARM_AT)  # so that it can come down again
        found[:, week] = level @ WEIGHTS
    return found


@dataclass(frozen=True)
class _Running:
    """Sums over the weeks before each."""

    people: FloatArray
    read: FloatArray
    false_alarms: FloatArray
    informed: FloatArray

    @classmethod
    def of(cls, part: Weekly) -> "_Running":
        def summed(values: FloatArray) -> FloatArray:
            return np.concatenate([np.zeros((values.shape[0], 1)), values.cumsum(axis=1)], axis=1)

        return cls(*(summed(getattr(part, name)) for name in cls.__dataclass_fields__))

    def share_before(self, part: Weekly, week: int, first_week: int) -> tuple[FloatArray, NDArray[np.bool_]]:
        """The share that would be read this week if nothing had changed, and whether a year before tells."""
        end = max(week - LAG_WEEKS, 0)
        start = max(end - BASE_WEEKS, first_week)
        if end - start < FEWEST_WEEKS_BEFORE:
            none = np.zeros(part.people.shape[0])
            return none + 0.5, none > 0
        people, read, share, error = self._share_of(start, end, raised_by=1.0)
        _, _, seasonal, seasonal_error = self._share_of(
            max(week - BASE_WEEKS - SEASON_WEEKS // 2, first_week),
            max(week - BASE_WEEKS + SEASON_WEEKS // 2, first_week),
            raised_by=0.0,
        )
        is_season = seasonal - (share - error) > SEASON_Z * np.hypot(error, seasonal_error)
        share = np.where(is_season, np.maximum(share, seasonal + seasonal_error), share)
        raised = (read + 0.5) / (people + 1)
        now = np.maximum(part.people[:, week], 1.0)
        null = part.false_alarms[:, week] / now + share * part.informed[:, week] / now
        null = np.where(part.people[:, week] > 0, null, raised)
        return np.clip(null, 1e-6, 1 - 1e-6), people >= FEWEST_BEFORE

    def _share_of(
        self, start: int, end: int, raised_by: float
    ) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """People, complaints read, corrected share (so many standard errors up) and its standard error."""
        people, read, false_alarms, informed = (
            getattr(self, name)[:, end] - getattr(self, name)[:, start]
            for name in ("people", "read", "false_alarms", "informed")
        )
        seen = (read + 0.5) / (people + 1)
        error = np.sqrt(seen * (1 - seen) / (people + 1))
        there = np.maximum(people, 1.0)
        informedness = np.maximum(informed / there, 1e-9)
        share = (seen + raised_by * error - false_alarms / there) / informedness
        return people, read, share, error / informedness
