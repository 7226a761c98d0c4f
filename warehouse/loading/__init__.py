"""A file into the core tables: one transaction, every line accounted for."""

from warehouse.loading.files import check_file, load_file, withdraw_outdated
from warehouse.loading.looking import Look, look
from warehouse.loading.outcomes import Delivery, FileOutcome, LoadedWith, delivery

__all__ = [
    "Delivery",
    "FileOutcome",
    "LoadedWith",
    "Look",
    "check_file",
    "delivery",
    "load_file",
    "look",
    "withdraw_outdated",
]
