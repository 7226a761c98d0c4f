"""What a contact log and a list of settlements say, column by column."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from transforms.columns import Column
from transforms.description import Contact, Settlement
from transforms.privacy import redact
from transforms.values import Reader, Value, quoted, unchecked

NOT_REACHED, SOLVED, OPTED_OUT, ERASED = "not_reached", "solved", "opted_out", "erased"
OUTCOMES = ("reached", NOT_REACHED, SOLVED, OPTED_OUT, ERASED)
MUTED, ASSIGNED, OPEN = "muted", "assigned", "open"
ACTIONS = ("acknowledged", MUTED, ASSIGNED, OPEN)


def contact_values(reader: Reader, contact: Contact) -> dict[str, Value]:
    """When, why, and what came of it; a misspelt refusal is a reject, for it must not be overheard."""
    return {
        "contacted_at": _filled(reader.moment(contact.contacted_at), reader, contact.contacted_at),
        "reason": unchecked(reader.prose(contact.reason)),
        "outcome": _word(reader, contact.outcome, OUTCOMES, "outcome"),
    }


def settlement_values(reader: Reader, settlement: Settlement) -> dict[str, Value]:
    """Of which verdict, what was done, for whom and until when."""
    cell: dict[str, Column] = {name: getattr(settlement, name) for name in ("aspect", "dimension", "segment")}
    values = {
        name: _filled(replace(unchecked(reader.text(column)), column=column.column), reader, column)
        for name, column in cell.items()
    }
    action = _filled(_word(reader, settlement.action, ACTIONS, "action"), reader, settlement.action)
    to_whom, until = redact(reader.text(settlement.assigned_to)), reader.moment(settlement.until)
    nobody = pl.when((action.value == ASSIGNED) & to_whom.is_null()).then(
        pl.lit('is "assigned": say to which team or ticket')
    )
    endless = pl.when(until.value.is_not_null() & (action.value != MUTED)).then(
        pl.lit("is only for what is muted: leave it blank")
    )
    return values | {
        "action": Value(action.column, action.value, pl.coalesce(action.problem, nobody)),
        "assigned_to": unchecked(to_whom),
        "until": Value(until.column, until.value, pl.coalesce(until.problem, endless)),
        "settled_at": reader.moment(settlement.settled_at),
        "window_days": _days(reader, settlement.window_days),
    }


def _word(reader: Reader, column: Column | None, words: Sequence[str], what: str) -> Value:
    """One of the words, in any case, with blanks or hyphens; blanks null."""
    text = reader.text(column)
    spelt = text.str.to_lowercase().str.replace_all(r"[\s-]+", "_")
    problem = pl.when(text.is_not_null() & ~spelt.is_in(words)).then(
        pl.format(f'"{{}}" is no {what}: write {", ".join(words)}', quoted(text))
    )
    return Value(column.column if column else "", pl.when(spelt.is_in(words)).then(spelt), problem)


def _days(reader: Reader, column: Column | None) -> Value:
    read = reader.number(column)
    is_whole = (read.value >= 1) & (read.value <= MOST_DAYS) & (read.value % 1 == 0)
    problem = pl.when(~is_whole).then(pl.lit("is no whole number of days: leave it blank for all windows"))
    days = pl.when(is_whole).then(read.value).cast(pl.Int32)
    return Value(read.column, days, pl.coalesce(read.problem, problem))


MOST_DAYS = 36_500
"""A hundred years."""


def _filled(value: Value, reader: Reader, column: Column) -> Value:
    """A value that must be there; where the record's key needs it too, that is said already."""
    if column.column in reader.description.record.key:
        return value
    empty = pl.when(reader.text(column).is_null()).then(pl.lit("is empty"))
    return Value(value.column, value.value, pl.coalesce(value.problem, empty))
