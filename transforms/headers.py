"""The spellings of an export's columns: on its screens, in its interface, in a sync tool's tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from pydantic import Field, model_validator

from transforms.columns import Part

ANY_END = "*"
"""What ends a column's name of which only the beginning is the same in every export."""

QUESTION_WORDS = 4
"""Words from which a column's name reads as a question even without its mark."""


class Recognise(Part):
    """The header that tells this export from others.

    Attributes:
        columns: all of these are there, in whatever spelling.
        any_of: of these groups, one is there whole, in its own spelling: one for each form of the export.
        first: the file's first column.
        is_worded: whether some column must be worded as a question where no group is there (forms have
            little else of their own).
        unless: with one of these columns it is another export, that only mentions the same things.
        prefixes: what a sync tool puts before the vendor's own names, such as "property_".
    """

    columns: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    first: str | None = None
    is_worded: bool = False
    prefixes: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _tells_something(self) -> Self:
        if not self.columns and not self.any_of:
            raise ValueError("name the columns by which the export is known: columns, or any_of")
        if not all(self.any_of):
            raise ValueError("a group of any_of is empty: every file would be taken for this export")
        return self


class Skip(Part):
    """Rows that are left out, each with this reason in ops.rejects: previews, deleted records.

    Left out is a row in which the column has one of `values` (case does not matter), or anything where no
    value is named.
    """

    column: str
    values: tuple[str, ...] = ()
    reason: str = Field(min_length=1)


Aliases = Mapping[str, Sequence[str]]


def folded(name: str) -> str:
    """A name without regard to case and repeated blanks."""
    return " ".join(name.split()).casefold()


def squeezed(name: str) -> str:
    """A name as all its spellings have it: Record ID, record_id, recordId, record.id."""
    return "".join(letter for letter in name.casefold() if letter.isalnum()) or folded(name)


def is_question(name: str) -> bool:
    """Whether a column's name is worded as a question."""
    return "?" in name or len(name.split()) >= QUESTION_WORDS


class Header:
    """A file's header, asked by any spelling.

    Args:
        names: of the file's columns.
        prefixes: what may stand before a name.
    """

    def __init__(self, names: Sequence[str], prefixes: Sequence[str] = ()) -> None:
        self.names = tuple(names)
        self._folded = {folded(name): name for name in reversed(names)}
        self._squeezed = {squeezed(name): name for name in reversed(names)}
        self._bare = {
            squeezed(name[len(prefix) :]): name
            for name in reversed(names)
            for prefix in prefixes
            if name.casefold().startswith(prefix.casefold()) and len(name) > len(prefix)
        }

    def written(self, column: str) -> str | None:
        """The file's column of that name, prefixes included; a name may end in *."""
        if column.endswith(ANY_END):
            beginning = squeezed(column.removesuffix(ANY_END))
            return next((name for name in self.names if squeezed(name).startswith(beginning)), None)
        return self._folded.get(folded(column)) or self._squeezed.get(squeezed(column))

    def spelled(self, column: str, aliases: Aliases) -> str | None:
        """The file's column of that name or of an alias of it; the name itself first."""
        known = (self._found(one) for one in (column, *aliases.get(column, ())))
        return next((name for name in known if name is not None), None)

    def has_all(self, group: Iterable[str]) -> bool:
        """Whether all these columns are there, as they are written."""
        return all(self.written(column) is not None for column in group)

    def is_worded(self, known: Iterable[str]) -> bool:
        """Whether some column beside the known ones is worded as a question."""
        others = set(self.names) - set(known)
        return any(map(is_question, others))

    def _found(self, column: str) -> str | None:
        return self.written(column) or self._bare.get(squeezed(column))


def resolved(header: Header, columns: Iterable[str], aliases: Aliases) -> dict[str, str]:
    """By the file's own column, what the description calls it; each of the file's is read once."""
    found: dict[str, str] = {}
    for column in columns:
        theirs = header.spelled(column, aliases)
        if theirs is not None and theirs not in found:
            found[theirs] = column
    return found
