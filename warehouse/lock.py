"""One writer a project, by an OS lock that the kernel releases when its holder dies."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse.errors import LockedError
from warehouse.project import Project


@contextmanager
def writing(project: Project, what: str) -> Iterator[None]:
    """Holds the project's lock.

    Raises:
        LockedError: another process holds it; the message says which and since when.
    """
    project.make_state()
    lock = FileLock(project.lock, blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise LockedError(
            f"another run is at work here: {holder(project)}. Wait for it, or stop it."
        ) from None
    try:
        _holder_file(project).write_text(json.dumps(_me(what)), encoding="utf-8")
        yield
    finally:
        _holder_file(project).unlink(missing_ok=True)
        lock.release()


def holder(project: Project) -> str:
    """Who holds the lock, as a phrase."""
    try:
        held = json.loads(_holder_file(project).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "a process that is just starting"
    return f"{held['what']} (process {held['process']}) since {held['since']}"


def is_locked(project: Project) -> bool:
    """Whether a run is under way."""
    if not project.lock.exists():
        return False
    lock = FileLock(project.lock, blocking=False)
    try:
        lock.acquire()
    except Timeout:
        return True
    lock.release()
    return False


def _holder_file(project: Project) -> Path:
    return project.lock.with_suffix(".holder.json")


def _me(what: str) -> dict[str, str | int]:
    return {"what": what, "process": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
