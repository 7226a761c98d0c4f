"""How many took which side at every look: arrays over cells, windows, readers and looks."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.divergence.cast import Cast
from models.divergence.tally import NEGATIVE
from models.divergence.voices import POLAR, BoolArray, IntArray, Voices

FloatArray = NDArray[np.float64]

CELLS_AT_ONCE = 512  # bounds the memory of a chunk


@dataclass(frozen=True)
class History:
    """What was known of a few cells at each look.

    Args:
        cells: their numbers, ascending; shape (cells,).
        negative, polar: speakers whose latest opinion in the window takes a side; shape (cells, windows,
            readers, looks).
        new_negative, new_polar: who spoke as news since the look before; shape (cells, readers, looks); those
            of the first look are all that was before it.
    """

    cells: IntArray
    negative: FloatArray
    polar: FloatArray
    new_negative: FloatArray
    new_polar: FloatArray


@dataclass(frozen=True)
class _Sides:
    """Opinions that take a side, by cell; each counts from its first look until it is gone."""

    cell: IntArray
    reader: IntArray
    first: IntArray
    gone: IntArray
    is_negative: BoolArray
    is_news: BoolArray

    def part(self, rows: slice) -> "_Sides":
        return _Sides(
            self.cell[rows],
            self.reader[rows],
            self.first[rows],
            self.gone[:, rows],
            self.is_negative[rows],
            self.is_news[rows],
        )


def histories(cast: Cast, voices: Voices, visible: IntArray) -> Iterator[History]:
    """The visible cells of a dimension, a few at a time; at least one history, which may be of no cell."""
    sides = _sides(cast, voices, visible)
    for first in range(0, max(visible.size, 1), CELLS_AT_ONCE):
        cells = visible[first : first + CELLS_AT_ONCE]
        ends = np.searchsorted(sides.cell, [cells[0], cells[-1] + 1]) if cells.size else (0, 0)
        yield _history(cast, cells, sides.part(slice(*ends)))


def _sides(cast: Cast, voices: Voices, visible: IntArray) -> _Sides:
    chosen = np.flatnonzero(np.isin(voices.voice, POLAR) & np.isin(voices.cell, visible))
    row, following = voices.row[chosen], voices.next[chosen]
    first = cast.first_look[row].astype(np.int64)
    followed_at = np.where(following < 0, len(cast.looks), cast.first_look[voices.row[following]])
    gone = np.minimum(cast.gone[:, row], followed_at)
    return _Sides(
        cell=voices.cell[chosen],
        reader=cast.reader[row],
        first=first,
        gone=np.maximum(gone, first),
        is_negative=voices.voice[chosen] == NEGATIVE,
        is_news=voices.is_news[chosen],
    )


def _history(cast: Cast, cells: IntArray, sides: _Sides) -> History:
    readers, looks = len(cast.readers), len(cast.looks)
    shape = (cells.size, readers, looks + 1)
    place = (np.searchsorted(cells, sides.cell) * readers + sides.reader) * (looks + 1)

    def counted(at: IntArray, which: BoolArray) -> FloatArray:
        found = np.bincount((place + at)[which], minlength=int(np.prod(shape)))
        return found.reshape(shape).astype(np.float64)

    def present(which: BoolArray) -> FloatArray:
        came = counted(sides.first, which)
        left = [counted(gone, which) for gone in sides.gone]
        return np.stack([came - one for one in left], axis=1).cumsum(axis=3)[..., :looks]

    everybody = np.ones(sides.cell.size, dtype=bool)
    return History(
        cells=cells,
        negative=present(sides.is_negative),
        polar=present(everybody),
        new_negative=counted(sides.first, sides.is_negative & sides.is_news)[..., :looks],
        new_polar=counted(sides.first, sides.is_news)[..., :looks],
    )
