"""Workbooks: XLSX and its kin, and the older XLS."""

from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl

from transforms.heads import HEAD_RECORDS, head_of
from warehouse.landing.packed import check_workbook
from warehouse.landing.raw import Fields, Landed, UnreadableFileError, batched

_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def land_workbook(path: Path) -> Landed:
    """The first visible sheet that holds anything, as text."""
    check_workbook(path)
    return _landed(path, "xlsx", "save it again as XLSX")


def land_old_workbook(path: Path) -> Landed:
    """A workbook in the older binary format; one with a password looks like it from outside."""
    if _PROTECTED in path.read_bytes():
        raise UnreadableFileError("is protected by a password: save it as XLSX without one")
    return _landed(path, "xls", "save it as XLSX without a password")


def _landed(path: Path, kind: str, remedy: str) -> Landed:
    try:
        book = fastexcel.read_excel(path)
        sheets = [book.load_sheet(name, header_row=None, dtypes="string") for name in book.sheet_names]
    except fastexcel.FastExcelError as error:
        reason = str(error).splitlines()[0]
        raise UnreadableFileError(f"is no readable workbook ({reason}): {remedy}") from error
    filled = [sheet for sheet in sheets if sheet.visible == "visible" and sheet.height > 0]
    if not filled:
        raise UnreadableFileError("has no visible sheet with data")
    cells = filled[0].to_polars()
    head = head_of(cells.head(HEAD_RECORDS).rows())
    notes = (f"sheet {filled[0].name}; other sheets are not read" if len(filled) > 1 else "", head.note)
    rows = batched(_rows(cells, head.records), head.names)
    return Landed(kind, head, rows, "; ".join(filter(None, notes)))


def _rows(cells: pl.DataFrame, above: int) -> Iterator[tuple[int, Fields]]:
    for number, row in enumerate(cells.slice(above).iter_rows(), start=above + 1):
        if any(row):
            yield number, row
