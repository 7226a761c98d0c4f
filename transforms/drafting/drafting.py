"""A description for an export that nobody knows, with the reason of each line and what is left to decide."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from transforms.deciding import Evidence, common_of, orders_told, signs_told
from transforms.description import Description
from transforms.drafting.choosing import Choice, chosen, is_of_the_tool
from transforms.drafting.composing import QUESTION, Composer
from transforms.drafting.facts import Facts, facts_of
from transforms.drafting.writing import written
from transforms.heads import Head
from transforms.privacy import redacted_text
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
        others: the description in the other ways in which its dates and numbers can be read.
    """

    name: str
    toml: str
    description: Description | None
    choices: tuple[Choice, ...]
    questions: tuple[str, ...]
    others: tuple[Description, ...] = ()


@dataclass(frozen=True)
class Open:
    """A key that the file tells, or leaves open: all ways in which it can be read, and what is asked then."""

    key: str
    ways: tuple[str, ...]
    question: str = ""


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
    first = Composer(name, file, choices, not head.is_missing)
    if not first.says_something:
        return Draft(name, "", None, choices, ())
    top, body = first.head({}, ()), first.body()
    description = Description.model_validate(tomllib.loads(written([*top, *body])))
    told = _left_open(description, head, sample)
    to_decide = (*first.questions, *(one.question for one in told if one.question))
    questions = tuple(redacted_text(one) for one in to_decide)
    text = written([*first.head({one.key: one.ways for one in told}, questions), *body])
    description = Description.model_validate(tomllib.loads(text))
    others = [description.model_copy(update={one.key: way}) for one in told for way in one.ways[1:]]
    return Draft(name, text, description, choices, questions, tuple(others))


def _questions(head: Head, facts: Mapping[str, Facts]) -> frozenset[str]:
    """The columns that are questions in words, if there are several: the export is a survey's."""
    both = zip(head.names, head.titles, strict=True)
    asked = frozenset(
        name
        for name, title in both
        if "?" in title or (len(title.split()) >= MANY_WORDS and not is_of_the_tool(facts[name]))
    )
    return asked if len(asked) >= SEVERAL else frozenset()


def _left_open(description: Description, head: Head, sample: pl.DataFrame) -> list[Open]:
    """The order of dates and the decimal sign, where the file tells them or leaves them open."""
    found = match(head.names, description)
    orders = _open(
        "date_order", orders_told(found, sample), ("dmy", "mdy"), "dates such as 03/04/2024", FIRST
    )
    signs = _open("decimal", signs_told(found, sample), (".", ","), "numbers such as 1,234", SIGN)
    return [one for one in (orders, signs) if one]


def _open(
    key: str, told: Sequence[Evidence], usual: tuple[str, ...], such_as: str, words: dict[str, str]
) -> Open | None:
    common = common_of(told)
    ways = {one.way(common.decided if common else None) for one in told}
    asked = [one for one in told if one.is_open or key == "date_order"]
    asked = [one for one in asked if one.way(common.decided if common else None) is None]
    if not asked:
        decided = tuple(way for way in ways if way)
        return Open(key, decided) if len(decided) == 1 else None
    possible = [one.possible for one in asked]
    fitting = tuple(way for way in words if all(way in one for one in possible)) or usual
    columns = ", ".join(f'"{one.column.column}" (line {one.line})' for one in asked)
    either = ", or ".join(f'{words[way]} ("{way}")' for way in fitting)
    return Open(key, fitting, f"{such_as} in {columns}: is {either}?")


FIRST = {"dmy": "the day first", "mdy": "the month", "ymd": "the year"}
SIGN = {".": "the decimal sign a point", ",": "a comma"}
