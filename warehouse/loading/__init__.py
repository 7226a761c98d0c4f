"""A file into the core tables: one transaction, every line accounted for."""

from warehouse.loading.arriving import (
    accept_volumes,
    growing,
    hold_unusual_volumes,
    note_arrivals,
    note_published,
)
from warehouse.loading.files import check_file, load_file, withdraw_outdated
from warehouse.loading.looking import Look, look
from warehouse.loading.outcomes import Delivery, FileOutcome, LoadedWith, delivery, state_of
from warehouse.loading.taking_back import take_back
from warehouse.loading.times import judge_times

__all__ = [
    "Delivery",
    "FileOutcome",
    "LoadedWith",
    "Look",
    "accept_volumes",
    "check_file",
    "delivery",
    "growing",
    "hold_unusual_volumes",
    "judge_times",
    "load_file",
    "look",
    "note_arrivals",
    "note_published",
    "state_of",
    "take_back",
    "withdraw_outdated",
]
