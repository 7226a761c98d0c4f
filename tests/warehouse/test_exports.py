"""Report tables as files: what a spreadsheet would execute, it shows."""

import csv
import zipfile
from pathlib import Path

import duckdb
import fastexcel
import polars as pl
import pytest

from warehouse.publishing.exports import export_tables, flat, harmless

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']


@pytest.fixture
def published():
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("create schema report")
        connection.execute(
            "create table report.quotes "
            "(quote varchar, share double, created_at timestamptz, ids varchar[], gap integer)"
        )
        rows = [
            [text, -0.5, "2026-05-01 10:00:00+00", ["a", "b"], None] for text in [*DANGEROUS, "fine", "a=b"]
        ]
        connection.executemany("insert into report.quotes values ($1, $2, $3, $4, $5)", rows)
        yield connection


def test_formulas_in_csv_are_text_and_numbers_stay_numbers(published, tmp_path: Path):
    (written,) = export_tables(published, tmp_path / "out", ("csv",), tmp_path / "staging")
    with written.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["quote"] for row in rows] == [*("'" + text for text in DANGEROUS), "fine", "a=b"]
    assert rows[0]["share"] == "-0.5"
    assert (rows[0]["ids"], rows[0]["gap"]) == ('["a", "b"]', "")


def test_workbooks_hold_no_formula(published, tmp_path: Path):
    (written,) = export_tables(published, tmp_path / "out", ("xlsx",), tmp_path / "staging")
    sheet = fastexcel.read_excel(written).load_sheet("quotes").to_polars()
    assert sheet["quote"].to_list()[:4] == DANGEROUS[:4]
    with zipfile.ZipFile(written) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_parquet_is_the_table_as_it_is(published, tmp_path: Path):
    (written,) = export_tables(published, tmp_path / "out", ("parquet",), tmp_path / "staging")
    frame = pl.read_parquet(written)
    assert frame["quote"].to_list() == [*DANGEROUS, "fine", "a=b"]
    assert frame.schema["ids"] == pl.List(pl.String)
    assert frame.schema["created_at"] == pl.Datetime("us", "UTC")
    assert not any((tmp_path / "staging").iterdir())


def test_null_stays_null():
    frame = pl.DataFrame({"a": [None, "=x"], "b": [None, [1]]})
    assert harmless(flat(frame)).rows() == [(None, None), ("'=x", "[1]")]


def test_a_map_is_an_object_and_a_list_a_list():
    entries = [{"key": "too complex", "value": 3}, {"key": "too simple", "value": 1}]
    frame = pl.DataFrame({"poles": [entries], "ids": [["a", "ä"]]})
    assert flat(frame).rows() == [('{"too complex": 3, "too simple": 1}', '["a", "ä"]')]
