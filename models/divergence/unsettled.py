"""The rows that are open, and the texts in them that persons could read."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.divergence.cast import Cast
from models.divergence.readers import Readers
from models.divergence.slices import ALL
from models.divergence.standing import INSUFFICIENT
from models.divergence.voices import Voices
from models.opinions import COMPLAINT, PRAISE

FloatArray = NDArray[np.float64]

MOST_ROWS = 2_000
"""Open rows that are looked at, the first in order: those of everybody, then those of most reach."""


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


def unsettled_of(judged: pl.DataFrame, cast: Cast, parts: Sequence[Voices], readers: Readers) -> Unsettled:
    """The open rows with texts that nobody read.

    Args:
        judged: cell, window, aspect, dimension, segment, window_days, verdict, customers, speakers,
            is_polar (visible, and somebody takes a side).
        readers: of each aspect.
    """
    rows = _open_rows(judged)
    counted = _counted(rows, cast, parts)
    is_alone = [reader.language is not None and reader.read_as is None for reader in cast.readers]
    texts = counted.filter(pl.col("reader").is_in(np.flatnonzero(is_alone).tolist()))
    unread = (
        texts.join(cast.named, on="opinion", how="left", validate="m:1")
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


def _counted(rows: pl.DataFrame, cast: Cast, parts: Sequence[Voices]) -> pl.DataFrame:
    """row, opinion, reader, is_negative: the latest opinion of everybody who takes a side in an open row."""
    cells = rows.select(pl.col("cell").unique())
    sides = pl.concat(part.sides.join(cells, on="cell", how="semi") for part in parts)
    is_counted = pl.coalesce(
        pl.when(pl.col("window") == window).then(pl.col(f"gone_{window}") >= len(cast.looks))
        for window in cast.windows["window"]
    )
    return (
        sides.join(rows.select("row", "cell", "window"), on="cell", how="inner", validate="m:m")
        .filter(is_counted)
        .select("row", "opinion", pl.col("reader").cast(pl.Int64), "is_negative")
    )
