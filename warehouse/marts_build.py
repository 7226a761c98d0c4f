"""The report tables, each made by the `.sql` file of its name in warehouse/marts/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import duckdb

from warehouse.statements import statement

# Independent of each other; report.model_quality, report.divergence (with its settlements) and
# core.answer_weights have to be filled before.
MARTS = (
    "data_quality",
    "segments",
    "kpi",
    "sentiment",
    "aspects",
    "text_and_score",
    "identity_review",
    "testimonials",
    "follow_up",
    "replies",
)


@dataclass(frozen=True)
class MartSettings:
    """What the report tables depend on besides the data.

    Attributes:
        time_zone: IANA name of the zone whose calendar makes the periods; weeks start on Monday.
        privacy_floor: cells with fewer distinct customers show no figures.
        indicative_below: cells with fewer responses are published as indicative.
        significant_below: the largest false discovery rate at which a change is called significant.
        rejected_share_warned: a file with a larger share of rejected lines carries a warning.
        follow_up_from_months, follow_up_until_months: when to speak to customers again, after they spoke.
        follow_up_lapse_months: who spoke longer ago is not followed up.
        follow_up_answer_within_days: how soon a public complaint is to be answered.
        follow_up_needs_consent: whether customers of whose consent nobody knows are left out.
    """

    time_zone: str
    privacy_floor: int = 5
    indicative_below: int = 30
    significant_below: float = 0.05
    rejected_share_warned: float = 0.01
    follow_up_from_months: int = 2
    follow_up_until_months: int = 3
    follow_up_lapse_months: int = 12
    follow_up_answer_within_days: int = 2
    follow_up_needs_consent: bool = False


def build_marts(
    connection: duckdb.DuckDBPyConnection, settings: MartSettings, marts: Sequence[str] = MARTS
) -> dict[str, int]:
    """Makes report tables anew, from core, ops and those that are filled before.

    Returns:
        Rows per relation, as {"report.kpi": 1204, ...}.
    """
    connection.execute(statement("macros.sql"))
    for name, value in asdict(settings).items():
        connection.execute(f"set variable {name} = ?", [value])
    return {f"report.{mart}": _build(connection, mart) for mart in marts}


def _build(connection: duckdb.DuckDBPyConnection, mart: str) -> int:
    connection.execute(f"create or replace table report.{mart} as\n{statement(f'marts/{mart}.sql')}")
    (rows,) = connection.execute(f"select count(*) from report.{mart}").fetchone() or (0,)
    return int(rows)
