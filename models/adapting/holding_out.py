"""The part of a company's texts that a model is judged on and does not see before."""

import hashlib

import polars as pl

HELD_OUT_SHARE = 0.2


def is_held_out(texts: pl.DataFrame) -> pl.Series:
    """Whether each text is kept for judging: the last fifth by time, and a fifth by hash of those undated.

    Texts of one group are on one side, that of the group's first: what was known before is not held out.

    Args:
        texts: created_at (UTC, null allowed), group, group_key.
    """
    frame = texts.select(
        "group_key",
        order=pl.struct(pl.col("created_at").min().over("group"), "group"),
        is_dated=pl.col("created_at").min().over("group").is_not_null(),
    )
    dated = int(frame["is_dated"].sum())
    before = pl.col("order").rank("min").over("is_dated") - 1  # texts of earlier groups
    late = pl.col("is_dated") & (before >= (1 - HELD_OUT_SHARE) * dated)
    drawn = pl.col("group_key").map_elements(_fraction, return_dtype=pl.Float64) < HELD_OUT_SHARE
    return frame.select(is_held_out=pl.when("is_dated").then(late).otherwise(drawn))["is_held_out"]


def _fraction(key: str) -> float:
    """A number from 0 to 1 that is the same on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest(), "big") / 2**32
