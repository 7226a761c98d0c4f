"""Which opinions are named as evidence, and which words are quoted."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.divergence.cast import VOICES, Cast
from models.divergence.voices import POLAR, IntArray, Voices

EVIDENCE_IDS = 20  # opinions named as evidence of a row, at most


def named_opinions(cast: Cast, voices: Voices, visible: IntArray) -> pl.DataFrame:
    """cell, window, voice, row (in the cast): the latest on each side of the visible cells, the latest first.

    A narrower window holds the later of the same opinions, so one choice serves all windows.
    """
    row, cell, voice = _polar(voices, visible, cast.latest_first)
    kept = _place(cell, voice) < EVIDENCE_IDS
    return _in_windows(cast, row[kept], cell[kept], voice[kept])


def quoted_opinions(cast: Cast, voices: Voices, visible: IntArray, most: int) -> pl.DataFrame:
    """cell, window, voice, row (in the cast): the best words on each side, at most so many a window."""
    row, cell, voice = _polar(voices, visible, cast.best_words_first)
    chosen = []
    for window in range(cast.windows.height):
        inside = np.flatnonzero(cast.depth[row] > window)
        inside = inside[_is_first(cell[inside], voice[inside], cast.words[row[inside]])]
        kept = inside[_place(cell[inside], voice[inside]) < most]
        chosen.append(_rows(cell[kept], np.full(kept.size, window), voice[kept], row[kept]))
    return pl.concat(chosen)


def _is_first(cell: IntArray, voice: NDArray[np.uint8], words: IntArray) -> NDArray[np.bool_]:
    """Whether the same words were not said before on the same side of the cell: nobody reads them twice."""
    said = pl.DataFrame({"cell": cell, "voice": voice, "words": words})
    return said.select(pl.struct(pl.all()).is_first_distinct()).to_series().to_numpy()


def _polar(
    voices: Voices, visible: IntArray, wanted: IntArray
) -> tuple[IntArray, IntArray, NDArray[np.uint8]]:
    """row, cell and voice of the latest opinions that take a side in a visible cell, by cell and voice; in
    each in the order of the `wanted` rows of the cast, others left out."""
    latest = voices.latest
    chosen = latest[np.isin(voices.voice[latest], POLAR) & np.isin(voices.cell[latest], visible)]
    position = np.full(int(wanted.max(initial=-1)) + 1 + int(voices.row.max(initial=-1)) + 1, -1)
    position[voices.row[chosen]] = chosen
    ordered = position[wanted]
    ordered = ordered[ordered >= 0]
    first = int(voices.cell.min(initial=0))
    group = (voices.cell[ordered] - first) * len(VOICES) + voices.voice[ordered]
    sorted_ = ordered[np.argsort(group.astype(np.uint32), kind="stable")]
    return voices.row[sorted_], voices.cell[sorted_], voices.voice[sorted_]


def _place(cell: IntArray, voice: NDArray[np.uint8]) -> IntArray:
    """Of each in its group, from 0; the groups lie together."""
    starts = np.ones(cell.size, dtype=bool)
    starts[1:] = (cell[1:] != cell[:-1]) | (voice[1:] != voice[:-1])
    first = np.maximum.accumulate(np.where(starts, np.arange(cell.size), 0))
    return np.arange(cell.size) - first


def _in_windows(cast: Cast, row: IntArray, cell: IntArray, voice: NDArray[np.uint8]) -> pl.DataFrame:
    parts = []
    for window in range(cast.windows.height):
        inside = cast.depth[row] > window
        parts.append(_rows(cell[inside], np.full(inside.sum(), window), voice[inside], row[inside]))
    return pl.concat(parts)


def _rows(cell: IntArray, window: IntArray, voice: NDArray[np.uint8], row: IntArray) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "cell": cell,
            "window": window.astype(np.uint8),
            "voice": pl.Series(VOICES, dtype=pl.String).gather(pl.Series(voice, dtype=pl.UInt32)),
            "row": row.astype(np.uint32),
        }
    )
