"""Opinions: who says what of which aspect, one row per feedback and aspect, as core.opinions holds them.

A rating or a survey score is an opinion as it stands; only a feedback without either is read from its text.
"""

from functools import reduce

import polars as pl

from transforms.scales import polarity_of_unit

# Evidence without classifier error, the first that a feedback has decides on `overall`.
RATED_ORIGINS = ("rating", "nps", "csat", "ces")
TEXT_ORIGIN = "text"
SUB_RATING_ORIGIN = "sub_rating"
OVERALL = "overall"  # reserved: no sub-rating may use it as its aspect

PRAISE, NEUTRAL, COMPLAINT = 1, 0, -1

BAND_POLARITY = {
    "promoter": PRAISE,
    "satisfied": PRAISE,
    "easy": PRAISE,
    "passive": NEUTRAL,
    "neutral": NEUTRAL,
    "detractor": COMPLAINT,
    "dissatisfied": COMPLAINT,
    "difficult": COMPLAINT,
}
SENTIMENT_POLARITY = {"positive": PRAISE, "neutral": NEUTRAL, "mixed": NEUTRAL, "negative": COMPLAINT}

QUOTE_CHARACTERS = 240  # what a reader takes in at a glance
SENTENCE_CHARACTERS = 40  # a sentence shorter than this says too little: cut at a word instead

OPINION_SCHEMA = pl.Schema(
    {
        "opinion_id": pl.String(),
        "feedback_id": pl.String(),
        "customer_id": pl.String(),
        "speaker": pl.String(),
        "aspect": pl.String(),
        "pole": pl.String(),
        "polarity": pl.Int8(),
        "is_mixed": pl.Boolean(),
        "origin": pl.String(),
        "confidence": pl.Float64(),
        "quote": pl.String(),
        "span_start": pl.Int32(),
        "span_end": pl.Int32(),
        "created_at": pl.Datetime("us", "UTC"),
        "read_polarity": pl.Int8(),  # what the model had read in what a person read since
    }
)


def overall_opinions(feedback: pl.LazyFrame, answers: pl.LazyFrame) -> pl.LazyFrame:
    """One opinion on `overall` per feedback that has a rating, a survey score or a read sentiment.

    The first origin of `RATED_ORIGINS` that the feedback has decides, whatever its text says. Several answers
    of one metric in one feedback are one opinion: a pole outweighs neutral, and both poles together are mixed
    (polarity 0). A sentiment read as mixed is polarity 0 too; its confidence is the classifier's.

    Args:
        feedback: rows of core.feedback, one per feedback_id.
        answers: rows of core.survey_answers, any number per feedback_id.
    Returns:
        Rows of core.opinions.
    """
    voices = reduce(
        lambda joined, metric: joined.join(
            _answered(answers, metric), on="feedback_id", how="left", validate="1:1"
        ),
        RATED_ORIGINS[1:],
        feedback.with_columns(
            rating_polarity=polarity_of_unit(pl.col("rating_unit")), rating_is_mixed=pl.lit(False)
        ),
    )
    origins = [*RATED_ORIGINS, TEXT_ORIGIN]
    return (
        voices.with_columns(
            text_polarity=pl.col("sentiment").replace_strict(
                SENTIMENT_POLARITY, default=None, return_dtype=pl.Int8
            ),
            text_is_mixed=pl.col("sentiment") == "mixed",
        )
        .with_columns(origin=_first_origin(origins))
        .filter(pl.col("origin").is_not_null())
        .with_columns(
            aspect=pl.lit(OVERALL),
            polarity=_of_origin("polarity", origins),
            is_mixed=_of_origin("is_mixed", origins),
            confidence=pl.when(pl.col("origin") == TEXT_ORIGIN)
            .then(pl.col("sentiment_confidence").fill_null(0.0))
            .otherwise(1.0),
        )
        .pipe(_spoken)
    )


def aspect_opinions(feedback: pl.LazyFrame, ratings: pl.LazyFrame) -> pl.LazyFrame:
    """One opinion per feedback and sub-rated aspect; several ratings of an aspect combine as answers do.

    Args:
        feedback: rows of core.feedback, one per feedback_id.
        ratings: rows of core.ratings.
    Returns:
        Rows of core.opinions, origin `sub_rating`, confidence 1.
    """
    return (
        ratings.with_columns(polarity=polarity_of_unit(pl.col("rating_unit")))
        .group_by("feedback_id", "aspect")
        .agg(polarity=_combined_polarity(), is_mixed=_has_both_poles())
        .join(feedback, on="feedback_id", how="inner", validate="m:1")
        .with_columns(origin=pl.lit(SUB_RATING_ORIGIN), confidence=pl.lit(1.0))
        .pipe(_spoken)
    )


def clause_opinions(feedback: pl.LazyFrame, clauses: pl.LazyFrame) -> pl.LazyFrame:
    """One opinion per clause and aspect that it speaks of, as read from the text.

    Args:
        feedback: rows of core.feedback, one per feedback_id.
        clauses: rows of core.clause_opinions; those of other feedback are left out.
    Returns:
        Rows of core.opinions, origin `text`, confidence the reader's.
    """
    return (
        clauses.join(feedback, on="feedback_id", how="inner", validate="m:1")
        .with_columns(
            opinion_id=pl.concat_str("feedback_id", "aspect", "position", separator=":"),
            origin=pl.lit(TEXT_ORIGIN),
            is_mixed=pl.lit(False),
        )
        .pipe(_said)
    )


def _answered(answers: pl.LazyFrame, metric: str) -> pl.LazyFrame:
    """Polarity of one metric, one row per feedback."""
    polarity = pl.col("band").replace_strict(BAND_POLARITY, return_dtype=pl.Int8)
    return (
        answers.filter(pl.col("metric") == metric)
        .select("feedback_id", polarity=polarity)
        .group_by("feedback_id")
        .agg(_combined_polarity().alias(f"{metric}_polarity"), _has_both_poles().alias(f"{metric}_is_mixed"))
    )


def _combined_polarity() -> pl.Expr:
    return (pl.col("polarity").min().clip(upper_bound=0) + pl.col("polarity").max().clip(lower_bound=0)).cast(
        pl.Int8
    )


def _has_both_poles() -> pl.Expr:
    return (pl.col("polarity").min() == COMPLAINT) & (pl.col("polarity").max() == PRAISE)


def _first_origin(origins: list[str]) -> pl.Expr:
    return pl.coalesce(
        pl.when(pl.col(f"{origin}_polarity").is_not_null()).then(pl.lit(origin)) for origin in origins
    )


def _of_origin(quantity: str, origins: list[str]) -> pl.Expr:
    return pl.coalesce(
        pl.when(pl.col("origin") == origin).then(pl.col(f"{origin}_{quantity}")) for origin in origins
    )


def _spoken(opinions: pl.LazyFrame) -> pl.LazyFrame:
    """Opinions on a feedback as a whole: named after it and its aspect, quoted by the opening of its text."""
    blanks = pl.col("text").str.len_chars() - pl.col("text").str.strip_chars_start().str.len_chars()
    return (
        opinions.with_columns(
            opinion_id=pl.concat_str("feedback_id", "aspect", separator=":"),
            pole=pl.lit(None, pl.String),
            quote=quote(pl.col("text")),
        )
        .with_columns(span_start=pl.when(pl.col("quote").is_not_null()).then(blanks))
        .with_columns(span_end=pl.col("span_start") + pl.col("quote").str.len_chars())
        .pipe(_said)
    )


def _said(opinions: pl.LazyFrame) -> pl.LazyFrame:
    """Adds who speaks and when; a time that is not credible is no time."""
    return opinions.with_columns(
        speaker=pl.coalesce("customer_id", "author_id", "feedback_id"),
        created_at=pl.when("is_created_at_credible").then("created_at"),
        read_polarity=None,
    ).select(pl.col(name).cast(dtype) for name, dtype in OPINION_SCHEMA.items())


def quote(text: pl.Expr) -> pl.Expr:
    """The opening of a text, at most `QUOTE_CHARACTERS` long, cut after a sentence, else after a word.

    It is a verbatim piece of the text, without the blanks around it; null where there is none.
    """
    stripped = text.str.strip_chars()
    opening = stripped.str.slice(0, QUOTE_CHARACTERS + 1)  # one more character shows whether a word ends
    sentence = opening.str.extract(r"(?s)^(.*[.!?…])\s")
    word = opening.str.extract(r"(?s)^(.*\S)\s")
    return (
        pl.when(stripped == "")
        .then(None)
        .when(stripped.str.len_chars() <= QUOTE_CHARACTERS)
        .then(stripped)
        .when(sentence.str.len_chars() >= SENTENCE_CHARACTERS)
        .then(sentence)
        .otherwise(pl.coalesce(word, stripped.str.slice(0, QUOTE_CHARACTERS)))
    )
