"""From voices to counts: one row per cell and window, and the strata of evidence behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from models.divergence.cast import SIDES, VOICES, Cast
from models.divergence.voices import Voices


@dataclass(frozen=True)
class Tally:
    """Counts of distinct speakers.

    Args:
        cells: cell, window, slice, customers, one column per voice, speakers (all who spoke there); sorted by
            cell and window, one row per cell and window with at least one voice.
        strata: row (of cells), aspect, language (null where rated), negative, polar; by row and language.
    """

    cells: pl.DataFrame
    strata: pl.DataFrame


def tally_of(cast: Cast, parts: Sequence[Voices]) -> Tally:
    """Adds up all dimensions' voices per window."""
    windows = cast.windows.select("window")
    counts = pl.concat([part.counts for part in parts]).join(windows, how="cross").filter(_is_inside())
    speakers = (
        pl.concat([part.speakers for part in parts])
        .join(windows, how="cross")
        .filter(_is_inside())
        .group_by("slice", "window")
        .agg(speakers=pl.col("people").sum())
    )
    cells = (
        counts.group_by("cell", "window")
        .agg(
            pl.col("people").sum().alias("customers"),
            *(_people(voice).alias(voice) for voice in VOICES),
        )
        .with_columns(slice=pl.col("cell") // len(cast.aspects))
        .join(speakers, on=["slice", "window"], how="left", validate="m:1")
        .sort("cell", "window")
        .with_row_index("row")
    )
    strata = (
        counts.filter(pl.col("voice").is_in(SIDES))
        .group_by("cell", "window", "language")
        .agg(_people("negative").alias("negative"), pl.col("people").sum().alias("polar"))
        .join(cells.select("cell", "window", "row"), on=["cell", "window"], how="inner", validate="m:1")
        .sort("row", "language", nulls_last=False)
        .select("row", _aspect(cast).alias("aspect"), "language", "negative", "polar")
    )
    return Tally(cells, strata)


def _aspect(cast: Cast) -> pl.Expr:
    return (pl.col("cell") % len(cast.aspects)).replace_strict(
        range(len(cast.aspects)), cast.aspects, return_dtype=pl.String
    )


def _is_inside() -> pl.Expr:
    return pl.col("depth") > pl.col("window")


def _people(voice: str) -> pl.Expr:
    return pl.col("people").filter(pl.col("voice") == voice).sum()
