"""What decides the weights, and the frames that go in and come out."""

from dataclasses import dataclass

import polars as pl

SERIES = ("metric", "scale")
DIGITS = 9  # of weights, shares and counts: what differs with the number of threads lies far behind them
RAKED_GRAINS = ("month", "quarter", "all")
GRAINS = {"day": "month", "week": "month", "month": "month", "quarter": "quarter", "all": "all"}
"""Whose raking each period grain takes its weights from: days and weeks are too small for one."""

ANSWERS_SCHEMA = pl.Schema(  # and one column per margin, `margin_column`: the segment, or 'unknown'
    {
        "response_id": pl.String(),  # answer_id; of a star rating, feedback_id
        "metric": pl.String(),
        "scale": pl.String(),
        "speaker": pl.String(),  # customer, else author, else feedback
        "weight": pl.Float64(),  # as given; null without
        "day": pl.Date(),  # first days of the periods; null where nobody knows when
        "week": pl.Date(),
        "month": pl.Date(),
        "quarter": pl.Date(),
    }
)

POPULATION_SCHEMA = pl.Schema(  # customers at the end of the period; unknown segments left out
    {
        "period_grain": pl.String(),
        "period_start": pl.Date(),
        "margin": pl.String(),
        "segment": pl.String(),
        "customers": pl.Int64(),
    }
)

WEIGHTS_SCHEMA = pl.Schema(
    {
        "response_id": pl.String(),
        "period_grain": pl.String(),
        "weight": pl.Float64(),  # 1 on average over the respondents of the period that was raked
        "respondent_weight": pl.Float64(),  # of all answers of the respondent in the period
    }
)

WEIGHTING_SCHEMA = pl.Schema(
    {
        "metric": pl.String(),
        "scale": pl.String(),
        "period_grain": pl.String(),
        "period_start": pl.Date(),
        "margin": pl.String(),
        "segment": pl.String(),
        "customers": pl.Int64(),
        "population_share": pl.Float64(),
        "respondents": pl.Int64(),
        "sample_share": pl.Float64(),
        "weighted_share": pl.Float64(),
        "largest_weight": pl.Float64(),  # in units of the mean weight
        "n_effective": pl.Float64(),
        "is_capped": pl.Boolean(),
        "is_converged": pl.Boolean(),
        "note": pl.String(),
    }
)


@dataclass(frozen=True)
class WeightingParameters:
    """What a project decides of its weights.

    Attributes:
        margins: the dimensions on which respondents are to resemble customers; none: no weights of our own.
        cap: the largest weight, in units of the mean weight; above 1.
        is_active_only: the population is of customers that are active or of whom nobody knows.
        privacy_floor: fewer respondents are not weighted, and of fewer in a segment no share is shown.
    """

    margins: tuple[str, ...] = ()
    cap: float = 5.0
    is_active_only: bool = True
    privacy_floor: int = 5


def margin_column(margin: str) -> str:
    """The column of an answers frame that holds the segment on a margin."""
    return f"margin:{margin}"
