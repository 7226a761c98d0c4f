"""Bytes to raw text columns, every record counted: CSV, XLSX, JSON, JSON lines, Parquet."""

from warehouse.landing.formats import land
from warehouse.landing.raw import BATCH_RECORDS, Batch, Landed, UnreadableFileError, repeated

__all__ = ["BATCH_RECORDS", "Batch", "Landed", "UnreadableFileError", "land", "repeated"]
