"""Files that leave the inbox before they are settled: what they brought is taken back.

A file is settled once it is read, nothing is asked about it, and its volume is usual or accepted. Before
that, it can be wrong altogether, and taking it out of the inbox says so; what is settled stays when it goes.
"""

from collections.abc import Sequence

from warehouse import private
from warehouse.database import Connection, transaction
from warehouse.loading.outcomes import Delivery, LoadedWith
from warehouse.statements import run, statement

LEFT = "it left the inbox before it was settled"


def take_back(
    connection: Connection, settled: Sequence[Delivery], growing: Sequence[Delivery], with_: LoadedWith
) -> tuple[str, ...]:
    """Takes back what absent files brought; returns a sentence for each that had been loaded.

    Call it before loading, with all that is there: other files of the source are loaded anew, since the
    absent one may have replaced their records, or kept them out as duplicates.
    """
    for one in settled:
        run(connection, statement("loading/found_elsewhere.sql"), path=one.shown, file_id=one.file_id)
    present = [one.file_id for one in (*settled, *growing)]
    left = connection.execute(statement("loading/unsettled.sql"), {"present": present}).fetchall()
    for file_id, _, source, is_loaded in left:
        with private.attached(connection, with_.project, with_.secret):
            private.forget_file(connection, file_id)
        with transaction(connection):
            run(connection, statement("loading/withdraw.sql"), file_id=file_id)
            run(connection, statement("loading/take_back.sql"), file_id=file_id, why=LEFT)
            if is_loaded:
                run(connection, statement("loading/outdate_others.sql"), source=source, present=present)
    return tuple(_told(connection, path, source, present) for _, path, source, is_loaded in left if is_loaded)


def _told(connection: Connection, path: str, source: str, present: Sequence[str]) -> str:
    (absent,) = connection.execute(
        "select count(*) from ops.files where source = $source and status = 'loaded' "
        "and file_id not in (select unnest($present::varchar[]))",
        {"source": source, "present": present},
    ).fetchone() or (0,)
    told = f"{path}: {LEFT}: what it brought is taken back"
    if not absent:
        return told
    return (
        f"{told}. Files of {source} that are no longer here ({absent:,}): put them into the inbox again if "
        "their records were in it, too"
    )
