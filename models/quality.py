"""Measured reading errors, for the languages that were measured and for texts whose language is unknown."""

import polars as pl

from models.language import UNKNOWN


def with_unknown_language(quality: pl.DataFrame) -> pl.DataFrame:
    """Adds a row for texts in no known language: the mean of all languages, bounded by worst and best.

    Args:
        quality: one row per language: model, language, aspect, n, both rates with intervals …
    Returns:
        The rows, and one with language 'unknown'; F1 and calibration are null there, for they do not pool.
    """
    rates = ("sensitivity", "specificity")
    pooled = quality.select(
        model=pl.col("model").first(),
        language=pl.lit(UNKNOWN),
        n=pl.col("n").sum(),
        measured_on=pl.lit("mean of all languages, with the lowest and highest bound of any"),
        **{rate: (pl.col(rate) * pl.col("n")).sum() / pl.col("n").sum() for rate in rates},
        **{f"{rate}_low": pl.col(f"{rate}_low").min() for rate in rates},
        **{f"{rate}_high": pl.col(f"{rate}_high").max() for rate in rates},
    )
    return pl.concat([quality, pooled.cast({"n": quality.schema["n"]})], how="diagonal")
