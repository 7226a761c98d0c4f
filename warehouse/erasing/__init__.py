"""A person is erased: from originals, tables, snapshot and free blocks; a mark stays that leads to nothing.

Everything follows from the marks alone and can be done again: a run that was killed is finished by the next.
"""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from transforms.belonging import BELONGS_TO_ERASED
from transforms.privacy import Pseudonymiser
from warehouse import private
from warehouse.database import Connection, Resources, transaction, working
from warehouse.erasing import tombstones
from warehouse.erasing.compacting import compact_databases
from warehouse.erasing.originals import Plan, plan, put_rewritten_in_place, unread_naming
from warehouse.erasing.persons import Person, signs_of
from warehouse.erasing.tombstones import erased_persons, is_pending
from warehouse.loading import LoadedWith
from warehouse.project import Project
from warehouse.statements import run, statement

__all__ = [
    "erased_persons",
    "finish_erasing",
    "is_compaction_due",
    "is_pending",
    "lines_to_reread",
    "mark_person",
    "take_out",
]

Find = Callable[[Connection], Person]

FEWEST_ALONE = 3
"""Characters of a key that is looked for as a word or number by itself: a shorter one is in every file."""


def mark_person(work: Connection, with_: LoadedWith, find: Find) -> tuple[Person, int, list[str]]:
    """Finds a person, makes sure that every original can be rewritten, and only then notes the erasure.

    Returns:
        The person, how many originals hold something of theirs, and which files that are not loaded hold one
        of their keys that may be a number or word like any other.
    Raises:
        UsageError: nobody, or several, are known so.
        VocError: an original cannot be rewritten; nothing was done.
    """
    with private.attached(work, with_.project, with_.secret):
        person = find(work)
    erased = replace(with_.erased, marks=with_.erased.marks | frozenset(person.marks))
    planned = plan(work, replace(with_, erased=erased), person.signs)
    with private.attached(work, with_.project, with_.secret):
        tombstones.add(work, person.marks, bool(planned.originals))
    long_enough = [sign for sign in person.weak_signs if len(sign) >= FEWEST_ALONE]
    return person, len(planned.originals), unread_naming(work, with_, long_enough)


def take_out(work: Connection, with_: LoadedWith) -> None:
    """Takes what belongs to erased persons out of the originals and of the tables."""
    pseudonymiser = Pseudonymiser(with_.secret)
    with private.attached(work, with_.project, with_.secret):
        known = work.execute(statement("erasing/known_keys.sql")).pl().drop_nulls()
        keys = known.filter(with_.erased.has(known["key"], pseudonymiser))
        signs = signs_of(work, keys)
    planned = plan(work, with_, signs)
    tables = {
        "erased_keys": keys,
        "reread_lines": lines_to_reread(planned),
        "files_at_hand": _at_hand(planned),
    }
    for name, frame in tables.items():
        work.register(name, frame)
    with transaction(work):
        run(work, statement("erasing/records_of_persons.sql"), reason=BELONGS_TO_ERASED)
        run(work, statement("erasing/take_out.sql"), run_id=with_.run_id)
        run(work, statement("erasing/erase_persons.sql"))
    for name in tables:
        work.unregister(name)
    put_rewritten_in_place(work, planned)  # now that the tables have the lines that are in it no more


def finish_erasing(project: Project, secret: bytes, resources: Resources) -> None:
    """Once it is published: the identities go, and the databases are written anew without free blocks."""
    with working(project, resources) as work:
        pseudonymiser, erased = Pseudonymiser(secret), erased_persons(work, project, secret)
        with private.attached(work, project, secret):
            known = work.execute(
                "select customer_key as key from private.identities "
                "union select customer_key from private.contacts"
            ).pl()
            work.register("erased_keys", known.filter(erased.has(known["key"], pseudonymiser)))
            with transaction(work):
                run(work, statement("erasing/forget_identities.sql"))
            work.unregister("erased_keys")
    compact_databases(project, secret, resources)
    with working(project, resources) as work, private.attached(work, project, secret):
        tombstones.settle(work)
        work.execute("delete from ops.to_compact")


def is_compaction_due(work: Connection) -> bool:
    """Whether rows were taken out whose bytes are still in the databases' free blocks."""
    return work.execute("from ops.to_compact limit 1").fetchone() is not None


def lines_to_reread(planned: Plan) -> pl.DataFrame:
    """Columns file_id and line: those that the originals lose."""
    rows = [(one.delivered.file_id, line) for one in planned.originals for line in one.lines]
    return pl.DataFrame(rows, schema={"file_id": pl.String, "line": pl.Int64}, orient="row")


def _at_hand(planned: Plan) -> pl.DataFrame:
    return pl.DataFrame({"file_id": list(planned.at_hand)}, schema={"file_id": pl.String})
