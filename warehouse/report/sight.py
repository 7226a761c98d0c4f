"""What the verdict can and cannot see, from report.calibration, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.report.wording import counted, number, outward, percent

Row = Mapping[str, Any]

TELLING = (
    ("steady", 0.0),
    ("steady", 0.05),
    ("steady", 0.1),
    ("steady", 0.2),
    ("steady", 0.3),
    ("steady", 0.5),
)
"""Truths that the small table has, beside the sudden rises."""


@dataclass(frozen=True)
class Sight:
    """What is seen at one number of customers a week.

    Args:
        title: such as "With 12 customers a week on an aspect".
        readings: the columns: how opinions are read.
        rows: what is true; and in each column what is called, and from how many customers on.
    """

    title: str
    readings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def sights(rows: Sequence[Row]) -> list[Sight]:
    """A small table for the middle number of customers a week, then one of every truth for each number."""
    volumes = sorted({row["weekly_customers"] for row in rows})
    if not volumes:
        return []
    middle = volumes[len(volumes) // 2]
    telling = [row for row in rows if row["weekly_customers"] == middle and _is_telling(row)]
    return [
        _sight(telling, middle),
        *(_sight([row for row in rows if row["weekly_customers"] == one], one) for one in volumes),
    ]


def _is_telling(row: Row) -> bool:
    return row["scenario"] == "sudden rise" or (row["scenario"], row["share"]) in TELLING


def repetitions(rows: Sequence[Row]) -> int | None:
    """Populations that each figure comes from."""
    return min((row["repetitions"] for row in rows), default=None)


def _sight(rows: Sequence[Row], weekly: int) -> Sight:
    readings = tuple(dict.fromkeys(row["reading"] for row in rows))
    truths: dict[str, dict[str, tuple[str, str]]] = {}
    for row in rows:
        truths.setdefault(_truth(row), {})[row["reading"]] = (_called(row), _needed(row))
    nothing = ("–", "")
    return Sight(
        title=f"With {counted(weekly, 'customer')} a week on an aspect",
        readings=readings,
        rows=tuple(
            (truth, tuple(told.get(reading, nothing) for reading in readings))
            for truth, told in truths.items()
        ),
    )


def _truth(row: Row) -> str:
    """ "5 % complain", "A rise from 5 to 25 %, sudden"."""
    share, after = percent(row["share"]), row["share_after"]
    if after is None:
        steady = "Nobody complains" if row["share"] == 0 else f"{share} complain"
        return steady if row["scenario"] == "steady" else f"{steady}, {row['scenario']}"
    if row["scenario"] == "seasonal wave":
        return f"Seasonal wave around {share}, up to {percent(after)}"
    return f"{row['scenario'].capitalize()} from {number(100 * row['share'])} to {percent(after)}"


def _called(row: Row) -> str:
    """How often what is true is called; where nothing is to be called, how often something is."""
    if row["missed"] is not None:
        low, high = outward(1 - row["missed_high"], 1 - row["missed_low"])
        weeks = row["weeks_to_call_median"]
        soon = "" if weeks is None else f", half of the crowds within {counted(round(weeks), 'week')}"
        return f"called in {percent(1 - row['missed'])} ({low} to {high} %){soon}"
    alarms = [
        f"{words} in {percent(row[name])} (at most {outward(0, row[f'{name}_high'])[1]} %)"
        for name, words in (("false_trend", "false alarm"), ("false_isolated", "false calm"))
        if row[name] is not None
    ]
    return "; ".join(alarms) or "nothing to call"


def _needed(row: Row) -> str:
    """From how many customers on a steady share is called in 85 of 100."""
    if row["missed"] is None or row["share_after"] is not None:
        return ""
    if row["customers_needed"] is None:
        return "out of reach however many speak"
    return f"sure from {number(row['customers_needed'])} customers on"
