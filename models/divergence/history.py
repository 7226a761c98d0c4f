"""How many took which side at every look: arrays over cells, windows, readers and looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.divergence.cast import Cast
from models.divergence.voices import Voices

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

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


def histories(cast: Cast, parts: Sequence[Voices], visible: pl.Series) -> Iterator[History]:
    """The cells in `visible` (sorted numbers) in which anybody took a side, a few at a time; one of none."""
    is_found = False
    for part in parts:
        sides = part.sides.filter(pl.col("cell").is_in(visible.implode()))
        numbers = sides["cell"].unique().sort().to_numpy().astype(np.int64)
        starts = np.append(np.searchsorted(sides["cell"].to_numpy(), numbers), sides.height)
        columns = {name: sides[name].to_numpy() for name in sides.columns if name != "cell"}
        for first in range(0, numbers.size, CELLS_AT_ONCE):
            last = min(first + CELLS_AT_ONCE, numbers.size)
            rows = slice(starts[first], starts[last])
            chosen = {name: values[rows] for name, values in columns.items()}
            own = np.repeat(np.arange(last - first), np.diff(starts[first : last + 1]))
            yield _history(cast, numbers[first:last], own, chosen)
            is_found = True
    if not is_found:
        none = {name: values.head(0).to_numpy() for name, values in parts[0].sides.to_dict().items()}
        yield _history(cast, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), none)


def _history(cast: Cast, cells: IntArray, own: IntArray, sides: dict[str, NDArray[np.generic]]) -> History:
    readers, looks = len(cast.readers), len(cast.looks)
    place = own * readers + sides["reader"].astype(np.int64)
    first = sides["first_look"].astype(np.int64)
    is_negative, is_news = sides["is_negative"].astype(bool), sides["is_news"].astype(bool)
    shape = (cells.size, readers, looks + 1)

    def counted(at: IntArray, which: NDArray[np.bool_]) -> FloatArray:
        index = (place * (looks + 1) + at)[which]
        return np.bincount(index, minlength=int(np.prod(shape))).reshape(shape).astype(np.float64)

    def present(which: NDArray[np.bool_]) -> FloatArray:
        came = counted(first, which)
        gone = [sides[f"gone_{window}"].astype(np.int64) for window in cast.windows["window"]]
        left = [counted(np.maximum(at, first), which) for at in gone]
        return np.stack([came - one for one in left], axis=1).cumsum(axis=3)[..., :looks]

    everybody = np.ones(first.size, dtype=bool)
    return History(
        cells=cells,
        negative=present(is_negative),
        polar=present(everybody),
        new_negative=counted(first, is_negative & is_news)[..., :looks],
        new_polar=counted(first, is_news)[..., :looks],
    )
