"""Which description fits a file: by its header alone."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transforms.description import Description
from transforms.questions.finding import Finding
from transforms.questions.told import Told


@dataclass(frozen=True)
class Recognition:
    """What a header was taken for.

    Attributes:
        description: the source, or None where none fits.
        columns: description's column name by the file's own spelling of it.
        absent: columns that the description reads and the file lacks (they load as null).
        unread: columns of the file that the description does not read.
        message: why no source fits, or what to know; what to do next.
        asks: what only a person can say before the file can be loaded.
        told: what a person says of a survey's questions, by wording or column.
        earlier: what earlier files of the source were found to ask, by column and wording.
        questions: what this one's columns were found to ask.
    """

    description: Description | None
    columns: dict[str, str]
    absent: tuple[str, ...]
    unread: tuple[str, ...]
    message: str
    asks: tuple[str, ...] = ()
    told: Mapping[str, Told] = field(default_factory=dict)
    earlier: Mapping[tuple[str, str], Told] = field(default_factory=dict)
    questions: tuple[Finding, ...] = ()


def recognise(header: Sequence[str], descriptions: Sequence[Description]) -> Recognition:
    """The source whose recognised columns are all in the header; the most specific where several are."""
    names = _by_folded(header)
    fitting = [one for one in descriptions if not _missing(one.essential_columns, names)]
    if not fitting:
        return _unrecognised(names, header, descriptions)
    best = max(len(one.recognise.columns) for one in fitting)
    winners = [one for one in fitting if len(one.recognise.columns) == best]
    if len(winners) > 1:
        sources = " and ".join(sorted(one.name for one in winners))
        return Recognition(None, {}, (), tuple(header), f"fits {sources} alike: name one with --source NAME")
    return match(header, winners[0])


def match(header: Sequence[str], description: Description) -> Recognition:
    """A header read by a named description."""
    names = _by_folded(header)
    missing = _missing(description.essential_columns, names)
    if missing:
        return Recognition(None, {}, (), tuple(header), _lacks(description, missing, header))
    columns = {names[_folded(column)]: column for column in description.columns if _folded(column) in names}
    absent = tuple(column for column in description.columns if _folded(column) not in names)
    unread = tuple(column for column in header if column not in columns)
    return Recognition(description, columns, absent, unread, _note(absent))


def _unrecognised(
    names: dict[str, str], header: Sequence[str], descriptions: Sequence[Description]
) -> Recognition:
    def fit(description: Description) -> float:
        wanted = description.essential_columns
        return 1 - len(_missing(wanted, names)) / len(wanted)

    nearest = max(sorted(descriptions, key=lambda one: one.name), key=fit, default=None)
    message = "no source description knows these columns; write one in sources/ (README, Adding a source)"
    if nearest is not None and fit(nearest) >= NEARLY:
        message = _lacks(nearest, _missing(nearest.essential_columns, names), header)
    return Recognition(None, {}, (), tuple(header), message)


NEARLY = 0.5
"""Share of a source's columns from which a file counts as an altered export of that source."""


def _lacks(description: Description, missing: Sequence[str], header: Sequence[str]) -> str:
    parts = []
    for column in missing:
        near = difflib.get_close_matches(_folded(column), [_folded(name) for name in header], n=1)
        hint = f' (is it "{_by_folded(header)[near[0]]}"?)' if near else ""
        parts.append(f'"{column}"{hint}')
    return f"looks like {description.name}, but lacks the column {', '.join(parts)}"


def _note(absent: Sequence[str]) -> str:
    return f"columns not in this file, loaded as unknown: {', '.join(absent)}" if absent else ""


def _missing(columns: Sequence[str], names: dict[str, str]) -> list[str]:
    return [column for column in columns if _folded(column) not in names]


def _by_folded(header: Sequence[str]) -> dict[str, str]:
    return {_folded(name): name for name in reversed(header)}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
