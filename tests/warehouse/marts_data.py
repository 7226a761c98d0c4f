"""A warehouse of a few rows, for the tests of the report tables."""

import duckdb
import polars as pl

from models.plays import DIVERGENCE_WITH_PLAYS
from warehouse.analysing import replace_table
from warehouse.analysing.settlements import settle
from warehouse.marts_build import MartSettings, build_marts
from warehouse.relation_docs import relation_docs
from warehouse.statements import run, statement, statements_in

SCHEMA = "\n".join(statements_in("migrations").values())
SETTINGS = MartSettings(time_zone="Europe/Bucharest")


def empty_warehouse() -> duckdb.DuckDBPyConnection:
    """The migrated schema, report.model_quality as its sidecar has it, and no verdicts."""
    connection = duckdb.connect()
    connection.execute(SCHEMA)
    (quality,) = (doc for doc in relation_docs() if doc.relation == "report.model_quality")
    texts = ("model", "language", "aspect", "measured_on")
    columns = (f"{one.name} {'varchar' if one.name in texts else 'double'}" for one in quality.columns)
    connection.execute(f"create table report.model_quality ({', '.join(columns)})")
    replace_table(
        connection, "report.divergence", pl.DataFrame(schema=DIVERGENCE_WITH_PLAYS), DIVERGENCE_WITH_PLAYS
    )
    settle(connection)
    return connection


class Warehouse:
    """Collects feedback, then builds the report tables over it.

    Each `at` is a UTC time such as "2025-03-02 10:00", or None; a date alone is noon.
    """

    def __init__(self) -> None:
        self.connection = empty_warehouse()
        self.count = 0

    def feedback(self, customer=None, at=None, segments=None, credible=True, **columns) -> str:
        self.count += 1
        feedback_id = f"f{self.count:06}"
        moment = f"{at} 12:00" if at and len(at) == 10 else at
        row = {
            **{"feedback_id": feedback_id, "source": "test", "channel": "survey", "customer_id": customer},
            **{"created_at": moment and f"{moment}:00+00", "is_created_at_credible": bool(at) and credible},
            **{"is_public": False, "file_id": "file", **columns},
        }
        self.insert("core.feedback", row)
        for dimension, segment in {"all": "all", **(segments or {})}.items():
            self.insert(
                "core.feedback_segments",
                {"feedback_id": feedback_id, "dimension": dimension, "segment": segment},
            )
        return feedback_id

    def answer(
        self, metric, score, customer=None, at=None, scale=None, top_box=None, weight=None, **spoken
    ) -> None:
        low, high = scale or {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}[metric]
        is_reversed = spoken.pop("is_reversed", False)
        feedback_id = self.feedback(customer, at, **spoken)
        self.connection.execute(
            """
            insert into core.survey_answers by name
            select 'a' || feedback_id as answer_id, feedback_id, 'survey' as survey, $metric as metric,
                   $score as score, $low as scale_min, $high as scale_max, $is_reversed as is_reversed,
                   coalesce($top_box, {'nps': 9, 'csat': 4, 'ces': 5}[$metric]) as top_box, '' as band,
                   customer_id, created_at as answered_at, $weight as weight, file_id
            from core.feedback where feedback_id = $feedback_id
            """,
            {"metric": metric, "score": score, "low": low, "high": high, "is_reversed": is_reversed}
            | {"top_box": top_box, "weight": weight, "feedback_id": feedback_id},
        )

    def answers(self, metric, scores, at=None, **given) -> None:
        """One answer each of customers met nowhere else."""
        for score in scores:
            self.answer(metric, score, f"c{self.count}", at, **given)

    def opinions(
        self, polarities, origin="rating", at="2025-03-02", language=None, aspect="overall", **given
    ):
        for polarity in polarities:
            feedback_id = self.feedback(at=at, language=language)
            row = {
                **{"opinion_id": f"o{feedback_id}", "feedback_id": feedback_id, "aspect": aspect},
                **{"speaker": feedback_id, "polarity": polarity, "is_mixed": False, "origin": origin},
                **{"confidence": 1.0, "created_at": at and f"{at} 12:00:00+00", **given},
            }
            self.insert("core.opinions", row)

    def quality(
        self, language, sensitivity, specificity, aspect=None, n=100, model="sentiment as used"
    ) -> None:
        row = {"model": model, "language": language, "aspect": aspect, "n": n}
        self.insert("report.model_quality", row | {"sensitivity": sensitivity, "specificity": specificity})

    def insert(self, table, row) -> None:
        columns = ", ".join(f"${name} as {name}" for name in row)
        self.connection.execute(f"insert into {table} by name select {columns}", row)

    def build(self, settings=SETTINGS) -> dict[str, int]:
        run(self.connection, statement("enriching/stances.sql"))
        return build_marts(self.connection, settings)

    def rows(self, relation, where="true", order="all") -> list[dict]:
        found = self.connection.execute(f"select * from report.{relation} where {where} order by {order}")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def row(self, relation, where) -> dict:
        (one,) = self.rows(relation, where)
        return one
