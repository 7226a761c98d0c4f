"""Texts and their labels from a file of any format that the inbox reads."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from models.aspect_evaluation import Pair, pairs_in
from transforms.values import raw_name
from warehouse.errors import UsageError, VocError
from warehouse.landing import UnreadableFileError, land

SHOWN_COLUMNS, SHOWN_CHARACTERS = 40, 60  # of a header in a message: a survey may have hundreds of questions


@dataclass(frozen=True)
class LabelledColumns:
    """Which columns of a file hold what; `language` may be absent."""

    text: str
    label: str
    language: str | None = None


@dataclass(frozen=True)
class LabelledBatch:
    """Records of a labelled file.

    Attributes:
        frame: line, text, label, language; blanks are null.
        unreadable: records between them that are none.
    """

    frame: pl.DataFrame
    unreadable: int


def labelled(path: Path, columns: LabelledColumns) -> Iterator[LabelledBatch]:
    """The records of a labelled file, batch by batch.

    Raises:
        UsageError: there is no such file, or it lacks one of the columns.
        VocError: it cannot be read.
    """
    if not path.is_file():
        raise UsageError(f"{path} is no file: name one with a text and a label in each row")
    try:
        landed = land(path)
        text, label = (_present(path, name, landed.header) for name in (columns.text, columns.label))
        named = {"text": _filled(text), "label": _filled(label)}
        language = columns.language and _present(path, columns.language, landed.header)
        named["language"] = _filled(language) if language else pl.lit(None, pl.String)
        for batch in landed.batches:
            yield LabelledBatch(batch.frame.select("line", **named), batch.rejects.height)
    except UnreadableFileError as error:
        raise VocError(f"{path} {error}") from error


def aspect_pairs(path: Path) -> tuple[Pair, ...]:
    """The rows of an aspect map, as models/aspect_evaluation.py reads them.

    Raises:
        UsageError: there is no such file, or a line is no such row.
    """
    if not path.is_file():
        raise UsageError(f"{path} is no file: name a map of label<TAB>aspect")
    try:
        return pairs_in(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8 text: save it as UTF-8") from error
    except ValueError as error:
        raise UsageError(f"{path}, {error}") from error


def _present(path: Path, wanted: str, header: Sequence[str]) -> str:
    """The file's spelling of a column: case and repeated blanks do not matter."""
    spellings = {_folded(name): name for name in reversed(header)}
    if found := spellings.get(_folded(wanted)):
        return found
    near = difflib.get_close_matches(_folded(wanted), spellings, n=3)
    hint = " or ".join(_cited(spellings[one]) for one in near)
    known = ", ".join(map(_cited, header[:SHOWN_COLUMNS])) + (" …" if len(header) > SHOWN_COLUMNS else "")
    raise UsageError(
        f'{path} has no column "{wanted}": '
        + (f"do you mean {hint}?" if near else f"its columns are {known}")
    )


def _cited(name: str) -> str:
    return f'"{name[:SHOWN_CHARACTERS]}…"' if len(name) > SHOWN_CHARACTERS else f'"{name}"'


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _filled(column: str) -> pl.Expr:
    text = pl.col(raw_name(column)).str.strip_chars()
    return pl.when(text != "").then(text)
