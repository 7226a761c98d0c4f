"""What becomes of files in the inbox once they are loaded and published."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Literal

from warehouse.database import Connection
from warehouse.errors import VocError
from warehouse.folders import lying_in
from warehouse.inbox import looked_at
from warehouse.loading import Delivery, LoadedWith, delivery, ledger
from warehouse.project import Project
from warehouse.publishing.snapshot import move_in_place, sync

AfterLoading = Literal["keep", "move", "delete"]
LOADED = "loaded"
SHORT_DIGEST = 8
NAME_BYTES = 255
"""Which file systems allow."""
SUFFIX_LENGTH = 32

RESTS = timedelta(hours=1)
"""A file that was written since may yet be: what its writer adds to a deleted file would be lost."""


def put_away(work: Connection, with_: LoadedWith, after_loading: AfterLoading) -> None:
    """Moves or deletes the files of the inbox that are loaded as their description is now; the others stay.

    Raises:
        VocError: a file cannot be moved or deleted.
    """
    if after_loading == "keep":
        return
    files = dict.fromkeys(lying_in(with_.project.inbox).files, delivery)
    found, _ = looked_at(files, with_.project)  # what cannot be read stays
    for one in ledger.as_known(work, found):
        rests = after_loading == "move" or abs(with_.started_at - one.delivered_at) > RESTS
        if rests and _is_loaded(work, one, with_) and not one.has_changed:
            try:
                _take(one, with_.project, after_loading)
            except OSError as error:
                raise VocError(
                    f'{one.shown} is loaded and published, but after_loading = "{after_loading}" cannot be '
                    f"done ({error.strerror}): see who owns the file and its folder; the next run tries again"
                ) from None  # what the cause is explained by would not say that all is published


def _is_loaded(work: Connection, one: Delivery, with_: LoadedWith) -> bool:
    known = ledger.entry_of(work, one)
    return known is not None and known.status == LOADED and known.version == ledger.version_for(known, with_)


def _take(one: Delivery, project: Project, after_loading: AfterLoading) -> None:
    target = _target(one, project) if after_loading == "move" else None
    if target is None:
        one.path.unlink()
    else:
        move_in_place(one.path, target)
        for folder in (target.parent.parent, project.root):  # folders that may be new
            sync(folder)
    sync(one.path.parent)


def _target(one: Delivery, project: Project) -> Path | None:
    """A free name in loaded/, in the month of delivery; None where the same content lies there under it."""
    place = project.loaded / f"{one.delivered_at:%Y-%m}" / one.path.relative_to(project.inbox)
    stem, *rest = place.name.split(".", 1)
    for ending in ("", f"-{one.sha256[:SHORT_DIGEST]}"):
        target = place.with_name(".".join([f"{stem}{ending}", *rest]))
        if len(os.fsencode(target.name)) > NAME_BYTES:
            break
        if not os.path.lexists(target):
            return target
        if target.is_file() and delivery(target, project).sha256 == one.sha256:
            return None
    return place.with_name(f"{one.sha256}{place.suffix[:SUFFIX_LENGTH]}")
