"""Who counts where: the latest opinion of each speaker on each aspect, in each segment and window.

All windows end at the same moment, so each lies within the next wider one and a speaker's latest opinion is the
same in all of them: it is found once, and its `depth` says in how many windows it still counts.
"""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from models.divergence.parameters import DivergenceParameters
from models.opinions import COMPLAINT, NEUTRAL, PRAISE, TEXT_ORIGIN

EVIDENCE_IDS = 20  # opinions named as evidence of a row, at most
READABLE_CHARACTERS = (40, 240)  # long enough to say something, short enough to be read

VOICES = ("negative", "neutral", "mixed", "positive")
UNKNOWN_LANGUAGE = "und"  # ISO 639-2: undetermined


@dataclass(frozen=True)
class Cast:
    """The opinions that can count, the latest last, and the codes of what they are about.

    Args:
        opinions: opinion (row number), feedback_id, aspect (code), speaker (code), voice, language (null where
            rated), polarity, depth, quote_order (null without a quote).
        named: opinion, opinion_id, feedback_id, language of the feedback, quote, created_at.
        aspects: aspect names by code.
        windows: see `DivergenceParameters.windows`, with window_start.
    """

    opinions: pl.DataFrame
    named: pl.DataFrame
    aspects: list[str]
    windows: pl.DataFrame


def cast_of(
    opinions: pl.DataFrame, feedback: pl.DataFrame, parameters: DivergenceParameters, as_of: datetime
) -> Cast:
    """Sorts, dates and numbers the opinions up to `as_of`; those without a time count in all time only.

    Of two opinions at the same time the rated one is the later, then the greater opinion_id.
    """
    windows = parameters.windows(as_of)
    spoken = (
        opinions.filter(pl.col("created_at").is_null() | (pl.col("created_at") <= as_of))
        .join(feedback.select("feedback_id", "language"), on="feedback_id", how="left", validate="m:1")
        .with_columns(is_rated=pl.col("origin") != TEXT_ORIGIN, depth=_depth(windows))
        .filter(pl.col("depth") > 0)
        .sort("created_at", "is_rated", "opinion_id", nulls_last=False)
        .with_row_index("opinion")
    )
    aspects = spoken["aspect"].unique().sort().to_list()
    first_at = spoken["created_at"].min()
    return Cast(
        opinions=spoken.select(
            "opinion",
            "feedback_id",
            pl.col("aspect").cast(pl.Enum(aspects)).to_physical().cast(pl.UInt64),
            (pl.col("speaker").rank("dense") - 1).cast(pl.UInt64),
            _voice().alias("voice"),
            pl.when(~pl.col("is_rated")).then(pl.col("language").fill_null(UNKNOWN_LANGUAGE)).alias("language"),
            "polarity",
            "depth",
            _quote_order(spoken).alias("quote_order"),
        ),
        named=spoken.select("opinion", "opinion_id", "feedback_id", "language", "quote", "created_at"),
        aspects=aspects,
        windows=windows.with_columns(window_start=pl.col("opens_at").fill_null(pl.lit(first_at))),
    )


def _depth(windows: pl.DataFrame) -> pl.Expr:
    """In how many windows an opinion counts."""
    is_inside = (
        pl.lit(True) if opens_at is None else (pl.col("created_at") > opens_at).fill_null(False)
        for opens_at in windows["opens_at"]
    )
    return pl.sum_horizontal(flag.cast(pl.UInt8) for flag in is_inside).cast(pl.UInt8)


def _voice() -> pl.Expr:
    return (
        pl.when("is_mixed")
        .then(pl.lit("mixed"))
        .when(pl.col("polarity") == COMPLAINT)
        .then(pl.lit("negative"))
        .when(pl.col("polarity") == PRAISE)
        .then(pl.lit("positive"))
        .otherwise(pl.lit("neutral"))
        .cast(pl.Enum(VOICES))
    )


def _quote_order(spoken: pl.DataFrame) -> pl.Series:
    """Readable quotes first, then the most confident, then the latest; null where none can be shown."""
    quotable = spoken.lazy().select(
        "opinion",
        "opinion_id",
        "confidence",
        "created_at",
        is_readable=pl.col("quote").str.len_chars().is_between(*READABLE_CHARACTERS),
    )
    ordered = (
        quotable.filter(pl.col("is_readable").is_not_null())
        .sort(
            "is_readable",
            "confidence",
            "created_at",
            "opinion_id",
            descending=[True, True, True, False],
            nulls_last=True,
        )
        .with_row_index("quote_order")
        .select("opinion", "quote_order")
    )
    return quotable.select("opinion").join(ordered, on="opinion", how="left", maintain_order="left").collect()[
        "quote_order"
    ]


@dataclass(frozen=True)
class Voices:
    """What one dimension's cells hold; a cell is slice × number of aspects + aspect.

    Args:
        counts: cell, depth, voice, language, people.
        speakers: slice, depth, people: everybody who spoke, on whatever aspect.
        evidence: cell, window, polarity, opinions (the latest first).
        quotes: cell, window, polarity, quote_order, one row per quote.
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
        for name in ("depth", "voice", "language", "polarity", "quote_order")
    )
    speakers = (
        spoken.select(key=pl.col("slice").cast(pl.UInt64) * people + pl.col("speaker"), depth="depth")
        .group_by("key")
        .agg(pl.col("depth").max())
        .group_by((pl.col("key") // people).cast(pl.UInt32).alias("slice"), "depth")
        .agg(people=pl.len())
    )
    polar = heard.filter(pl.col("polarity") != NEUTRAL)
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
        ).explode("quote_order"),
    )


def _first_of_each(polar: pl.DataFrame, windows: pl.DataFrame, choice: pl.Expr) -> pl.DataFrame:
    """A choice of the opinions on each side of each cell, per window."""
    return pl.concat(
        polar.filter(pl.col("depth") > window)
        .group_by("cell", "polarity")
        .agg(choice)
        .with_columns(window=pl.lit(window, pl.UInt8))
        for window in windows["window"]
    )
