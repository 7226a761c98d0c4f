"""Segment dimensions as declared: which attribute, which bands, which tenure."""

from typing import Self

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, model_validator

from transforms import mappings
from transforms.hierarchy import checked_parents

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
        values: other names for values, and the way to merge segments by hand.
        mapping: values of a known kind that have one name however written.
        parents: the larger segment that each segment is part of.
        merge_below: segments of fewer customers than this count as part of their parent.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    attribute: str | None = None
    since: str | None = None
    bands: tuple[Band, ...] = ()
    values: dict[str, str] = Field(default_factory=dict)
    mapping: mappings.Mapping | None = None
    parents: dict[str, str] = Field(default_factory=dict)
    merge_below: int | None = Field(default=None, ge=2)

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

    @model_validator(mode="after")
    def _mapping_fits(self) -> Self:
        if self.mapping == "headcount" and (self.since or not self.bands):
            raise ValueError('mapping "headcount" reads ranges of employees into bands: declare the bands')
        if self.mapping in mappings.NAMED and self.bands:
            raise ValueError(f'mapping "{self.mapping}" gives names, not numbers: leave out the bands')
        return self

    @model_validator(mode="after")
    def _parents_make_a_tree(self) -> Self:
        if bool(self.parents) != bool(self.merge_below):
            raise ValueError(
                "parents and merge_below go together: who is part of what, and which size is small"
            )
        if not self.parents:
            return self
        checked_parents(self.parents)
        if UNKNOWN in {*self.parents, *self.parents.values()}:
            raise ValueError('"unknown" is no part of anything, and nothing is part of it')
        own = {child: name for child, name in self._named(list(self.parents)).items() if child != name}
        if own:
            child, name = next(iter(own.items()))
            raise ValueError(f'the segment of "{child}" is called "{name}": write parents with that name')
        return self

    def _named(self, values: list[str]) -> dict[str, str]:
        """What values are called as segments."""
        given = pl.Series(values, dtype=pl.String)
        return dict(zip(given, pl.select(segment(pl.lit(given), self)).to_series(), strict=True))


def segment(value: pl.Expr, dimension: Dimension) -> pl.Expr:
    """The segment that a value (text) belongs to; 'unknown' where it is null or cannot be banded.

    A value that is no number keeps its own name: a CRM that already holds bands needs none.
    """
    named = _called(value, dimension)
    if dimension.bands:
        bands = [(band.name, band.from_value) for band in dimension.bands]
        written = mappings.headcount_band(named, bands) if dimension.mapping == "headcount" else named
        number = named.cast(pl.Float64, strict=False)
        named = pl.when(number.is_finite()).then(banded(number, dimension.bands)).otherwise(written)
    return pl.when(named.str.strip_chars() != "").then(named).fill_null(UNKNOWN)


def _called(value: pl.Expr, dimension: Dimension) -> pl.Expr:
    """The value by its usual name; what `values` says counts before and after the mapping."""
    named = value.replace(dimension.values) if dimension.values else value
    if dimension.mapping in mappings.NAMED:
        named = mappings.NAMED[dimension.mapping](named)
        named = named.replace(dimension.values) if dimension.values else named
    return named


def two_way(first: str, second: str) -> str:
    """The name of the dimension, or segment, that two make together."""
    return f"{first} x {second}"


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
