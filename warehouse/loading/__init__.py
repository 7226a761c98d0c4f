"""A file into the core tables: one transaction, every line accounted for."""

from warehouse.loading.files import Delivery, FileOutcome, LoadedWith, check_file, load_file

__all__ = ["Delivery", "FileOutcome", "LoadedWith", "check_file", "load_file"]
