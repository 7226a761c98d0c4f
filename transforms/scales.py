"""Scores on their scales: orientation, place on the scale, band and polarity.

The warehouse's macros (warehouse/macros.sql) define the same for SQL; a test compares the two on every
score of every scale.
"""

from __future__ import annotations

import polars as pl

# A third of a scale is not a binary fraction: 1-4 puts its second point on 0.33333333333333331.
_TOLERANCE = 1e-9
_LOWER_THIRD = 1 / 3 + _TOLERANCE
_UPPER_THIRD = 2 / 3 - _TOLERANCE

# Reichheld, The One Number You Need to Grow, Harvard Business Review (2003).
_PROMOTER_FROM, _PASSIVE_FROM = 9, 7

# CSAT counts the top two boxes on scales of so many points, on three points only the top one.
_CSAT_TOP_TWO = (4, 5, 7, 10, 11)
_CSAT_TOP_ONE = 3


def default_top_box(metric: pl.Expr, scale_min: pl.Expr, scale_max: pl.Expr) -> pl.Expr:
    """Lowest score, read upwards, that is satisfied, easy or a promoter unless a survey declares another.

    Returns:
        9 for nps; for csat the top box of 3 points, the top two of 4, 5, 7, 10 or 11; else the upper third of
        the scale, which is 5 on CES 2.0 (1-7, "somewhat agree" and above) and 4 on CES 1.0 (1-5).
    """
    points = scale_max - scale_min + 1
    return (
        pl.when(metric == "nps")
        .then(pl.lit(_PROMOTER_FROM))
        .when((metric == "csat") & (points == _CSAT_TOP_ONE))
        .then(scale_max)
        .when((metric == "csat") & points.is_in(_CSAT_TOP_TWO))
        .then(scale_max - 1)
        .otherwise(scale_min + ((scale_max - scale_min) * _UPPER_THIRD).ceil())
    )


def oriented_score(score: pl.Expr, scale_min: pl.Expr, scale_max: pl.Expr, is_reversed: pl.Expr) -> pl.Expr:
    """The score as if high were good: 2 on a reversed 1-5 scale reads as 4."""
    return pl.when(is_reversed).then(scale_min + scale_max - score).otherwise(score)


def rating_unit(score: pl.Expr, scale_min: pl.Expr, scale_max: pl.Expr, is_reversed: pl.Expr) -> pl.Expr:
    """The score's place on its scale, 0 (worst) to 1 (best); null where score or scale is."""
    width = scale_max - scale_min
    place = (oriented_score(score, scale_min, scale_max, is_reversed) - scale_min) / width
    return pl.when(width > 0).then(place)


def band(
    metric: pl.Expr,
    score: pl.Expr,
    scale_min: pl.Expr,
    scale_max: pl.Expr,
    is_reversed: pl.Expr,
    top_box: pl.Expr,
) -> pl.Expr:
    """What the metric calls the score; null where there is none.

    Returns:
        nps: promoter (9-10), passive (7-8), detractor (0-6); csat: satisfied (top box), dissatisfied (lowest
        third of the scale), else neutral; ces: easy, difficult, neutral likewise.
    """
    oriented = oriented_score(score, scale_min, scale_max, is_reversed)
    is_lowest_third = rating_unit(score, scale_min, scale_max, is_reversed) <= _LOWER_THIRD
    nps_band = (
        pl.when(oriented >= _PROMOTER_FROM)
        .then(pl.lit("promoter"))
        .when(oriented >= _PASSIVE_FROM)
        .then(pl.lit("passive"))
        .otherwise(pl.lit("detractor"))
    )
    return (
        pl.when(score.is_null())
        .then(None)
        .when(metric == "nps")
        .then(nps_band)
        .when(metric == "csat")
        .then(_box_band(oriented >= top_box, is_lowest_third, "satisfied", "dissatisfied"))
        .when(metric == "ces")
        .then(_box_band(oriented >= top_box, is_lowest_third, "easy", "difficult"))
    )


def _box_band(is_top: pl.Expr, is_lowest_third: pl.Expr, top: str, bottom: str) -> pl.Expr:
    return (
        pl.when(is_top)
        .then(pl.lit(top))
        .when(is_lowest_third)
        .then(pl.lit(bottom))
        .otherwise(pl.lit("neutral"))
    )


def polarity_of_unit(unit: pl.Expr) -> pl.Expr:
    """1 in the upper third of a scale, -1 in the lower, else 0; null where unit (0 to 1, 1 the best) is."""
    polarity = pl.when(unit >= _UPPER_THIRD).then(1).when(unit <= _LOWER_THIRD).then(-1).otherwise(0)
    return pl.when(unit.is_not_null()).then(polarity).cast(pl.Int8)
