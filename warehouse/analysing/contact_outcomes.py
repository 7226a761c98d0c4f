"""report.contact_outcomes: what customers say after somebody spoke to them."""

from models.contact_outcomes import OUTCOMES_SCHEMA, contact_outcomes
from warehouse.analysing import replace_table
from warehouse.database import Connection, transaction
from warehouse.statements import run, statement


def compare_contacted(connection: Connection, privacy_floor: int) -> int:
    """Makes report.contact_outcomes anew, from stances, answers and the contact log; returns its rows."""
    run(connection, statement("macros.sql"))
    pairs = connection.execute(statement("analysing/contact_pairs.sql")).pl()
    outcomes = contact_outcomes(pairs, privacy_floor)
    with transaction(connection):
        replace_table(connection, "report.contact_outcomes", outcomes, OUTCOMES_SCHEMA)
    return outcomes.height
