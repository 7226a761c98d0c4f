"""The files that were delivered, in the order in which they came; those that were put away are among them."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from warehouse.errors import UsageError, VocError
from warehouse.loading import (
    Delivery,
    FileOutcome,
    GoneError,
    NotReadableError,
    delivery,
    shown_as,
    state_of,
)
from warehouse.project import Project

PARTIAL_SUFFIXES = frozenset({".part", ".partial", ".filepart", ".tmp", ".crdownload", ".download"})
"""Names that programs give to files they are still writing."""


CLOSED = "cannot be read: nothing of it is loaded; see who owns it, or move it away"

SETTLE_SECONDS = 2.0
"""Where a file is younger than this, a run waits for so long, once, and sees whether it grows."""


@dataclass(frozen=True)
class Inbox:
    """The files that are there: those to load, those still being written, and what cannot be read."""

    settled: list[Delivery]
    growing: list[Delivery]
    unreadable: list[FileOutcome] = field(default_factory=list)


def deliveries(project: Project, only: tuple[Path, ...] | None = None) -> Inbox:
    """The files that are named, else all of inbox/ and loaded/, oldest first (then by name).

    Raises:
        UsageError: a named file does not exist.
        VocError: there is no inbox, or a file that is named cannot be read.
    """
    put_away = files_in(project.loaded) if only is None else []
    paths = _named(only) if only is not None else files_in(_inbox(project))
    before = {path: state_of(path) for path in (*paths, *put_away)}
    now = time.time_ns()
    if any(state and abs(now - state[1]) < SETTLE_SECONDS * 1e9 for state in before.values()):
        time.sleep(SETTLE_SECONDS)
    unreadable = None if only is not None else [_left(folder, project) for folder in _closed(project.inbox)]
    found = [
        *present(paths, project, unreadable),
        *present(put_away, project, unreadable, _put_away),
    ]
    found.sort(key=lambda one: (one.delivered_at, one.shown))
    growing = [one for one in found if one.state != before[one.path]]
    return Inbox([one for one in found if one not in growing], growing, unreadable or [])


def unreadable_in(project: Project) -> list[str]:
    """What of inbox/ and loaded/ may not be read, by name."""
    folders = (project.inbox, project.loaded)
    files = [path for folder in folders for path in files_in(folder) if _is_closed(path)]
    return [shown_as(path, project) for path in (*_closed(project.inbox), *files)]


def links_in(project: Project) -> list[str]:
    """Symbolic links of the inbox, by name: they are not followed."""
    found = [path for path in project.inbox.rglob("*") if path.is_symlink()]
    return sorted(shown_as(path, project) for path in found if not _is_hidden(path, project.inbox))


def files_in(folder: Path) -> list[Path]:
    """The files below a folder that are whole, and not hidden."""
    return [
        path
        for path in folder.rglob("*")
        if _is_file(path) and path.suffix.lower() not in PARTIAL_SUFFIXES and not _is_hidden(path, folder)
    ]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file() and not path.is_symlink()
    except PermissionError:  # in a folder that lists its names and no more: it is one that cannot be read
        return True


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)


def _closed(folder: Path) -> list[Path]:
    """The folders below one that do not list what is in them."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_dir() and not path.is_symlink() and not os.access(path, os.R_OK)
    ]


def _is_closed(path: Path) -> bool:
    try:
        with path.open("rb"):
            return False
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _inbox(project: Project) -> Path:
    """An inbox that is missing is no night without deliveries: its disk may not be there."""
    if not project.inbox.is_dir():
        raise VocError(
            f"{project.shown(project.inbox)}/ is not there: mount its disk, or make the folder; "
            "nothing was loaded, and what was published stands as it is"
        )
    return project.inbox


def present(
    paths: Iterable[Path],
    project: Project,
    unreadable: list[FileOutcome] | None,
    look: Callable[[Path, Project], Delivery] = delivery,
) -> Iterator[Delivery]:
    """Who moves a file away before it is looked at has not delivered it.

    Args:
        unreadable: takes what cannot be read; None lets that fail.
    Raises:
        NotReadableError: a file cannot be read.
    """
    for path in paths:
        try:
            yield look(path, project)
        except GoneError:
            continue
        except NotReadableError:
            if unreadable is None:
                raise
            unreadable.append(_left(path, project))


def _left(path: Path, project: Project) -> FileOutcome:
    """The outcome of what may not be read."""
    return FileOutcome(shown_as(path, project), "", None, "unreadable", message=CLOSED)


def _named(only: tuple[Path, ...]) -> list[Path]:
    for path in only:
        if not path.is_file():
            raise UsageError(f"{path} is no file: name an export, such as inbox/reviews.csv")
    return list(only)


def _put_away(path: Path, project: Project) -> Delivery:
    """A file of loaded/YYYY-MM/ under its name in the inbox: names order what came at one time."""
    month, *rest = path.relative_to(project.loaded).parts
    named = delivery(project.inbox.joinpath(*(rest or [month])), project, lies_at=path)
    return replace(named, is_put_away=True)
