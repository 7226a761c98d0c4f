"""What persons made of verdicts, beside the verdicts."""

from warehouse.database import Connection
from warehouse.statements import run, statement

SETTLED_COLUMNS = ("settlement", "settled_for", "settled_until", "settled_at")
"""What report.divergence has beside the columns that the verdicts bring."""


def settle(connection: Connection) -> None:
    """Adds settlement, settled_for, settled_until and settled_at to report.divergence, just made anew.

    They follow from core.settlements and the rows' own as_of. A settled verdict stays as it was judged.
    """
    run(connection, statement("analysing/settlements.sql"))
