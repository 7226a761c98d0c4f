"""What is delivered, what loading it needs, and what became of it."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from transforms.ageing import Period
from transforms.belonging import NOBODY, Erased
from transforms.privacy import redacted_text
from transforms.questions.finding import Finding
from transforms.questions.told import Told
from warehouse.catalogue import Catalogue
from warehouse.errors import VocError
from warehouse.project import Project

State = tuple[int, int, int]
"""Size, time of change in nanoseconds, and inode of a file: they change while it is written or replaced."""


@dataclass(frozen=True)
class Delivery:
    """A file as it lies there.

    Attributes:
        shown: its name when it was delivered, as messages and tables write it.
        is_put_away: it lies in loaded/ since.
    """

    path: Path
    shown: str
    sha256: str
    bytes: int
    delivered_at: datetime
    state: State
    known_as: str | None = None
    is_put_away: bool = False

    @property
    def file_id(self) -> str:
        """That under which the ledger knows the file: of its content, or of that before it was rewritten."""
        return self.known_as or self.sha256[:16]

    @property
    def has_changed(self) -> bool:
        """Whether the file is no longer what was looked at: somebody is still writing it."""
        return state_of(self.path) != self.state


@dataclass(frozen=True)
class Reject:
    """One reason why one line was not loaded."""

    line: int
    column: str | None
    reason: str


@dataclass(frozen=True)
class FileOutcome:
    """What became of a file: lines = loaded + rejected + duplicate; those left out are among the rejected.

    Attributes:
        is_known: it was there in an earlier run, which said what is wrong with it.
    """

    path: str
    sha256: str
    source: str | None
    status: str
    lines: int = 0
    loaded: int = 0
    rejected: int = 0
    duplicate: int = 0
    message: str = ""
    rejects: tuple[Reject, ...] = ()
    questions: tuple[Finding, ...] = ()
    left_out: int = 0
    is_known: bool = False


Earlier = Mapping[str, Mapping[tuple[str, str], Told]]
"""What questions were taken for in earlier files, by source, column and wording."""


@dataclass(frozen=True)
class LoadedWith:
    """What loading needs beside the file.

    Attributes:
        retention: by source, for how long its records are kept; a source that is not there keeps them.
    """

    project: Project
    catalogue: Catalogue
    secret: bytes
    run_id: str
    started_at: datetime
    source: str | None = None
    earlier: Earlier = field(default_factory=dict)
    erased: Erased = NOBODY
    retention: Mapping[str, Period] = field(default_factory=dict)


class GoneError(VocError):
    """A file that is no longer where it was."""


class NotReadableError(VocError):
    """A file that may not be read."""


_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], "\ufffd")
"""Names may hold line breaks, which would begin another message."""


def delivery(path: Path, project: Project, lies_at: Path | None = None) -> Delivery:
    """Reads a file's fingerprint.

    Args:
        path: where it was delivered.
        lies_at: where it lies now, if that is elsewhere.
    Raises:
        GoneError: the file is not there.
        NotReadableError: the file cannot be read.
    """
    shown = shown_as(path, project)
    path = lies_at or path
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        facts = path.stat()
    except FileNotFoundError as error:
        raise GoneError(f"{shown} is no longer there: deliver it again") from error
    except OSError as error:
        raise NotReadableError(
            f"{shown} cannot be read ({error.strerror}): see who owns it, or move it away"
        ) from None  # it is not the project that lacks rights, as the cause would be explained
    delivered_at = datetime.fromtimestamp(facts.st_mtime, UTC)
    return Delivery(path, shown, digest, facts.st_size, delivered_at, _state(facts))


def shown_as(path: Path, project: Project) -> str:
    """A file's name as messages and tables write it."""
    name = project.shown(path).encode("utf-8", "replace").decode()  # names may hold bytes that are no text
    return redacted_text(name.translate(_CONTROLS))


def state_of(path: Path) -> State | None:
    """What tells that a file has changed; None where it is gone."""
    try:
        return _state(path.stat())
    except OSError:
        return None


def _state(facts: os.stat_result) -> State:
    return facts.st_size, facts.st_mtime_ns, facts.st_ino
