"""Opinions that a person has read: known, where the model only estimated."""

import polars as pl

from models.opinions import COMPLAINT, TEXT_ORIGIN

READING_ORIGIN = "reading"


def with_readings(opinions: pl.LazyFrame, readings: pl.LazyFrame) -> pl.LazyFrame:
    """The opinions, with the polarity that a person read in place of the one read from the text.

    A rating or score is no estimate and stays as it was given. A reading of an opinion that is not there
    (any more) changes nothing.

    Args:
        opinions: rows of core.opinions, one per opinion_id.
        readings: rows of core.readings, one per opinion_id.
    Returns:
        As many opinions; a read one has origin `reading`, confidence 1, a pole only as a complaint, and what
        the model had read as read_polarity.
    """
    read = pl.col("known_polarity").is_not_null() & (pl.col("origin") == TEXT_ORIGIN)
    return (
        opinions.join(
            readings.select("opinion_id", known_polarity="polarity"),
            on="opinion_id",
            how="left",
            validate="m:1",
            maintain_order="left",
        )
        .with_columns(
            read_polarity=pl.when(read).then("polarity"),
            polarity=pl.when(read).then("known_polarity").otherwise("polarity"),
            is_mixed=pl.col("is_mixed") & ~read,
            origin=pl.when(read).then(pl.lit(READING_ORIGIN)).otherwise("origin"),
            confidence=pl.when(read).then(1.0).otherwise("confidence"),
            pole=pl.when(~read | (pl.col("known_polarity") == COMPLAINT)).then("pole"),
        )
        .drop("known_polarity")
    )
