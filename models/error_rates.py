"""The reading errors that a verdict on an aspect allows for: those of whole texts, or of their clauses."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from models.divergence.tables import ANY_ASPECT
from models.language import UNKNOWN
from models.opinions import OVERALL
from models.quality import USED, with_unknown_language
from models.sentiment import QUALITY

OPINIONS = "opinions"  # the model that reads clauses, in report.model_quality

_BOUNDS = [f"{rate}{bound}" for rate in ("sensitivity", "specificity") for bound in ("", "_low", "_high")]


def opinion_quality(card: Mapping[str, Any]) -> pl.DataFrame:
    """Rows of report.model_quality on the opinions of clauses, from the model card."""
    rows = [{"model": OPINIONS, **row} for row in card["opinion_quality"]]
    measured = pl.DataFrame(rows, schema=QUALITY)
    on_any = measured.filter(pl.col("aspect").is_null())
    unknown = with_unknown_language(on_any).filter(pl.col("language") == UNKNOWN)
    return pl.concat([measured, unknown], how="diagonal")


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
