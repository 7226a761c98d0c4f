"""Segment dimensions as declared: which attribute, which bands, which tenure."""

from typing import Self

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, model_validator

UNKNOWN = "unknown"


class Band(BaseModel):
    """The values from `from_value` up to the next band, under one name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    from_value: float


class Dimension(BaseModel):
    """One way to cut customers or feedback into segments.

    Attributes:
        attribute: the attribute it reads (a customer's, or one that the feedback itself tells).
        bands: for numbers; without bands the attribute's values are the segments.
        since: instead of `attribute`, a time of the customer; the days from it to the feedback are banded.
        values: other names for values, and the way to merge small segments.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    attribute: str | None = None
    since: str | None = None
    bands: tuple[Band, ...] = ()
    values: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _reads_one_thing(self) -> Self:
        if bool(self.attribute) == bool(self.since):
            raise ValueError("a dimension reads either an attribute or the time since something: name one")
        if self.since and not self.bands:
            raise ValueError(f'the time since "{self.since}" needs bands, in days')
        starts = [band.from_value for band in self.bands]
        if starts != sorted(set(starts)):
            raise ValueError("bands must rise, each from_value above the one before")
        return self


def segment(value: pl.Expr, dimension: Dimension) -> pl.Expr:
    """The segment that a value (text) belongs to; 'unknown' where it is null or cannot be banded.

    A value that is no number keeps its own name: a CRM that already holds bands needs none.
    """
    named = value.replace(dimension.values) if dimension.values else value
    if dimension.bands:
        number = named.cast(pl.Float64, strict=False)
        named = pl.when(number.is_finite()).then(banded(number, dimension.bands)).otherwise(named)
    return pl.when(named.str.strip_chars() != "").then(named).fill_null(UNKNOWN)


MOST_NUMBERS = 30
"""Numbers that may be segments as they stand (1 to 5 of something); more need bands."""


def are_bare_numbers(segments: pl.Series) -> bool:
    """Whether segments are so many numbers that each would name a person: such a dimension needs bands."""
    known = segments.filter(segments != UNKNOWN).unique()
    return len(known) > MOST_NUMBERS and known.str.contains(r"^[-+]?\d[\d., '\u{a0}\u{202f}]*$").all()


def banded(number: pl.Expr, bands: tuple[Band, ...]) -> pl.Expr:
    """The name of the band that a number falls into; null below the first."""
    name = pl.lit(None, dtype=pl.String)
    for band in bands:
        name = pl.when(number >= band.from_value).then(pl.lit(band.name)).otherwise(name)
    return name
