"""Builders of the smallest opinions that show a verdict."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from models.divergence.judge import Judgement, judge
from models.divergence.parameters import DivergenceParameters
from models.divergence.tables import ANY_ASPECT, ErrorRates
from models.opinions import OPINION_SCHEMA

AS_OF = datetime(2025, 6, 1, tzinfo=UTC)
ALL_TIME = DivergenceParameters(config_version="c1", model_version="m1", windows_days=(None,))
NOBODY = pl.DataFrame(
    schema={"customer_id": pl.String, "ideal_fit": pl.Float64, "lifetime_value": pl.Float64}
)
WINDOWS = DivergenceParameters(config_version="c1", model_version="m1")


def opinions(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Each row is a rated praise of delivery, a day old, by a new customer, unless it says otherwise.

    `days_ago` (None: no time) stands for created_at.
    """
    return pl.DataFrame(
        [_opinion(number, dict(row)) for number, row in enumerate(rows)], schema=OPINION_SCHEMA
    )


def _opinion(number: int, row: dict[str, Any]) -> dict[str, Any]:
    days_ago = row.pop("days_ago", 1)
    usual = {
        "opinion_id": f"o{number:05}",
        "feedback_id": f"f{number:05}",
        "speaker": f"s{number:05}",
        "aspect": "delivery",
        "polarity": 1,
        "is_mixed": False,
        "origin": "rating",
        "confidence": 1.0,
        "created_at": None if days_ago is None else AS_OF - timedelta(days=days_ago),
    }
    return usual | row


def customers(complaints: int, praises: int, **said: Any) -> list[dict[str, Any]]:
    return [{"polarity": -1, **said}] * complaints + [{"polarity": 1, **said}] * praises


def everybody(said: pl.DataFrame) -> pl.DataFrame:
    return said.select("feedback_id", dimension=pl.lit("all"), segment=pl.lit("all")).unique()


def segments_of(said: pl.DataFrame, dimension: str, segments: Sequence[str]) -> pl.DataFrame:
    """Everybody, and the segment of each opinion's feedback."""
    own = said.select(
        "feedback_id", dimension=pl.lit(dimension), segment=pl.Series(segments, dtype=pl.String)
    )
    return pl.concat([everybody(said), own])


def error_rates(
    sensitivity: float,
    specificity: float,
    margin: float = 0.0,
    language: str = "en",
    aspect: str = ANY_ASPECT,
) -> pl.DataFrame:
    rates = {"sensitivity": sensitivity, "specificity": specificity}
    row: dict[str, Any] = {"language": language, "aspect": aspect}
    for rate, value in rates.items():
        row |= {rate: value, f"{rate}_low": value - margin, f"{rate}_high": value + margin}
    return ErrorRates.validate(pl.DataFrame([row]))


def judged(
    said: pl.DataFrame,
    feedback_segments: pl.DataFrame | None = None,
    *,
    rates: pl.DataFrame | None = None,
    parameters: DivergenceParameters = ALL_TIME,
    as_of: datetime = AS_OF,
    language: str | None = "en",
    sentiment_scores: Mapping[str, float] | None = None,
    customers: pl.DataFrame | None = None,
) -> Judgement:
    return judge(
        said,
        [everybody(said) if feedback_segments is None else feedback_segments],
        said.select(
            "feedback_id",
            language=pl.lit(language, pl.String),
            sentiment_score=pl.col("feedback_id").replace_strict(
                sentiment_scores or {"": 0.0}, default=None, return_dtype=pl.Float64
            ),
        ).unique(),
        NOBODY if customers is None else customers,
        ErrorRates.create_empty() if rates is None else rates,
        parameters,
        as_of,
    )


def row_of(judgement: Judgement, **key: Any) -> dict[str, Any]:
    """The one row of report.divergence with this key."""
    matches = [pl.col(name).eq_missing(value) for name, value in key.items()]
    (row,) = judgement.divergence.filter(pl.lit(True), *matches).rows(named=True)
    return row
