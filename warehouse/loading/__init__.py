"""A file into the core tables: one transaction, every line accounted for."""

from warehouse.loading.arriving import (
    accept_volumes,
    growing,
    held_volumes,
    hold_unusual_volumes,
    note_arrivals,
    note_published,
)
from warehouse.loading.files import check_file, load_file, withdraw_outdated
from warehouse.loading.looking import Look, look
from warehouse.loading.outcomes import (
    Delivery,
    FileOutcome,
    GoneError,
    LoadedWith,
    NotReadableError,
    delivery,
    shown_as,
    state_of,
)
from warehouse.loading.times import judge_times
from warehouse.loading.withdrawing import withdraw_removed

__all__ = [
    "Delivery",
    "FileOutcome",
    "GoneError",
    "LoadedWith",
    "Look",
    "NotReadableError",
    "accept_volumes",
    "check_file",
    "delivery",
    "growing",
    "held_volumes",
    "hold_unusual_volumes",
    "judge_times",
    "load_file",
    "look",
    "note_arrivals",
    "note_published",
    "shown_as",
    "state_of",
    "withdraw_outdated",
    "withdraw_removed",
]
