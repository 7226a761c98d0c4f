"""A warehouse of opinions of a given size, to see how long their verdicts take."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.divergence.tables import ANY_ASPECT, ErrorRates
from models.opinions import COMPLAINT, OVERALL, PRAISE, TEXT_ORIGIN
from transforms.segments import two_way

ASPECTS = 40
DIMENSIONS = {f"d{number}": segments for number, segments in enumerate((4, 5, 6, 7, 8, 9, 10, 11))}
"""Eight dimensions with 60 segments in all."""
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt", "ro")
COMPLAINING, NEUTRAL, RATED = 0.15, 0.10, 0.30  # shares
OPINIONS_EACH, FEEDBACK_EACH, YEARS = 2, 2, 3
QUOTE = "It arrived a week late, and nobody told me why, so I called"

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Load:
    """What `judge` takes; the segments one dimension at a time.

    Args:
        pairs: the dimensions that are cut two ways.
    """

    opinions: pl.DataFrame
    feedback: pl.DataFrame
    customers: pl.DataFrame
    error_rates: pl.DataFrame
    segment_of: dict[str, NDArray[np.int64]]
    pairs: tuple[tuple[str, str], ...]

    def segments(self) -> Iterator[pl.DataFrame]:
        number = pl.Series(np.arange(self.feedback.height), dtype=pl.UInt32)
        names = {name: name + "_" + pl.Series(of).cast(pl.String) for name, of in self.segment_of.items()}
        yield pl.DataFrame({"feedback_id": number}).with_columns(
            dimension=pl.lit("all"), segment=pl.lit("all")
        )
        for name, segment in names.items():
            yield pl.DataFrame({"feedback_id": number, "segment": segment}).with_columns(
                dimension=pl.lit(name)
            )
        for first, second in self.pairs:
            yield pl.DataFrame(
                {"feedback_id": number, "first": names[first], "second": names[second]}
            ).select(
                "feedback_id",
                segment=two_way_segment(),
                dimension=pl.lit(two_way(first, second)),
            )


def two_way_segment() -> pl.Expr:
    """As core.feedback_segments names it."""
    return pl.format(two_way("{}", "{}"), "first", "second")


def load(opinions: int, pairs: int, seed: int = 1) -> Load:
    """So many opinions of half as many feedback, over three years; the first pairs of dimensions two-way."""
    rng = np.random.default_rng(seed)
    feedback = opinions // OPINIONS_EACH
    number = pl.Series(np.arange(feedback), dtype=pl.UInt32)
    customer = rng.integers(0, max(feedback // FEEDBACK_EACH, 1), feedback)
    ago = pl.Series(rng.integers(0, YEARS * 365 * 86_400, feedback)) * 1_000_000
    names = list(DIMENSIONS)
    every_pair = [(one, other) for at, one in enumerate(names) for other in names[at + 1 :]]
    said = pl.DataFrame(
        {
            "feedback_id": pl.Series(rng.integers(0, feedback, opinions), dtype=pl.UInt32),
            "aspect": rng.integers(0, ASPECTS, opinions),
        }
    ).unique(maintain_order=True)
    draw, rated = rng.random(said.height), rng.random(said.height) < RATED
    who = "c" + pl.Series(customer).cast(pl.String)
    at = pl.Series([AS_OF], dtype=pl.Datetime("us", "UTC")).new_from_index(0, feedback) - ago.cast(
        pl.Duration("us")
    )
    return Load(
        opinions=said.with_row_index("number").select(
            "feedback_id",
            opinion_id="o" + pl.col("number").cast(pl.String).str.zfill(9),
            customer_id=who.gather(said["feedback_id"]),
            speaker=who.gather(said["feedback_id"]),
            aspect="a" + pl.col("aspect").cast(pl.String),
            pole=pl.lit(None, pl.String),
            polarity=pl.Series(
                np.where(draw < COMPLAINING, COMPLAINT, np.where(draw < COMPLAINING + NEUTRAL, 0, PRAISE)),
                dtype=pl.Int8,
            ),
            is_mixed=pl.lit(False),
            read_polarity=pl.lit(None, pl.Int8),
            origin=pl.Series(np.where(rated, "sub_rating", TEXT_ORIGIN)),
            confidence=pl.Series(rng.random(said.height)),
            quote=pl.lit(QUOTE),
            created_at=at.gather(said["feedback_id"]),
        ),
        feedback=pl.DataFrame(
            {
                "feedback_id": number,
                "language": pl.Series(LANGUAGES).gather(rng.integers(0, len(LANGUAGES), feedback)),
                "sentiment_score": rng.uniform(-1, 1, feedback),
            }
        ),
        customers=pl.DataFrame({"customer_id": who.unique().sort()}).with_columns(
            ideal_fit=pl.int_range(pl.len()) / pl.len(), lifetime_value=pl.lit(100.0)
        ),
        error_rates=_rates(),
        segment_of={name: rng.integers(0, size, feedback) for name, size in DIMENSIONS.items()},
        pairs=tuple(every_pair[:pairs]),
    )


def _rates() -> pl.DataFrame:
    rates = {
        f"{rate}{bound}": value + margin
        for rate, value in (("sensitivity", 0.88), ("specificity", 0.90))
        for bound, margin in (("", 0.0), ("_low", -0.02), ("_high", 0.02))
    }
    rows = [
        {"language": language, "aspect": aspect, **rates}
        for language in LANGUAGES
        for aspect in (ANY_ASPECT, OVERALL)
    ]
    return ErrorRates.validate(pl.DataFrame(rows))
