"""Kept originals, in inbox/ and loaded/: rewritten without erased persons, or nothing is done at all."""

import gzip
import hashlib
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from warehouse.database import Connection
from warehouse.erasing.rewriting import UnsafeRewriteError, rewrite
from warehouse.errors import VocError
from warehouse.landing import UnreadableFileError
from warehouse.loading import Delivery, LoadedWith, delivery, ledger
from warehouse.loading.reading import lines_of_erased
from warehouse.publishing.snapshot import put_in_place


@dataclass(frozen=True)
class Original:
    """A file that holds records of erased persons, or names them, and what is to stand in its place."""

    delivered: Delivery
    staged: Path
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """What is to be done to the originals.

    Attributes:
        at_hand: file_id of every original that is still there.
    """

    originals: tuple[Original, ...]
    at_hand: tuple[str, ...]


def plan(work: Connection, with_: LoadedWith, signs: Sequence[str]) -> Plan:
    """Writes every original that needs it anew, into state/staging; nothing is put in place.

    Raises:
        VocError: a file names them and cannot be rewritten; the message says which and why.
    """
    folder = with_.project.staging / "originals"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    found = ledger.as_known(work, [delivery(path, with_.project) for path in _files(with_)])
    staged = (_staged(work, one, with_, signs, folder / str(at)) for at, one in enumerate(found))
    try:
        return Plan(tuple(one for one in staged if one), tuple(one.file_id for one in found))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # nothing is done: no copy stays either
        raise


def put_rewritten_in_place(work: Connection, planned: Plan) -> None:
    """Replaces each whole, with the time and rights that it had; the ledger knows it before."""
    for one in planned.originals:
        sha256 = _digest(one.staged)
        if ledger.entry_of(work, one.delivered) is not None:
            work.execute("insert into ops.rewritten_files values ($1, $2)", [sha256, one.delivered.file_id])
        shutil.copystat(one.delivered.path, one.staged)
        put_in_place(one.staged, one.delivered.path)


def _digest(path: Path) -> str:
    """SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(with_: LoadedWith) -> Iterator[Path]:
    for folder in (with_.project.inbox, with_.project.loaded):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path


def _staged(
    work: Connection, one: Delivery, with_: LoadedWith, signs: Sequence[str], target: Path
) -> Original | None:
    known = ledger.entry_of(work, one)
    as_loaded = replace(with_, source=known.source if known else None)
    told = _lines(one, as_loaded)
    if told is None:
        if mentions(one.path, signs):
            raise _refused(one, "is of no known format")
        return None
    starts, erased = told
    if not erased and not mentions(one.path, signs):
        return None
    try:
        rewrite(one.path, target, starts, erased, signs)
    except (UnsafeRewriteError, OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile) as error:
        raise _refused(one, str(error) or "cannot be rewritten") from error
    left = _lines(replace(one, path=target), as_loaded)
    if left is not None and (left[1] or len(left[0]) != len(starts) - len(erased)):
        raise _refused(one, "does not read alike once it is rewritten")
    if mentions(target, signs):
        raise _refused(one, "names the person outside of their own records")
    return Original(one, target, tuple(erased))


def _lines(one: Delivery, with_: LoadedWith) -> tuple[list[int], list[int]] | None:
    try:
        return lines_of_erased(one, with_)
    except UnreadableFileError:
        return None


def _refused(one: Delivery, why: str) -> VocError:
    return VocError(
        f"{one.shown} {why}, and it holds what is to be erased. Nothing was erased. "
        "Move the file out of the project or delete it, then run the same command again"
    )


def mentions(path: Path, signs: Sequence[str]) -> bool:
    """Whether a file holds one of them, unpacked and in any usual encoding."""
    wanted = [sign.lower().encode(codec) for sign in signs for codec in ("utf-8", "utf-16-le", "utf-16-be")]
    return bool(wanted) and any(one in part.lower() for part in _parts(path) for one in wanted)


def _parts(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield archive.read(name)
    elif content.startswith(b"PAR1"):
        frame = pl.read_parquet(path)
        yield frame.select(pl.selectors.string()).write_csv().encode()
