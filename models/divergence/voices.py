"""Who counts where: the latest opinion of each speaker on each aspect, in each segment and window.

All windows end at the same moment, so each lies within the next wider one and a speaker's latest opinion is
the same in all of them: it is found once, and its depth says in how many windows it still counts.
"""

from dataclasses import dataclass

import polars as pl

from models.divergence.cast import SIDES, Cast

EVIDENCE_IDS = 20  # opinions named as evidence of a row, at most


@dataclass(frozen=True)
class Voices:
    """What one dimension's cells hold; a cell is slice × number of aspects + aspect.

    Args:
        counts: cell, depth, voice, language, people.
        speakers: slice, depth, people: everybody who spoke, on whatever aspect.
        evidence: cell, window, voice, opinions (the latest first).
        quotes: cell, window, voice, quote_order, one row per quote.
    """

    counts: pl.DataFrame
    speakers: pl.DataFrame
    evidence: pl.DataFrame
    quotes: pl.DataFrame


def voices_in(cast: Cast, slices: pl.DataFrame, quotes_per_side: int) -> Voices:
    """The voices of one dimension.

    Args:
        slices: feedback_id, slice (number of the segment), every feedback of the dimension.
    """
    spoken = cast.opinions.lazy().join(slices.lazy(), on="feedback_id", how="inner", validate="m:m")
    people = pl.lit(cast.opinions.height, pl.UInt64)  # more than there are speakers: keys stay distinct
    cell = pl.col("slice").cast(pl.UInt64) * len(cast.aspects) + pl.col("aspect")
    latest = (
        spoken.select(key=cell * people + pl.col("speaker"), opinion="opinion")
        .group_by("key")
        .agg(pl.col("opinion").max())
        .select((pl.col("key") // people).cast(pl.UInt32).alias("cell"), "opinion")
        .collect()
    )
    heard = latest.with_columns(
        cast.opinions[name].gather(latest["opinion"])
        for name in ("depth", "voice", "language", "quote_order")
    )
    speakers = (
        spoken.select(key=pl.col("slice").cast(pl.UInt64) * people + pl.col("speaker"), depth="depth")
        .group_by("key")
        .agg(pl.col("depth").max())
        .group_by((pl.col("key") // people).cast(pl.UInt32).alias("slice"), "depth")
        .agg(people=pl.len())
    )
    polar = heard.filter(pl.col("voice").is_in(SIDES))
    return Voices(
        counts=heard.group_by("cell", "depth", "voice", "language").agg(people=pl.len()),
        speakers=speakers.collect(),
        evidence=_first_of_each(
            polar, cast.windows, pl.col("opinion").top_k(EVIDENCE_IDS).sort(descending=True).alias("opinions")
        ),
        quotes=_first_of_each(
            polar.filter(pl.col("quote_order").is_not_null()),
            cast.windows,
            pl.col("quote_order").bottom_k(quotes_per_side).sort(),
        ).explode("quote_order", empty_as_null=False),
    )


def _first_of_each(polar: pl.DataFrame, windows: pl.DataFrame, choice: pl.Expr) -> pl.DataFrame:
    """A choice of the opinions on each side of each cell, per window."""
    return pl.concat(
        polar.filter(pl.col("depth") > window)
        .group_by("cell", "voice")
        .agg(choice)
        .with_columns(window=pl.lit(window, pl.UInt8))
        for window in windows["window"]
    )
