"""Questions that an export spreads over a column for each choice, of which each response fills one."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from transforms.heads import Head
from transforms.questions.folding import folded
from transforms.values import chosen, raw_name

LEAST_CODED = 3
"""Columns that hold a number each, and another one, from which the numbers are codes of choices."""


@dataclass(frozen=True)
class Spread:
    """A question of one answer.

    Attributes:
        title: as it was asked.
        choices: by column, what its being filled means.
    """

    title: str
    choices: dict[str, str]

    @property
    def column(self) -> str:
        """The first of its columns, which stands for all."""
        return next(iter(self.choices))

    def answers(self, sample: pl.DataFrame) -> pl.Series:
        """What each record chose."""
        return sample.select(
            chosen({raw_name(one): label for one, label in self.choices.items()})
        ).to_series()


def spread_questions(head: Head, unread: Collection[str], sample: pl.DataFrame) -> list[Spread]:
    """The questions of one answer that are spread over several of the columns that nothing else reads."""
    by_question: dict[str, dict[str, str]] = {}
    for column, (question, choice) in head.choices.items():
        if column in unread:
            by_question.setdefault(question, {})[column] = choice
    spread = (Spread(question, _named(choices, sample)) for question, choices in by_question.items())
    return [one for one in spread if len(one.choices) > 1 and _is_of_one(one.choices, sample)]


def ticked(head: Head, unread: Collection[str], sample: pl.DataFrame) -> set[str]:
    """The columns that hold a choice of their question, where it was ticked, and nothing else."""
    both = {column: choice for column, (_, choice) in head.choices.items() if column in unread}
    return {column for column in _named(both, sample) if _values(column, sample)}


def _named(choices: dict[str, str], sample: pl.DataFrame) -> dict[str, str]:
    """The columns that hold their own choice, or its code, and nothing else."""
    told = {column: _values(column, sample) for column in choices}
    single = [next(iter(values)) for values in told.values() if len(values) == 1]
    are_codes = len(set(single)) == len(single) >= LEAST_CODED and all(one.isdigit() for one in single)
    return {
        column: label
        for column, label in choices.items()
        if not told[column] or are_codes or {folded(one) for one in told[column]} <= _spellings(label)
    }


def _values(column: str, sample: pl.DataFrame) -> set[str]:
    values = sample[raw_name(column)].str.strip_chars()
    return set(values.filter(values != "").unique().head(2))


def _spellings(label: str) -> set[str]:
    """A choice as cells have it: whole, or its number alone."""
    return {folded(label), *re.findall(r"^\d+|\d+$", label)}


def _is_of_one(choices: dict[str, str], sample: pl.DataFrame) -> bool:
    filled = sample.select(
        pl.sum_horizontal((pl.col(raw_name(one)).str.strip_chars() != "").fill_null(False) for one in choices)
    ).to_series()
    return bool(filled.sum()) and int(filled.max() or 0) == 1  # type: ignore[arg-type]
