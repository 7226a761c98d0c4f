"""Populations in which who counts once decides: opinions written out, and counted as a company's are."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.calibration.crowds import EPOCH
from models.calibration.reading import Reading
from models.calibration.truths import ACCOUNTS, BEFORE_DAYS, BURST, COLLEAGUES, DAYS, LOUD, WEEK, Truth
from models.divergence.cast import cast_of
from models.divergence.history import histories
from models.divergence.parameters import DivergenceParameters
from models.divergence.readers import STATED_Z, Readers, readers_of
from models.divergence.standing import Standing, joined, replayed
from models.divergence.tables import ErrorRates
from models.divergence.voices import voices_in
from models.opinions import COMPLAINT, PRAISE, TEXT_ORIGIN

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

ROWS_AT_ONCE = 250_000  # bounds the memory of a chunk

LOUD_TIMES = 60
"""How often the loud customer writes, over LOUD_DAYS of the watch."""
LOUD_DAYS = 120
COPIES = 60
COPIED_WITHIN_DAYS = 3
COLLEAGUES_EACH, COLLEAGUES_WITHIN_DAYS = 5, 14
"""People of one company, who speak within so many days, and whose opinions agree with a correlation of
AGREEMENT (intraclass)."""
AGREEMENT = 0.5

Counting = Callable[[pl.DataFrame, bool], tuple[pl.DataFrame, pl.DataFrame]]
"""From written opinions, text and account_id beside them, to the opinions with who counts once as their
speaker, and the feedback that they are of; whether per account."""


@dataclass(frozen=True)
class Said:
    """One entry per opinion: its population, who says it, when, what, and of which text it is a copy.

    Args:
        population, speaker, day: numbers; speakers are numbered over all populations.
        complains: whether the speaker does.
        copy_of: number of the text that was copied; negative for a text of one's own.
    """

    population: IntArray
    speaker: IntArray
    day: IntArray
    complains: BoolArray
    copy_of: IntArray

    @classmethod
    def joined(cls, one: Self, other: Self) -> "Said":
        """Both, one after the other."""
        pairs = ((getattr(one, name), getattr(other, name)) for name in cls.__dataclass_fields__)
        return Said(*(np.concatenate(pair) for pair in pairs))


def written(rng: np.random.Generator, truth: Truth, weekly: int, populations: int) -> Said:
    """What is said in some populations of a truth of one of the WRITTEN kinds."""
    people = rng.poisson(weekly * DAYS / WEEK, populations)
    population = np.repeat(np.arange(populations), people)
    number = np.arange(population.size)
    complains = rng.random(number.size) < truth.share
    said = Said(population, number, rng.integers(0, DAYS, number.size), complains, np.full(number.size, -1))
    if truth.kind in (COLLEAGUES, ACCOUNTS):
        account = number // COLLEAGUES_EACH
        asked = rng.integers(0, DAYS - COLLEAGUES_WITHIN_DAYS, number.size)[account]
        day = asked + rng.integers(0, COLLEAGUES_WITHIN_DAYS, number.size)
        agrees = rng.random(number.size) < np.sqrt(AGREEMENT)
        first = number // COLLEAGUES_EACH * COLLEAGUES_EACH
        return replace(said, day=day, complains=np.where(agrees, complains[first], complains))
    extra = {LOUD: _loud, BURST: _copies}[truth.kind](rng, populations, number.size)
    return Said.joined(said, extra)


def _loud(rng: np.random.Generator, populations: int, first_speaker: int) -> Said:
    population = np.repeat(np.arange(populations), LOUD_TIMES)
    day = np.tile(np.linspace(DAYS - LOUD_DAYS, DAYS - 1, LOUD_TIMES).astype(np.int64), populations)
    everybody = np.ones(population.size, dtype=bool)
    return Said(population, first_speaker + population, day, everybody, np.full(population.size, -1))


def _copies(rng: np.random.Generator, populations: int, first_speaker: int) -> Said:
    population = np.repeat(np.arange(populations), COPIES)
    start = rng.integers(BEFORE_DAYS, DAYS - COPIED_WITHIN_DAYS, populations)
    day = start[population] + rng.integers(0, COPIED_WITHIN_DAYS, population.size)
    number = np.arange(population.size)
    return Said(population, first_speaker + number, day, np.ones(number.size, dtype=bool), population)


def opinions_of(rng: np.random.Generator, said: Said, reading: Reading) -> pl.DataFrame:
    """As core.stances has them, each population an aspect, with language, text and account_id beside.

    Copies are read alike.
    """
    size = said.population.size
    languages = [None, *(language.name for language in reading.languages)]
    reader = rng.choice(len(languages), size, p=reading.weights)
    right_if = np.where(
        said.complains,
        reading.of_readers("sensitivity", 1.0)[reader],
        reading.of_readers("specificity", 1.0)[reader],
    )
    key = np.where(said.copy_of >= 0, said.copy_of, np.arange(size))
    is_read_right = rng.random(size)[key] < right_if
    said_at = said.day * 24 * 60 + rng.integers(0, 24 * 60, size)
    number = pl.int_range(size, eager=True).cast(pl.String)
    speaker = pl.Series(said.speaker)
    text = "copy " + pl.Series(said.copy_of).cast(pl.String) + " of a text that is long enough to be known"
    complaint = pl.Series(said.complains == is_read_right)
    return pl.DataFrame({"number": number, "said_at": said_at}).select(
        feedback_id="f" + pl.col("number"),
        aspect=pl.Series(said.population).cast(pl.String).str.zfill(6),
        opinion_id="o" + pl.col("number"),
        customer_id="c" + speaker.cast(pl.String),
        speaker="s" + speaker.cast(pl.String),
        pole=pl.lit(None, pl.String),
        polarity=pl.when(complaint).then(COMPLAINT).otherwise(PRAISE).cast(pl.Int8),
        is_mixed=pl.lit(False),
        read_polarity=pl.lit(None, pl.Int8),
        origin=pl.lit(TEXT_ORIGIN if reading.languages else "rating"),
        confidence=pl.lit(1.0),
        quote=pl.lit(None, pl.String),
        created_at=(pl.lit(EPOCH - timedelta(days=DAYS)) + pl.duration(minutes="said_at")),
        language=pl.Series(languages, dtype=pl.String).gather(pl.Series(reader, dtype=pl.UInt32)),
        text=pl.when(pl.Series(said.copy_of) >= 0).then(text),
        account_id="a" + (speaker // COLLEAGUES_EACH).cast(pl.String),
    )


def standing_of_written(
    rng: np.random.Generator,
    opinions: pl.DataFrame,
    reading: Reading,
    counting: Counting,
    parameters: DivergenceParameters,
) -> Standing:
    """The replay over the written opinions, by the code that counts and judges a company's own."""
    counted, feedback = counting(opinions, parameters.is_per_account)
    nobody = {"customer_id": pl.String, "ideal_fit": pl.Float64, "lifetime_value": pl.Float64}
    cast = cast_of(counted, feedback, pl.DataFrame(schema=nobody), parameters, EPOCH)
    cells = np.arange(len(cast.aspects))
    known = reading.readers(rng, cells.size, parameters)
    found = readers_of(cast, _as_stated(cast.aspects, known, reading), parameters)
    voices = voices_in(cast, np.zeros(cast.feedback_ids.height, dtype=np.int64))
    return joined(
        [replayed(history, found.of(history.cells), parameters) for history in histories(cast, voices, cells)]
    )


def _as_stated(aspects: list[str], known: Readers, reading: Reading) -> pl.DataFrame:
    """Rows of ErrorRates: what was measured for each population."""
    rows = []
    for column, language in enumerate(reading.languages, start=1):
        of_language: dict[str, pl.Expr | pl.Series] = {
            "language": pl.lit(language.name),
            "aspect": pl.Series(aspects),
        }
        for rate in ("sensitivity", "specificity"):
            estimate = getattr(known.rates, rate)[:, column]
            margin = STATED_Z * np.sqrt(getattr(known.rates, f"{rate}_variance")[:, column])
            of_language |= {
                rate: pl.Series(estimate),
                f"{rate}_low": pl.Series(np.maximum(estimate - margin, 0.0)),
                f"{rate}_high": pl.Series(np.minimum(estimate + margin, 1.0)),
            }
        is_known = pl.Series(known.is_known[:, column])
        rows.append(pl.DataFrame({"aspect": aspects}).select(**of_language).filter(is_known))
    return (
        pl.concat([ErrorRates.create_empty(), *rows], how="diagonal") if rows else ErrorRates.create_empty()
    )
