"""The head of a table: the names of its columns, and what further header rows say of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count

HEAD_RECORDS = 5
"""Records from the top of a file that may belong to its head."""


@dataclass(frozen=True)
class Head:
    """What the top of a file says of its columns.

    Attributes:
        names: of the columns, each once; by them descriptions know a file.
        titles: what else is said of each column: a survey's question as asked; the name where nothing is.
        records: how many records, from the top, are head and no data.
    """

    names: tuple[str, ...]
    titles: tuple[str, ...]
    records: int = 1

    @classmethod
    def of_names(cls, cells: Iterable[str | None], records: int = 1) -> "Head":
        """A head that says nothing but names."""
        names = unique_names(cells)
        return cls(names, names, records)


def head_of(first: Sequence[Sequence[str | None]]) -> Head:
    """The head of a file, from its first records (one to `HEAD_RECORDS` of them)."""
    return Head.of_names(first[0])


def unique_names(cells: Iterable[str | None]) -> tuple[str, ...]:
    """Header cells as column names: trimmed, blanks numbered, repeats marked."""
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, start=1):
        name = " ".join((cell or "").split()) or f"column {number}"
        marked = (f"{name} ({again})" for again in count(2))
        names[next(one for one in chain((name,), marked) if one not in names)] = None
    return tuple(names)
