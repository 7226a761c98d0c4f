"""report.to_verify: the opinions whose reading by a person is expected to decide a verdict."""

from models.divergence.judge import Judgement
from models.divergence.parameters import DivergenceParameters
from models.verification import TO_VERIFY_SCHEMA, to_verify
from warehouse.analysing import replace_table
from warehouse.database import Connection, transaction


def choose_to_verify(connection: Connection, judgement: Judgement, parameters: DivergenceParameters) -> int:
    """Makes report.to_verify anew; returns its rows."""
    chosen = to_verify(judgement.unsettled, parameters)
    with transaction(connection):
        replace_table(connection, "report.to_verify", chosen, TO_VERIFY_SCHEMA)
    return chosen.height
