"""Tables that hold each record whole, as JSON in one cell: what a sync tool keeps of what it fetched."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from heapq import merge
from typing import Any

from transforms.values import raw_name
from warehouse.landing.documents import ENVELOPES, Record, landed_records, record_of
from warehouse.landing.raw import Bad, Landed


def opened(opener: Callable[[], Landed]) -> Landed:
    """A table, its records taken out of their envelopes where they are in some.

    Args:
        opener: opens the table anew each time: once for the records' names, and once for the records.
    """
    landed = opener()
    envelope = next((name for name in landed.header if name in ENVELOPES), None)
    if envelope is None:
        return landed
    unpacked = landed_records("", _Enveloped(opener, envelope))
    if not unpacked.header:
        return landed
    return replace(unpacked, kind=landed.kind, note=landed.note, enveloped=replace(landed, others=()))


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
            line = row["line"]
            record = record_of(line, row[raw_name(self.envelope)] or "")
            yield self._told(record) if isinstance(record, Bad) else (line, beside | record[1])

    def _told(self, bad: Bad) -> Bad:
        reason = f"{bad.reason} (in this column each record is expected whole, as JSON)"
        return replace(bad, reason=reason, column_name=self.envelope)


def _line(record: Record | Bad) -> int:
    return record.line if isinstance(record, Bad) else record[0]
