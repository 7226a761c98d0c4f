"""The head of a table: the names of its columns, and what further header rows say of them.

Survey tools write several header rows. Qualtrics: names, wordings (in the language of whoever exported), and
JSON such as {"ImportId":"QID1"}; before 2017 two rows, V1, V2, ... over the fixed names. SurveyMonkey:
questions, and below them the choice of each column.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

from transforms.headless import ADDRESS, sign_of_no_header

HEAD_RECORDS = 20
"""Records from the top of a file by which its head is known."""

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Head:
    """What the top of a file says of its columns.

    Attributes:
        names: of the columns, each once; by them descriptions know a file.
        titles: what else is said of each column: a survey's question as asked; the name where nothing is.
        records: how many records, from the top, are head and no data.
        zone: the time zone that the head says times are in.
        choices: by column that is for one choice of a question, the question and the choice.
        note: what there is to know of it.
        first: the first record's cells, where it looks like no header: what columns are called if it is one.
    """

    names: tuple[str, ...]
    titles: tuple[str, ...]
    records: int = 1
    zone: str | None = None
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    note: str = ""
    first: Cells = ()

    @property
    def is_missing(self) -> bool:
        """Whether the file has no header: its columns are named by their places."""
        return self.records == 0

    @classmethod
    def of_names(cls, cells: Iterable[str | None], records: int = 1) -> "Head":
        """A head that says nothing but names."""
        names = unique_names(cells)
        return cls(names, names, records)


def head_of(first: Sequence[Sequence[str | None]]) -> Head:
    """The head of a file, from its first records (one to `HEAD_RECORDS` of them)."""
    width = len(first[0])
    rows = [_cells(record, width) for record in first]
    known = (reading(rows) for reading in _READINGS)
    return next((head for head in known if head is not None), Head.of_names(first[0]))


def unique_names(cells: Iterable[str | None]) -> tuple[str, ...]:
    """Header cells as column names: trimmed, blanks numbered, repeats marked."""
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, start=1):
        name = " ".join((cell or "").split()) or f"column {number}"
        marked = (f"{name} ({again})" for again in count(2))
        names[next(one for one in chain((name,), marked) if one not in names)] = None
    return tuple(names)


# Qualtrics --------------------------------------------------------------------------------------------------

IMPORT_ID = re.compile(r"^\{.{0,3}import_?id\b", re.IGNORECASE)
"""{"ImportId":"QID1"}, and as of 2016 {'ImportId': u'QID1'}."""

ZONE = re.compile(r"""["']time_?zone["']\s*:\s*u?["']([\w/+-]+)["']""", re.IGNORECASE)

NUMBERED = re.compile(r"^V\d+$")
OLD_NAMES = frozenset({"responseid", "responseset"})
NEW_NAMES = frozenset({"startdate", "enddate", "recordeddate", "responseid", "progress", "finished"})


def _with_import_ids(rows: list[Cells]) -> Head | None:
    """A row of import ids ends the head; the row above it, where there is one, has the wordings."""
    for number, cells in enumerate(rows[1:4], start=1):
        filled = [cell for cell in cells if cell]
        if filled and 2 * sum(bool(IMPORT_ID.match(cell)) for cell in filled) > len(filled):
            zone = ZONE.search(" ".join(cells))
            return replace(_titled(rows[0], rows[number - 1], number + 1), zone=zone and zone[1])
    return None


def _numbered(rows: list[Cells]) -> Head | None:
    """V1, V2, ... over ResponseID, ResponseSet, ...: the fixed columns have their names in the second row."""
    if len(rows) < 2 or not {_squeezed(cell) for cell in rows[1]} >= OLD_NAMES:
        return None
    names = [below if NUMBERED.match(above) else above for above, below in zip(*rows[:2], strict=True)]
    return _titled(tuple(names), rows[1], 2)


def _worded(rows: list[Cells]) -> Head | None:
    """Qualtrics' fixed names in the first row, and in the second their wordings where data has figures."""
    fixed = [number for number, cell in enumerate(rows[0]) if _squeezed(cell) in NEW_NAMES]
    if len(fixed) < 3 or len(rows) < 2 or rows[1] == rows[0]:
        return None
    is_wording = all(not re.search(r"\d", rows[1][number]) for number in fixed)
    return _titled(rows[0], rows[1], 2) if is_wording and any(rows[1][number] for number in fixed) else None


# SurveyMonkey -----------------------------------------------------------------------------------------------

ANSWERS = re.compile(
    r"^(?:open[- ]ended[- ])?(?:response|antwort|réponse|respuesta|resposta|risposta|antwoord|răspuns)"
    r"(?: (?:ouverte|abierta|aberta|aperta|deschis))?$"
    r"|^(?:offene|open) (?:antwort|antwoord|beantwortung)$",
    re.IGNORECASE,
)
"""What stands below a question that has one column: nothing to tell apart."""

FIXED = 3
"""Columns before the questions, at the least: respondent, collector, time."""


def _over_choices(rows: list[Cells]) -> Head | None:
    """Questions over choices: the second row is blank below the fixed columns, and fills blanks above."""
    if len(rows) < 2 or not all(rows[0][:FIXED]) or any(rows[1][:FIXED]) or not any(rows[1]):
        return None
    if any(map(ADDRESS.search, rows[0][:FIXED])):  # a respondent is no name of a column
        return None
    is_below = any(not above and below for above, below in zip(*rows[:2], strict=True))
    if not is_below and not any(ANSWERS.match(cell) for cell in rows[1]):
        return None
    names, asked, question = [], [], ""
    for above, below in zip(*rows[:2], strict=True):
        question = above or question
        is_alone = not below or ANSWERS.match(below)
        names.append(question if is_alone else f"{question} - {below}")
        asked.append(None if is_alone else (question, below))
    head = Head.of_names(names, 2)
    return replace(head, choices={name: one for name, one in zip(head.names, asked, strict=True) if one})


def _missing(rows: list[Cells]) -> Head | None:
    """The first row is a record: nothing of it may become a name."""
    found = sign_of_no_header(rows)
    if found is None:
        return None
    place, kind = found
    names = unique_names([None] * len(rows[0]))
    why = f"has no header: its first line is a record like the others ({names[place]} holds {kind})"
    note = f"{why}, so columns are called column 1 and so on by their places"
    return Head(names, names, 0, note=note, first=rows[0])


_READINGS: tuple[Callable[[list[Cells]], Head | None], ...] = (
    _with_import_ids,
    _numbered,
    _worded,
    _over_choices,
    _missing,
)


def _titled(names: Cells, titles: Cells, records: int) -> Head:
    unique = unique_names(names)
    return Head(unique, tuple(title or name for name, title in zip(unique, titles, strict=True)), records)


def _cells(record: Sequence[str | None], width: int) -> Cells:
    """The trimmed cells of a record, as many as the first has."""
    texts = [" ".join((cell or "").split()) for cell in record[:width]]
    return tuple(texts + [""] * (width - len(texts)))


def _squeezed(cell: str) -> str:
    return cell.replace(" ", "").casefold()
