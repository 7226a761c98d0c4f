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

# How far below the end of a scale of so many points the top box starts: the top two boxes are satisfied,
# on three points only the top one. CES 2.0 (1-7) counts "somewhat agree" and above.
_CSAT_BOXES_BELOW_TOP = {3: 0, 4: 1, 5: 1, 7: 1, 10: 1}
_CES_BOXES_BELOW_TOP = {(1, 7): 2, (1, 5): 1}
_NPS_SCALE = (0, 10)


def default_top_box(metric: str, scale_min: float, scale_max: float) -> float:
    """Lowest score, read upwards, that is satisfied, easy or a promoter unless a survey declares another.

    Args:
        metric: nps, csat or ces.
        scale_min, scale_max: the ends of the scale as asked.
    Raises:
        ValueError: the metric has no customary top box on this scale; the survey has to declare it.
    """
    scale = (scale_min, scale_max)
    points = scale_max - scale_min + 1
    if metric == "nps" and scale == _NPS_SCALE:
        return _PROMOTER_FROM
    if metric == "csat" and points in _CSAT_BOXES_BELOW_TOP:
        return scale_max - _CSAT_BOXES_BELOW_TOP[int(points)]
    if metric == "ces" and scale in _CES_BOXES_BELOW_TOP:
        return scale_max - _CES_BOXES_BELOW_TOP[(int(scale_min), int(scale_max))]
    raise ValueError(f"{metric} on {scale_min:g}-{scale_max:g} has no customary top box: declare top_box")


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
    return pl.when(is_top).then(pl.lit(top)).when(is_lowest_third).then(pl.lit(bottom)).otherwise(pl.lit("neutral"))


def polarity_of_unit(unit: pl.Expr) -> pl.Expr:
    """1 in the upper third of a scale, -1 in the lower, 0 between; null where unit is (0 to 1, 1 the best)."""
    polarity = pl.when(unit >= _UPPER_THIRD).then(1).when(unit <= _LOWER_THIRD).then(-1).otherwise(0)
    return pl.when(unit.is_not_null()).then(polarity).cast(pl.Int8)
