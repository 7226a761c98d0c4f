"""The reading errors that a verdict on an aspect allows for: those of whole texts, or of their clauses."""

import polars as pl

from models.divergence.tables import ANY_ASPECT
from models.opinions import OVERALL
from models.quality import USED

OPINIONS = "opinions"  # the model that reads clauses, in report.model_quality

_BOUNDS = [f"{rate}{bound}" for rate in ("sensitivity", "specificity") for bound in ("", "_low", "_high")]


def error_rates(quality: pl.DataFrame) -> pl.DataFrame:
    """Rows of ErrorRates: whole texts stand for `overall`, clauses for the other aspects.

    Args:
        quality: rows of report.model_quality; OPINIONS without an aspect are those on any.
    """
    about = pl.when(pl.col("model") == OPINIONS).then(pl.lit(ANY_ASPECT)).otherwise(pl.lit(OVERALL))
    return (
        quality.filter(pl.col("model").is_in([USED, OPINIONS]))
        .select("language", pl.coalesce("aspect", about).alias("aspect"), *_BOUNDS)
        .drop_nulls(_BOUNDS)
    )
