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

from models.divergence.parameters import DivergenceParameters
from models.divergence.readers import RATED, Readers
from models.divergence.written import written_sample
from models.statistics import Sample

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Codes = NDArray[np.int8]

OPEN, RARE, COMMON, UNANIMOUS = 0, 1, 2, 3
"""What is known of the share of complaints: nothing yet, surely small, surely large, surely nearly all."""

HELD_PART = 1 / 3
"""Of the log evidence that reaches a verdict: a factor of 20 reaches it, one of 2.7 still holds it."""

CONTRADICTION_Z = 3.3
"""Standard errors between what was rated and what was written, from which both count: about 1 in 1,000 looks
by chance."""
FEWEST_COMPARED = 10
"""People on either side; of fewer, standard errors say too little."""


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
    not surely say something else; then their share stands for everybody. What a person read was written.

    Args:
        negative, polar: shape (cells, windows, readers, looks).
        readers: of each cell.
    """
    rated = Sample.rated(negative[:, :, RATED], polar[:, :, RATED])
    written = written_sample(negative, polar, readers)
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
    are_enough = np.minimum(one.people, other.people) >= FEWEST_COMPARED
    both = np.clip((one.complaints + other.complaints) / np.maximum(people, 1.0), 0.01, 0.99)
    spread = np.sqrt(one.variance(both) + other.variance(both))
    with np.errstate(invalid="ignore"):
        found: BoolArray = are_enough & (np.abs(one.share - other.share) > CONTRADICTION_Z * spread)
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
