"""The files that were delivered, in the order in which they came."""

from pathlib import Path

from warehouse.errors import UsageError
from warehouse.loading import Delivery, delivery
from warehouse.project import Project

PARTIAL_SUFFIXES = frozenset({".part", ".partial", ".tmp", ".crdownload"})
"""Names that programs give to files they are still writing."""


def deliveries(project: Project, only: tuple[Path, ...] | None = None) -> list[Delivery]:
    """The files to load: those named, else all of the inbox, oldest first (then by name).

    Raises:
        UsageError: a named file does not exist.
    """
    paths = _named(only) if only is not None else _inbox(project)
    found = [delivery(path, project) for path in paths]
    return sorted(found, key=lambda one: (one.delivered_at, one.shown))


def _named(only: tuple[Path, ...]) -> list[Path]:
    for path in only:
        if not path.is_file():
            raise UsageError(f"{path} is no file: name an export, such as inbox/reviews.csv")
    return list(only)


def _inbox(project: Project) -> list[Path]:
    return [
        path
        for path in project.inbox.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and path.suffix.lower() not in PARTIAL_SUFFIXES
        and not any(part.startswith((".", "~")) for part in path.relative_to(project.inbox).parts)
    ]
