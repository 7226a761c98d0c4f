"""A file of persons or of their words, for its owner alone: the one kind outside `state/`."""

import os
from pathlib import Path

import polars as pl
import xlsxwriter

from warehouse.errors import UsageError
from warehouse.private import OWNER_ONLY
from warehouse.project import Project
from warehouse.publishing.exports import SHEET_ROWS, harmless
from warehouse.publishing.snapshot import put_in_place

FORMATS = (".csv", ".xlsx")
DIALLED = r"^\+\d[\d ()./-]*$"
"""A telephone number begins as a formula does, but holds nothing that a spreadsheet would run."""


def allowed_target(target: Path, project: Project) -> Path:
    """The file to write.

    Raises:
        UsageError: it would be published, or taken for an export; is of another format; has no folder.
    """
    if target.suffix.lower() not in FORMATS:
        raise UsageError(f'"{target.name}" ends in neither .csv nor .xlsx, the formats of such a list')
    for folder in (project.exports, project.report.parent, project.inbox, project.loaded):
        if target.resolve().is_relative_to(folder.resolve()):
            raise UsageError(
                f"the list is for your eyes, and others read {folder.name}/: write it somewhere else"
            )
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent}: make it, or choose another")
    return target


def write_persons(persons: pl.DataFrame, target: Path) -> None:
    """Writes the list whole or not at all, readable by its owner from the first byte."""
    staged = target.with_name(f".{target.name}.part")
    staged.unlink(missing_ok=True)
    os.close(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    try:
        if target.suffix.lower() == ".csv":
            importable(persons).write_csv(staged)
        else:
            _write_sheet(persons, staged)
        put_in_place(staged, target)
    finally:
        staged.unlink(missing_ok=True)


def importable(persons: pl.DataFrame) -> pl.DataFrame:
    """Text that a spreadsheet would run gets an apostrophe in front; telephone numbers stay as they are."""
    phones = [name for name in persons.columns if name.endswith("phone")]
    dialled = [
        pl.when(persons[name].str.contains(DIALLED)).then(persons[name]).otherwise(name).alias(name)
        for name in phones
    ]
    return harmless(persons).with_columns(dialled)


def _write_sheet(persons: pl.DataFrame, path: Path) -> None:
    """A workbook of texts; made in memory: on disk, its parts would pass through a common folder."""
    if persons.height > SHEET_ROWS:
        raise UsageError(f"{persons.height} rows are more than a worksheet holds: write a .csv")
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        persons.write_excel(workbook, worksheet="persons", autofilter=True, freeze_panes=(1, 0))
