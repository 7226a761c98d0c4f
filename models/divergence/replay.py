"""The verdict of every cell and window, replayed over the looks.

A verdict is reached when the evidence suffices at whatever look, and left when less than HELD_PART of that is
still there (hysteresis), so that it does not come and go with single opinions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import rel_entr

from models.divergence.history import History
from models.divergence.parameters import DivergenceParameters
from models.divergence.readers import RATED, Readers
from models.statistics import Sample
from models.statistics.rises import ALARM_AT, Weekly, rise_statistic

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Codes = NDArray[np.int8]

OPEN, RARE, COMMON, UNANIMOUS = 0, 1, 2, 3
"""What is known of the share of complaints: nothing yet, surely small, surely large, surely nearly all."""

HELD_PART = 1 / 3
"""Of the log evidence that reaches a verdict: a factor of 20 reaches it, one of 2.7 still holds it."""

RECENT_WEEKS = 4
"""What a rise has risen to is the share of these."""
LEAST_RISE = 0.05
"""A rise by fewer points is none that anybody must act on."""
LEAVES_BELOW = 0.1
"""A rise is over when its statistic falls to this part of what raised the alarm."""
CONTRADICTION_Z = 3.3
"""Standard errors between what was rated and what was written, from which both count: about 1 in 1,000 looks
by chance."""


@dataclass(frozen=True)
class Evidence:
    """Who is counted, at every look; arrays of shape (cells, windows, looks).

    Args:
        sample: of the people who count and can be read.
        silent: of those who count, they who cannot be read: they may hold any opinion.
        stands_alone: the ratings count alone, though others wrote.
        is_contradicted: what was written surely differs from what was rated.
        negative, polar: raw counts of the people who count, read or not.
    """

    sample: Sample
    silent: FloatArray
    stands_alone: BoolArray
    is_contradicted: BoolArray
    negative: FloatArray
    polar: FloatArray

    @property
    def readable(self) -> FloatArray:
        """Part of the people who count that can be read; 1 without people."""
        total = self.sample.people + self.silent
        found: FloatArray = np.ones(total.shape)
        np.divide(self.sample.people, total, out=found, where=total > 0)
        return found

    def map(self, change: Callable[[NDArray[Any]], NDArray[Any]]) -> "Evidence":
        """Each array changed alike."""
        return Evidence(
            self.sample.map(change),
            *(change(getattr(self, name)) for name in list(self.__dataclass_fields__)[1:]),
        )

    def scaled(self, factor: FloatArray) -> "Evidence":
        """As many times more people of the same shares."""
        return Evidence(
            self.sample.scaled(factor),
            self.silent * factor,
            self.stands_alone,
            self.is_contradicted,
            self.negative * factor,
            self.polar * factor,
        )


def log_above(evidence: Evidence, share: FloatArray | float) -> FloatArray:
    """Log evidence that more than `share` complain, were all who cannot be read content."""
    return evidence.sample.log_above(share / np.maximum(evidence.readable, 1e-12))


def log_below(evidence: Evidence, share: FloatArray | float) -> FloatArray:
    """Log evidence that fewer than `share` complain, did all complain who cannot be read."""
    readable = np.maximum(evidence.readable, 1e-12)
    return evidence.sample.log_below((share - (1 - readable)) / readable)


def evidence_of(negative: FloatArray, polar: FloatArray, readers: Readers) -> Evidence:
    """Which people count: those who rated alone, where they are at least as many as those who wrote and do
    not surely say something else; then their share stands for everybody.

    Args:
        negative, polar: shape (cells, windows, readers, looks).
        readers: of each cell.
    """
    rated = Sample.rated(negative[:, :, RATED], polar[:, :, RATED])
    used = readers.is_known.astype(np.float64)
    used[:, RATED] = 0.0
    rates = readers.rates.map(lambda values: values[:, None])
    written = Sample.read(negative, polar, rates, used[:, None])
    everything = rated.map_with(written, np.add)
    silent = ((1.0 - readers.is_known)[:, None, None, :] @ polar)[:, :, 0]
    rated_people, people = polar[:, :, RATED], polar.sum(axis=2)
    is_contradicted = _differ(rated, written)
    stands_alone = (2 * rated_people >= people) & (rated_people < people) & ~is_contradicted
    return Evidence(
        sample=everything.map_with(rated, lambda all_, own: np.where(stands_alone, own, all_)),
        silent=np.where(stands_alone, 0.0, silent),
        stands_alone=stands_alone,
        is_contradicted=is_contradicted,
        negative=np.where(stands_alone, negative[:, :, RATED], negative.sum(axis=2)),
        polar=np.where(stands_alone, rated_people, people),
    )


def _differ(one: Sample, other: Sample) -> BoolArray:
    """Whether two shares surely differ; the variance at the share of both together."""
    people = one.people + other.people
    both = np.clip((one.complaints + other.complaints) / np.maximum(people, 1.0), 0.01, 0.99)
    spread = np.sqrt(one.variance(both) + other.variance(both))
    with np.errstate(invalid="ignore"):
        found: BoolArray = np.abs(one.share - other.share) > CONTRADICTION_Z * spread
    return found


def levels(evidence: Evidence, parameters: DivergenceParameters) -> Codes:
    """What is known of the share at every look; shape (cells, windows, looks)."""
    needed = np.broadcast_to(parameters.log_needed[:, None], evidence.silent.shape)
    nearly_all = 1 - parameters.isolated_below
    found = {
        RARE: _log_evidence(evidence, parameters.isolated_below, log_below, parameters),
        COMMON: _log_evidence(evidence, parameters.trend_above, log_above, parameters),
        UNANIMOUS: _log_evidence(evidence, nearly_all, log_above, parameters),
    }
    reached = {code: log >= needed for code, log in found.items()}
    is_held = {code: log >= HELD_PART * needed for code, log in found.items()}
    codes = np.zeros(needed.shape, dtype=np.int8)
    state = np.zeros(needed.shape[:-1], dtype=np.int8)
    for look in range(needed.shape[-1]):
        new = np.zeros_like(state)
        for code in (RARE, COMMON, UNANIMOUS):
            stays = (state == code) & is_held[code][..., look]
            new = np.where(reached[code][..., look] | stays, np.int8(code), new)
        is_falling = (state == UNANIMOUS) & (new == OPEN) & is_held[COMMON][..., look]
        state = np.where(is_falling, np.int8(COMMON), new)
        codes[..., look] = state
    return codes


def _log_evidence(
    evidence: Evidence,
    threshold: float,
    log_evidence: Callable[[Evidence, float], FloatArray],
    parameters: DivergenceParameters,
) -> FloatArray:
    """The evidence, found only where as many ratings could give enough to hold a verdict; elsewhere none."""
    people = evidence.sample.people
    share = np.clip(np.nan_to_num(evidence.sample.share, nan=threshold), 0.0, 1.0)
    most = people * (rel_entr(share, threshold) + rel_entr(1 - share, 1 - threshold))
    is_beyond = share < threshold if log_evidence is log_below else share > threshold
    is_enough = most >= HELD_PART * parameters.log_needed[:, None]
    possible = is_beyond & is_enough & (people >= parameters.privacy_floor)
    found = np.zeros(people.shape)
    found[possible] = log_evidence(evidence.map(lambda values: values[possible]), threshold)
    return found


def rises(history: History, readers: Readers, parameters: DivergenceParameters) -> BoolArray:
    """Whether a rise stands at each look; shape (cells, looks).

    It is called where the statistic passes ALARM_AT, the share of the latest weeks is above
    `isolated_below` and has risen by LEAST_RISE, and it stands until the statistic has fallen or the share
    has come down again.
    """
    is_written = np.arange(history.new_polar.shape[1]) != RATED
    parts = tuple(_weekly(history, readers, which) for which in (~is_written, is_written))
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


def _weekly(history: History, readers: Readers, which: BoolArray) -> Weekly:
    used = (readers.is_known & which)[:, :, None]
    people = history.new_polar * used
    false_alarm = (1 - readers.rates.specificity)[:, :, None]
    informed = (readers.rates.sensitivity + readers.rates.specificity - 1)[:, :, None]
    return Weekly(
        people=people.sum(axis=1),
        read=(history.new_negative * used).sum(axis=1),
        false_alarms=(people * false_alarm).sum(axis=1),
        informed=(people * informed).sum(axis=1),
    )


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
