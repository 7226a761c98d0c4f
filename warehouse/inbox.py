"""The files that were delivered, in the order in which they came; those that were put away are among them."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from warehouse.errors import UsageError
from warehouse.loading import Delivery, delivery, state_of
from warehouse.project import Project

PARTIAL_SUFFIXES = frozenset({".part", ".partial", ".tmp", ".crdownload"})
"""Names that programs give to files they are still writing."""


SETTLE_SECONDS = 2.0
"""Where a file is younger than this, a run waits for so long, once, and sees whether it grows."""


@dataclass(frozen=True)
class Inbox:
    """The files that are there: those to load, and those that are still being written."""

    settled: list[Delivery]
    growing: list[Delivery]


def deliveries(project: Project, only: tuple[Path, ...] | None = None) -> Inbox:
    """The files that are named, else all of inbox/ and loaded/, oldest first (then by name).

    Raises:
        UsageError: a named file does not exist.
    """
    put_away = files_in(project.loaded) if only is None else []
    paths = _named(only) if only is not None else files_in(project.inbox)
    before = {path: state_of(path) for path in (*paths, *put_away)}
    now = time.time_ns()
    if any(state and abs(now - state[1]) < SETTLE_SECONDS * 1e9 for state in before.values()):
        time.sleep(SETTLE_SECONDS)
    found = [delivery(path, project) for path in paths] + [_put_away(path, project) for path in put_away]
    found.sort(key=lambda one: (one.delivered_at, one.shown))
    growing = [one for one in found if one.state != before[one.path]]
    return Inbox([one for one in found if one not in growing], growing)


def files_in(folder: Path) -> list[Path]:
    """The files below a folder that are whole, and not hidden."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and path.suffix.lower() not in PARTIAL_SUFFIXES
        and not any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)
    ]


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
