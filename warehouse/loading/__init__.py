"""A file into the core tables: one transaction, every line accounted for."""

from warehouse.loading.files import check_file, load_file, withdraw_outdated
from warehouse.loading.outcomes import Delivery, FileOutcome, LoadedWith, delivery

__all__ = [
    "Delivery",
    "FileOutcome",
    "LoadedWith",
    "check_file",
    "delivery",
    "load_file",
    "withdraw_outdated",
]
