"""The files that were delivered, in the order in which they came; those that were put away are among them."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from warehouse.errors import UsageError, VocError
from warehouse.loading import Delivery, GoneError, delivery, state_of
from warehouse.project import Project

PARTIAL_SUFFIXES = frozenset({".part", ".partial", ".filepart", ".tmp", ".crdownload", ".download"})
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
        VocError: there is no inbox, or a file cannot be read.
    """
    put_away = files_in(project.loaded) if only is None else []
    paths = _named(only) if only is not None else files_in(_inbox(project))
    before = {path: state_of(path) for path in (*paths, *put_away)}
    now = time.time_ns()
    if any(state and abs(now - state[1]) < SETTLE_SECONDS * 1e9 for state in before.values()):
        time.sleep(SETTLE_SECONDS)
    found = [*_present(paths, project, delivery), *_present(put_away, project, _put_away)]
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


def _inbox(project: Project) -> Path:
    """An inbox that is missing is no night without deliveries: its disk may not be there."""
    if not project.inbox.is_dir():
        raise VocError(
            f"{project.shown(project.inbox)}/ is not there: mount its disk, or make the folder; "
            "nothing was loaded, and what was published stands as it is"
        )
    return project.inbox


def _present(
    paths: Iterable[Path], project: Project, look: Callable[[Path, Project], Delivery]
) -> Iterator[Delivery]:
    """Who moves a file away before it is looked at has not delivered it."""
    for path in paths:
        with suppress(GoneError):
            yield look(path, project)


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
