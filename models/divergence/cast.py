"""The opinions that can count, sorted and numbered, with what their choice and quoting needs."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.divergence.looks import Looks, as_numbers, looks_until
from models.divergence.parameters import DivergenceParameters
from models.divergence.typical import typicality
from models.language import UNKNOWN
from models.opinions import COMPLAINT, NEUTRAL, PRAISE, TEXT_ORIGIN
from models.readings import READING_ORIGIN

IntArray = NDArray[np.int64]

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
    """The opinions that can count, by aspect, speaker and time, and the codes of what they are about.

    Args:
        feedback, aspect, speaker, reader: codes of each opinion's.
        voice: index of VOICES.
        said_at: microseconds; without a time before all others.
        depth: number of windows that it counts in.
        first_look: the first look that knows it.
        gone: per window, the first look whose window no longer holds it; shape (windows, opinions).
        is_customer, is_ideal (close to the ideal), lifetime_value (NaN: not known): of who speaks.
        pole: of each opinion (null: none), in the same order.
        words: number of the quote: the same for the same words; 0 without.
        named: opinion_id, feedback_id, language of the feedback, quote, created_at, in the same order.
        latest_first, best_words_first: rows in these orders; of the latter those that have words.
        aspects: aspect names by code.
        readers: by code: who rated, then the languages that were read, then what persons read of them.
        feedback_ids: by code: feedback_id, feedback.
        windows: see `DivergenceParameters.windows`, with window_start.
        looks: when the verdict is replayed.
    """

    feedback: IntArray
    aspect: IntArray
    speaker: IntArray
    reader: IntArray
    voice: NDArray[np.uint8]
    said_at: IntArray
    depth: NDArray[np.uint8]
    first_look: NDArray[np.uint8]
    gone: NDArray[np.uint8]
    is_customer: NDArray[np.bool_]
    is_ideal: NDArray[np.bool_]
    lifetime_value: NDArray[np.float64]
    pole: pl.Series
    words: IntArray
    named: pl.DataFrame
    latest_first: IntArray
    best_words_first: IntArray
    aspects: list[str]
    readers: list[Reader]
    feedback_ids: pl.DataFrame
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
    known = _known(opinions, windows, as_of)
    aspects = known["aspect"].unique().sort().to_list()
    aspect = known["aspect"].cast(pl.Enum(aspects)).to_physical().to_numpy().astype(np.int64)
    speaker = known["speaker"].cast(pl.Categorical).to_physical().to_numpy().astype(np.int64)
    chronological = _chronological(known)
    topic = aspect * (int(speaker.max(initial=0)) + 1) + speaker
    order = chronological[np.argsort(topic[chronological], kind="stable")]
    place = np.empty(order.size, dtype=np.int64)
    place[order] = np.arange(order.size)
    latest_first = place[chronological[::-1]]
    spoken = _told(known[order].drop("speaker"), feedback, customers)
    del known
    readers = _readers(spoken)
    said_at = spoken["created_at"]
    feedback_ids = spoken.select(pl.col("feedback_id").unique().sort()).with_row_index("feedback")
    return Cast(
        feedback=_beside(spoken, feedback_ids, "feedback_id")["feedback"].to_numpy().astype(np.int64),
        aspect=aspect[order],
        speaker=speaker[order],
        reader=_reader_codes(spoken, readers).to_numpy(),
        voice=spoken.select(_voice().to_physical().cast(pl.UInt8)).to_series().to_numpy(),
        said_at=as_numbers(said_at),
        depth=spoken["depth"].to_numpy(),
        first_look=looks.first_seen(said_at).astype(np.uint8),
        gone=np.stack([looks.last_seen(said_at, days) for days in windows["window_days"]]).astype(np.uint8),
        is_customer=spoken["customer_id"].is_not_null().to_numpy(),
        is_ideal=spoken["is_ideal"].fill_null(False).to_numpy(),
        lifetime_value=spoken["lifetime_value"].fill_null(float("nan")).to_numpy(),
        pole=spoken["pole"],
        words=_words(spoken),
        named=spoken.select("opinion_id", "feedback_id", "language", "quote", "created_at"),
        latest_first=latest_first,
        best_words_first=_best_words_first(spoken, latest_first),
        aspects=aspects,
        readers=readers,
        feedback_ids=feedback_ids,
        windows=windows.with_columns(window_start=pl.col("opens_at").fill_null(pl.lit(said_at.min()))),
        looks=looks,
    )


COLUMNS = (
    "opinion_id", "feedback_id", "customer_id", "speaker", "aspect", "pole", "polarity", "is_mixed",
    "read_polarity", "origin", "confidence", "quote", "created_at",
)  # fmt: skip
"""What is needed of an opinion."""


def _known(opinions: pl.DataFrame, windows: pl.DataFrame, as_of: datetime) -> pl.DataFrame:
    """The opinions up to the watermark that count in a window, with depth and is_known."""
    return (
        opinions.lazy()
        .select(COLUMNS)
        .with_columns(pl.col("created_at").dt.convert_time_zone("UTC"))
        .with_columns(depth=_depth(windows), is_known=pl.col("origin") != TEXT_ORIGIN)
        .filter((pl.col("created_at") <= as_of).fill_null(True) & (pl.col("depth") > 0))
        .collect()
    )


def _chronological(known: pl.DataFrame) -> IntArray:
    """Rows in the order in which they were said."""
    in_time = known.select("created_at", "is_known", "opinion_id").with_row_index("row")
    ordered = in_time.sort("created_at", "is_known", "opinion_id", nulls_last=False)
    return ordered["row"].to_numpy().astype(np.int64)


def _told(spoken: pl.DataFrame, feedback: pl.DataFrame, customers: pl.DataFrame) -> pl.DataFrame:
    """Adds what is known of the feedback and of who speaks."""
    words = _beside(spoken, feedback.select("feedback_id", "language", "sentiment_score"), "feedback_id")
    return spoken.hstack(words).hstack(_beside(spoken, _with_ideal(customers), "customer_id"))


def _beside(spoken: pl.DataFrame, told: pl.DataFrame, key: str) -> pl.DataFrame:
    """The columns of `told` for each row, by the key; nothing else is copied."""
    found = spoken.select(key).join(told, on=key, how="left", validate="m:1", maintain_order="left")
    return found.drop(key)


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
    """The number of each opinion's reader."""
    numbers = {one.language or "": code for code, one in enumerate(readers) if one.read_as is None}
    text = _language().replace_strict(numbers, default=0, return_dtype=pl.Int64)
    verified = [one for one in readers if one.read_as is not None]
    first = {one.language: readers.index(one) for one in verified if one.read_as == READ_AS[0]}
    if not first:
        return spoken.select(reader=text)["reader"]
    person = _language().replace_strict(first, default=0, return_dtype=pl.Int64) + _read_as().replace_strict(
        list(READ_AS), list(range(len(READ_AS))), default=0, return_dtype=pl.Int64
    )
    is_verified = pl.col("origin") == READING_ORIGIN
    return spoken.select(reader=pl.when(is_verified).then(person).otherwise(text))["reader"]


def _with_ideal(customers: pl.DataFrame) -> pl.DataFrame:
    """Who is close to the ideal: the upper quarter by ideal_fit."""
    fit = pl.col("ideal_fit").cast(pl.Float64)
    return customers.select(
        "customer_id",
        pl.col("lifetime_value").cast(pl.Float64),
        is_ideal=fit >= fit.quantile(CLOSE_TO_IDEAL, "higher"),
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


def _words(spoken: pl.DataFrame) -> IntArray:
    said = spoken.select(pl.col("quote").str.strip_chars().cast(pl.Categorical).to_physical())
    return (said.to_series().cast(pl.Int64) + 1).fill_null(0).to_numpy()


def _best_words_first(spoken: pl.DataFrame, latest_first: IntArray) -> IntArray:
    """Quotes that speak for their side first, then readable, typical and confident ones, the latest first.

    A rating may come with words about something else, or against it; without any words it is left out. Words
    that are read on both sides of the aspect speak for neither, and come last.
    """
    speaks_for_side = (pl.col("sentiment_score") * pl.col("polarity") > 0).fill_null(False)
    is_readable = pl.col("quote").str.len_chars().is_between(*READABLE_CHARACTERS)
    sides = spoken.select("aspect", pl.col("quote").str.strip_chars(), pl.col("polarity").sign())
    is_of_both = sides.select(
        (pl.col("polarity").min().over("aspect", "quote") < 0)
        & (pl.col("polarity").max().over("aspect", "quote") > 0)
    ).to_series()
    known = spoken.select(
        "aspect",
        "language",
        "quote",
        "confidence",
        voice=_voice(),
        merit=pl.when(pl.lit(is_of_both) & pl.col("quote").is_not_null())
        .then(0.0)
        .otherwise(4.0 * speaks_for_side + 2.0 * is_readable)
        .fill_null(-1.0),
    )[latest_first]
    order = np.argsort(-known["merit"].to_numpy(), kind="stable")
    best = known.select("aspect", "voice", "language", "quote", "merit", "confidence")[order]
    merit = pl.col("merit") + typicality(best) + 0.1 * pl.col("confidence").fill_null(0.0)
    merits = best.select(pl.when(pl.col("merit") < 0).then(-1.0).otherwise(merit)).to_series().to_numpy()
    rows = latest_first[order][np.argsort(-merits, kind="stable")]
    quoted: IntArray = rows[: int((merits >= 0).sum())]
    return quoted
