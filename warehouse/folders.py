"""What lies below a folder, found in one walk, however much of it may be looked into."""

import os
from dataclasses import dataclass, field
from pathlib import Path

PARTIAL_SUFFIXES = frozenset({".part", ".partial", ".filepart", ".tmp", ".crdownload", ".download"})
"""Names that programs give to files they are still writing."""

HIDDEN = (".", "~", "lost+found")
"""What names begin with that programs and disks keep for themselves."""


@dataclass(frozen=True)
class Lying:
    """What is not hidden.

    Attributes:
        files: those that are whole; of some it shows only later that they may not be read.
        links: symbolic links, which are not followed.
        closed: folders that may not be looked into.
        partial: files that are still being written, by their names.
    """

    files: list[Path] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)
    closed: list[Path] = field(default_factory=list)
    partial: list[Path] = field(default_factory=list)


def lying_in(folder: Path) -> Lying:
    """Looks through a folder and those in it; one that is not there holds nothing."""
    found = Lying()

    def not_listed(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            found.closed.append(Path(error.filename))

    for place, folders, others in os.walk(folder, onerror=not_listed):
        here = Path(place)
        if not os.access(here, os.X_OK):  # it lists its names, and no more
            found.closed.append(here)
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(HIDDEN)]
        names = [*folders, *(name for name in others if not name.startswith(HIDDEN))]
        found.links.extend(here / name for name in names if _is_link(here / name))
        for path in (here / name for name in names if _is_own_file(here / name)):
            (found.partial if path.suffix.lower() in PARTIAL_SUFFIXES else found.files).append(path)
    return found


def is_file(path: Path) -> bool:
    """Whether it is one; where that may not be asked, reading it will tell why."""
    try:
        return path.is_file()
    except PermissionError:
        return True


def _is_own_file(path: Path) -> bool:
    return is_file(path) and not _is_link(path)


def _is_link(path: Path) -> bool:
    return os.path.islink(path)  # noqa: PTH114 - where it may not be asked, it is none
