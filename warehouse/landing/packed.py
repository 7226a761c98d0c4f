"""What is packed: counted as it unpacks, for a small file can hold more than a disk, and may lie about it."""

import gzip
import shutil
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from warehouse.landing.raw import UnreadableFileError

CHUNK_BYTES = 1 << 20
UNSUSPECTED_BYTES = 256 << 20
MOST_TIMES_LARGER = 200
"""Exports shrink to a tenth or a thirtieth; what grows more than this, beyond the bytes above, is a bomb."""

MOST_UNPACKED_BYTES = 64 << 30
MOST_WORKBOOK_BYTES = 2 << 30
"""A workbook is read into memory whole; one with a million rows of text unpacks to less."""

_LOCAL_HEADER_BYTES = 30
_STREAM_ONLY = -zlib.MAX_WBITS


class _Cap:
    """Counts unpacked bytes and refuses when they are too many for what was packed."""

    def __init__(self, packed: int, most: int) -> None:
        self.allowed = min(most, max(UNSUSPECTED_BYTES, packed * MOST_TIMES_LARGER))
        self.unpacked = 0

    def count(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > self.allowed:
            raise UnreadableFileError(
                f"unpacks to more than {self.allowed >> 20:,} MB, which no export of its size does: "
                "it was not read further. If it is genuine, unpack it yourself"
            )


def check_workbook(path: Path) -> None:
    """Unpacks every part of a workbook, keeping nothing.

    Raises:
        UnreadableFileError: it unpacks to more than can be read, or is damaged.
    """
    cap = _Cap(path.stat().st_size, MOST_WORKBOOK_BYTES)
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            for member in archive.infolist():
                for piece in _inflated(file, member):
                    cap.count(len(piece))
    # Where a directory names places that the file does not have, going there is an OSError.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableFileError(f"is no readable workbook ({error}): save it again as XLSX") from error


def _inflated(file: IO[bytes], member: zipfile.ZipInfo) -> Iterator[bytes]:
    """What really is in a member; the archive's own account of its size is not believed."""
    file.seek(member.header_offset)
    header = file.read(_LOCAL_HEADER_BYTES)
    if len(header) < _LOCAL_HEADER_BYTES:
        raise EOFError("it breaks off")
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = member.compress_size
    inflate = zlib.decompressobj(_STREAM_ONLY) if member.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := file.read(min(CHUNK_BYTES, left))):
        left -= len(packed)
        while packed:
            piece = inflate.decompress(packed, CHUNK_BYTES) if inflate else packed
            yield piece
            packed = inflate.unconsumed_tail if inflate else b""


def is_workbook(path: Path) -> bool:
    """Whether a zip archive is a workbook of some office program; a damaged one counts as such."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return True
    return bool(names & {"[Content_Types].xml", "mimetype", "content.xml"})


class Unpacked:
    """The one table in a gzip or zip file, in a folder of its owner's alone that goes when nobody needs it.

    Args:
        path: the packed file.
        scratch: where to unpack; None is the system's place for temporary files.
    Raises:
        UnreadableFileError: it holds none or several, is damaged, protected, or a bomb.
    """

    def __init__(self, path: Path, scratch: Path | None) -> None:
        if scratch is not None:
            scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="unpacked-", dir=scratch))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.table = folder / "table"
        try:
            if _is_gzip(path):
                with gzip.open(path) as source:
                    _copy(source, self.table, path)
            else:
                _unzip(path, self.table)
        except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile, RuntimeError) as error:
            raise UnreadableFileError(f"cannot be unpacked ({error}): unpack it yourself") from error


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _unzip(path: Path, target: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        tables = [one for one in archive.infolist() if not one.is_dir() and not _is_aside(one.filename)]
        if len(tables) != 1:
            raise UnreadableFileError(f"packs {len(tables)} files: unpack it, and put each into the inbox")
        if tables[0].flag_bits & 1:
            raise UnreadableFileError("is protected by a password: unpack it first")
        with archive.open(tables[0]) as source:
            _copy(source, target, path)


def _is_aside(name: str) -> bool:
    """What programs add to archives for themselves."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")


def _copy(source: IO[bytes] | gzip.GzipFile, target: Path, path: Path) -> None:
    cap = _Cap(path.stat().st_size, MOST_UNPACKED_BYTES)
    with target.open("wb") as out:
        while piece := source.read(CHUNK_BYTES):
            cap.count(len(piece))
            out.write(piece)
