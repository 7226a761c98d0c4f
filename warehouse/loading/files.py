"""One delivered file: looked at, or loaded in one transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import polars as pl

from transforms.contracts import Canonical
from transforms.description import Description
from transforms.identity import history
from transforms.noticing import Noticed
from transforms.privacy import redacted_text
from transforms.recognise import Recognition
from transforms.skipping import LEFT_OUT, is_left_out
from warehouse import private
from warehouse.catalogue import Source
from warehouse.database import Connection, on_one_thread, transaction
from warehouse.landing import Batch, Landed, UnreadableFileError, land
from warehouse.loading import incoming, ledger, questions
from warehouse.loading.arriving import left, note_columns
from warehouse.loading.outcomes import Delivery, FileOutcome, LoadedWith, Reject
from warehouse.loading.reading import canonical_batches, impersonal, message_of, recognised
from warehouse.loading.times import EARLIEST_CREDIBLE, latest_credible
from warehouse.statements import run, statement

SHOWN_REJECTS = 5
OTHERWISE = "Until then nothing of the file is loaded; if it is wrong, take it out of the inbox"


def check_file(delivered: Delivery, with_: LoadedWith) -> FileOutcome:
    """What loading would make of a file; writes nothing. Duplicates are not known before loading."""
    outcome = FileOutcome(delivered.shown, delivered.sha256, None, "rejected")
    try:
        landed, recognition, source = recognised(land(delivered.path), with_)
        if source is None:
            lines = sum(batch.lines for batch in landed.batches)
            return replace(
                outcome,
                status="unrecognised",
                lines=lines,
                rejected=lines,
                message=redacted_text(recognition.message),
            )
        if recognition.asks:
            lines = sum(batch.lines for batch in landed.batches)
            asked = redacted_text("\n".join((*recognition.asks, OTHERWISE)))
            name = source.description.name
            return replace(outcome, source=name, lines=lines, rejected=lines, message=asked)
        outcome = replace(outcome, source=source.description.name, questions=recognition.questions)
        return _checked(outcome, landed, recognition, source, with_, delivered)
    except UnreadableFileError as error:
        return replace(outcome, message=str(error))


def _checked(
    outcome: FileOutcome,
    landed: Landed,
    recognition: Recognition,
    source: Source,
    with_: LoadedWith,
    delivered: Delivery,
) -> FileOutcome:
    lines = left_out = 0
    rejected: set[int] = set()
    rejects: list[Reject] = []
    noticed = Noticed()
    latest = latest_credible(with_.started_at, with_.started_at)
    for batch, canonical in canonical_batches(landed, recognition, source, with_, delivered.delivered_at):
        lines += batch.lines
        noticed = noticed.and_in(canonical.feedback, EARLIEST_CREDIBLE, latest)
        for frame in (batch.rejects, canonical.rejects):
            rejected.update(frame["line"])
            left_out += frame.filter(is_left_out(pl.col("reason"))).height
            rejects += [
                Reject(*row)
                for row in frame.select("line", "column_name", "reason").head(SHOWN_REJECTS).rows()
            ]
    return replace(
        outcome,
        status="readable",
        lines=lines,
        loaded=lines - len(rejected),
        rejected=len(rejected),
        left_out=left_out,
        message=message_of(landed, recognition, noticed),
        rejects=tuple(sorted(rejects, key=lambda one: one.line)[:SHOWN_REJECTS]),
    )


def load_file(connection: Connection, delivered: Delivery, with_: LoadedWith) -> FileOutcome:
    """Loads a file, unless it is loaded already; its rows, rejects and ledger entry commit together."""
    known = ledger.entry_of(connection, delivered)
    if known is not None and known.version == ledger.version_for(known, with_):
        return ledger.unchanged(delivered, known)
    load_order = known.load_order if known else ledger.next_load_order(connection)
    if known is not None:  # what it brought held from when it first came
        delivered = replace(delivered, delivered_at=min(known.delivered_at, delivered.delivered_at))
    came_at = delivered.delivered_at
    if known is not None and came_at < EARLIEST_CREDIBLE:
        came_at = known.came_at
    latest = latest_credible(with_.started_at, delivered.delivered_at)
    with_ = replace(with_, earlier=questions.earlier(connection))
    incoming.clear(connection)
    try:
        landed, recognition, source = recognised(land(delivered.path, with_.project.unpacked), with_)
        noticed = Noticed()
        if source is not None and not recognition.asks:
            read = canonical_batches(landed, recognition, source, with_, came_at)
            lines, noticed = _added(connection, read, source.description, latest)
        else:
            lines = sum(batch.lines for batch in landed.batches)
    except (UnreadableFileError, FileNotFoundError) as error:
        if delivered.has_changed:
            return left(delivered)
        return _refuse(connection, delivered, with_, load_order, "rejected", str(error), None)
    if delivered.has_changed:
        return left(delivered)
    if source is None:
        return _refuse(
            connection,
            delivered,
            with_,
            load_order,
            "unrecognised",
            redacted_text(recognition.message),
            lines,
        )
    if recognition.asks:
        asked = redacted_text("\n".join((*recognition.asks, OTHERWISE)))
        return _refuse(connection, delivered, with_, load_order, "rejected", asked, lines)
    message = message_of(landed, recognition, noticed)
    return _commit(connection, delivered, with_, source, load_order, lines, message, recognition)


def withdraw_outdated(connection: Connection, found: Sequence[Delivery], with_: LoadedWith) -> None:
    """Takes out the rows of those files that will be loaded anew, under a description that has changed.

    Call it before loading: a version of a record that its file no longer tells must not keep others out.
    Files of which a line was left out under a retention period that is no longer so are loaded anew as well.
    """
    freed = ledger.freed(connection, with_)
    for delivered in found:
        known = ledger.entry_of(connection, delivered)
        is_outdated = known is not None and known.version != ledger.version_for(known, with_)
        if is_outdated or delivered.file_id in freed:
            with transaction(connection):
                run(connection, statement("loading/withdraw.sql"), file_id=delivered.file_id)
                run(connection, statement("loading/outdate.sql"), file_id=delivered.file_id)


def _added(
    connection: Connection,
    read: Iterator[tuple[Batch, Canonical]],
    description: Description,
    latest: datetime,
) -> tuple[int, Noticed]:
    """Adds the batches to the incoming tables; how many lines they had, and what is odd about them."""
    lines, noticed = 0, Noticed()
    with on_one_thread(connection):
        for batch, canonical in read:
            lines += batch.lines
            noticed = noticed.and_in(canonical.feedback, EARLIEST_CREDIBLE, latest)
            incoming.append(connection, canonical)
            incoming.insert(connection, "rejects", impersonal(batch.rejects, description))
    return lines, noticed


# writing --------------------------------------------------------------------------------------------------


def _refuse(
    connection: Connection,
    delivered: Delivery,
    with_: LoadedWith,
    load_order: int,
    status: str,
    message: str,
    lines: int | None,
) -> FileOutcome:
    """Notes a file that cannot be loaded at all: every line of it is rejected."""
    rejected = lines or 0
    outcome = FileOutcome(delivered.shown, delivered.sha256, None, status, rejected, 0, rejected, 0, message)
    with transaction(connection):
        run(connection, statement("loading/withdraw.sql"), file_id=delivered.file_id)
        connection.execute(
            "insert into ops.rejects values ($file_id, 1, null, $reason, null)",
            {"file_id": delivered.file_id, "reason": f"the whole file: {message}"},
        )
        _note(connection, delivered, with_, outcome, with_.catalogue.version, load_order)
    return outcome


def _commit(
    connection: Connection,
    delivered: Delivery,
    with_: LoadedWith,
    source: Source,
    load_order: int,
    lines: int,
    message: str,
    recognition: Recognition,
) -> FileOutcome:
    description = source.description
    file = {
        "file_id": delivered.file_id,
        "delivered_at": delivered.delivered_at,
        "path": delivered.shown,
        "history": history(description),
        "latest": latest_credible(with_.started_at, delivered.delivered_at),
    }
    run(connection, statement("loading/order_of_versions.sql"))
    run(connection, statement("loading/settle.sql"), **file)
    period = with_.retention.get(description.name)
    aged = (
        {"source": description.name, "since": period.since, "reason": period.outdone_reason} if period else {}
    )
    if aged:
        run(connection, statement("loading/outdone.sql"), **file, **aged)
    run(connection, statement("loading/versions.sql"), **file)
    with private.attached(connection, with_.project, with_.secret):
        private.remember(connection, description.name, delivered.file_id)
    with transaction(connection):
        run(connection, statement("loading/withdraw.sql"), file_id=delivered.file_id)
        run(connection, statement("loading/replace.sql"))
        told = {"source": description.name, "channel": description.channel} | file
        incoming.settle(connection, is_public=description.is_public, earliest=EARLIEST_CREDIBLE, **told)
        if aged:
            run(connection, statement("loading/note_aged.sql"), **file, **aged)
        columns = note_columns(connection, delivered, description.name, load_order, recognition.unread)
        message = "; ".join(note for note in (message, columns) if note)
        questions.remember(connection, description.name, delivered.file_id, recognition.questions)
        outcome = _outcome(connection, delivered, description, lines, message)
        outcome = replace(outcome, questions=recognition.questions)
        # What is asked of one file another may answer: it is looked at again in every run.
        version = "" if any(one.ask for one in recognition.questions) else source.version
        _note(connection, delivered, with_, outcome, version, load_order)
    return outcome


def _outcome(
    connection: Connection, delivered: Delivery, description: Description, lines: int, message: str
) -> FileOutcome:
    facts = {"history": history(description), "left_out": LEFT_OUT}
    row = connection.execute(statement("loading/counts.sql"), facts).fetchone()
    loaded, duplicate, rejected, left_out = row or (0, 0, 0, 0)
    rejects = connection.execute(
        "select line, column_name, reason from incoming_rejects order by line limit $limit",
        {"limit": SHOWN_REJECTS},
    ).fetchall()
    return FileOutcome(
        delivered.shown,
        delivered.sha256,
        description.name,
        "loaded",
        lines,
        loaded,
        rejected,
        duplicate,
        message,
        tuple(Reject(*reject) for reject in rejects),
        left_out=left_out,
    )


def _note(
    connection: Connection,
    delivered: Delivery,
    with_: LoadedWith,
    outcome: FileOutcome,
    version: str,
    load_order: int,
) -> None:
    facts = {
        "file_id": delivered.file_id,
        "path": delivered.shown,
        "sha256": delivered.sha256,
        "source": outcome.source,
        "description_version": version,
        "bytes": delivered.bytes,
        "delivered_at": delivered.delivered_at,
        "load_order": load_order,
        "lines": outcome.lines,
        "loaded": outcome.loaded,
        "rejected": outcome.rejected,
        "duplicate": outcome.duplicate,
        "status": outcome.status,
        "message": outcome.message or None,
        "open_questions": sum(bool(one.ask) for one in outcome.questions),
        "run_id": with_.run_id,
    }
    run(connection, statement("loading/note.sql"), **facts)
