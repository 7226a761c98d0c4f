"""Each dimension's largest segments as tables: their scores, and who is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from warehouse.report.rules import Rules
from warehouse.report.scores import interval, marks, name_of, shown
from warehouse.report.wording import NOTHING, number, percent, plain

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


@dataclass(frozen=True)
class SizeRow:
    """A segment in words: customers, who spoke, heard in proportion to its size, who answered."""

    segment: str
    customers: str
    speakers: str
    representation: str
    response: str


@dataclass(frozen=True)
class SizeTable:
    """Who is in one dimension's segments; `unknown` says of how many nobody knows."""

    rows: tuple[SizeRow, ...]
    unknown: str
    has_invitations: bool
    rest: int


def size_tables(rows: Sequence[dict[str, Any]], rules: Rules) -> dict[str, SizeTable]:
    """One table per dimension, under its name in words.

    Args:
        rows: of report.segments, with segments and place; sorted by dimension and place.
    """
    return {
        plain(name): _sizes(list(members), rules)
        for name, members in groupby(rows, key=lambda row: row["dimension"])
    }


def _sizes(rows: list[dict[str, Any]], rules: Rules) -> SizeTable:
    of_customers, of_speakers = (rows[0][f"unknown_share_of_{whom}"] for whom in ("customers", "speakers"))
    unknown = f"Unknown of {percent(of_customers)} of the customers"
    if of_speakers is not None:
        unknown += f" and {percent(of_speakers)} of those who spoke"
    return SizeTable(
        rows=tuple(_size(row, rules) for row in rows),
        unknown=f"{unknown}.",
        has_invitations=any(row["invited"] is not None for row in rows),
        rest=rows[0]["segments"] - len(rows),
    )


def _size(row: dict[str, Any], rules: Rules) -> SizeRow:
    share = row["share_of_customers"]
    size = number(row["customers"]) if share is None else f"{number(row['customers'])} ({percent(share)})"
    is_small = row["status"] == "suppressed"
    ratio = row["representation"]
    return SizeRow(
        segment=row["segment"],
        customers=rules.few if is_small else size,
        speakers=rules.few if is_small else number(row["speakers"]),
        representation=NOTHING if ratio is None else f"{number(ratio, 1)} ×",
        response=_response(row),
    )


def _response(row: dict[str, Any]) -> str:
    if row["response_rate"] is None:
        return NOTHING
    low, high = row["response_low"], row["response_high"]
    return f"{percent(row['response_rate'])} of {number(row['invited'])}, {interval('csat', low, high)}"
