"""The commands that read the published snapshot."""

import sys
import webbrowser
from pathlib import Path
from typing import get_args

import duckdb
import polars as pl

from flows.cli.exit_codes import DONE
from flows.cli.printing import out, print_json, table
from transforms.description import Description
from warehouse.catalogue import catalogue
from warehouse.errors import UsageError
from warehouse.project import Project
from warehouse.publishing.exports import Format, export_tables, flat, harmless
from warehouse.publishing.snapshot import reading
from warehouse.report.wording import counted

SHOWN_ROWS = 200
"""Rows that a printed table shows; --format csv prints all."""


def query(folder: Path, sql: str, form: str) -> int:
    """Answers a question in SQL."""
    if form not in ("table", "csv", "json", "parquet"):
        raise UsageError(f'"{form}" is no format: table, csv, json or parquet')
    if not sql.strip():
        raise UsageError('there is no question: write it as voc query "from report.kpi limit 5"')
    frame = _answer(Project(folder).require(), sql)
    if form == "json":
        print_json(frame.to_dicts())
    elif form == "csv":
        sys.stdout.write(harmless(flat(frame)).write_csv())
    elif form == "parquet":
        _write_parquet(frame)
    else:
        table(frame.columns, flat(frame).head(SHOWN_ROWS).rows())
        if frame.height > SHOWN_ROWS:
            out.print(f"... {frame.height - SHOWN_ROWS:,} more rows; --format csv prints all.")
    return DONE


def report(folder: Path, open_it: bool) -> int:
    """Draws the report anew."""
    from flows.parts import redraw_report
    from flows.run import new_run

    planned = new_run(Project(folder), "report")
    redraw_report(planned)
    out.print(f"Report: {planned.project.report}")
    if open_it:
        webbrowser.open(planned.project.report.resolve().as_uri())
    return DONE


def export(folder: Path, target: Path, form: str) -> int:
    """Writes all report tables."""
    project = Project(folder).require()
    formats = tuple(dict.fromkeys(part.strip() for part in form.split(",")))
    if unknown := [one for one in formats if one not in get_args(Format)]:
        raise UsageError(f'"{unknown[0]}" is no format: any of {", ".join(get_args(Format))}')
    with reading(project) as snapshot:
        written = export_tables(snapshot, target, formats, target / ".staging")  # type: ignore[arg-type]
    (target / ".staging").rmdir()
    out.print(f"{len(written)} files in {target}")
    return DONE


def sources(folder: Path, as_json: bool) -> int:
    """Lists the known formats."""
    project = Project(folder)
    known = catalogue(project if project.settings_file.exists() else None).sources
    if as_json:
        rows = [
            {
                "name": one.description.name,
                "title": one.description.title,
                "channel": one.description.channel,
                "origin": one.origin,
                "columns": one.description.recognise.columns,
                "any_of": one.description.recognise.any_of,
            }
            for one in known
        ]
        print_json({"sources": rows})
    else:
        table(
            ("source", "what", "recognised by the columns"),
            ((one.description.name, one.description.title, _known_by(one.description)) for one in known),
        )
    return DONE


def _known_by(description: Description) -> str:
    """The columns that are always there, then those of the first form of the export, and how many others."""
    known = description.recognise
    groups = [", ".join(group) for group in known.any_of]
    others = f" (or {counted(len(groups) - 1, 'other group')})" if len(groups) > 1 else ""
    return "; ".join(filter(None, (", ".join(known.columns), *groups[:1]))) + others


def _answer(project: Project, sql: str) -> pl.DataFrame:
    with reading(project) as snapshot:
        snapshot.execute("set enable_external_access = false")
        try:
            return snapshot.execute(sql).pl()
        except duckdb.Error as error:
            raise UsageError(f"the query failed: {_where(error)}") from error


def _where(error: duckdb.Error) -> str:
    """What DuckDB complains about and the line of the query, without the picture of it."""
    lines = str(error).splitlines()
    return "\n     ".join([lines[0], *(line for line in lines[1:] if line.startswith("LINE "))][:2])


def _write_parquet(frame: pl.DataFrame) -> None:
    if sys.stdout.isatty():
        raise UsageError("Parquet is no text: redirect it, as in --format parquet > answer.parquet")
    frame.write_parquet(sys.stdout.buffer)
