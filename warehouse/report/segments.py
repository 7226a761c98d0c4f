"""The scores of each dimension's largest segments, as tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from warehouse.report.rules import Rules
from warehouse.report.scores import interval, marks, name_of, shown
from warehouse.report.wording import number, plain

LARGEST = 12
"""Segments that a table shows; the rest is counted."""


@dataclass(frozen=True)
class Cell:
    """One score: its words and the positions (0 to 1) of low end, value and high end."""

    value: str
    interval: str
    answers: str
    marks: tuple[float, float, float] | None
    is_hidden: bool
    is_indicative: bool


@dataclass(frozen=True)
class SegmentRow:
    """A segment and its cells, one per column; None where nobody answered."""

    segment: str
    is_everybody: bool
    customers: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class SegmentTable:
    """One dimension; `rest` segments are left out."""

    dimension: str
    columns: tuple[str, ...]
    rows: tuple[SegmentRow, ...]
    segments: int
    rest: int


def segment_tables(rows: Sequence[dict[str, Any]], rules: Rules) -> list[SegmentTable]:
    """One table per dimension.

    Args:
        rows: dimension, segment, place, segment_customers, segments, metric, scale, responses, value, ci_low,
            ci_high, status; sorted by dimension and place, everybody at place 0.
    """
    return [
        _table(name, list(members), rules)
        for name, members in groupby(rows, key=lambda row: row["dimension"])
    ]


def _table(dimension: str, rows: list[dict[str, Any]], rules: Rules) -> SegmentTable:
    order = ("nps", "csat", "ces", "rating")
    columns = sorted(
        {(row["metric"], row["scale"]) for row in rows}, key=lambda one: (order.index(one[0]), one[1])
    )
    shown_rows = [
        _row(list(members), columns, rules) for _, members in groupby(rows, key=lambda row: row["place"])
    ]
    segments = rows[0]["segments"]
    return SegmentTable(
        dimension=plain(dimension),
        columns=tuple(name_of(*column) for column in columns),
        rows=tuple(shown_rows),
        segments=segments,
        rest=segments - sum(1 for row in shown_rows if not row.is_everybody),
    )


def _row(rows: list[dict[str, Any]], columns: Sequence[tuple[str, str]], rules: Rules) -> SegmentRow:
    by_column = {(row["metric"], row["scale"]): row for row in rows}
    is_small = all(row["status"] == "suppressed" for row in rows)
    return SegmentRow(
        segment=rows[0]["segment"],
        is_everybody=rows[0]["place"] == 0,
        customers=rules.few if is_small else number(rows[0]["segment_customers"]),
        cells=tuple(_cell(by_column.get(column)) for column in columns),
    )


def _cell(row: dict[str, Any] | None) -> Cell | None:
    if row is None:
        return None
    metric, scale, value, low, high = (
        row[name] for name in ("metric", "scale", "value", "ci_low", "ci_high")
    )
    return Cell(
        value=shown(metric, value),
        interval=interval(metric, low, high),
        answers=number(row["responses"]),
        marks=marks(metric, scale, (low, value, high)),
        is_hidden=row["status"] == "suppressed",
        is_indicative=row["status"] == "indicative",
    )
