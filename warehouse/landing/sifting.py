"""Rows that are none: a header that comes again where exports were joined, the sums below a table."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

import polars as pl

from transforms.values import raw_name
from warehouse.landing.footers import without_footer
from warehouse.landing.raw import Bad, Batch, rejects

AGAIN = "repeats the header: it is no record"
TOTALS = "looks like the sums below a table, not like a record"

_MADE_UP = re.compile(r"^column \d+$| \(\d+\)$")
"""Names that the header does not spell so."""


def sifted(batches: Iterator[Batch], names: tuple[str, ...]) -> Iterator[Batch]:
    """The batches, with what is no record among their rejects."""
    before = None
    for batch in batches:
        if before is not None:
            yield before
        before = _without(batch, _is_header(batch.frame, names), AGAIN)
    if before is not None:
        table = without_footer(before)
        yield _without(table, _is_totals(table.frame), TOTALS)


def _without(batch: Batch, is_none: pl.Expr, reason: str) -> Batch:
    none = batch.frame.filter(is_none)
    if none.is_empty():
        return batch
    bad = rejects([Bad(line, reason, None) for line in none["line"]])
    told = pl.concat([batch.rejects, bad]).sort("line", maintain_order=True)
    return replace(batch, frame=batch.frame.filter(~is_none), rejects=told)


def _is_header(frame: pl.DataFrame, names: tuple[str, ...]) -> pl.Expr:
    spelt = [name for name in names if not _MADE_UP.search(name) and raw_name(name) in frame.columns]
    if len(spelt) < 2:  # a text may well be the one word that its column is called
        return pl.lit(False)
    if not frame.select(_is_spelt(spelt[0]).any()).item():
        return pl.lit(False)
    return pl.all_horizontal(map(_is_spelt, spelt)).fill_null(False)


def _is_spelt(name: str) -> pl.Expr:
    return pl.col(raw_name(name)).str.strip_chars(" \t\ufeff") == name


def _is_totals(frame: pl.DataFrame) -> pl.Expr:
    """The last row, where it begins with a word for sums and a third of its cells or more are blank."""
    columns = [name for name in frame.columns if name != "line"]
    if not columns:
        return pl.lit(False)
    cells = [pl.when(pl.col(name).str.strip_chars() != "").then(pl.col(name)) for name in columns]
    first = pl.coalesce(cells).str.to_lowercase().str.strip_chars(" :\t\u00a0")
    blanks = pl.sum_horizontal(cell.is_null() for cell in cells)
    is_last = pl.col("line") == pl.col("line").max()
    return (is_last & first.is_in(_words()) & (blanks * 3 >= len(columns))).fill_null(False)


@cache
def _words() -> list[str]:
    text = (files("warehouse.landing") / "totals_words.tsv").read_text(encoding="utf-8")
    return sorted({row["word"] for row in csv.DictReader(text.splitlines(), delimiter="\t")})
