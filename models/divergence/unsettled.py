"""The rows that are open, and the texts in them that persons could read."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.divergence.cast import Cast
from models.divergence.readers import RATED, Readers
from models.divergence.replay import OPEN
from models.divergence.slices import ALL
from models.divergence.standing import INSUFFICIENT, Standing
from models.divergence.tally import NEGATIVE
from models.divergence.voices import POLAR, Voices
from models.opinions import COMPLAINT, PRAISE

FloatArray = NDArray[np.float64]

MOST_ROWS = 2_000
"""Open rows that are looked at, the first in order: those of everybody, then those of most reach."""

MOST_CELLS = 200
"""Open cells of a dimension that are looked at, the largest."""


@dataclass(frozen=True)
class Unsettled:
    """Open rows of report.divergence, everybody's first, then by reach.

    Args:
        rows: row (its number), aspect, dimension, segment, window (0: the widest), window_days.
        negative, polar: who takes which side at the last look; shape (rows, readers).
        readers: of each row.
        unread: row, opinion_id, quote, language, read_as (what the model read: -1 or 1), created_at:
            those who are counted and whom only the model read, with words to read.
    """

    rows: pl.DataFrame
    negative: FloatArray
    polar: FloatArray
    readers: Readers
    unread: pl.DataFrame


def open_opinions(cast: Cast, voices: Voices, standing: Standing) -> pl.DataFrame:
    """Who takes a side in the cells of a dimension that are open in some window at the last look.

    Returns:
        cell, depth, opinion (row of the cast), reader, is_negative; of at most MOST_CELLS, the largest, and
        only of those in which somebody wrote.
    """
    is_open = (standing.levels[..., -1] == OPEN).any(axis=1)
    latest = voices.latest
    latest = latest[
        np.isin(voices.voice[latest], POLAR) & np.isin(voices.cell[latest], standing.cells[is_open])
    ]
    opinion = voices.row[latest]
    found = pl.DataFrame(
        {
            "cell": voices.cell[latest],
            "depth": cast.depth[opinion],
            "opinion": opinion,
            "reader": cast.reader[opinion],
            "is_negative": voices.voice[latest] == NEGATIVE,
        }
    )
    largest = (
        found.group_by("cell")
        .agg(people=pl.len(), is_written=(pl.col("reader") != RATED).any())
        .filter("is_written")
        .sort("people", "cell", descending=[True, False])
        .head(MOST_CELLS)
    )
    return found.join(largest.select("cell"), on="cell", how="semi", maintain_order="left")


def unsettled_of(judged: pl.DataFrame, opinions: pl.DataFrame, cast: Cast, readers: Readers) -> Unsettled:
    """The open rows with texts that nobody read.

    Args:
        judged: cell, window, aspect, dimension, segment, window_days, verdict, customers, speakers,
            is_polar (visible, and somebody takes a side).
        opinions: see `open_opinions`, of all dimensions.
        readers: of each aspect.
    """
    rows = _open_rows(judged)
    counted = rows.select("row", "cell", "window").join(opinions, on="cell", how="inner", validate="m:m")
    counted = counted.filter(pl.col("depth") > pl.col("window"))
    is_alone = [reader.language is not None and reader.read_as is None for reader in cast.readers]
    texts = counted.filter(pl.col("reader").is_in(np.flatnonzero(is_alone).tolist()))
    unread = (
        texts.select("row", "is_negative")
        .hstack(cast.named[texts["opinion"]])
        .filter(pl.col("quote").is_not_null())
        .select(
            "row",
            "opinion_id",
            "quote",
            "language",
            "created_at",
            read_as=pl.when("is_negative").then(COMPLAINT).otherwise(PRAISE).cast(pl.Int8),
        )
        .sort("row", "opinion_id")
    )
    place = (counted["row"] * len(cast.readers) + counted["reader"]).to_numpy()
    shape = (rows.height, len(cast.readers))

    def total(which: NDArray[np.bool_]) -> FloatArray:
        found = np.bincount(place[which], minlength=shape[0] * shape[1])
        return found.reshape(shape).astype(np.float64)

    is_negative = counted["is_negative"].to_numpy()
    aspects = pl.Series(cast.aspects)
    numbers = np.searchsorted(aspects.to_numpy(), rows["aspect"].to_numpy()).astype(np.int64)
    return Unsettled(
        rows=rows.drop("cell"),
        negative=total(is_negative),
        polar=total(np.ones(is_negative.size, dtype=bool)),
        readers=readers.of(numbers),
        unread=unread,
    )


def _open_rows(judged: pl.DataFrame) -> pl.DataFrame:
    return (
        judged.filter(pl.col("is_polar") & (pl.col("verdict") == INSUFFICIENT))
        .with_columns(reach=pl.col("customers") / pl.col("speakers"), is_part=pl.col("dimension") != ALL)
        .sort(
            "is_part", "reach", "aspect", "dimension", "segment", "window",
            descending=[False, True, False, False, False, False],
        )
        .head(MOST_ROWS)
        .select("cell", "window", "aspect", "dimension", "segment", "window_days")
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
    )  # fmt: skip
