"""Originals whose records have become too old: written anew without them, or said to hold them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from warehouse.database import Connection, transaction
from warehouse.erasing.lines import Lines, lines_of_aged
from warehouse.erasing.originals import CannotRewriteError, Original, as_loaded, found, rewritten
from warehouse.loading import Delivery, LoadedWith, ledger
from warehouse.loading.times import age_limit
from warehouse.statements import run, statement

AGES = pl.Schema(
    {
        "sha256": pl.String(),
        "file_id": pl.String(),
        "path": pl.String(),
        "oldest_at": pl.Datetime("us", "UTC"),
        "refused": pl.String(),
    }
)


@dataclass(frozen=True)
class Looked:
    """A file that was looked at: what is to stand in its place, and how old what it holds then is.

    Attributes:
        refused: why it cannot be written anew; None where it can, or need not.
    """

    delivered: Delivery
    original: Original | None
    oldest_at: datetime | None
    refused: str | None = None


def due_originals(work: Connection) -> list[int]:
    """The places in `at_hand` of files that may hold records which are too old; `periods` are registered."""
    return [place for (place,) in work.execute(statement("ageing/due_originals.sql")).fetchall()]


def look_at(work: Connection, one: Delivery, with_: LoadedWith, target: Path) -> Looked:
    """Looks at a file that the ledger knows, and writes it to `target` without what is too old."""
    known = ledger.entry_of(work, one)
    limit = age_limit(with_, known.source or "", known.came_at) if known else None
    if limit is None:
        return Looked(one, None, None)
    loaded_as = as_loaded(work, one, with_)

    def of_aged(other: Delivery) -> Lines | None:
        return lines_of_aged(other, loaded_as, limit)

    told = found(of_aged, one)
    if told is None:
        return Looked(one, None, None, "can no longer be read as when it was loaded")
    try:
        return Looked(one, rewritten(work, one, told, of_aged, (), target), told.oldest_at)
    except CannotRewriteError as error:
        return Looked(one, None, told.oldest_at, str(error))


def note_ages(work: Connection, looked: Sequence[Looked], placed: Mapping[Path, str], is_all: bool) -> None:
    """Notes how old what the files now hold is; files that somebody wrote meanwhile are looked at again.

    Args:
        placed: SHA-256 of those that were put in place, by path.
        is_all: no other files are there than those `at_hand`.
    """
    rows = [
        (
            placed.get(one.delivered.path, one.delivered.sha256),
            one.delivered.file_id,
            one.delivered.shown,
            one.oldest_at,
            one.refused,
        )
        for one in looked
        if one.original is None or one.delivered.path in placed
    ]
    work.register("looked_at", pl.DataFrame(rows, AGES, orient="row"))
    with transaction(work):
        run(work, statement("ageing/note_ages.sql"), is_all=is_all)
    work.unregister("looked_at")
