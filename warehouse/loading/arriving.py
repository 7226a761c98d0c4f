"""How sources are delivered: what came when, how much of it, and with which columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from transforms.ageing import OUTDONE, TOO_OLD
from transforms.privacy import redact
from warehouse.database import Connection, transaction
from warehouse.loading.outcomes import Delivery, FileOutcome, state_of
from warehouse.statements import run, statement

SHOWN_COLUMNS = 5

GROWING = "is still being written: left for the next run"
GONE = "was moved away while it was read: nothing of it is loaded"
LEFT = ("growing", "gone")
"""Statuses of files of which nothing is noted."""


@dataclass(frozen=True)
class HeldVolume:
    """A delivery far from what is usual for its source: lines and new records, now and usually."""

    path: str
    source: str
    lines: int
    fresh: int
    usual_lines: int
    usual_fresh: int

    def __str__(self) -> str:
        return (
            f"{self.path} has {self.lines} lines, {self.fresh} of them new, where {self.source} usually has "
            f"{self.usual_lines}, {self.usual_fresh} of them new"
        )


def growing(path: str) -> FileOutcome:
    """The outcome of a file that changed while it was looked at."""
    return FileOutcome(path, "", None, "growing", message=GROWING)


def left(delivered: Delivery) -> FileOutcome:
    """The outcome of a file that changed, or went, while it was read."""
    if state_of(delivered.path) is None:
        return FileOutcome(delivered.shown, "", None, "gone", message=GONE)
    return growing(delivered.shown)


def note_arrivals(connection: Connection, run_id: str, outcomes: Sequence[tuple[Delivery, str]]) -> None:
    """Notes that files came, the same content again included, and which of them were left.

    Args:
        outcomes: each delivery with the status of its outcome.
    """
    came = [(one.file_id, one.delivered_at) for one, status in outcomes if status not in LEFT]
    schema = pl.Schema({"file_id": pl.String(), "delivered_at": pl.Datetime("us", "UTC")})
    connection.register("arrived", pl.DataFrame(came, schema, orient="row"))
    with transaction(connection):
        run(connection, statement("loading/arrived.sql"))
        for path in (one.shown for one, status in outcomes if status == "growing"):
            connection.execute("insert into ops.growing values (?, ?)", [run_id, path])
    connection.unregister("arrived")


def note_columns(
    connection: Connection, delivered: Delivery, source: str, load_order: int, unread: Sequence[str]
) -> str:
    """Notes the columns that nobody reads; says those that no earlier file of the source had.

    Call it in the file's transaction.
    """
    names = pl.Series("name", unread, dtype=pl.String).to_frame().select(redact(pl.col("name")))
    facts = {"file_id": delivered.file_id, "source": source, "load_order": load_order}
    run(connection, statement("loading/columns_of.sql"), unread=names["name"].to_list(), **facts)
    found = connection.execute(
        "select column_name from ops.source_columns where file_id = ? and is_new order by 1",
        [delivered.file_id],
    ).fetchall()
    shown = ", ".join(f'"{name}"' for (name,) in found[:SHOWN_COLUMNS])
    more = f" and {len(found) - SHOWN_COLUMNS} more" if len(found) > SHOWN_COLUMNS else ""
    return f"new columns, which {source} does not read: {shown}{more}" if found else ""


def hold_unusual_volumes(connection: Connection) -> None:
    """Holds the deliveries of an unusual volume; call it when all files are loaded."""
    with transaction(connection):
        run(connection, statement("loading/judge_volumes.sql"), too_old=TOO_OLD, outdone=OUTDONE)


def held_volumes(connection: Connection) -> list[HeldVolume]:
    """The deliveries that wait for a person to release them."""
    return [HeldVolume(*row) for row in connection.execute(statement("loading/held_volumes.sql")).fetchall()]


def accept_volumes(connection: Connection, by: str, at: datetime) -> list[HeldVolume]:
    """Releases all that is held; returns it."""
    held = held_volumes(connection)
    run(connection, statement("loading/accept_volumes.sql"), accepted_at=at, accepted_by=by)
    return held


def note_published(connection: Connection) -> None:
    """What is published is what later deliveries are compared with."""
    run(connection, statement("loading/published_volumes.sql"), too_old=TOO_OLD, outdone=OUTDONE)
