"""Tables that hold each record whole, as JSON in one cell: what a sync tool keeps of what it fetched."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from heapq import merge
from typing import Any

import polars as pl

from transforms.values import raw_name
from warehouse.landing.documents import ENVELOPES, Record, landed_records, record_of
from warehouse.landing.raw import Bad, Landed

NEARLY_ALL = 0.8
"""Share of a table's first records that begin as an object does, from which their column is an envelope."""

OPENED = "each record of the table stands whole in this column"


def opened(opener: Callable[[], Landed]) -> Landed:
    """A table, its records taken out of their envelopes where they are in some.

    Args:
        opener: opens the table anew each time: to look at it, once for the records' names, and once for them.
    """
    landed = opener()
    envelope = next((name for name in landed.header if name in ENVELOPES), None)
    if envelope is None:
        return landed
    sample, landed = landed.sampled()
    if not _holds_records(sample[raw_name(envelope)]):
        return landed
    unpacked = landed_records("", _Enveloped(opener, envelope))
    if not unpacked.header:
        return landed
    return replace(unpacked, kind=landed.kind, note=landed.note, as_it_is=landed)


def _holds_records(cells: pl.Series) -> bool:
    """Whether the cells are meant to be objects; a broken one is a record that cannot be read."""
    meant = cells.str.strip_chars_start().str.starts_with("{").sum()
    return meant >= NEARLY_ALL * max(len(cells), 1)


@dataclass(frozen=True)
class _Enveloped:
    """The records of such a table, read anew each time that they are gone through."""

    opener: Callable[[], Landed]
    envelope: str

    def __iter__(self) -> Iterator[Record | Bad]:
        for batch in self.opener().batches:
            bad = (Bad(*row) for row in batch.rejects.select("line", "reason", "raw", "column_name").rows())
            yield from merge(self._records(batch.frame.iter_rows(named=True)), bad, key=_line)

    def _records(self, rows: Iterator[dict[str, Any]]) -> Iterator[Record | Bad]:
        for row in rows:
            beside: dict[str, str | None] = {
                name.removeprefix(raw_name("")): text
                for name, text in row.items()
                if name not in ("line", raw_name(self.envelope))
            }
            record = record_of(row["line"], row[raw_name(self.envelope)] or "")
            yield self._named(record) if isinstance(record, Bad) else (record[0], beside | record[1])

    def _named(self, bad: Bad) -> Bad:
        return replace(bad, column_name=self.envelope, reason=f"{bad.reason} ({OPENED})")


def _line(record: Record | Bad) -> int:
    return record.line if isinstance(record, Bad) else record[0]
