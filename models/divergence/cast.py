"""The opinions that can count, sorted in time and numbered, with what their choice and quoting needs."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from models.divergence.looks import Looks, looks_until
from models.divergence.parameters import DivergenceParameters
from models.language import UNKNOWN
from models.opinions import COMPLAINT, NEUTRAL, PRAISE, TEXT_ORIGIN
from models.readings import READING_ORIGIN

READABLE_CHARACTERS = (40, 240)  # long enough to say something, short enough to be read

CLOSE_TO_IDEAL = 0.75
"""Quantile of ideal_fit from which a customer speaks for the ideal ones."""

VOICES = ("negative", "neutral", "mixed", "positive")
SIDES = ("negative", "positive")  # the voices that take one


READ_AS = (COMPLAINT, PRAISE, NEUTRAL)
"""What the model may have read in an opinion that a person read since."""


@dataclass(frozen=True)
class Reader:
    """Who says what an opinion is.

    Args:
        language: of the text that was read; null for what was rated.
        read_as: of what a person has read since, the polarity that the model had read; null of the others.
    """

    language: str | None = None
    read_as: int | None = None


@dataclass(frozen=True)
class Cast:
    """The opinions that can count, the latest last, and the codes of what they are about.

    Args:
        opinions: opinion (row number), feedback_id, aspect (code), speaker (code), voice, pole, reader
            (code), depth (number of windows it counts in), quote_order (null without a quote), created_at,
            first_look and gone_0, gone_1 ... (the first look that knows it, and the first whose window no
            longer holds it), is_customer, is_ideal (null: not known), lifetime_value.
        named: opinion, opinion_id, feedback_id, language of the feedback, quote, created_at.
        aspects: aspect names by code.
        readers: by code: who rated, then the languages that were read, then what persons read of them.
        windows: see `DivergenceParameters.windows`, with window_start.
        looks: when the verdict is replayed.
    """

    opinions: pl.DataFrame
    named: pl.DataFrame
    aspects: list[str]
    readers: list[Reader]
    windows: pl.DataFrame
    looks: Looks


def cast_of(
    opinions: pl.DataFrame,
    feedback: pl.DataFrame,
    customers: pl.DataFrame,
    parameters: DivergenceParameters,
    as_of: datetime,
) -> Cast:
    """Sorts, dates and numbers the opinions up to `as_of`; those without a time count in all time only.

    Of two opinions at the same time the one that is rated, or read by a person, is the later, then the
    greater opinion_id.

    Args:
        customers: customer_id, ideal_fit, lifetime_value.
    """
    windows, looks = parameters.windows(as_of), looks_until(as_of)
    spoken = (
        opinions.with_columns(pl.col("created_at").dt.convert_time_zone("UTC"))
        .filter(pl.col("created_at").is_null() | (pl.col("created_at") <= as_of))
        .join(
            feedback.select("feedback_id", "language", "sentiment_score"),
            on="feedback_id",
            how="left",
            validate="m:1",
        )
        .join(_with_ideal(customers), on="customer_id", how="left", validate="m:1")
        .with_columns(is_known=pl.col("origin") != TEXT_ORIGIN, depth=_depth(windows))
        .filter(pl.col("depth") > 0)
        .sort("created_at", "is_known", "opinion_id", nulls_last=False)
        .with_row_index("opinion")
    )
    aspects = spoken["aspect"].unique().sort().to_list()
    readers = _readers(spoken)
    first_at = spoken["created_at"].min()
    return Cast(
        opinions=spoken.select(
            "opinion",
            "feedback_id",
            pl.col("aspect").cast(pl.Enum(aspects)).to_physical().cast(pl.UInt64),
            (pl.col("speaker").rank("dense") - 1).cast(pl.UInt64),
            _voice().alias("voice"),
            "pole",
            _reader_codes(spoken, readers),
            "depth",
            _quote_order(spoken).alias("quote_order"),
            "created_at",
            pl.Series("first_look", looks.first_seen(spoken["created_at"]), dtype=pl.UInt8),
            *(
                pl.Series(f"gone_{window}", looks.last_seen(spoken["created_at"], days), dtype=pl.UInt8)
                for window, days in windows.select("window", "window_days").iter_rows()
            ),
            is_customer=pl.col("customer_id").is_not_null(),
            is_ideal="is_ideal",
            lifetime_value="lifetime_value",
        ),
        named=spoken.select("opinion", "opinion_id", "feedback_id", "language", "quote", "created_at"),
        aspects=aspects,
        readers=readers,
        windows=windows.with_columns(window_start=pl.col("opens_at").fill_null(pl.lit(first_at))),
        looks=looks,
    )


def _language() -> pl.Expr:
    """Of what was read, by the model or by a person; null of what was rated."""
    is_read = pl.col("origin").is_in([TEXT_ORIGIN, READING_ORIGIN])
    return pl.when(is_read).then(pl.col("language").fill_null(UNKNOWN))


def _read_as() -> pl.Expr:
    return pl.when(pl.col("origin") == READING_ORIGIN).then(pl.col("read_polarity").fill_null(NEUTRAL))


def _readers(spoken: pl.DataFrame) -> list[Reader]:
    said = spoken.select(language=_language(), read_as=_read_as()).drop_nulls("language")
    languages = said["language"].unique().sort().to_list()
    verified = said.drop_nulls("read_as")["language"].unique().sort().to_list()
    texts = [Reader(language) for language in languages]
    return [Reader(), *texts, *(Reader(language, read_as) for language in verified for read_as in READ_AS)]


def _reader_codes(spoken: pl.DataFrame, readers: list[Reader]) -> pl.Series:
    codes = pl.DataFrame(
        [(one.language, one.read_as, code) for code, one in enumerate(readers)],
        schema={"language": pl.String, "read_as": pl.Int8, "reader": pl.UInt32},
        orient="row",
    )
    said = spoken.select(language=_language(), read_as=_read_as().cast(pl.Int8))
    keys = ["language", "read_as"]
    return said.join(codes, on=keys, how="left", nulls_equal=True, maintain_order="left", validate="m:1")[
        "reader"
    ]


def _with_ideal(customers: pl.DataFrame) -> pl.DataFrame:
    """Who is close to the ideal: the upper quarter by ideal_fit."""
    fit = pl.col("ideal_fit").cast(pl.Float64)
    return customers.select(
        "customer_id",
        pl.col("lifetime_value").cast(pl.Float64),
        is_ideal=fit >= fit.quantile(CLOSE_TO_IDEAL, "lower"),
    )


def _depth(windows: pl.DataFrame) -> pl.Expr:
    """In how many windows an opinion counts."""
    is_inside = (
        pl.lit(True) if opens_at is None else (pl.col("created_at") > opens_at).fill_null(False)
        for opens_at in windows["opens_at"]
    )
    return pl.sum_horizontal(flag.cast(pl.UInt8) for flag in is_inside).cast(pl.UInt8)


def _voice() -> pl.Expr:
    return (
        pl.when("is_mixed")
        .then(pl.lit("mixed"))
        .when(pl.col("polarity") == COMPLAINT)
        .then(pl.lit("negative"))
        .when(pl.col("polarity") == PRAISE)
        .then(pl.lit("positive"))
        .otherwise(pl.lit("neutral"))
        .cast(pl.Enum(VOICES))
    )


def _quote_order(spoken: pl.DataFrame) -> pl.Series:
    """Quotes that speak for their side first, then readable ones, the most confident, the latest.

    A rating may come with words about something else, or against it; null where there are no words at all.
    """
    quotable = spoken.lazy().select(
        "opinion",
        "opinion_id",
        "confidence",
        "created_at",
        speaks_for_side=(pl.col("sentiment_score") * pl.col("polarity") > 0).fill_null(False),
        is_readable=pl.col("quote").str.len_chars().is_between(*READABLE_CHARACTERS),
    )
    ordered = (
        quotable.filter(pl.col("is_readable").is_not_null())
        .sort(
            "speaks_for_side",
            "is_readable",
            "confidence",
            "created_at",
            "opinion_id",
            descending=[True, True, True, True, False],
            nulls_last=True,
        )
        .with_row_index("quote_order")
        .select("opinion", "quote_order")
    )
    numbered = quotable.select("opinion").join(ordered, on="opinion", how="left", maintain_order="left")
    return numbered.collect()["quote_order"]
