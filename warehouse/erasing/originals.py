"""Kept originals, in inbox/ and loaded/: rewritten without what is to go."""

import hashlib
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from warehouse.database import Connection, transaction
from warehouse.erasing.lines import Lines, lines_of_erased
from warehouse.erasing.rewriting import UnsafeRewriteError, rewrite
from warehouse.erasing.signs import mentions, names_whole
from warehouse.errors import VocError
from warehouse.landing import UnreadableFileError
from warehouse.loading import Delivery, LoadedWith, delivery, ledger
from warehouse.project import Project
from warehouse.publishing.snapshot import move_in_place
from warehouse.statements import run, statement


@dataclass(frozen=True)
class Original:
    """A file that holds what is to go, and what is to stand in its place.

    Attributes:
        lines: of the records that go, numbered as when the file was loaded; none where it was loaded from
            another content, whose lines these are not.
        lacks: those that are no longer in it, this time and before, where others moved up for them; None
            where its lines are not those that were loaded.
    """

    delivered: Delivery
    staged: Path
    lines: tuple[int, ...]
    lacks: tuple[int, ...] | None


@dataclass(frozen=True)
class Plan:
    """What is to be done to the originals.

    Attributes:
        at_hand: file_id of every original that is still there as it was loaded.
    """

    originals: tuple[Original, ...]
    at_hand: tuple[str, ...] = ()


class CannotRewriteError(Exception):
    """An original that holds what is to go, and cannot be written without it; the message says why."""


Find = Callable[[Delivery], Lines | None]
"""Which lines of a file are to go; None: that cannot be told."""


def plan(work: Connection, with_: LoadedWith, signs: Sequence[str]) -> Plan:
    """Writes every original that needs it anew, into state/staging; nothing is put in place.

    Raises:
        VocError: a file names them and cannot be rewritten; the message says which and why.
    """
    folder = fresh_folder(with_.project, "originals")
    found = ledger.as_known(work, [delivery(path, with_.project) for path in _files(with_)])

    def of_erased(one: Delivery) -> Lines | None:
        return lines_of_erased(one, as_loaded(work, one, with_))

    try:
        staged = [_staged(work, one, of_erased, signs, folder / str(at)) for at, one in enumerate(found)]
        as_it_was = (one.file_id for one in found if ledger.lines_lacked(work, one) is not None)
        return Plan(tuple(one for one in staged if one), tuple(as_it_was))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # nothing is done: no copy stays either
        raise


def unread_naming(work: Connection, with_: LoadedWith, keys: Sequence[str]) -> list[str]:
    """The files at hand that were not loaded and hold one of the keys as a word or number by itself."""
    found = ledger.as_known(work, [delivery(path, with_.project) for path in _files(with_)] if keys else [])
    unread = [
        one for one in found if (known := ledger.entry_of(work, one)) is None or known.status != "loaded"
    ]
    return [one.shown for one in unread if names_whole(one.path, keys)]


def fresh_folder(project: Project, name: str) -> Path:
    """An empty folder of state/staging, its owner's alone."""
    folder = project.staging / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return folder


def as_loaded(work: Connection, one: Delivery, with_: LoadedWith) -> LoadedWith:
    """What reading a file needs, as that which it was loaded as."""
    known = ledger.entry_of(work, one)
    return replace(with_, source=known.source if known else None)


def put_rewritten_in_place(work: Connection, planned: Plan) -> dict[Path, str]:
    """Replaces each whole, with the time and rights that it had; the ledger knows it before.

    Returns:
        By path, the SHA-256 of what stands there now. What somebody wrote meanwhile stays as it is.
    """
    done = {}
    for one in planned.originals:
        if one.delivered.has_changed:
            continue
        sha256 = _digest(one.staged)
        if ledger.entry_of(work, one.delivered) is not None:
            _note(work, sha256, one)
        shutil.copystat(one.delivered.path, one.staged)
        move_in_place(one.staged, one.delivered.path)
        done[one.delivered.path] = sha256
    return done


def _note(work: Connection, sha256: str, one: Original) -> None:
    """Notes what a content is known as, which lines it lacks, and by which content they are numbered."""
    facts = {"sha256": sha256, "file_id": one.delivered.file_id, "lacks": one.lacks}
    with transaction(work):
        run(work, statement("erasing/note_rewritten.sql"), **facts)


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
    work: Connection, one: Delivery, find: Find, signs: Sequence[str], target: Path
) -> Original | None:
    told = found(find, one)
    try:
        if told is not None:
            return rewritten(work, one, told, find, signs, target)
        if mentions(one.path, signs):
            raise CannotRewriteError("is of no known format")
        return None
    except CannotRewriteError as error:
        raise VocError(
            f"{one.shown} {error}, and it holds what is to be erased. Nothing was erased. "
            "Move the file out of the project or delete it, then run the same command again"
        ) from error


def rewritten(
    work: Connection, one: Delivery, told: Lines, find: Find, signs: Sequence[str], target: Path
) -> Original | None:
    """Writes a file without what is to go to `target`, and makes sure of it; None where nothing is to go.

    Args:
        told: what `find` found in it.
    Raises:
        CannotRewriteError: it cannot be.
    """
    if not told.gone and not mentions(one.path, signs):
        return None
    try:
        rewrite(one.path, target, told.starts, told.gone, signs, told.part)
    except (UnsafeRewriteError, OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile) as error:
        raise CannotRewriteError(str(error) or "cannot be rewritten") from error
    left = found(find, replace(one, path=target))
    if not _reads_alike(told, left):
        raise CannotRewriteError("does not read alike once it is rewritten")
    if mentions(target, signs):
        raise CannotRewriteError("names the person outside of their own records")
    before = ledger.lines_lacked(work, one)
    if before is None:
        return Original(one, target, (), None)
    lines = ledger.as_first_numbered(told.gone, before)
    stay = sorted(set(told.starts) - set(told.gone))
    have_moved = bool(before) or (left is not None and left.starts != stay)
    return Original(one, target, lines, tuple(sorted({*before, *lines})) if have_moved else ())


def _reads_alike(told: Lines, left: Lines | None) -> bool:
    """Whether what stays of a file is read as before: dates may be told apart by what is to go alone."""
    stay = len(told.starts) - len(told.gone)
    if left is None or not left.starts:
        return stay == 0
    return not left.gone and len(left.starts) == stay and left.read_as == told.read_as


def found(find: Find, one: Delivery) -> Lines | None:
    """What is to go of a file; None where it cannot be read at all, too."""
    try:
        return find(one)
    except (UnreadableFileError, FileNotFoundError):
        return None
