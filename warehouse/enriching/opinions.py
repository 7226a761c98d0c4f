"""core.opinions: what each feedback says of the whole, and of each aspect it rates or speaks of."""

import polars as pl

from models.opinions import aspect_opinions, clause_opinions, overall_opinions
from models.readings import with_readings
from warehouse.database import Connection, transaction
from warehouse.enriching.people import insert
from warehouse.statements import run, statement


def gather_opinions(connection: Connection) -> int:
    """Makes core.opinions and core.stances anew; returns the opinions."""
    feedback, answers, ratings, clauses, readings = (
        connection.execute(f"from core.{table}").pl().lazy()
        for table in ("feedback", "survey_answers", "ratings", "clause_opinions", "readings")
    )
    told = [
        overall_opinions(feedback, answers),
        aspect_opinions(feedback, ratings),
        clause_opinions(feedback, clauses),
    ]
    opinions = with_readings(pl.concat(told), readings).collect()
    with transaction(connection):
        connection.execute("delete from core.opinions")
        insert(connection, "core.opinions", opinions)
        run(connection, statement("enriching/stances.sql"))
    return opinions.height
