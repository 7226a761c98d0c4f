"""Deliveries that are held or asked about, and that somebody took out of the inbox again: they were wrong."""

from collections.abc import Sequence

from transforms.ageing import OUTDONE
from warehouse import private
from warehouse.database import Connection, transaction
from warehouse.errors import VocError
from warehouse.loading.outcomes import Delivery, LoadedWith
from warehouse.statements import run, statement

ASKED = "left the inbox before its questions were answered: withdrawn, none of its lines counts"
WITHDRAWN = "was held for its volume and left the inbox: withdrawn, none of its lines counts"


def withdraw_removed(
    connection: Connection,
    present: Sequence[Delivery],
    with_: LoadedWith,
    accept: bool,
    unreadable: Sequence[str] = (),
) -> None:
    """Takes out what was held, or asks what nobody answered, and is no longer there; call it before loading.

    What was published stays, as it does when any file leaves the inbox: its questions end.

    Files whose records it replaced, or that were loaded after it, are loaded anew in the same run.

    Args:
        present: all files of inbox/ and loaded/ that can be read.
        unreadable: names of the files and folders that cannot, in which what is not seen may be there.
        accept: leave one that cannot be withdrawn, for it will be released.
    Raises:
        VocError: one cannot be withdrawn, for files that have to be loaded anew are gone.
    """
    at_hand = {one.file_id for one in present}
    held = connection.execute(statement("loading/held.sql")).fetchall()
    gone = [one for one in held if one[0] not in at_hand and not _may_be_in(one[1], unreadable)]
    for file_id, path, is_held, is_published in gone:
        touched = _touched(connection, file_id)
        missing = [path for other, path in touched if other not in at_hand]
        if not missing and not is_published:
            why = WITHDRAWN if is_held else ASKED
            _withdraw(connection, file_id, [other for other, _ in touched], with_, why)
        elif not is_held:  # nobody will answer for it any more
            connection.execute("update ops.files set open_questions = 0 where file_id = ?", [file_id])
        elif not accept and not unreadable:  # else those may be there, and the next run sees
            raise VocError(
                f"{path}, which is held for its volume, has left the inbox, and cannot be withdrawn: "
                f"{missing[0]}, which would have to be loaded anew, is not there. Put it back, or release "
                "what is held: voc run --accept"
            )


def _touched(connection: Connection, file_id: str) -> list[tuple[str, str]]:
    facts = {"file_id": file_id, "outdone": OUTDONE}
    return connection.execute(statement("loading/touched.sql"), facts).fetchall()


def _may_be_in(path: str, unreadable: Sequence[str]) -> bool:
    """Whether a file may lie there unseen, or put away in loaded/, whose months its name does not tell."""
    return any(f"{path}/".startswith(f"{one}/") or not one.startswith("inbox/") for one in unreadable)


def _withdraw(
    connection: Connection, file_id: str, touched: Sequence[str], with_: LoadedWith, why: str
) -> None:
    run(connection, statement("loading/outdate.sql"), file_id=file_id)  # should it come back after a kill
    with private.attached(connection, with_.project, with_.secret):
        run(connection, statement("loading/withdraw_persons.sql"), file_id=file_id)
    with transaction(connection):
        for other in touched:
            run(connection, statement("loading/outdate.sql"), file_id=other)
        run(connection, statement("loading/withdraw.sql"), file_id=file_id)
        facts = {"file_id": file_id, "run_id": with_.run_id, "message": why}
        run(connection, statement("loading/withdraw_held.sql"), **facts)
