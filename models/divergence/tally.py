"""From voices to counts: one row per cell and window."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.divergence.cast import VOICES, Cast
from models.divergence.voices import POLAR, IntArray, Voices

FloatArray = NDArray[np.float64]

NEGATIVE = VOICES.index("negative")


def tally_of(cast: Cast, voices: Voices) -> pl.DataFrame:
    """Counts of distinct speakers in the cells of one dimension.

    Returns:
        cell, window, slice, customers, one column per voice, speakers (all who spoke there), who of the
        complaining and of the polar are known customers, close to the ideal and of what value, and how many
        changed sides; by cell and window, one row per cell and window with at least one voice.
    """
    latest = voices.latest
    row, cell, voice = voices.row[latest], voices.cell[latest], voices.voice[latest]
    first, windows = int(cell.min(initial=0)), cast.windows.height
    cells = int(cell.max(initial=-1)) + 1 - first
    is_complaint, is_polar = voice == NEGATIVE, np.isin(voice, POLAR)
    value = np.rint(100 * cast.lifetime_value[row])  # whole cents: a sum in any order is the same

    place = (cell - first) * windows + cast.depth[row] - 1

    def counted(which: NDArray[np.bool_], weights: FloatArray | None = None) -> FloatArray:
        """Of the chosen opinions, the number or the sum of weights in each cell and window."""
        chosen = None if weights is None else weights[which]
        by_depth = np.bincount(place[which], weights=chosen, minlength=cells * windows)
        deepest_first = by_depth.reshape(cells, windows).astype(np.float64)[:, ::-1].cumsum(axis=1)
        return deepest_first[:, ::-1]  # an opinion of depth d is in the windows 0 to d - 1

    counts = {name: counted(voice == number) for number, name in enumerate(VOICES)}
    told = {
        "known_complaining": counted(is_complaint & cast.is_customer[row]),
        "known_polar": counted(is_polar & cast.is_customer[row]),
        "valued_complaining": counted(is_complaint & ~np.isnan(value)),
        "value_complaining": counted(is_complaint & ~np.isnan(value), value),
        "ideal_complaining": counted(is_complaint & cast.is_ideal[row]),
        "ideal_polar": counted(is_polar & cast.is_ideal[row]),
        "changed": counted(is_polar & voices.has_changed[latest]),
    }
    customers = sum(counts.values(), np.zeros((cells, windows)))
    found, window = np.nonzero(customers)
    whole = {name: pl.Series(values[found, window]).cast(pl.Int64) for name, values in counts.items()}
    told["value_complaining"] /= 100
    exact = {name: pl.Series(values[found, window]) for name, values in told.items()}
    rows = pl.DataFrame(
        {
            "cell": found + first,
            "window": window.astype(np.uint8),
            "slice": (found + first) // len(cast.aspects),
            "customers": pl.Series(customers[found, window]).cast(pl.Int64),
            **whole,
            **exact,
        }
    )
    return rows.join(
        _speakers(cast, voices), on=["slice", "window"], how="left", maintain_order="left", validate="m:1"
    )


def _speakers(cast: Cast, voices: Voices) -> pl.DataFrame:
    """slice, window, speakers: everybody who spoke, on whatever aspect."""
    spoke = pl.DataFrame(
        {
            "slice": voices.cell // len(cast.aspects),
            "speaker": voices.speaker,
            "depth": cast.depth[voices.row],
        }
    )
    return (
        spoke.group_by("slice", "speaker")
        .agg(pl.col("depth").max())
        .group_by("slice", "depth")
        .agg(people=pl.len())
        .join(cast.windows.select("window"), how="cross")
        .filter(pl.col("depth") > pl.col("window"))
        .group_by("slice", "window")
        .agg(speakers=pl.col("people").sum())
    )


def poles_of(cast: Cast, voices: Voices) -> pl.DataFrame:
    """Complaints about each end of an aspect: cell, window, pole, people, ideal."""
    latest = voices.latest[voices.voice[voices.latest] == NEGATIVE]
    row = voices.row[latest]
    return (
        pl.DataFrame(
            {
                "cell": voices.cell[latest],
                "pole": cast.pole.gather(pl.Series(row, dtype=pl.UInt32)),
                "depth": cast.depth[row],
                "is_ideal": cast.is_ideal[row],
            }
        )
        .filter(pl.col("pole").is_not_null())
        .group_by("cell", "depth", "pole")
        .agg(people=pl.len(), ideal=pl.col("is_ideal").sum())
        .join(cast.windows.select("window"), how="cross")
        .filter(pl.col("depth") > pl.col("window"))
        .group_by("cell", "window", "pole")
        .agg(pl.col("people", "ideal").sum())
    )


def visible_cells(tally: pl.DataFrame, privacy_floor: int) -> IntArray:
    """The cells that may show anything in some window."""
    shown = tally.filter(pl.col("customers") >= privacy_floor)
    return shown["cell"].unique().sort().to_numpy().astype(np.int64)
