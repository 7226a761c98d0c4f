"""core.feedback.has_text_score_conflict: five stars over bitter words, and the reverse."""

from warehouse.database import Connection
from warehouse.statements import run, statement

CONFIDENT = 0.7
"""Probability of a reading from which it contradicts a score.

Below it doubt outweighs the contradiction. Of held-out app reviews with a pole in their stars, two in three
are read so surely, and 3 % so surely against their stars; of forty of these, about half say the opposite of
their stars, the others were misread. So the flag asks for a look; it changes no share and drops nothing.
"""


def flag_conflicts(connection: Connection) -> None:
    """Flags the feedback anew; core.opinions must have been gathered."""
    run(connection, statement("enriching/text_score_conflicts.sql"), confident=CONFIDENT)
