"""core.answer_weights and report.weighting: answers weighted to the customers of the CRM."""

from datetime import datetime

import polars as pl

from models.weighting import (
    ANSWERS_SCHEMA,
    POPULATION_SCHEMA,
    WEIGHTING_SCHEMA,
    WeightingParameters,
    margin_column,
    periods,
    weigh,
)
from transforms.segments import UNKNOWN
from warehouse.analysing import replace_table
from warehouse.database import Connection, transaction
from warehouse.enriching.people import insert
from warehouse.statements import statement


def weigh_answers(
    connection: Connection, parameters: WeightingParameters, time_zone: str, as_of: datetime
) -> None:
    """Makes both tables anew, before the marts that read them; empty where no margins are named.

    Args:
        time_zone: whose calendar makes the periods.
        as_of: the data's watermark.
    """
    connection.execute(statement("macros.sql"))
    answers = _answers(connection, parameters.margins, time_zone)
    population = _population(connection, periods(answers), parameters, time_zone, as_of)
    weighed = weigh(answers, population, parameters)
    with transaction(connection):
        connection.execute("delete from core.answer_weights")
        insert(connection, "core.answer_weights", weighed.weights)
        replace_table(connection, "report.weighting", weighed.weighting, WEIGHTING_SCHEMA)


def _answers(connection: Connection, margins: tuple[str, ...], time_zone: str) -> pl.DataFrame:
    """Each answer with its segment on each margin; none at all where there are no margins."""
    if not margins:
        return pl.DataFrame(schema=ANSWERS_SCHEMA)
    answers = connection.execute(statement("analysing/weighed_answers.sql"), {"time_zone": time_zone}).pl()
    for margin in margins:
        segments = connection.execute(
            "select feedback_id, segment from core.feedback_segments where dimension = $margin",
            {"margin": margin},
        ).pl()
        column = margin_column(margin)
        answers = answers.join(
            segments.rename({"segment": column}), on="feedback_id", how="left", validate="m:1"
        ).with_columns(pl.col(column).fill_null(UNKNOWN))
    return answers


def _population(
    connection: Connection,
    needed: pl.DataFrame,
    parameters: WeightingParameters,
    time_zone: str,
    as_of: datetime,
) -> pl.DataFrame:
    connection.register("periods", needed)
    counted = connection.execute(
        statement("analysing/population.sql"),
        {
            "as_of": as_of,
            "time_zone": time_zone,
            "is_active_only": parameters.is_active_only,
            "margins": list(parameters.margins),
        },
    ).pl()
    connection.unregister("periods")
    return counted.cast(POPULATION_SCHEMA)
