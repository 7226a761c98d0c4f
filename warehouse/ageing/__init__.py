"""What is older than its source's retention period goes: from tables, rejects, originals and free blocks.

Everything follows from the day alone and can be done again: a run that was killed is finished by the next.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from transforms.ageing import OUTDONE, TOO_OLD
from transforms.identity import is_named_apart
from warehouse import private
from warehouse.ageing.originals import due_originals, look_at, note_ages
from warehouse.database import Connection, transaction
from warehouse.erasing import lines_to_reread
from warehouse.erasing.originals import Plan, fresh_folder, put_rewritten_in_place
from warehouse.loading import Delivery, LoadedWith
from warehouse.loading.times import EARLIEST_CREDIBLE, latest_credible
from warehouse.statements import run, statement

__all__ = ["TakenOut", "left_out_by_source", "take_out"]

PERIODS = pl.Schema(
    {
        "source": pl.String(),
        "since": pl.Datetime("us", "UTC"),
        "reason": pl.String(),
        "outdone_reason": pl.String(),
        "is_keyed": pl.Boolean(),
    }
)
WRITTEN = pl.Schema({"file_id": pl.String()})
AT_HAND = pl.Schema({"place": pl.Int64(), "file_id": pl.String(), "sha256": pl.String()})


@dataclass(frozen=True)
class TakenOut:
    """What retention took of a source, out of tables and originals, and how many files were written anew.

    A record that two files told counts twice, as its lines do.
    """

    source: str
    records: int
    files: int


def take_out(
    work: Connection, with_: LoadedWith, at_hand: Sequence[Delivery], is_all: bool
) -> tuple[TakenOut, ...]:
    """Takes out what has become too old; call it when all files are loaded.

    Args:
        at_hand: files that are there, as the ledger knows them.
        is_all: no others are.
    Returns:
        What went, by source.
    """
    if not with_.retention and not work.execute("from ops.ages_of_originals limit 1").fetchone():
        return ()
    tables = {"periods": _periods(with_), "at_hand": _at_hand(at_hand)}
    for name, frame in tables.items():
        work.register(name, frame)
    folder = fresh_folder(with_.project, "aged")
    due = [at_hand[place] for place in due_originals(work)]
    looked = [look_at(work, one, with_, folder / str(number)) for number, one in enumerate(due)]
    looked = [
        one for one in looked if not one.delivered.has_changed
    ]  # the next run looks at what is there then
    planned = Plan(tuple(one.original for one in looked if one.original))
    _out_of_tables(work, with_, planned)
    placed = put_rewritten_in_place(work, planned)
    note_ages(work, looked, placed, is_all)
    shutil.rmtree(folder)
    for name in tables:
        work.unregister(name)
    return _taken_out(work, [one.delivered for one in looked if one.delivered.path in placed])


def _taken_out(work: Connection, written: Sequence[Delivery]) -> tuple[TakenOut, ...]:
    work.register("written_anew", pl.DataFrame([(one.file_id,) for one in written], WRITTEN, orient="row"))
    rows = work.execute(statement("ageing/taken_out.sql")).fetchall()
    work.unregister("written_anew")
    return tuple(TakenOut(*row) for row in rows)


def left_out_by_source(work: Connection) -> dict[str, int]:
    """By source, how many delivered lines are not kept for their age."""
    rows = work.execute(
        "select source, count(*) from ops.rejects join ops.files using (file_id) "
        "where (starts_with(reason, $too_old) or starts_with(reason, $outdone)) and source is not null "
        "group by source",
        {"too_old": TOO_OLD, "outdone": OUTDONE},
    ).fetchall()
    return dict(rows)


def _at_hand(found: Sequence[Delivery]) -> pl.DataFrame:
    rows = [(place, one.file_id, one.sha256) for place, one in enumerate(found)]
    return pl.DataFrame(rows, AT_HAND, orient="row")


def _periods(with_: LoadedWith) -> pl.DataFrame:
    keyed = {one.name for one in with_.catalogue.descriptions if is_named_apart(one)}
    rows = [
        (source, period.since, period.reason, period.outdone_reason, source in keyed)
        for source, period in with_.retention.items()
    ]
    return pl.DataFrame(rows, PERIODS, orient="row")


def _out_of_tables(work: Connection, with_: LoadedWith, planned: Plan) -> None:
    facts = {
        "earliest": EARLIEST_CREDIBLE,
        "latest": latest_credible(with_.started_at, with_.started_at),
        "now": with_.started_at,
        "run_id": with_.run_id,
        "too_old": TOO_OLD,
    }
    work.register("reread_lines", lines_to_reread(planned))
    run(work, statement("loading/order_of_versions.sql"))
    run(work, statement("ageing/aged_records.sql"), **facts)
    if work.execute("from gone_lines limit 1").fetchone():
        with private.attached(work, with_.project, with_.secret), transaction(work):
            run(work, statement("ageing/forget_identities.sql"), **facts)
        with transaction(work):
            run(work, statement("ageing/note_versions.sql"))
            run(work, statement("erasing/take_out.sql"), **facts)
            run(work, statement("ageing/let_profiles_go.sql"))
    with transaction(work):
        run(work, statement("ageing/shown_of_old_files.sql"), **facts)
        run(work, statement("ageing/forget_versions.sql"), **facts)
    work.unregister("reread_lines")
