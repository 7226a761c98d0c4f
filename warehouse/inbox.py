"""The files that were delivered, in the order in which they came; those that were put away are among them."""

from dataclasses import replace
from pathlib import Path

from warehouse.errors import UsageError
from warehouse.loading import Delivery, delivery
from warehouse.project import Project

PARTIAL_SUFFIXES = frozenset({".part", ".partial", ".tmp", ".crdownload"})
"""Names that programs give to files they are still writing."""


def deliveries(project: Project, only: tuple[Path, ...] | None = None) -> list[Delivery]:
    """The files to load: those named, else all of inbox/ and loaded/, oldest first (then by name).

    Raises:
        UsageError: a named file does not exist.
    """
    if only is not None:
        found = [delivery(path, project) for path in _named(only)]
    else:
        put_away = [_put_away(path, project) for path in files_in(project.loaded)]
        found = [delivery(path, project) for path in files_in(project.inbox)] + put_away
    return sorted(found, key=lambda one: (one.delivered_at, one.shown))


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
