"""CSV and its kin: in blocks where that is proven to be safe, elsewhere record by record.

A damaged record costs itself and not its neighbours.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from transforms.heads import HEAD_RECORDS, head_of
from transforms.values import raw_name
from warehouse.landing.blocks import Block, read_block
from warehouse.landing.raw import (
    Bad,
    Batch,
    Fields,
    Landed,
    UnreadableFileError,
    batch_of,
    joined,
    other_width,
    rejects,
)
from warehouse.landing.text import (
    ESCAPED_QUOTE,
    NUL,
    delimiter_of,
    encoding_of,
    escapes_quotes,
    has_undecodable,
    printable,
    undecodable_byte,
)
from warehouse.landing.utf8 import Utf8File

LARGEST_BLOCK = 1 << 22
SMALLEST_BLOCK = 1 << 17
"""Bytes; in a block in which something is wrong, the records around it are read in smaller ones."""

MAX_RECORD_LINES = 2_000
"""Lines in one quoted field beyond which its quote counts as never closed."""

MAX_FIELD_CHARACTERS = LARGEST_BLOCK
"""No field of a block is longer."""

NEVER_CLOSED = "a quote opens here and does not close"


class _Lines:
    """The lines ahead, remembering those of the record under way so that they can be read again."""

    def __init__(self, source: Utf8File, first: int, has_backslashes: bool) -> None:
        self.file = source.text()
        self.escapes = source.escapes
        self.has_backslashes = has_backslashes
        self.number = first - 1
        self.pending: list[str] = []
        self.again: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else next(self.file)
        if len(self.pending) >= MAX_RECORD_LINES:
            self.again.appendleft(line)
            raise StopIteration
        if "\0" in line:
            line = line.replace("\0", NUL)
        if self.has_backslashes:
            line = ESCAPED_QUOTE.sub(r'\1""', line)  # as long as before
        self.pending.append(line)
        self.number += 1
        return line

    def start_record(self) -> int:
        """Forgets the lines read so far; returns the number of the next one."""
        self.pending.clear()
        return self.number + 1

    def give_up_first(self) -> str:
        """Puts all lines of the record under way back, but the first, which is returned."""
        first, *rest = self.pending
        self.again.extendleft(reversed(rest))
        self.number -= len(rest)
        self.pending[:] = [first]
        return first

    def size(self) -> int:
        """Bytes of the record that was read."""
        return sum(
            len(line) if line.isascii() else len(line.replace(NUL, "\0").encode("utf-8", self.escapes))
            for line in self.pending
        )


def land_delimited(path: Path) -> Landed:
    """A delimited text file of any common delimiter and encoding."""
    encoding = encoding_of(path)
    delimiter = delimiter_of(path, encoding)
    file = _Delimited(path, encoding, delimiter, escapes_quotes(path, encoding, delimiter))
    first = list(islice(file.records(), HEAD_RECORDS))
    if not first:
        raise UnreadableFileError("is empty: it has not even a header")
    if isinstance(first[0], Bad):
        raise UnreadableFileError(f"has a header that cannot be read: line {first[0].line} {first[0].reason}")
    head = head_of([record[1] for record in first if not isinstance(record, Bad)])
    notes = ("" if encoding.startswith("utf-8") else f"read as {encoding}", head.note)
    batches = joined(file.batches(head.names, first[head.records :]))
    return Landed("csv", head, batches, "; ".join(filter(None, notes)))


class _Delimited:
    """A file on the way through; between records it can be read on in either manner."""

    def __init__(self, path: Path, encoding: str, delimiter: str, has_backslashes: bool) -> None:
        csv.field_size_limit(MAX_FIELD_CHARACTERS)
        self.source = Utf8File(path, encoding)
        self.delimiter = delimiter
        self.has_backslashes = has_backslashes
        self.width = 0
        self.line = 1

    def batches(self, header: tuple[str, ...], first: list[tuple[int, Fields] | Bad]) -> Iterator[Batch]:
        """All records, `first` those that are read already."""
        yield batch_of(list(_of_width(first, len(header))), header)
        names = tuple(map(raw_name, header))
        size = LARGEST_BLOCK
        while ahead := self.source.ahead(size):
            is_last = len(ahead) < size
            block = self._block(ahead, is_last, names)
            if block is not None:
                self.source.advance(block.size)
                self.line += block.lines
                yield Batch(block.frame, rejects([]))
                size = min(2 * size, LARGEST_BLOCK)
            elif size > SMALLEST_BLOCK:
                size //= 4
            else:
                yield batch_of(list(_of_width(self._some_records(), len(header))), header)

    def _block(self, ahead: bytes, is_last: bool, names: tuple[str, ...]) -> Block | None:
        if self.has_backslashes and b'\\"' in ahead:
            return None
        return read_block(ahead, is_last, self.delimiter, names, self.line, MAX_RECORD_LINES)

    def _some_records(self) -> Iterator[tuple[int, Fields] | Bad]:
        """Records until some bytes are read, one of them at least."""
        end = self.source.position + SMALLEST_BLOCK
        for record in self.records():
            yield record
            if self.source.position >= end:
                return

    def records(self) -> Iterator[tuple[int, Fields] | Bad]:
        """Record by record; after each, the file can be read on from behind it."""
        lines = _Lines(self.source, self.line, self.has_backslashes)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        while True:
            line = lines.start_record()
            record: tuple[int, Fields] | Bad | None
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                record = Bad(line, f"is no record: {_why(error)}", printable(lines.give_up_first()))
                reader = csv.reader(
                    lines, delimiter=self.delimiter, strict=True
                )  # the old one is in mid-record
            else:
                record = self._record(line, fields, lines)
            self.source.advance(lines.size())
            self.line = lines.number + 1
            if record is not None:
                yield record

    def _record(self, line: int, fields: list[str], lines: _Lines) -> tuple[int, Fields] | Bad | None:
        """None where nothing is said."""
        if not any(fields) or (line == 1 and fields[0].lower().startswith("sep=")):
            return None
        self.width = self.width or len(fields)
        if len(lines.pending) > 1 and len(fields) != self.width:
            return Bad(line, f"is no record: {NEVER_CLOSED}", printable(lines.give_up_first()))
        if any(has_undecodable(text) for text in lines.pending):
            text = "".join(lines.pending)
            return Bad(line, undecodable_byte(text), printable(text))
        return line, fields


def _of_width(records: Iterable[tuple[int, Fields] | Bad], width: int) -> Iterator[tuple[int, Fields] | Bad]:
    for record in records:
        if not isinstance(record, Bad) and len(record[1]) != width:
            line, fields = record
            yield Bad(line, other_width(len(fields), width), " | ".join(field or "" for field in fields))
        else:
            yield record


def _why(error: csv.Error) -> str:
    message = str(error)
    if "end of data" in message:
        return NEVER_CLOSED
    if "expected after" in message:
        return "text follows a closing quote"
    return message
