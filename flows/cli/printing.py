"""What the commands print: tables for people, JSON for programs."""

import dataclasses
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from warehouse.report.wording import counted

if TYPE_CHECKING:  # help and queries start at once
    from flows.run import RunResult
    from transforms.questions.finding import Finding
    from warehouse.ageing import TakenOut
    from warehouse.loading import FileOutcome

WIDE = 200
"""Characters a line where nobody's terminal sets a width: a log, a pipe."""

# Signs that a terminal would obey; a customer's words may hold them.
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], "\ufffd") | {ord("\n"): "\n", ord("\t"): "\t"}

# What is printed may hold a customer's words, or stand in for them ("[e-mail]"): none of it is markup.
out = Console(
    markup=False,
    emoji=False,
    highlight=False,
    soft_wrap=True,
    width=None if sys.stdout.isatty() else WIDE,
)
err = Console(stderr=True, markup=False, emoji=False, highlight=False, soft_wrap=True)


def print_json(value: Any) -> None:
    """One JSON object on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """A table on stdout; numbers to the right, nothing shown as a dash."""
    shown = [list(row) for row in rows]
    grid = Table(title=title, title_justify="left", box=None, header_style="bold", padding=(0, 2, 0, 0))
    for position, column in enumerate(columns):
        is_number = any(isinstance(row[position], int | float) for row in shown)
        grid.add_column(column, justify="right" if is_number else "left", overflow="fold")
    for row in shown:
        grid.add_row(*(as_written("–" if cell is None else _cell(cell)) for cell in row))
    out.print(grid)


def run_as_json(result: "RunResult") -> dict[str, Any]:
    """A run as `--json` prints it."""
    return {
        "run_id": result.run_id,
        "status": result.status,
        "snapshot": str(result.snapshot.resolve()),
        "report": str(result.report.resolve()),
        "steps": [dataclasses.asdict(step) for step in result.steps],
        "files": files_as_json(result.files),
        "audits": [dataclasses.asdict(audit) for audit in result.audits],
        "notes": list(result.notes),
        "taken_out": [dataclasses.asdict(one) for one in result.taken_out],
    }


def files_as_json(files: Iterable["FileOutcome"]) -> list[dict[str, Any]]:
    """Files as `--json` prints them."""
    return [
        dataclasses.asdict(one) | {"questions": [_question_as_json(asked) for asked in one.questions]}
        for one in files
    ]


def _question_as_json(one: "Finding") -> dict[str, Any]:
    return dataclasses.asdict(one) | {"column": one.shown_column, "choices": one.shown_choices}


def print_files(files: Sequence["FileOutcome"]) -> None:
    """Every file: what it was taken for, its lines, and why lines were rejected."""
    table(
        ("file", "source", "status", "lines", "loaded", "rejected", "duplicate"),
        (
            (one.path, one.source, one.status, one.lines, one.loaded, one.rejected, one.duplicate)
            for one in files
        ),
    )
    for one in files:
        print_notes(one)


def print_notes(one: "FileOutcome") -> None:
    """What there is to say of a file, on stderr."""
    if one.message and one.status != "unchanged":
        say(f"{one.path}: {one.message}")
    for reject in one.rejects:
        column = f', column "{reject.column}"' if reject.column else ""
        say(f"{one.path}, line {reject.line}{column}: {reject.reason}")
    left_out = f" ({one.left_out} of them left out, which is no fault)" if one.left_out else ""
    share = f"{one.rejected} of {one.lines} lines"
    if one.rejects and one.status == "readable":
        say(f"     {share} will not be loaded{left_out}. Duplicates show when it is loaded.")
    elif one.rejects:
        say(f"     {share} rejected{left_out}; all reasons are in ops.rejects.")


def print_taken_out(taken_out: Iterable["TakenOut"]) -> None:
    """What was older than its source's retention period, a line a source."""
    for one in taken_out:
        files = f"; {counted(one.files, 'file')} written anew without them" if one.files else ""
        out.print(f"Retention: {counted(one.records, 'record')} of {one.source} taken out{files}.")


def say(message: str) -> None:
    """A line on stderr, as it is."""
    err.print(as_written(message))


def as_written(text: str) -> Text:
    """Text that is shown and never obeyed, be it markup or a control character."""
    return Text(text.replace("\r\n", "\n").translate(_CONTROLS))


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.4g}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value)


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)
