"""core.opinions: what each feedback says of the whole, and of each aspect it rates."""

import polars as pl

from models.opinions import aspect_opinions, overall_opinions
from warehouse.database import Connection, transaction
from warehouse.enriching.people import insert


def gather_opinions(connection: Connection) -> int:
    """Makes core.opinions anew; returns its rows."""
    feedback, answers, ratings = (
        connection.execute(f"from core.{table}").pl().lazy()
        for table in ("feedback", "survey_answers", "ratings")
    )
    opinions = pl.concat([overall_opinions(feedback, answers), aspect_opinions(feedback, ratings)]).collect()
    with transaction(connection):
        connection.execute("delete from core.opinions")
        insert(connection, "core.opinions", opinions)
    return opinions.height
