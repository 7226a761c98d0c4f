"""A description for an export that nobody knows, with the reason of each line and what is left to decide."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from transforms.columns import Moment, columns_in
from transforms.deciding import date_orders, decimal_signs
from transforms.description import Description
from transforms.drafting.choosing import Choice, chosen, is_of_the_tool
from transforms.drafting.composing import QUESTION, Composer
from transforms.drafting.facts import Facts, facts_of
from transforms.drafting.writing import written
from transforms.heads import Head
from transforms.recognise import match
from transforms.values import raw_name

LOOKED_AT = 10_000
"""Records by which columns are judged."""

MANY_WORDS = 5
SEVERAL = 2
"""So many headers of so many words, or with a question mark, are the questions of a survey."""


@dataclass(frozen=True)
class Draft:
    """A proposed description.

    Attributes:
        name: of the source.
        toml: the description as a file, commented; empty where the columns say nothing that could be loaded.
        description: the same; None likewise.
        choices: what each column is taken for, in order.
        questions: what a person must decide before a file is loaded under it.
    """

    name: str
    toml: str
    description: Description | None
    choices: tuple[Choice, ...]
    questions: tuple[str, ...]


def drafted(name: str, file: str, head: Head, sample: pl.DataFrame) -> Draft:
    """A draft for a file.

    Args:
        name: of the source to be.
        file: how the file is called, for the title.
        head: its columns, and what they were asked as.
        sample: its first records, `line` and text columns under their `raw_name`.
    """
    facts = [facts_of(column, sample[raw_name(column)].head(LOOKED_AT)) for column in head.names]
    asked = _questions(head, {one.name: one for one in facts})
    of_columns = {one.column: one for one in chosen([one for one in facts if one.name not in asked])}
    why = "asked in words: what it measures is found when the file is read"
    choices = tuple(of_columns.get(one.name) or Choice(one, QUESTION, why) for one in facts)
    first = Composer(name, file, choices)
    if not first.says_something:
        return Draft(name, "", None, choices, ())
    top, body = first.head({}, ()), first.body()
    description = Description.model_validate(tomllib.loads(written([*top, *body])))
    told, open_ = _told_by_the_file(description, head, sample)
    questions = (*first.questions, *open_)
    text = written([*first.head(told, questions), *body])
    return Draft(name, text, Description.model_validate(tomllib.loads(text)), choices, questions)


def _questions(head: Head, facts: Mapping[str, Facts]) -> frozenset[str]:
    """The columns that are questions in words, if there are several: the export is a survey's."""
    both = zip(head.names, head.titles, strict=True)
    asked = frozenset(
        name
        for name, title in both
        if "?" in title or (len(title.split()) >= MANY_WORDS and not is_of_the_tool(facts[name]))
    )
    return asked if len(asked) >= SEVERAL else frozenset()


def _told_by_the_file(
    description: Description, head: Head, sample: pl.DataFrame
) -> tuple[dict[str, str], tuple[str, ...]]:
    """By key, the order of dates and the decimal sign; and what the file leaves open of them."""
    found = match(head.names, description)
    told, questions = {}, []
    for step, key, what in (
        (date_orders, "date_order", "dates such as 03/04/2024: is the day first (dmy) or the month (mdy)?"),
        (
            decimal_signs,
            "decimal",
            "numbers such as 1,234: is the decimal sign a point or a comma?",
        ),
    ):
        done = step(found, head, sample)
        parts = columns_in(done.description) if done.description else []
        ways = {_way(one, key) for one in parts} - {None}
        if done.asks:
            told[key] = '"dmy"' if key == "date_order" else '"."'
            questions.append(what)
        elif len(ways) == 1:
            told[key] = json.dumps(ways.pop())
    return told, tuple(questions)


def _way(column: object, key: str) -> str | None:
    if key == "date_order":
        return column.order if isinstance(column, Moment) else None
    way: str | None = getattr(column, "decimal", None)
    return way
