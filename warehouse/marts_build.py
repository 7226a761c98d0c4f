"""The report tables, each made by the `.sql` file of its name in warehouse/marts/."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import duckdb

from warehouse.relation_docs import add_comments
from warehouse.statements import statement

# Independent of each other; report.model_quality, report.divergence and core.answer_weights come before.
MARTS = (
    "data_quality",
    "segments",
    "kpi",
    "sentiment",
    "aspects",
    "text_and_score",
    "identity_review",
    "testimonials",
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
    """

    time_zone: str
    privacy_floor: int = 5
    indicative_below: int = 30
    significant_below: float = 0.05
    rejected_share_warned: float = 0.01


def build_marts(connection: duckdb.DuckDBPyConnection, settings: MartSettings) -> dict[str, int]:
    """Makes every report table anew from core, ops, report.model_quality and report.divergence.

    Returns:
        Rows per relation, as {"report.kpi": 1204, ...}.
    """
    connection.execute(statement("macros.sql"))
    for name, value in asdict(settings).items():
        connection.execute(f"set variable {name} = ?", [value])
    rows = {f"report.{mart}": _build(connection, mart) for mart in MARTS}
    add_comments(connection)
    return rows


def _build(connection: duckdb.DuckDBPyConnection, mart: str) -> int:
    connection.execute(f"create or replace table report.{mart} as\n{statement(f'marts/{mart}.sql')}")
    (rows,) = connection.execute(f"select count(*) from report.{mart}").fetchone() or (0,)
    return int(rows)
