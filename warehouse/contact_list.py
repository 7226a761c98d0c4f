"""The corrected list of contacts: the one file outside `state/` that names persons, its owner's alone."""

import os
from pathlib import Path

import polars as pl
import xlsxwriter

from transforms.contacts.correcting import corrected
from warehouse.analysing.contacts import contacts_of
from warehouse.database import Connection
from warehouse.errors import UsageError
from warehouse.private import OWNER_ONLY
from warehouse.project import Project
from warehouse.publishing.exports import SHEET_ROWS, harmless
from warehouse.publishing.snapshot import put_in_place

FORMATS = (".csv", ".xlsx")
DIALLED = r"^\+\d[\d ()./-]*$"
"""A telephone number begins as a formula does, but holds nothing that a spreadsheet would run."""


def corrected_list(connection: Connection, project: Project, secret: bytes) -> pl.DataFrame:
    """Every contact as it should be, from private.duckdb and the issues of the last run."""
    judged = connection.execute(
        "select 1 from duckdb_tables() where schema_name = 'report' and table_name = 'contact_hygiene'"
    ).fetchone()
    if judged is None:
        raise UsageError("contacts have not been looked at yet: run `voc run` first")
    issues = connection.execute("from report.contact_hygiene").pl()
    return corrected(contacts_of(connection, project, secret), issues)


def allowed_target(target: Path, project: Project) -> Path:
    """The file to write.

    Raises:
        UsageError: it would be published, or taken for an export; is of another format; has no folder.
    """
    if target.suffix.lower() not in FORMATS:
        raise UsageError(f'"{target.name}" ends in neither .csv nor .xlsx, the formats of the corrected list')
    for folder in (project.exports, project.report.parent, project.inbox):
        if target.resolve().is_relative_to(folder.resolve()):
            raise UsageError(
                f"the corrected list names persons, and others read {folder.name}/: write it somewhere else"
            )
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent}: make it, or choose another")
    return target


def write_list(contacts: pl.DataFrame, target: Path) -> None:
    """Writes the list whole or not at all, readable by its owner from the first byte."""
    staged = target.with_name(f".{target.name}.part")
    staged.unlink(missing_ok=True)
    os.close(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    try:
        if target.suffix.lower() == ".csv":
            importable(contacts).write_csv(staged)
        else:
            _write_sheet(contacts, staged)
        put_in_place(staged, target)
    finally:
        staged.unlink(missing_ok=True)


def importable(contacts: pl.DataFrame) -> pl.DataFrame:
    """Text that a spreadsheet would run gets an apostrophe in front; telephone numbers stay as they are."""
    phone = contacts["phone"]
    kept = pl.when(phone.str.contains(DIALLED)).then(phone).otherwise("phone")
    return harmless(contacts).with_columns(phone=kept)


def _write_sheet(contacts: pl.DataFrame, path: Path) -> None:
    """A workbook of texts; made in memory: on disk, its parts would pass through a common folder."""
    if contacts.height > SHEET_ROWS:
        raise UsageError(f"{contacts.height} contacts are more than a worksheet holds: write a .csv")
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        contacts.write_excel(workbook, worksheet="contacts", autofilter=True, freeze_panes=(1, 0))
