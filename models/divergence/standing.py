"""What is known of every cell and window at every look, and what that makes its verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.divergence.history import History
from models.divergence.parameters import DivergenceParameters
from models.divergence.readers import RATED, Readers
from models.divergence.replay import (
    COMMON,
    HELD_PART,
    OPEN,
    RARE,
    UNANIMOUS,
    BoolArray,
    Codes,
    Evidence,
    evidence_of,
    levels,
    log_above,
)
from models.divergence.rising import rises
from models.divergence.voices import IntArray
from models.statistics import Sample

VERDICTS = ("insufficient_evidence", "isolated", "consensus", "trend", "emerging", "resolved", "see_segment")
INSUFFICIENT, ISOLATED, CONSENSUS, TREND, EMERGING, RESOLVED, SEE_SEGMENT = VERDICTS
_CODE = {verdict: np.int8(code) for code, verdict in enumerate(VERDICTS)}

RESOLVED_WEEKS = 26
"""How long a trend that has gone is called resolved; then what is left of it is isolated or a consensus."""

VOICED_ABOVE = 0.005
"""Share of complaints from which those that were read are somebody's, and not misread praise."""


@dataclass(frozen=True)
class Standing:
    """Arrays over the visible cells, ascending.

    Args:
        cells: their numbers; shape (cells,).
        levels: what is known of the share; shape (cells, windows, looks).
        rises: whether a rise stands; shape (cells, looks).
        is_voiced: whether somebody complains; shape (cells, windows, looks).
        is_there: whether anybody took a side; shape (cells, windows, looks).
        latest: who is counted at the last look; arrays of shape (cells, windows).
    """

    cells: IntArray
    levels: Codes
    rises: BoolArray
    is_voiced: BoolArray
    is_there: BoolArray
    latest: Evidence


def replayed(history: History, readers: Readers, parameters: DivergenceParameters) -> Standing:
    """What is known of some cells at every look.

    Args:
        readers: of each of the cells.
    """
    evidence = evidence_of(history.negative, history.polar, readers)
    return Standing(
        cells=history.cells,
        levels=levels(evidence, parameters),
        rises=rises(history, readers, parameters),
        is_voiced=_is_voiced(evidence, history, readers, parameters),
        is_there=history.polar.sum(axis=2) > 0,
        latest=evidence.map(lambda values: values[..., -1].copy()),
    )


def _is_voiced(
    evidence: Evidence, history: History, readers: Readers, parameters: DivergenceParameters
) -> BoolArray:
    """Whether somebody who counts surely complains, at every look.

    By a rating, by words that a person read, or by so many read complaints that misreading cannot be all; the
    last until less than HELD_PART of that evidence is left.
    """
    rated = history.negative[:, :, RATED] > 0
    verified = (history.negative[:, :, readers.texts :].sum(axis=2) > 0) & ~evidence.stands_alone
    log = np.zeros(rated.shape)
    is_some = evidence.sample.complaints > 0
    log[is_some] = log_above(evidence.map(lambda values: values[is_some]), VOICED_ABOVE)
    needed = parameters.log_needed[:, None]
    found: BoolArray = rated | verified | (log >= needed)
    for look in range(1, found.shape[-1]):
        found[..., look] |= found[..., look - 1] & (log >= HELD_PART * needed)[..., look]
    return found


def joined(found: Sequence[Standing]) -> Standing:
    """By cell; a segment's number is of one dimension, so no cell is found twice."""
    cells = np.concatenate([one.cells for one in found])
    order = np.argsort(cells)

    def whole(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(one, name) for one in found])[order]

    latest = [one.latest for one in found]
    sample = Sample(
        *(np.concatenate([getattr(one.sample, name) for one in latest])[order] for name in Sample.names())
    )
    counted = [name for name in Evidence.__dataclass_fields__ if name != "sample"]
    others = [np.concatenate([getattr(one, name) for one in latest])[order] for name in counted]
    return Standing(
        cells[order],
        whole("levels"),
        whole("rises"),
        whole("is_voiced"),
        whole("is_there"),
        Evidence(sample, *others),
    )


def verdict_codes(standing: Standing, children: Sequence[IntArray], aspects: int) -> Codes:
    """The verdict of every cell, window and look, as an index of VERDICTS; shape as `levels`.

    Args:
        children: the slices within each slice.
        aspects: their number: a cell is slice × aspects + aspect.
    """
    level, is_rising = standing.levels, standing.rises[:, None, :]
    is_alarm = (level == COMMON) | (level == UNANIMOUS)
    codes = np.zeros(level.shape, dtype=np.int8)
    codes[(level == RARE) & standing.is_voiced] = _CODE[ISOLATED]
    codes[(level == RARE) & ~standing.is_voiced | (level == UNANIMOUS)] = _CODE[CONSENSUS]
    codes[_lately(is_alarm) & (level == RARE)] = _CODE[RESOLVED]
    codes[is_rising & ((level == OPEN) | (level == RARE))] = _CODE[EMERGING]
    # What was a trend and still stands as a rise has not gone: a window of few may only show it less surely.
    codes[(level == COMMON) | is_rising & _lately(is_alarm) & (level == OPEN)] = _CODE[TREND]
    has_alarm_below = _in_children(standing, children, aspects)
    is_calm = (level == OPEN) | (level == RARE)
    codes[has_alarm_below & is_calm & (codes != _CODE[EMERGING])] = _CODE[SEE_SEGMENT]
    return codes


def _lately(is_alarm: BoolArray) -> BoolArray:
    """Whether there was an alarm within the weeks in which its end is news."""
    looks = np.arange(is_alarm.shape[-1])
    latest = np.maximum.accumulate(np.where(is_alarm, looks, -RESOLVED_WEEKS - 1), axis=-1)
    found: BoolArray = (looks - latest <= RESOLVED_WEEKS) & ~is_alarm
    return found


def _in_children(standing: Standing, children: Sequence[IntArray], aspects: int) -> BoolArray:
    """Whether a segment within is a trend, or complains unanimously."""
    is_trend = (standing.levels == COMMON) | (standing.levels == UNANIMOUS)
    found = np.zeros(is_trend.shape, dtype=bool)
    slices, aspect = np.divmod(standing.cells, aspects)
    for parent, within in enumerate(children):
        own = np.flatnonzero(slices == parent)
        if within.size and own.size:
            for each in own:
                cells = within * aspects + aspect[each]
                place = np.searchsorted(standing.cells, cells)
                is_known = place < standing.cells.size
                place = place[is_known][standing.cells[place[is_known]] == cells[is_known]]
                found[each] = is_trend[place].any(axis=0)
    return found


def last_change(codes: Codes, is_there: BoolArray) -> tuple[IntArray, IntArray]:
    """Where the week began in which the last verdict was reached, and the verdict before it (-1: none).

    Returns:
        Two arrays without the looks' axis.
    """
    looks = np.arange(codes.shape[-1])
    known = np.where(is_there, codes, np.int8(-1))
    last = known[..., -1:]
    differs_at = np.where(known != last, looks, -1).max(axis=-1)
    before = np.take_along_axis(known, np.maximum(differs_at, 0)[..., None], axis=-1)[..., 0]
    return np.maximum(differs_at, 0), np.where(differs_at >= 0, before, -1).astype(np.int64)
