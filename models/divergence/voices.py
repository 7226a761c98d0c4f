"""Who counts where: the latest opinion of each speaker on each aspect, in each segment and window.

All windows end at the same moment, so each lies within the next wider one and a speaker's latest opinion is
the same in all of them: it is found once, and its depth says in how many windows it still counts. Earlier
opinions counted at earlier looks, until the next of the same speaker.
"""

from dataclasses import dataclass

import polars as pl

from models.divergence.cast import SIDES, Cast

EVIDENCE_IDS = 20  # opinions named as evidence of a row, at most

NEWS_AFTER_DAYS = 90
"""A speaker who says something on the same aspect again within this time is no news for a rise."""


@dataclass(frozen=True)
class Voices:
    """What one dimension's cells hold; a cell is slice × number of aspects + aspect.

    Args:
        counts: cell, depth, voice, and of these people, customers, value (of their customers with a known
            one), valued, ideal, changed (who took the other side before).
        poles: cell, depth, pole, people, ideal: complaints about one end.
        speakers: slice, depth, people: everybody who spoke, on whatever aspect.
        evidence: cell, window, voice, opinions (the latest first).
        quotes: cell, window, voice, quote_order, one row per quote.
        sides: cell, opinion, reader, is_negative, first_look, gone_0, gone_1 ..., is_news: every opinion that
            takes a side, sorted by cell; it counts from its first look until it is gone.
    """

    counts: pl.DataFrame
    poles: pl.DataFrame
    speakers: pl.DataFrame
    evidence: pl.DataFrame
    quotes: pl.DataFrame
    sides: pl.DataFrame


def voices_in(cast: Cast, slices: pl.DataFrame, quotes_per_side: int) -> Voices:
    """The voices of one dimension.

    Args:
        slices: feedback_id, slice (number of the segment), every feedback of the dimension.
    """
    members = _members(cast, slices)
    people = pl.lit(cast.opinions.height, pl.UInt64)  # more than there are speakers: keys stay distinct
    latest = members.filter("is_latest")
    heard = latest.with_columns(
        cast.opinions[name].gather(latest["opinion"])
        for name in ("depth", "pole", "quote_order", "is_customer", "is_ideal", "lifetime_value")
    )
    speakers = (
        members.lazy()
        .select(
            key=(pl.col("cell") // len(cast.aspects)).cast(pl.UInt64) * people + pl.col("speaker"),
            depth=cast.opinions["depth"].gather(members["opinion"]),
        )
        .group_by("key")
        .agg(pl.col("depth").max())
        .group_by((pl.col("key") // people).cast(pl.UInt32).alias("slice"), "depth")
        .agg(people=pl.len())
    )
    polar = heard.filter(pl.col("voice").is_in(SIDES))
    return Voices(
        counts=heard.group_by("cell", "depth", "voice").agg(
            people=pl.len(),
            customers=pl.col("is_customer").sum(),
            value=pl.col("lifetime_value").sum(),
            valued=pl.col("lifetime_value").count(),
            ideal=pl.col("is_ideal").sum(),
            changed=pl.col("has_changed").sum(),
        ),
        poles=heard.filter((pl.col("voice") == "negative") & pl.col("pole").is_not_null())
        .group_by("cell", "depth", "pole")
        .agg(people=pl.len(), ideal=pl.col("is_ideal").sum()),
        speakers=speakers.collect(),
        evidence=_first_of_each(
            polar, cast.windows, pl.col("opinion").top_k(EVIDENCE_IDS).sort(descending=True).alias("opinions")
        ),
        quotes=_first_of_each(
            polar.filter(pl.col("quote_order").is_not_null()),
            cast.windows,
            pl.col("quote_order").bottom_k(quotes_per_side).sort(),
        ).explode("quote_order", empty_as_null=False),
        sides=_sides(cast, members),
    )


def _members(cast: Cast, slices: pl.DataFrame) -> pl.DataFrame:
    """cell, speaker, opinion, voice, next (opinion of the same speaker on it; null: none), is_latest,
    is_news, has_changed; by cell, speaker and time."""
    people = pl.lit(cast.opinions.height, pl.UInt64)
    cell = pl.col("slice").cast(pl.UInt64) * len(cast.aspects) + pl.col("aspect")
    placed = (
        cast.opinions.lazy()
        .select("opinion", "feedback_id", "aspect", "speaker")
        .join(slices.lazy(), on="feedback_id", how="inner", validate="m:m")
        .select("opinion", key=cell * people + pl.col("speaker"))
        .sort("key", "opinion")
        .collect()
    )
    spoken = cast.opinions.select("voice", "created_at")[placed["opinion"]]
    is_same = pl.col("key") == pl.col("key").shift(1)
    is_polar = pl.col("voice").is_in(SIDES)
    before = pl.col("created_at").shift(1)
    return placed.hstack(spoken).select(
        (pl.col("key") // people).cast(pl.UInt32).alias("cell"),
        (pl.col("key") % people).alias("speaker"),
        "opinion",
        "voice",
        next=pl.when(is_same.shift(-1)).then(pl.col("opinion").shift(-1)),
        is_latest=~is_same.shift(-1).fill_null(False),
        is_news=~is_same.fill_null(False)
        | (pl.col("created_at") - before > pl.duration(days=NEWS_AFTER_DAYS)).fill_null(False),
        has_changed=is_same.fill_null(False)
        & is_polar
        & is_polar.shift(1).fill_null(False)
        & (pl.col("voice") != pl.col("voice").shift(1)).fill_null(False),
    )


def _sides(cast: Cast, members: pl.DataFrame) -> pl.DataFrame:
    """Every opinion that takes a side, with the looks at which it counts."""
    polar = members.filter(pl.col("voice").is_in(SIDES))
    gone = [f"gone_{window}" for window in cast.windows["window"]]
    told = cast.opinions.select("reader", "first_look", *gone)[polar["opinion"]]
    followed_at = polar.select(pl.lit(cast.opinions["first_look"]).gather("next")).to_series()
    return (
        polar.select("cell", "opinion", "is_news", is_negative=pl.col("voice") == "negative")
        .hstack(told)
        .with_columns(
            pl.min_horizontal(pl.col(name), followed_at.fill_null(len(cast.looks))).alias(name)
            for name in gone
        )
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
