"""One raw text column read as the description says: its value, and why it could not be read."""

from dataclasses import dataclass

import polars as pl

from transforms import dates, labels, numbers
from transforms.columns import Column, Moment, Prose, Scored, Where
from transforms.description import Answer, Description
from transforms.privacy import MAY_HOLD_PERSONAL, redact
from transforms.questions.scale_labels import score_of
from transforms.sparse import changed_where, told_where
from transforms.spellings import nulls, prose, scores
from transforms.spellings.written_dates import TWO_DIGIT_BIRTHS_FROM, TWO_DIGIT_YEARS_FROM

_POLARITIES = {labels.NEGATIVE: -1, labels.NEUTRAL: 0, labels.POSITIVE: 1}

PSEUDONYM = r"^[0-9a-f]{24}$"
DECISIONS = ("same", "different", "undecided")

TEXT_LIMIT = 40
"""Characters of an offending value that a message quotes."""


def raw_name(column: str) -> str:
    """An export's column in our frames: apart from `line` and the values read, whatever it is called."""
    return f"raw:{column}"


@dataclass(frozen=True)
class Value:
    """A value and its problem (text, null where it is fine), both as expressions over the raw frame.

    Attributes:
        is_null_if_wrong: a problem is found only where the column is filled and the value null.
    """

    column: str
    value: pl.Expr
    problem: pl.Expr
    is_null_if_wrong: bool = False


class Reader:
    """Reads the columns of one description from raw frames that have `present` columns.

    Args:
        description: the source.
        present: the columns that the file has; a column that it lacks reads as null.
    """

    def __init__(self, description: Description, present: frozenset[str]) -> None:
        self.description = description
        self.present = present
        self._moments: list[tuple[Moment, Value]] = []

    def raw(self, name: str) -> pl.Expr:
        """The trimmed text of a column; blanks null."""
        text = self.trimmed(name)
        return pl.when(text != "").then(text)

    def trimmed(self, name: str) -> pl.Expr:
        """The same; blanks stay."""
        absent = pl.lit(None, dtype=pl.String)
        return pl.col(raw_name(name)).str.strip_chars() if name in self.present else absent

    def text(self, column: Column | None) -> pl.Expr:
        """Text with the column's null spellings taken out and its codes replaced."""
        if column is None:
            return pl.lit(None, dtype=pl.String)
        raw = self._chosen(column) if column.choices else self.raw(column.column)
        known = pl.when(~raw.is_in(list(column.null_values))).then(raw) if column.null_values else raw
        meant = {spelled: value or None for spelled, value in column.values.items()}
        told = known.replace(meant) if meant else known
        return pl.when(self.holds(column.where)).then(told) if column.where else told

    def _chosen(self, column: Column) -> pl.Expr:
        there = {raw_name(one): label for one, label in column.choices.items() if one in self.present}
        return chosen(there) if there else pl.lit(None, dtype=pl.String)

    def holds(self, where: Where) -> pl.Expr:
        """Whether a row is one of those."""
        other = self.raw(where.column)
        return other.str.to_lowercase().is_in([one.lower() for one in where.values]).fill_null(where.or_blank)

    def typed(self, column: Column | None) -> pl.Expr:
        """Text that is to become a number, a time or a truth: what says that there is nothing is null."""
        text = self.text(column)
        return pl.when(~nulls.is_nothing(text)).then(text)

    def prose(self, column: Column | None) -> pl.Expr:
        """Text that a customer wrote: redacted, composed (NFC), without entities and hidden signs."""
        return changed_where(self._whole(column), _MAY_CHANGE, _told)

    def _whole(self, column: Column | None) -> pl.Expr:
        further = column.also if isinstance(column, Prose) else ()
        if not further:
            return self.text(column)
        told = pl.concat_str(
            [self.text(one) for one in (column, *further)], separator="\n", ignore_nulls=True
        )
        return pl.when(told != "").then(told)

    def moment(self, column: Moment | None) -> Value:
        """A time in UTC; the same expression at every call, so that it is evaluated once."""
        if column is None:
            return Value("", pl.lit(None, dtype=dates.UTC), _NO_PROBLEM)
        known = next((value for one, value in self._moments if one == column), None)
        if known is None:
            known = self._moment(column)
            self._moments.append((column, known))
        return known

    def _moment(self, column: Moment) -> Value:
        text = self.typed(column)
        value = self._time(column, text, column.zone or self.description.zone)
        expected = " or ".join(column.formats) or self._expected(column)
        problem = _unread(text, value, f"is not a date and time ({expected})")
        return Value(column.column, value, problem, is_null_if_wrong=True)

    def _time(
        self, column: Moment, text: pl.Expr, zone: str, century_from: int = TWO_DIGIT_YEARS_FROM
    ) -> pl.Expr:
        if column.column not in self.present:
            return pl.lit(None, dtype=dates.UTC)
        order = column.order or self.description.date_order
        return dates.moment(pl.lit(column.prefix) + text, column.formats, zone, order, century_from)

    def _expected(self, column: Moment) -> str:
        order = column.order or self.description.date_order
        iso = "ISO 8601, such as 2024-05-31 or 2024-05-31T14:30:00Z"
        return f"{iso}, or 03/04/2024 as {order}" if order else iso

    def birth_date(self, column: Moment) -> Value:
        """A day; what cannot be read is not quoted, for it is personal."""
        text = self.typed(column)
        value = self._time(column, text, "UTC", TWO_DIGIT_BIRTHS_FROM).dt.date()
        problem = pl.when(text.is_not_null() & value.is_null()).then(
            pl.lit(f"is not a date ({' or '.join(column.formats) or 'ISO 8601, such as 1984-05-31'})")
        )
        return Value(column.column, value, problem)

    def number(self, column: Column | None) -> Value:
        """A finite number."""
        if column is None:
            return Value("", pl.lit(None, dtype=pl.Float64), _NO_PROBLEM)
        if column.column not in self.present:
            return Value(column.column, pl.lit(None, dtype=pl.Float64), _NO_PROBLEM)
        text = self.typed(column)
        return self._number(column, text, text)

    def amount(self, column: Column) -> Value:
        """A number that may have a currency beside it."""
        text = self.typed(column)
        return self._number(column, text, numbers.without_currency(text))

    def _number(self, column: Column, text: pl.Expr, bare: pl.Expr) -> Value:
        decimal = column.decimal or self.description.decimal
        value = numbers.number(bare, decimal)
        return Value(column.column, value, _unread(text, value, "is not a number"), is_null_if_wrong=True)

    def weight(self, column: Column | None) -> Value:
        """A number that is not negative."""
        read = self.number(column)
        negative = pl.format("{} is negative, which no weight is", plain(read.value))
        problem = pl.coalesce(read.problem, pl.when(read.value < 0).then(negative))
        return Value(read.column, read.value, problem)

    def polarity(self, column: Column) -> Value:
        """-1, 0 or 1, in figures or words; nothing where nobody has read it."""
        text = self.text(column)
        value = labels.truth(text).replace_strict(_POLARITIES, default=None, return_dtype=pl.Int8)
        unread = _unread(text, value, "is no polarity: write -1, 0 or 1, or negative, neutral or positive")
        return Value(column.column, value, unread)

    def decision(self, column: Column) -> Value:
        """same, different or undecided; what else stands there may be a name, and is not quoted."""
        text = self.text(column)
        value = pl.when(text.str.to_lowercase().is_in(DECISIONS)).then(text.str.to_lowercase())
        problem = pl.when(text.is_not_null() & value.is_null()).then(
            pl.lit(f"is no decision: write {', '.join(DECISIONS)}, or nothing")
        )
        return Value(column.column, value, problem)

    def pseudonym(self, column: Column) -> Value:
        """A key as the tables name it; what else stands there may be a person, and is not quoted."""
        text = self.text(column)
        is_key = text.str.contains(PSEUDONYM)
        problem = pl.when(~is_key.fill_null(False)).then(
            pl.lit("is no key of report.identity_review (24 digits and letters a to f)")
        )
        return Value(column.column, pl.when(is_key).then(text), problem)

    def truth(self, column: Column | None) -> Value:
        """Yes or no."""
        if column is None:
            return Value("", pl.lit(None, dtype=pl.Boolean), _NO_PROBLEM)
        text = self.typed(column)
        value = numbers.truth(text)
        problem = _unread(text, value, "is neither yes nor no")
        return Value(column.column, value, problem, is_null_if_wrong=True)

    def scale(self, column: Scored) -> tuple[pl.Expr, pl.Expr]:
        """The lower and upper end of the scale that holds in each row."""
        low, high = pl.lit(column.scale[0]), pl.lit(column.scale[1])
        for other in column.scale_where:
            filled = self.raw(other.filled).is_not_null()
            low = pl.when(filled).then(pl.lit(other.scale[0])).otherwise(low)
            high = pl.when(filled).then(pl.lit(other.scale[1])).otherwise(high)
        return low, high

    def score(self, column: Scored) -> Value:
        """A number on its declared scale ("4", "4/5", "★★★★☆"); NPS a whole one."""
        if column.column not in self.present:
            return Value(column.column, pl.lit(None, dtype=pl.Float64), _NO_PROBLEM)
        low, high = self.scale(column)
        text = self.typed(column)
        bare = scores.bare_score(text)
        if column.labels:
            bare = score_of(bare, column.labels, low)
            text = pl.when(bare.is_not_null()).then(text)  # a label of no answer is none
        read = self._number(column, text, bare)
        off = ~read.value.is_between(low, high) | (scores.best_score(text) != high)
        is_broken = pl.lit(isinstance(column, Answer) and column.metric == "nps") & (read.value % 1 != 0)
        problem = pl.coalesce(
            read.problem,
            told_where(off, _off_scale, text, low, high),
            told_where(
                is_broken, lambda one: pl.format("{} is no whole number, as NPS needs", quoted(one)), text
            ),
        )
        return Value(column.column, read.value, problem)


def chosen(choices: dict[str, str]) -> pl.Expr:
    """The choice whose column is filled, the first of several; null where none is."""
    return pl.coalesce(
        [
            pl.when(pl.col(column).str.strip_chars() != "").then(pl.lit(label))
            for column, label in choices.items()
        ]
    )


def plain(value: pl.Expr) -> pl.Expr:
    """A number as a person writes it: 5, not 5.0."""
    return value.cast(pl.String).str.replace(r"\.0$", "")


def quoted(text: pl.Expr) -> pl.Expr:
    """The offending value, redacted, then shortened: the half of an address would not be recognised."""
    return redact(text).str.slice(0, TEXT_LIMIT)


def unchecked(value: pl.Expr) -> Value:
    """A value that cannot be wrong."""
    return Value("", value, _NO_PROBLEM)


def _unread(text: pl.Expr, value: pl.Expr, what: str) -> pl.Expr:
    is_unread = text.is_not_null() & value.is_null()
    return told_where(is_unread, lambda one: pl.format('"{}" ' + what, quoted(one)), text)


def _off_scale(text: pl.Expr, low: pl.Expr, high: pl.Expr) -> pl.Expr:
    return pl.format("{} is not on the declared scale {}–{}", quoted(text), plain(low), plain(high))


_MAY_CHANGE = f"{prose.NEEDS_CLEANING}|{MAY_HOLD_PERSONAL}"


def _told(text: pl.Expr) -> pl.Expr:
    return redact(prose.cleaned(text)).replace("", None)


_NO_PROBLEM = pl.lit(None, dtype=pl.String)
