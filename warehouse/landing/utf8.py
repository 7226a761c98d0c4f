"""A file's text as UTF-8, piece by piece, whatever its encoding."""

import io
import weakref
from pathlib import Path
from typing import Any

from warehouse.landing.text import BOM, ESCAPED

READ_CHARACTERS = 1 << 20


class Utf8File:
    """The bytes ahead of where the reader stands; what is no text stays recognisable.

    UTF-8 is passed on as it lies there, invalid bytes too; other encodings are decoded, and what is no text
    stands as a surrogate. `errors` says how to tell either when decoding, `escapes` how to go back.
    """

    def __init__(self, path: Path, encoding: str) -> None:
        self._buffer = bytearray()
        self._dropped = 0
        self.position = 0
        is_utf8 = encoding.startswith("utf-8")
        self.errors, self.escapes = (ESCAPED, "surrogateescape") if is_utf8 else ("surrogatepass",) * 2
        self._file: io.BufferedReader | io.TextIOWrapper
        if is_utf8:
            self._file = path.open("rb")
            if encoding == "utf-8-sig":
                self._file.read(len(BOM))
        else:
            self._file = path.open(encoding=encoding, errors=ESCAPED, newline="")
        weakref.finalize(self, self._file.close)  # a file may be left when its head is seen

    def ahead(self, size: int, position: int | None = None) -> bytes:
        """Up to so many bytes from where the reader stands, or from further on; fewer at the end alone."""
        start = (self.position if position is None else position) - self._dropped
        while len(self._buffer) < start + size and (more := self._more()):
            self._buffer += more
        return bytes(memoryview(self._buffer)[start : start + size])

    def advance(self, size: int) -> None:
        """The reader goes on."""
        self.position += size
        if self.position - self._dropped >= READ_CHARACTERS:
            del self._buffer[: self.position - self._dropped]
            self._dropped = self.position

    def _more(self) -> bytes:
        read = self._file.read(READ_CHARACTERS)
        return read if isinstance(read, bytes) else read.encode("utf-8", "surrogatepass")

    def text(self) -> io.TextIOWrapper:
        """What lies ahead as text, with line breaks as they are; the reader stays where it is."""
        raw: Any = _Ahead(self)
        return io.TextIOWrapper(io.BufferedReader(raw), encoding="utf-8", errors=self.errors, newline="")


class _Ahead(io.RawIOBase):
    def __init__(self, source: Utf8File) -> None:
        self._source = source
        self._position = source.position

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        found = self._source.ahead(len(target), self._position)
        target[: len(found)] = found
        self._position += len(found)
        return len(found)
