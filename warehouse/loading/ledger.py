"""ops.files: which file was loaded, under which version of which description."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import polars as pl

from transforms.ageing import OUTDONE
from warehouse.database import Connection
from warehouse.loading.outcomes import Delivery, FileOutcome, LoadedWith
from warehouse.loading.times import EARLIEST_CREDIBLE
from warehouse.statements import statement


@dataclass(frozen=True)
class Entry:
    """What is noted of a file.

    Attributes:
        version: of the description that it was loaded under.
        came_at: when it was delivered; where that time cannot be true, when the run that loaded it began.
    """

    source: str | None
    version: str
    load_order: int
    delivered_at: datetime
    came_at: datetime
    status: str
    lines: int
    rejected: int
    message: str


def entry_of(connection: Connection, delivered: Delivery) -> Entry | None:
    """What is noted of a file, by its content; None where it is new."""
    row = connection.execute(
        "select source, description_version, load_order, delivered_at, "
        "if(delivered_at < $earliest, coalesce(started_at, delivered_at), delivered_at), "
        "files.status, lines, rejected, coalesce(message, '') "
        "from ops.files files left join ops.runs using (run_id) where file_id = $file_id",
        {"file_id": delivered.file_id, "earliest": EARLIEST_CREDIBLE},
    ).fetchone()
    return Entry(*row) if row else None


def as_known(connection: Connection, found: list[Delivery]) -> list[Delivery]:
    """Files that were rewritten or put away, as the ledger knows them, in the order in which they came."""
    rewritten = dict(connection.execute("select sha256, file_id from ops.rewritten_files").fetchall())
    paths = dict(connection.execute("select file_id, path from ops.files").fetchall())
    known = [replace(one, known_as=rewritten.get(one.sha256)) for one in found]
    named = [
        replace(one, shown=paths.get(one.file_id, one.shown)) if one.is_put_away else one for one in known
    ]
    return sorted(named, key=lambda one: (one.delivered_at, one.shown))


def version_for(known: Entry, with_: LoadedWith) -> str:
    """The version under which a file need not be read again."""
    if with_.source and known.source != with_.source:
        return ""
    named = (one.version for one in with_.catalogue.sources if one.description.name == known.source)
    return next(named, with_.catalogue.version)


def freed(connection: Connection, with_: LoadedWith) -> frozenset[str]:
    """Files with lines left out for a newer version that was too old, under a period that has changed."""
    periods = [(source, period.outdone_reason) for source, period in with_.retention.items()]
    schema = {"source": pl.String, "reason": pl.String}
    connection.register("periods_now", pl.DataFrame(periods, schema, orient="row"))
    rows = connection.execute(statement("loading/left_out_as_outdone.sql"), {"outdone": OUTDONE}).fetchall()
    connection.unregister("periods_now")
    return frozenset(file_id for (file_id,) in rows)


def unchanged(delivered: Delivery, known: Entry) -> FileOutcome:
    """The outcome of a file that need not be read again: what was rejected still is, the rest is there."""
    is_loaded = known.status == "loaded"
    return FileOutcome(
        path=delivered.shown,
        sha256=delivered.sha256,
        source=known.source,
        status="unchanged" if is_loaded else known.status,
        lines=known.lines,
        rejected=known.rejected,
        duplicate=known.lines - known.rejected,
        message="already loaded: nothing to do" if is_loaded else known.message,
        is_known=True,
    )


def as_noted(connection: Connection, outcomes: Sequence[FileOutcome]) -> tuple[FileOutcome, ...]:
    """Outcomes of files, their lines counted as they are noted now: what was too old has gone since."""
    rows = connection.execute(
        "select path, sha256, loaded, rejected, duplicate from ops.files where status = 'loaded'"
    ).fetchall()
    noted = {(path, sha256): counts for path, sha256, *counts in rows}
    return tuple(_counted(one, noted.get((one.path, one.sha256))) for one in outcomes)


def _counted(outcome: FileOutcome, noted: Sequence[int] | None) -> FileOutcome:
    if noted is None or outcome.status != "loaded":
        return outcome
    loaded, rejected, duplicate = noted
    left_out = outcome.left_out + rejected - outcome.rejected
    return replace(outcome, loaded=loaded, rejected=rejected, duplicate=duplicate, left_out=left_out)


def next_load_order(connection: Connection) -> int:
    """The place of a new file in the order of deliveries."""
    (order,) = connection.execute("select coalesce(max(load_order), 0) + 1 from ops.files").fetchone() or (1,)
    return int(order)


def lines_lacked(connection: Connection, delivered: Delivery) -> tuple[int, ...] | None:
    """The lines that were taken out of a file, where others moved up for them; numbered as it was loaded.

    None where the tables do not number its lines: they were read from another content of the file, or never.
    """
    row = connection.execute(
        statement("loading/lines_lacked.sql"), {"file_id": delivered.file_id, "sha256": delivered.sha256}
    ).fetchone()
    return tuple(row[0]) if row and row[0] is not None else None


def as_first_numbered(lines: Sequence[int], lacked: Sequence[int]) -> tuple[int, ...]:
    """The numbers that lines of a file had before those that it lacks were taken out."""
    if not lines or not lacked:
        return tuple(lines)
    kept = np.setdiff1d(np.arange(1, max(lines) + len(lacked) + 1), lacked)
    return tuple(int(kept[line - 1]) for line in lines)
