"""The columns that a description reads: plain ones, times, and scores on their scales."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from transforms.numbers import Decimal
from transforms.questions.scale_labels import Labels
from transforms.spellings.written_dates import Order

Scale = tuple[float, float]
DAY_CODES = (("%Y", "%y"), ("%m", "%-m", "%b", "%B"), ("%d", "%-d", "%e"))
WHOLE_DAY_CODES = ("%s", "%F", "%D", "%j")
"""The parser takes January, or the first, for what a format leaves out."""


@cache
def known_zones() -> frozenset[str]:
    """All IANA time zones; they are files, and looked for once."""
    return frozenset(available_timezones())


def known_zone(zone: str) -> str:
    """An IANA time zone; others are refused."""
    if zone not in known_zones():
        raise ValueError(f'"{zone}" is no time zone; write it as "Europe/Paris"')
    return zone


Zone = Annotated[str, AfterValidator(known_zone)]


class Part(BaseModel):
    """A table of a description: refuses unknown keys, never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _column_from_name(value: Any) -> Any:
    return {"column": value} if isinstance(value, str) else value


class Where(Part):
    """The rows in which a second column has one of these values, in whatever case."""

    column: str
    values: tuple[str, ...] = Field(min_length=1)
    or_blank: bool = False


class Column(Part):
    """Where a value comes from, which spellings mean "nothing", and what codes stand for.

    With `where`, the value counts in those rows only: a score whose scale another column tells.
    `decimal` is the decimal sign of numbers; without it, the description's or what the file tells.
    `choices` is for a question that is spread over a column for each choice: by column, which it stands for.
    """

    column: str
    null_values: tuple[str, ...] = ()
    values: dict[str, str] = Field(default_factory=dict)
    where: Where | None = None
    decimal: Decimal | None = None
    choices: dict[str, str] = Field(default_factory=dict)


class Moment(Column):
    """A time. Without `formats`, what can be read in one way only; without `zone`, the description's.

    `order` is that of day, month and year in dates such as 03/04/2024; without it, the description's.
    `prefix` supplies what the column leaves out (the year and month of a survey that notes the day).
    """

    prefix: str = ""
    formats: tuple[str, ...] = ()
    order: Order | None = None
    zone: Zone | None = None

    @model_validator(mode="after")
    def _formats_name_a_whole_day(self) -> Self:
        for form in self.formats:
            parts = (any(code in form for code in codes) for codes in DAY_CODES)
            if not all(parts) and not any(code in form for code in WHOLE_DAY_CODES):
                raise ValueError(f'format "{form}" needs a year (%Y), a month (%m) and a day (%d)')
        return self


class ScaleWhere(Part):
    """Another scale for the rows in which a second column is filled."""

    filled: str
    scale: Scale


class Scored(Column):
    """A number on a declared scale; a score off it is a reject, never clipped."""

    scale: Scale
    labels: Labels | None = None  # the scale in words that the column is answered in
    scale_where: tuple[ScaleWhere, ...] = ()
    is_reversed: bool = False

    @model_validator(mode="after")
    def _scale_rises(self) -> Self:
        for low, high in (self.scale, *(where.scale for where in self.scale_where)):
            if low >= high:
                raise ValueError(
                    f"scale [{low:g}, {high:g}] does not rise: write the lower end first, "
                    "and is_reversed = true where a low score is the good one"
                )
        return self


NamedColumn = Annotated[Column, BeforeValidator(_column_from_name)]


class Prose(Column):
    """What was written; where a form asks for it in several fields, the others follow in `also`."""

    also: tuple[NamedColumn, ...] = ()


NamedProse = Annotated[Prose, BeforeValidator(_column_from_name)]
NamedMoment = Annotated[Moment, BeforeValidator(_column_from_name)]


def changed(part: Part, change: Callable[[Column], Column]) -> Part:
    """The same table with each of its columns changed."""
    if isinstance(part, Column):
        part = change(part)
    news: dict[str, Any] = {}
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Part):
            news[name] = changed(value, change)
        elif isinstance(value, dict):
            news[name] = {key: _changed(one, change) for key, one in value.items()}
        elif isinstance(value, tuple):
            news[name] = tuple(_changed(one, change) for one in value)
    return part.model_copy(update=news)


def _changed(value: Any, change: Callable[[Column], Column]) -> Any:
    return changed(value, change) if isinstance(value, Part) else value


def columns_in(part: Part) -> list[Column]:
    """Every column that a table of a description reads, in order."""
    found: list[Column] = [part] if isinstance(part, Column) else []
    found += [Column(column=one) for each in found for one in each.choices]
    for name in type(part).model_fields:
        value = getattr(part, name)
        children = (
            value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        )
        for child in children:
            found += columns_in(child) if isinstance(child, Part) else []
            if isinstance(child, ScaleWhere):
                found.append(Column(column=child.filled))
            if isinstance(child, Where):
                found.append(Column(column=child.column))
    return found
