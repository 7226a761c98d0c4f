"""The files that were delivered, in the order in which they came; those that were put away are among them."""

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from warehouse.database import Connection
from warehouse.errors import UsageError, VocError
from warehouse.folders import is_file, lying_in
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
from warehouse.statements import statement

CLOSED = "cannot be read: nothing new of it is loaded; see who owns it, or move it away"
"""What is said of a file or folder that may not be read, after its name."""

UNFINISHED = "left as still being written, by name: rename it once it is whole, or delete it"
"""What is said of a file that is still being written, by its name, after that name."""

UNFINISHED_SECONDS = 86_400
"""No program takes so long for a file."""

SETTLE_SECONDS = 2.0
"""Where a file is younger than this, a run waits for so long, once, and sees whether it grows."""


@dataclass(frozen=True)
class Inbox:
    """The files that are there: those to load, those still being written, and what cannot be read."""

    settled: list[Delivery]
    growing: list[Delivery]
    unreadable: list[FileOutcome] = field(default_factory=list)


@dataclass(frozen=True)
class Left:
    """What a run leaves where it lies, by name.

    Attributes:
        unreadable: what may not be read.
        links: of the inbox.
        unfinished: files of the inbox that are still being written, by their names, and that nobody wrote
            to for longer than that can take; each with since when.
    """

    unreadable: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)


Look = Callable[[Path, Project], Delivery]
"""How a file is looked at."""


def deliveries(project: Project, only: tuple[Path, ...] | None = None) -> Inbox:
    """The files that are named, else all of inbox/ and loaded/, oldest first (then by name).

    Raises:
        UsageError: a named file does not exist.
        VocError: there is no inbox, or it, or a file that is named, cannot be read.
    """
    if only is not None:
        found = _found(dict.fromkeys(_named(only), delivery), project, ())
        if found.unreadable:
            raise NotReadableError(f"{found.unreadable[0].path} {CLOSED}")
        return found
    inbox, put_away = lying_in(_inbox(project)), lying_in(project.loaded)
    looks = dict.fromkeys(inbox.files, delivery) | dict.fromkeys(put_away.files, _put_away)
    return _found(looks, project, (*inbox.closed, *put_away.closed))


def _found(looks: Mapping[Path, Look], project: Project, closed: Sequence[Path]) -> Inbox:
    before = {path: state_of(path) for path in looks}
    now = time.time_ns()
    if any(state and abs(now - state[1]) < SETTLE_SECONDS * 1e9 for state in before.values()):
        time.sleep(SETTLE_SECONDS)
    present, unreadable = looked_at(looks, project)
    present.sort(key=lambda one: (one.delivered_at, one.shown))
    growing = [one for one in present if one.state != before[one.path]]
    left = [
        FileOutcome(shown_as(path, project), "", None, "unreadable", message=CLOSED)
        for path in (*closed, *unreadable)
    ]
    return Inbox([one for one in present if one not in growing], growing, left)


def looked_at(looks: Mapping[Path, Look], project: Project) -> tuple[list[Delivery], list[Path]]:
    """The files that are there, and those that may not be read.

    Who moves a file away before it is looked at has not delivered it.
    """
    present, unreadable = [], []
    for path, look in looks.items():
        try:
            present.append(look(path, project))
        except GoneError:
            continue
        except NotReadableError:
            unreadable.append(path)
    return present, unreadable


def left_in(project: Project) -> Left:
    """What of inbox/ and loaded/ a run leaves."""
    inbox, put_away = lying_in(project.inbox), lying_in(project.loaded)
    files = [path for path in (*inbox.files, *put_away.files) if _is_closed(path)]
    return Left(
        _names((*inbox.closed, *put_away.closed, *files), project),
        _names(inbox.links, project),
        sorted(filter(None, (_unfinished(path, project) for path in inbox.partial))),
    )


def not_loaded_of(project: Project, connection: Connection) -> list[tuple[str, str]]:
    """Name and status of the files that lie in the inbox and that the last run to see them could not load.

    They are known by name; where they were renamed, by content: what is of the size of one of them is read.
    """
    noted = connection.execute(statement("loading/not_loaded.sql")).fetchall()
    named = {path: status for path, status, *_, is_last in noted if is_last}
    held = {sha256: status for _, status, sha256, *_ in noted}
    sizes = {size for *_, size, _ in noted}
    shown = {path: shown_as(path, project) for path in lying_in(project.inbox).files}
    others = [path for path, name in shown.items() if name not in named and _size(path) in sizes]
    renamed, _ = looked_at(dict.fromkeys(others, delivery), project)
    told = {name: named[name] for name in shown.values() if name in named}
    told |= {one.shown: held[one.sha256] for one in renamed if one.sha256 in held}
    return sorted(told.items())


def _size(path: Path) -> int | None:
    state = state_of(path)
    return state and state[0]


def _names(paths: Iterable[Path], project: Project) -> list[str]:
    return sorted(shown_as(path, project) for path in paths)


def _unfinished(path: Path, project: Project) -> str | None:
    state = state_of(path)
    if not state or time.time_ns() - state[1] < UNFINISHED_SECONDS * 1e9:
        return None
    written_at = datetime.fromtimestamp(state[1] / 1e9, UTC)
    return f"{shown_as(path, project)} since {written_at:%Y-%m-%d %H:%M} UTC"


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
    wrong, remedy = "is not there", "mount its disk, or make the folder"
    if is_there := project.inbox.is_dir():
        wrong, remedy = "cannot be read", "see who owns it"
    if not is_there or not os.access(project.inbox, os.R_OK | os.X_OK):
        raise VocError(
            f"{project.shown(project.inbox)}/ {wrong}: {remedy}; "
            "nothing was loaded, and what was published stands as it is"
        )
    return project.inbox


def _named(only: tuple[Path, ...]) -> list[Path]:
    for path in only:
        if not is_file(path):
            raise UsageError(f"{path} is no file: name an export, such as inbox/reviews.csv")
    return list(only)


def _put_away(path: Path, project: Project) -> Delivery:
    """A file of loaded/YYYY-MM/ under its name in the inbox: names order what came at one time."""
    month, *rest = path.relative_to(project.loaded).parts
    named = delivery(project.inbox.joinpath(*(rest or [month])), project, lies_at=path)
    return replace(named, is_put_away=True)
