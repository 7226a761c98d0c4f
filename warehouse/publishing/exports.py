"""The report tables as files: Parquet as it is, CSV and XLSX safe to open in a spreadsheet."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import polars as pl

from warehouse.database import Connection
from warehouse.publishing.snapshot import put_in_place

Format = Literal["parquet", "csv", "xlsx"]

FORMULA_STARTS = r"^[=+\-@\t\r]"
"""What a spreadsheet takes for the start of a formula (OWASP, CSV injection)."""

ENTRY = {"key", "value"}
"""How an entry of a DuckDB map reaches a frame."""

SHEET_ROWS = 1_048_575
"""Rows that a worksheet holds below its header."""


def report_tables(connection: Connection) -> list[str]:
    """The names of the report tables in a snapshot."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'report' order by 1"
    ).fetchall()
    return [name for (name,) in rows]


def export_tables(
    connection: Connection, folder: Path, formats: Sequence[Format], staging: Path
) -> list[Path]:
    """Writes every report table in every format, each file put in place whole.

    Returns:
        The files written.
    """
    staging.mkdir(parents=True, exist_ok=True)
    written = []
    for table in report_tables(connection):
        frame = connection.execute(f"from report.{table}").pl()
        for form in formats:
            staged = staging / f"{table}.{form}"
            _write(frame, staged, form)
            put_in_place(staged, folder / staged.name)
            written.append(folder / staged.name)
    return written


def _write(frame: pl.DataFrame, path: Path, form: Format) -> None:
    if form == "parquet":
        frame.write_parquet(path)
    elif form == "csv":
        harmless(flat(frame)).write_csv(path)
    else:
        if frame.height > SHEET_ROWS:
            raise ValueError(
                f"{path.stem} has {frame.height} rows, more than a worksheet holds: export csv or parquet"
            )
        sheet = flat(frame).with_columns(pl.selectors.datetime().dt.replace_time_zone(None))
        sheet.write_excel(path, worksheet=path.stem[:31], autofilter=True, freeze_panes=(1, 0))


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists and maps as JSON text, so that one cell holds them: ["a", "b"], {"too complex": 3}."""
    nested = [name for name, dtype in frame.schema.items() if dtype.is_nested()]
    return frame.with_columns(_as_json(frame[name]) for name in nested)


def _as_json(values: pl.Series) -> pl.Series:
    texts = [None if value is None else _json(value) for value in values.to_list()]
    return pl.Series(values.name, texts, dtype=pl.String)


def _json(value: Any) -> str:
    """A map comes as a list of keys and values."""
    is_map = isinstance(value, list) and bool(value) and isinstance(value[0], dict) and set(value[0]) == ENTRY
    told = {one["key"]: one["value"] for one in value} if is_map else value
    return json.dumps(told, ensure_ascii=False, default=str)


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return frame.with_columns(
        pl.when(pl.col(name).str.contains(FORMULA_STARTS))
        .then("'" + pl.col(name))
        .otherwise(name)
        .alias(name)
        for name, dtype in frame.schema.items()
        if dtype == pl.String
    )
