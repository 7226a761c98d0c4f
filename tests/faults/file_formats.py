"""Faults of workbooks, JSON and Parquet."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
import xlwt
from cases import HEADER, Case, Outcome
from file_bytes import CLEAN, ONE_OF_THREE, written

GROUP = "formats"
NAMES = HEADER.strip().split(",")
RECORD = {"review": "R1", "said_at": "2026-03-02", "stars": 5, "words": "A chair."}
TWO = [RECORD, {**RECORD, "review": "R2"}]
THREE = [*TWO, {**RECORD, "review": "R3"}]


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        fill(book)
    return whole.getvalue()


def sheet(book: xlsxwriter.Workbook, rows: list[list[Any]], name: str | None = None) -> Any:
    made = book.add_worksheet(name)
    for number, row in enumerate([NAMES, *rows]):
        made.write_row(number, 0, row)
    return made


def rows(*records: dict[str, Any]) -> list[list[Any]]:
    return [list(record.values()) for record in records]


def _hidden(book: xlsxwriter.Workbook) -> None:
    sheet(book, rows(*THREE), "old").hide()
    sheet(book, rows(*TWO), "new").activate()
    book.worksheets()[1].set_first_sheet()


def _several(book: xlsxwriter.Workbook) -> None:
    sheet(book, rows(*TWO), "March")
    sheet(book, rows(*THREE), "April")


def _texts(book: xlsxwriter.Workbook) -> None:
    sheet(book, rows(*({**one, "stars": "5"} for one in TWO)))


def _dates(book: xlsxwriter.Workbook) -> None:
    made = sheet(book, rows(*TWO))
    form = book.add_format({"num_format": "dd/mm/yyyy"})
    made.write_datetime(1, 1, date(2026, 3, 2), form)


def _merged(book: xlsxwriter.Workbook) -> None:
    made = sheet(book, rows(*TWO, {**RECORD, "review": None}))
    made.merge_range(2, 0, 3, 0, "R2")


def _formulas(book: xlsxwriter.Workbook) -> None:
    made = sheet(book, rows(*THREE))
    made.write_formula(1, 2, "=2+3", None, 5)
    made.write_formula(2, 2, "=1/0", None, "#DIV/0!")


def old_workbook() -> bytes:
    book, whole = xlwt.Workbook(), io.BytesIO()
    made = book.add_sheet("reviews")
    for number, row in enumerate([NAMES, *rows(*TWO)]):
        for column, cell in enumerate(row):
            made.write(number, column, cell)
    book.save(whole)
    return whole.getvalue()


def damaged(book: bytes) -> bytes:
    """A workbook with some bytes of its cells turned over."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    return book[:at] + bytes(255 - byte for byte in book[at : at + 20]) + book[at + 20 :]


def parquet(frame: pl.DataFrame) -> bytes:
    whole = io.BytesIO()
    frame.write_parquet(whole)
    return whole.getvalue()


def _drift(inbox: Path) -> None:
    (inbox / "a.parquet").write_bytes(parquet(pl.DataFrame(TWO)))
    later = pl.DataFrame([{**one, "stars": float(one["stars"]), "shop": {"city": "Ghent"}} for one in THREE])
    (inbox / "b.parquet").write_bytes(parquet(later.with_columns(pl.col("said_at").str.to_date())))


def lines(*records: str) -> str:
    return "\n".join(records) + "\n"


SHEETS = workbook(lambda book: sheet(book, rows(*TWO)) and None)
BIG = 2**53
PROTECTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
)
REFUSED = Outcome(1, "rejected", 0, 0, 0, 0)

FORMATS = (
    Case(GROUP, "a workbook", written(SHEETS, "a.xlsx"), CLEAN),
    Case(
        GROUP,
        "a workbook cut short",
        written(SHEETS[: len(SHEETS) // 2], "a.xlsx"),
        REFUSED,
        "a.xlsx.*is no readable workbook",
    ),
    Case(
        GROUP,
        "a workbook with a damaged part",
        written(damaged(SHEETS), "a.xlsx"),
        REFUSED,
        "is no readable workbook",
    ),
    Case(
        GROUP, "a workbook with a password", written(PROTECTED, "a.xlsx"), REFUSED, "protected by a password"
    ),
    Case(GROUP, "an old workbook (XLS)", written(old_workbook(), "a.xls"), CLEAN),
    Case(
        GROUP, "a damaged old workbook", written(old_workbook()[:1200], "a.xls"), REFUSED, "save it as XLSX"
    ),
    Case(GROUP, "numbers kept as text in a workbook", written(workbook(_texts), "a.xlsx"), CLEAN),
    Case(GROUP, "cells that are dates", written(workbook(_dates), "a.xlsx"), CLEAN),
    Case(
        GROUP,
        "merged cells",
        written(workbook(_merged), "a.xlsx"),
        ONE_OF_THREE,
        'line 4.*"review".*is empty',
    ),
    Case(GROUP, "a hidden sheet before the visible one", written(workbook(_hidden), "a.xlsx"), CLEAN),
    Case(
        GROUP,
        "several sheets",
        written(workbook(_several), "a.xlsx"),
        CLEAN,
        "sheet March; other sheets are not read",
    ),
    Case(
        GROUP,
        "a formula, and one that failed (a blank)",
        written(workbook(_formulas), "a.xlsx"),
        Outcome(0, "loaded", 3, 3, 0, 0),
    ),
    Case(
        GROUP,
        "a workbook of a header alone",
        written(workbook(lambda book: sheet(book, []) and None), "a.xlsx"),
        Outcome(0, "loaded", 0, 0, 0, 0),
    ),
    Case(
        GROUP,
        "a workbook without data",
        written(workbook(lambda book: book.add_worksheet() and None), "a.xlsx"),
        REFUSED,
        "no visible sheet with data",
    ),
    Case(
        GROUP,
        "Parquet cut short",
        written(parquet(pl.DataFrame(TWO))[:-9], "a.parquet"),
        REFUSED,
        "no readable Parquet file",
    ),
    Case(GROUP, "Parquet whose types changed", _drift, Outcome(0, "loaded", 3, 1, 0, 2)),
    Case(
        GROUP,
        "Parquet without rows",
        written(parquet(pl.DataFrame(TWO).clear()), "a.parquet"),
        Outcome(0, "loaded", 0, 0, 0, 0),
    ),
    Case(GROUP, "JSON", written(json.dumps(TWO), "a.json"), CLEAN),
    Case(GROUP, "JSON under a key", written(json.dumps({"count": 2, "reviews": TWO}), "a.json"), CLEAN),
    Case(GROUP, "JSON cut short", written(json.dumps(TWO)[:-9], "a.json"), REFUSED, "a.json.*is no JSON"),
    Case(
        GROUP,
        "JSON that is nested too deep",
        written("[" * 100_000 + "]" * 100_000, "a.json"),
        REFUSED,
        "is no JSON",
    ),
    Case(
        GROUP,
        "one bad line of JSON lines",
        written(lines(json.dumps(TWO[0]), '{"review": "R', json.dumps(TWO[1])), "a.jsonl"),
        ONE_OF_THREE,
        "line 2.*is no JSON",
    ),
    Case(
        GROUP,
        "records with other keys",
        written(json.dumps([{**TWO[0], "shop": "Ghent"}, TWO[1]]), "a.json"),
        CLEAN,
    ),
    Case(
        GROUP,
        "a record that is none",
        written(json.dumps([TWO[0], "R2", TWO[1]]), "a.json"),
        ONE_OF_THREE,
        "line 2.*no record",
    ),
    Case(
        GROUP,
        "whole numbers above 2^53 as keys",
        written(json.dumps([{**RECORD, "review": BIG}, {**RECORD, "review": BIG + 1}]), "a.json"),
        CLEAN,
    ),
    Case(
        GROUP,
        "NaN for a score (a blank)",
        written(json.dumps([{**RECORD, "stars": float("nan")}]), "a.json"),
        Outcome(0, "loaded", 1, 1, 0, 0),
    ),
    Case(
        GROUP,
        "an infinite score",
        written(json.dumps([{**RECORD, "stars": float("inf")}]), "a.json"),
        Outcome(3, "loaded", 1, 0, 1, 0),
        '"stars".*is not a number',
    ),
    Case(
        GROUP,
        "half a character in JSON",
        written(json.dumps(THREE).replace("R2", r"R\ud83d"), "a.json"),
        ONE_OF_THREE,
        "line 2.*no text",
    ),
    Case(GROUP, "JSON without records", written("[]", "a.json"), REFUSED, "holds no records"),
)
