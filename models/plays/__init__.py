"""What to do about a verdict: a recommendation in words, and what comes first."""

from models.plays.choosing import with_plays
from models.plays.file import OwnPlays
from models.plays.playbook import Plays, extended, shipped
from models.plays.tables import DIVERGENCE_WITH_PLAYS

__all__ = ["DIVERGENCE_WITH_PLAYS", "OwnPlays", "Plays", "extended", "shipped", "with_plays"]
