"""The scored questions and sub-ratings of a wide frame whose values are read: one row for each score."""

import polars as pl

from transforms import scales
from transforms.description import Answer, Description, Rating


def survey_answers(keyed: pl.DataFrame, description: Description) -> pl.DataFrame | None:
    """One row per respondent and scored question that was answered; None where no question is scored."""
    frames = [_answer(keyed, number, answer) for number, answer in enumerate(description.answers)]
    return pl.concat(frames) if frames else None


def _answer(keyed: pl.DataFrame, number: int, answer: Answer) -> pl.DataFrame:
    score, low, high = (pl.col(f"{part}:{number}") for part in ("score", "low", "high"))
    default = scales.default_top_box(pl.lit(answer.metric), low, high)
    top_box = default if answer.satisfied_from is None else pl.lit(answer.satisfied_from)
    is_reversed = pl.lit(answer.is_reversed)
    return keyed.filter(score.is_not_null()).select(
        "line",
        "weight",
        survey=pl.lit(answer.survey),
        metric=pl.lit(answer.metric),
        score=score,
        scale_min=low,
        scale_max=high,
        is_reversed=is_reversed,
        top_box=top_box.cast(pl.Float64),
        band=scales.band(pl.lit(answer.metric), score, low, high, is_reversed, top_box),
    )


def ratings(keyed: pl.DataFrame, description: Description) -> pl.DataFrame | None:
    """One row per record and sub-rating that was given; None where there are none."""
    first = len(description.answers)
    frames = [
        _rating(keyed, number, rating) for number, rating in enumerate(description.ratings, start=first)
    ]
    return pl.concat(frames) if frames else None


def _rating(keyed: pl.DataFrame, number: int, rating: Rating) -> pl.DataFrame:
    score, low, high = (pl.col(f"{part}:{number}") for part in ("score", "low", "high"))
    return keyed.filter(score.is_not_null()).select(
        "line",
        aspect=pl.lit(rating.aspect),
        score=score,
        scale_min=low,
        scale_max=high,
        rating_unit=scales.rating_unit(score, low, high, pl.lit(rating.is_reversed)),
    )
