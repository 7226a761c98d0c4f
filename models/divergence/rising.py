"""Whether the share of complaints of a cell has risen, at every look."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.divergence.history import History
from models.divergence.parameters import DivergenceParameters
from models.divergence.readers import RATED, Readers
from models.statistics.rises import ALARM_AT, Weekly, rise_statistic

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

RECENT_WEEKS = 4
"""What a rise has risen to is the share of these."""
LEAST_RISE = 0.05
"""A rise by fewer points is none that anybody must act on."""
LEAVES_BELOW = 0.1
"""A rise is over when its statistic falls to this part of what raised the alarm."""


def rises(history: History, readers: Readers, parameters: DivergenceParameters) -> BoolArray:
    """Whether a rise stands at each look; shape (cells, looks).

    It is called where the statistic passes ALARM_AT, the share of the latest weeks is above
    `isolated_below` and has risen by LEAST_RISE, and it stands until the statistic has fallen or the share
    has come down again.
    """
    parts = (_weekly(history, readers, [RATED]), _weekly(history, readers, range(1, readers.texts)))
    statistic = rise_statistic(parts, first_week=_first_week(history))
    recent, before = _recent_and_before(parts, _first_week(history))
    with np.errstate(invalid="ignore"):
        is_high = recent > parameters.isolated_below
        is_called = (statistic >= ALARM_AT) & is_high & (recent - before >= LEAST_RISE)
    found = np.zeros(statistic.shape, dtype=bool)
    state = np.zeros(statistic.shape[0], dtype=bool)
    for look in range(statistic.shape[1]):
        stays = state & (statistic[:, look] >= LEAVES_BELOW * ALARM_AT) & is_high[:, look]
        state = is_called[:, look] | stays
        found[:, look] = state
    return found


def _first_week(history: History) -> int:
    """The first look holds all that was before: no week."""
    return 1 if history.new_polar.shape[-1] > 1 else 0


def _weekly(history: History, readers: Readers, which: Sequence[int]) -> Weekly:
    """News as it was rated, or as the model alone read it: which of it persons read since is a selection, and
    would move the share with the weeks that they read."""
    columns = np.asarray(which, dtype=np.int64)
    people, negative = _as_the_model_read(history, readers)
    used = readers.is_known[:, columns, None]
    people = people[:, columns] * used
    false_alarm = (1 - readers.rates.specificity)[:, columns, None]
    informed = (readers.rates.sensitivity + readers.rates.specificity - 1)[:, columns, None]
    return Weekly(
        people=people.sum(axis=1),
        read=(negative[:, columns] * used).sum(axis=1),
        false_alarms=(people * false_alarm).sum(axis=1),
        informed=(people * informed).sum(axis=1),
    )


def _as_the_model_read(history: History, readers: Readers) -> tuple[FloatArray, FloatArray]:
    """New opinions of each reader and those of complaint; what persons read is with the language again."""
    people, negative = history.new_polar, history.new_negative
    verified = readers.verified
    if verified.unread.size:
        people, negative = people.copy(), negative.copy()
        as_complaint = history.new_polar[:, verified.as_complaint]
        people[:, verified.unread] += as_complaint + history.new_polar[:, verified.as_praise]
        negative[:, verified.unread] += as_complaint
    return people, negative


def _recent_and_before(parts: tuple[Weekly, ...], first_week: int) -> tuple[FloatArray, FloatArray]:
    """Corrected share of the latest weeks, and of all weeks before them, at each look; NaN without people."""

    def shares(from_: int, to: int) -> FloatArray:
        read, false_alarms, informed = (
            np.sum([getattr(part, name)[:, from_:to].sum(axis=1) for part in parts], axis=0)
            for name in ("read", "false_alarms", "informed")
        )
        found: FloatArray = np.full(read.shape, np.nan)
        np.divide(read - false_alarms, informed, out=found, where=informed > 0)
        return found

    weeks = parts[0].people.shape[1]
    starts = [max(week + 1 - RECENT_WEEKS, first_week) for week in range(weeks)]
    recent = np.stack([shares(start, week + 1) for week, start in enumerate(starts)], axis=1)
    before = np.stack([shares(first_week, start) for start in starts], axis=1)
    return recent, before
