"""From voices to counts: one row per cell and window."""

from collections.abc import Sequence

import polars as pl

from models.divergence.cast import VOICES, Cast
from models.divergence.voices import Voices


def tally_of(cast: Cast, parts: Sequence[Voices]) -> pl.DataFrame:
    """Counts of distinct speakers, all dimensions' voices added up per window.

    Returns:
        row, cell, window, slice, customers, one column per voice, speakers (all who spoke there), who of the
        complaining and of the polar are known customers, close to the ideal and of what value, and how many
        changed sides; by cell and window, one row per cell and window with at least one voice.
    """
    windows = cast.windows.select("window")
    counts = pl.concat([part.counts for part in parts]).join(windows, how="cross").filter(_is_inside())
    speakers = (
        pl.concat([part.speakers for part in parts])
        .join(windows, how="cross")
        .filter(_is_inside())
        .group_by("slice", "window")
        .agg(speakers=pl.col("people").sum())
    )
    is_complaint = pl.col("voice") == "negative"
    is_polar = pl.col("voice").is_in(("negative", "positive"))
    return (
        counts.group_by("cell", "window")
        .agg(
            pl.col("people").sum().alias("customers"),
            *(_sum("people", pl.col("voice") == voice).alias(voice) for voice in VOICES),
            known_complaining=_sum("customers", is_complaint),
            known_polar=_sum("customers", is_polar),
            valued_complaining=_sum("valued", is_complaint),
            value_complaining=_sum("value", is_complaint),
            ideal_complaining=_sum("ideal", is_complaint),
            ideal_polar=_sum("ideal", is_polar),
            changed=_sum("changed", is_polar),
        )
        .with_columns(slice=pl.col("cell") // len(cast.aspects))
        .join(speakers, on=["slice", "window"], how="left", validate="m:1")
        .sort("cell", "window")
        .with_row_index("row")
    )


def poles_of(cast: Cast, parts: Sequence[Voices]) -> pl.DataFrame:
    """Complaints about each end of an aspect: cell, window, pole, people, ideal."""
    return (
        pl.concat([part.poles for part in parts])
        .join(cast.windows.select("window"), how="cross")
        .filter(_is_inside())
        .group_by("cell", "window", "pole")
        .agg(pl.col("people", "ideal").sum())
        .sort("cell", "window", "people", "pole", descending=[False, False, True, False])
    )


def _is_inside() -> pl.Expr:
    return pl.col("depth") > pl.col("window")


def _sum(name: str, where: pl.Expr) -> pl.Expr:
    return pl.col(name).filter(where).sum()
