"""CSV and its kin, record by record, so that a damaged record costs itself and not its neighbours."""

import csv
from collections import deque
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from transforms.heads import HEAD_RECORDS, head_of
from warehouse.landing.raw import Bad, Fields, Landed, UnreadableFileError, batched
from warehouse.landing.text import (
    ESCAPED,
    NUL,
    delimiter_of,
    encoding_of,
    has_undecodable,
    printable,
    undecodable_byte,
)

MAX_RECORD_LINES = 2_000
"""Lines in one quoted field beyond which its quote counts as never closed."""

MAX_FIELD_CHARACTERS = 4_000_000

NEVER_CLOSED = "a quote opens here and does not close"


class _Lines:
    """The lines of a file, remembering those of the record under way so that they can be read again."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.number = 0
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
        self.pending.clear()
        return first


def land_delimited(path: Path) -> Landed:
    """A delimited text file of any common delimiter and encoding."""
    encoding = encoding_of(path)
    delimiter = delimiter_of(path, encoding)
    records = _records(path, encoding, delimiter)
    first = list(islice(records, HEAD_RECORDS))
    if not first:
        raise UnreadableFileError("is empty: it has not even a header")
    if isinstance(first[0], Bad):
        raise UnreadableFileError(f"has a header that cannot be read: line {first[0].line} {first[0].reason}")
    head = head_of([record[1] for record in first if not isinstance(record, Bad)])
    data = chain(first[head.records :], records)
    note = "" if encoding.startswith("utf-8") else f"read as {encoding}"
    return Landed("csv", head, batched(_of_width(data, len(head.names)), head.names), note)


def _of_width(records: Iterator[tuple[int, Fields] | Bad], width: int) -> Iterator[tuple[int, Fields] | Bad]:
    for record in records:
        if not isinstance(record, Bad) and len(record[1]) != width:
            line, fields = record
            reason = f"has {len(fields)} fields where the header has {width}"
            yield Bad(line, reason, " | ".join(field or "" for field in fields))
        else:
            yield record


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, Fields] | Bad]:
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    with path.open(encoding=encoding, errors=ESCAPED, newline="") as file:
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        width = 0
        while True:
            line = lines.start_record()
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Bad(line, f"is no record: {_why(error)}", printable(lines.give_up_first()))
                reader = csv.reader(lines, delimiter=delimiter, strict=True)  # the old one is in mid-record
                continue
            if not any(fields) or (line == 1 and fields[0].lower().startswith("sep=")):
                continue
            width = width or len(fields)
            if len(lines.pending) > 1 and len(fields) != width:
                yield Bad(line, f"is no record: {NEVER_CLOSED}", printable(lines.give_up_first()))
            elif any(has_undecodable(text) for text in lines.pending):
                yield Bad(line, undecodable_byte("".join(lines.pending)), printable("".join(lines.pending)))
            else:
                yield line, fields


def _why(error: csv.Error) -> str:
    message = str(error)
    if "end of data" in message:
        return NEVER_CLOSED
    if "expected after" in message:
        return "text follows a closing quote"
    return message
