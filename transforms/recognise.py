"""Which description fits a file: by its header alone."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transforms.description import Description
from transforms.headers import Header, folded, resolved
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
    """The source whose columns are in the header; the most specific where several are.

    Most specific is the one that is known by most columns; of those, the one that reads most of the file's.
    """
    ranks = {one.name: rank for one in descriptions if (rank := _rank(header, one)) is not None}
    if not ranks:
        return _unrecognised(header, descriptions)
    best = max(ranks.values())
    winners = [one for one in descriptions if ranks.get(one.name) == best]
    if len(winners) > 1:
        sources = " and ".join(sorted(one.name for one in winners))
        return Recognition(None, {}, (), tuple(header), f"fits {sources} alike: name one with --source NAME")
    return match(header, winners[0])


def match(header: Sequence[str], description: Description) -> Recognition:
    """A header read by a named description."""
    names = Header(header, description.recognise.prefixes)
    missing = _missing(description.essential_columns, names, description)
    if missing:
        return Recognition(None, {}, (), tuple(header), _lacks(description, missing, header))
    columns = resolved(names, description.columns, description.aliases)
    absent = tuple(column for column in description.columns if column not in columns.values())
    unread = tuple(column for column in header if column not in columns)
    return Recognition(description, columns, absent, unread, _note(absent))


def _rank(header: Sequence[str], description: Description) -> tuple[int, int] | None:
    """By how many columns a file is known as this export, and how many of its columns are read."""
    known = description.recognise
    names = Header(header, known.prefixes)
    if _missing(description.essential_columns, names, description):
        return None
    groups = [len(group) for group in known.any_of if names.has_all(group)]
    if known.any_of and not groups and not known.is_worded:
        return None
    if any(names.written(column) is not None for column in known.unless):
        return None
    if known.first and names.spelled(known.first, description.aliases) != header[0]:
        return None
    read = resolved(names, description.columns, description.aliases)
    if known.is_worded and not groups and not names.is_worded(read):
        return None
    return len(known.columns) + max(groups, default=0), len(read)


def _unrecognised(header: Sequence[str], descriptions: Sequence[Description]) -> Recognition:
    lacking = {one.name: _lacking(header, one) for one in descriptions}

    def fit(description: Description) -> float:
        missing, wanted = lacking[description.name]
        return 1 - len(missing) / wanted

    nearest = max(sorted(descriptions, key=lambda one: one.name), key=fit, default=None)
    begin = "`voc sources draft FILE` begins one in sources/"
    message = f"no source description knows these columns; {begin}"
    if nearest is not None and (missing := lacking[nearest.name][0]) and fit(nearest) >= NEARLY:
        near = _near(nearest, missing, header)
        if fit(nearest) > NEARLY or len(near) == len(missing):
            looks_like = _lacks(nearest, missing, header)
            message = f"{looks_like}; if it is another export, {begin.replace('one', 'its description')}"
    return Recognition(None, {}, (), tuple(header), message)


def _lacking(header: Sequence[str], description: Description) -> tuple[list[str], int]:
    """What a file lacks to be this export, in the form of it that is nearest, and of how many columns."""
    names = Header(header, description.recognise.prefixes)
    essential = description.essential_columns
    missing = _missing(essential, names, description)
    forms = [
        ([one for one in group if names.written(one) is None], len(group))
        for group in description.recognise.any_of
    ]
    further, size = min(forms, key=lambda form: len(form[0]) / form[1], default=([], 0))
    return [*missing, *further], len(essential) + size


NEARLY = 0.5
"""Share of a source's columns above which a file counts as an altered export of it; at that share,
others must have names like those that are missing."""


def _lacks(description: Description, missing: Sequence[str], header: Sequence[str]) -> str:
    near = _near(description, missing, header)
    hints = (f' (is it "{near[column]}"?)' if column in near else "" for column in missing)
    parts = [f'"{column}"{hint}' for column, hint in zip(missing, hints, strict=True)]
    return f"looks like {description.name}, but lacks the column {', '.join(parts)}"


def _near(description: Description, missing: Sequence[str], header: Sequence[str]) -> dict[str, str]:
    """By missing column, the header's name that is most like it; none that is read as another column."""
    names = Header(header, description.recognise.prefixes)
    read = resolved(names, description.columns, description.aliases)
    known = {folded(name): name for name in reversed(header) if name not in read}
    found = {}
    for column in missing:
        for name in difflib.get_close_matches(folded(column), list(known), n=1):
            found[column] = known.pop(name)
    return found


TOLD_ABSENT = 8
"""Absent columns that a message names; an export leaves many out."""


def _note(absent: Sequence[str]) -> str:
    if not absent:
        return ""
    more = f" and {len(absent) - TOLD_ABSENT} more" if len(absent) > TOLD_ABSENT else ""
    return f"columns not in this file, loaded as unknown: {', '.join(absent[:TOLD_ABSENT])}{more}"


def _missing(columns: Sequence[str], names: Header, description: Description) -> list[str]:
    return [column for column in columns if names.spelled(column, description.aliases) is None]
