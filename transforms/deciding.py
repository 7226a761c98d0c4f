"""How a file writes dates and numbers, where its own values decide it and its description does not say.

03/04/2024 is a day in April or in March, 1,234 a thousand or one and a bit. One value that can be read in one
way only (25/04/2024, 0,5) decides for its column, and for columns of the file that do not tell themselves;
without one, or where two contradict each other, a person is asked. The answer follows from the file and the
configuration alone: other files of the source are not looked at, or a file would be read by what came before.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from transforms import numbers
from transforms.columns import Column, Moment, Scored, changed, columns_in, known_zones
from transforms.describe import BANDED_ATTRIBUTES, MOMENT_ATTRIBUTES, NUMBER_ATTRIBUTES
from transforms.description import Description
from transforms.heads import Head
from transforms.recognise import Recognition
from transforms.spellings.scores import bare_score
from transforms.spellings.written_dates import ambiguous_parts
from transforms.values import Reader, raw_name

WHOLE_ATTRIBUTES = frozenset({"company_size"})
"""Of people there are no decimals: 1,234 is a thousand and more."""

_THREE_NUMBERS = r"(?:^|\D)\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})(?:\D|$)"

ORDERS = {"dmy": "day/month/year", "mdy": "month/day/year", "ymd": "year-month-day"}
SIGNS = {".": "a point", ",": "a comma"}


@dataclass(frozen=True)
class Evidence:
    """What the values of a column tell of how they are written.

    Attributes:
        possible: ways that are not excluded by any value; none where values contradict each other.
        line: the first that excludes another way, or, where none does, that says something else in each.
        is_open: whether some value fits several ways.
    """

    column: Column
    possible: tuple[str, ...]
    line: int
    is_open: bool

    @property
    def decided(self) -> str | None:
        return self.possible[0] if len(self.possible) == 1 else None

    def way(self, common: str | None) -> str | None:
        """How it is read: as its own values tell, or as those of the whole file do where they allow it."""
        return self.decided or (common if common in self.possible else None)


def open_questions(recognition: Recognition, head: Head, sample: pl.DataFrame) -> Recognition:
    """What the draft of a description left to a person is asked until it is deleted there."""
    description = recognition.description
    if description is None or not description.undecided:
        return recognition
    asked = (
        f"sources/{description.name}.toml leaves open: {' '.join(description.undecided)} "
        'Decide, correct the lines marked "undecided", and delete the list'
    )
    return replace(recognition, asks=(*recognition.asks, asked))


def zone_of_head(recognition: Recognition, head: Head, _: pl.DataFrame) -> Recognition:
    """Times in the zone that the head names, where the description names none."""
    description = recognition.description
    if description is None or head.zone not in known_zones() or "zone" in description.model_fields_set:
        return recognition
    return replace(
        recognition,
        description=description.model_copy(update={"zone": head.zone}),
        message="; ".join(note for note in (recognition.message, f"times are in {head.zone}") if note),
    )


def date_orders(recognition: Recognition, head: Head, sample: pl.DataFrame) -> Recognition:
    """Dates of three numbers, in the order that the first records tell."""
    return _settled(recognition, orders_told(recognition, sample), "order", "date_order", ORDERS)


def decimal_signs(recognition: Recognition, head: Head, sample: pl.DataFrame) -> Recognition:
    """Numbers with the decimal sign that the first records tell."""
    return _settled(recognition, signs_told(recognition, sample), "decimal", "decimal", SIGNS)


def orders_told(recognition: Recognition, sample: pl.DataFrame) -> list[Evidence]:
    """What each column of dates tells of their order."""
    description = recognition.description
    if description is None or description.date_order:
        return []
    reader, frame = _reading(recognition, description, sample)
    told = [
        _order_told(column, frame.select("line", text=pl.lit(column.prefix) + reader.typed(column)))
        for column in _times(description)
        if column.column in reader.present and not (column.formats or column.order)
    ]
    return [one for one in told if one]


def signs_told(recognition: Recognition, sample: pl.DataFrame) -> list[Evidence]:
    """What each column of numbers tells of their decimal sign."""
    description = recognition.description
    if description is None or description.decimal:
        return []
    reader, frame = _reading(recognition, description, sample)
    told = [
        _sign_told(column, frame.select("line", text=bare(reader.typed(column))), is_whole)
        for column, bare, is_whole in _numbers(description)
        if column.column in reader.present and not column.decimal
    ]
    return [one for one in told if one]


# what values tell ------------------------------------------------------------------------------------------


def _order_told(column: Column, values: pl.DataFrame) -> Evidence | None:
    found = (
        values.filter(pl.col("text").str.contains(_THREE_NUMBERS)).unique("text", keep="first").sort("line")
    )
    parts = found.select("line").hstack(ambiguous_parts(found["text"]))
    a, b, c = (pl.col(name) for name in "abc")
    looks_like_years = a.n_unique() < c.n_unique()  # slashes: years repeat, days do not
    is_short = ~pl.col("has_century") & ((pl.col("sign") == "-") | looks_like_years)
    fits = parts.drop_nulls("a").select(
        "line",
        dmy=a.is_between(1, 31) & b.is_between(1, 12),
        mdy=a.is_between(1, 12) & b.is_between(1, 31),
        ymd=is_short & b.is_between(1, 12) & c.is_between(1, 31),
        is_alike=a == b,  # 03/03/2024 is the same day in either order
    )
    return _evidence(column, fits)


def _sign_told(column: Column, values: pl.DataFrame, is_whole: bool) -> Evidence | None:
    found = values.drop_nulls("text").unique("text", keep="first").sort("line")
    read = found.select("line").hstack(numbers.readings(found["text"]))
    point, comma = pl.col("point"), pl.col("comma")
    if isinstance(column, Scored):
        scales = (column.scale, *(where.scale for where in column.scale_where))
        low, high = min(one[0] for one in scales), max(one[1] for one in scales)
        read = read.with_columns(pl.when(one.is_between(low, high)).then(one) for one in (point, comma))
    if is_whole:
        read = read.with_columns(pl.when(one % 1 == 0).then(one) for one in (point, comma))
    telling = read.filter((point.is_null() | comma.is_null() | (point != comma)).fill_null(True))
    signs = {".": point.is_not_null(), ",": comma.is_not_null()}
    return _evidence(column, telling.select("line", **signs, is_alike=pl.lit(False)))


def _evidence(column: Column, fits: pl.DataFrame) -> Evidence | None:
    """Of rows that say which ways they fit, and whether they say the same in each; those that fit none say
    nothing."""
    ways = [name for name in fits.columns if name not in ("line", "is_alike")]
    telling = fits.filter(pl.any_horizontal(ways))
    if telling.is_empty():
        return None
    possible = tuple(way for way in ways if telling[way].all())
    fitting = telling.with_columns(number=pl.sum_horizontal(pl.col(way).cast(pl.Int8) for way in ways))
    deciding = fitting.filter(pl.col("number") == 1)["line"]
    still = fitting.filter(pl.col("number") > 1).sort("is_alike", "line")["line"]
    first = deciding if len(deciding) else still
    return Evidence(column, possible, int(first[0]), len(still) > 0)


# what follows ----------------------------------------------------------------------------------------------


def _settled(
    recognition: Recognition, told: Sequence[Evidence], key: str, of_source: str, words: dict[str, str]
) -> Recognition:
    """The description with what was decided in its columns, a note of it, and what remains to be asked."""
    common = common_of(told)
    news: dict[str, str] = {}
    notes, asks = [], []
    for one in told:
        way = one.way(common.decided if common else None)
        if way:
            news[one.column.column] = way
            notes += [_note(one, way, common, words)] if one.is_open or key == "order" else []
        elif one.is_open or key == "order":
            asks.append(_ask(one, recognition.description, of_source, words))
    return replace(
        recognition,
        description=_with(recognition.description, key, news),
        message="; ".join(filter(None, (recognition.message, *notes))),
        asks=(*recognition.asks, *asks),
    )


def common_of(told: Sequence[Evidence]) -> Evidence | None:
    """The first column that decides, where all that decide agree."""
    sure = {one.decided: one for one in reversed(told) if one.decided}
    return next(iter(sure.values())) if len(sure) == 1 else None


def _note(one: Evidence, way: str, common: Evidence | None, words: dict[str, str]) -> str:
    by = f"line {one.line}" if one.decided or not common else f'"{common.column.column}" (line {common.line})'
    read = "is read as" if way in ORDERS else "has as decimal sign"
    return f'"{one.column.column}" {read} {words[way]}, as {by} tells'


def _ask(one: Evidence, description: Description | None, key: str, words: dict[str, str]) -> str:
    name = description.name if description else ""
    ways = one.possible or tuple(way for way in words if way != "ymd")
    either = " or ".join(f'{key} = "{way}" ({words[way]})' for way in ways)
    if one.possible:
        why = f"can be read in more than one way (line {one.line})"
    else:
        why = f"contradicts itself (line {one.line} and others)"
    return f'the column "{one.column.column}" {why}: in voc.toml, below [sources.{name}], write {either}'


def _with(description: Description | None, key: str, news: dict[str, str]) -> Description | None:
    if description is None or not news:
        return description

    def told(column: Column) -> Column:
        is_meant = column.column in news and hasattr(column, key) and getattr(column, key) is None
        return column.model_copy(update={key: news[column.column]}) if is_meant else column

    done: Any = changed(description, told)
    return done  # type: ignore[no-any-return]


# which columns ---------------------------------------------------------------------------------------------


def _reading(
    recognition: Recognition, description: Description, sample: pl.DataFrame
) -> tuple[Reader, pl.DataFrame]:
    theirs = {raw_name(ours): raw_name(theirs) for theirs, ours in recognition.columns.items()}
    return Reader(description, frozenset(recognition.columns.values())), sample.select("line", **theirs)


def _attributes(description: Description) -> dict[str, Moment]:
    return description.attributes | (description.profile.attributes if description.profile else {})


def _times(description: Description) -> list[Moment]:
    words = [id(one) for name, one in _attributes(description).items() if name not in MOMENT_ATTRIBUTES]
    return [one for one in columns_in(description) if isinstance(one, Moment) and id(one) not in words]


def _numbers(description: Description) -> Iterator[tuple[Column, Callable[[pl.Expr], pl.Expr], bool]]:
    """Each column of numbers, what makes a bare number of its text, and whether the number is whole."""
    for one in columns_in(description):
        if isinstance(one, Scored):
            yield one, bare_score, False
    if description.feedback and description.feedback.weight:
        yield description.feedback.weight, _as_it_is, False
    for name, attribute in _attributes(description).items():
        if name in NUMBER_ATTRIBUTES | BANDED_ATTRIBUTES:
            yield attribute, numbers.without_currency, name in WHOLE_ATTRIBUTES


def _as_it_is(text: pl.Expr) -> pl.Expr:
    return text
