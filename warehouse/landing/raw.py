"""The raw frame that every format becomes: `line` and one text column per header."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

import polars as pl

from transforms.heads import Head
from transforms.privacy import redact
from transforms.skipping import LEFT_OUT
from transforms.values import raw_name

BATCH_RECORDS = 50_000
"""Records a batch: large enough for columnar speed, small enough for a bounded memory."""

RAW_LIMIT = 400
"""Characters of an unreadable record that are kept: cut after redaction, or half an address would stay."""

Fields = Sequence[str | None]


class UnreadableFileError(Exception):
    """A file that cannot be read at all; the message says why and what to do."""


@dataclass(frozen=True)
class Bad:
    """A record that is no row: its line and why."""

    line: int
    reason: str
    raw: str | None
    column_name: str | None = None


@dataclass(frozen=True)
class Batch:
    """Records of a file, in order.

    Attributes:
        frame: `line` (where the record starts in the file) and text columns under their `raw_name`.
        rejects: line, column_name, reason, raw (redacted) of records that could not be read.
    """

    frame: pl.DataFrame
    rejects: pl.DataFrame

    @property
    def lines(self) -> int:
        """Records in the batch, readable or not."""
        return self.frame.height + self.rejects.height


@dataclass(frozen=True)
class Landed:
    """A file opened: its head is known, its records are read on demand, once.

    Attributes:
        part: the list of the document that its records are in; empty where there is no other.
        others: what else may be the records: a document's further lists, and last the document itself.
        as_it_is: the table with its first row as header and its cells as they are, where it is read in
            another way: what a source knows so is that. Only one of the two can be read.
    """

    kind: str
    head: Head
    batches: Iterator[Batch]
    note: str = ""
    part: str = ""
    others: tuple["Landed", ...] = ()
    as_it_is: "Landed | None" = None

    @property
    def header(self) -> tuple[str, ...]:
        return self.head.names

    def among(self, parts: Sequence["Landed"]) -> "Landed":
        """The file with this one of its parts read, and each record of the others left out by name."""
        others = [one for one in parts if one.part and one is not self] if self.part else []
        if not others:
            return replace(self, others=(), as_it_is=None)
        named = ", ".join(f'"{one.part}"' for one in others)
        note = f'of the document\'s lists "{self.part}" is read; left out: {named}'
        left_out = (batch for one in others for batch in _left_out(one, self.header))
        return replace(self, batches=chain(self.batches, left_out), note=note, others=())

    def sampled(self) -> tuple[pl.DataFrame, "Landed"]:
        """The first records, and the file with all of its records still to be read."""
        first = next(self.batches, None)
        if first is None:
            return _frame([], self.header), self
        return first.frame, replace(self, batches=chain((first,), self.batches))


def _left_out(part: Landed, header: tuple[str, ...]) -> Iterator[Batch]:
    reason = f'{LEFT_OUT}it is in "{part.part}", another list of the document: deliver that by itself'
    for batch in part.batches:
        lines = sorted((*batch.frame["line"], *batch.rejects["line"]))
        yield Batch(_frame([], header), rejects([Bad(line, reason, None) for line in lines]))


def repeated(header: Sequence[str]) -> str:
    """A note where a header names a column twice: only the first is read under its name."""
    again = [name for name in header if name.endswith(" (2)") and name.removesuffix(" (2)") in header]
    names = ", ".join(f'"{name.removesuffix(" (2)")}"' for name in again)
    return f"the header names {names} more than once: the first is read" if names else ""


def batched(records: Iterable[tuple[int, Fields] | Bad], header: tuple[str, ...]) -> Iterator[Batch]:
    """Records to batches of frames."""
    source = iter(records)
    while chunk := list(islice(source, BATCH_RECORDS)):
        yield batch_of(chunk, header)


def batch_of(records: Sequence[tuple[int, Fields] | Bad], header: tuple[str, ...]) -> Batch:
    """Records as one batch."""
    good = [record for record in records if not isinstance(record, Bad)]
    return Batch(_frame(good, header), rejects([record for record in records if isinstance(record, Bad)]))


def joined(batches: Iterable[Batch]) -> Iterator[Batch]:
    """The same records in batches of the usual size, or somewhat more."""
    waiting: list[Batch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(one.lines for one in waiting) >= BATCH_RECORDS:
            yield _join(waiting)
            waiting = []
    if any(one.lines for one in waiting):
        yield _join(waiting)


def _join(batches: Sequence[Batch]) -> Batch:
    frame = pl.concat([one.frame for one in batches], rechunk=True)  # each chunk costs what reads it a call
    return Batch(frame, pl.concat([one.rejects for one in batches]))


def other_width(fields: int, width: int) -> str:
    """Why a record is none that has too few fields, or too many."""
    return f"has {fields} {'field' if fields == 1 else 'fields'} where the header has {width}"


def rejects(bad: Sequence[Bad]) -> pl.DataFrame:
    """Unreadable records as rows of ops.rejects."""
    columns = {
        "line": pl.Series([one.line for one in bad], dtype=pl.Int64),
        "column_name": pl.Series([one.column_name for one in bad], dtype=pl.String),
        "reason": pl.Series([one.reason for one in bad], dtype=pl.String),
        "raw": pl.Series([one.raw for one in bad], dtype=pl.String),
    }
    return pl.DataFrame(columns).with_columns(raw=redact(pl.col("raw")).str.slice(0, RAW_LIMIT))


def _frame(rows: Sequence[tuple[int, Fields]], header: tuple[str, ...]) -> pl.DataFrame:
    cells = zip(*(fields for _, fields in rows), strict=True) if rows else ([] for _ in header)
    columns = {
        raw_name(name): pl.Series(values, dtype=pl.String) for name, values in zip(header, cells, strict=True)
    }
    return pl.DataFrame({"line": pl.Series([line for line, _ in rows], dtype=pl.Int64), **columns})
