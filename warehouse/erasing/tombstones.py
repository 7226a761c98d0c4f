"""What stays of erased persons: marks that lead to nothing, so that an old file does not bring them back."""

import polars as pl

from transforms.belonging import Erased
from warehouse import private
from warehouse.database import Connection, transaction
from warehouse.project import Project


def erased_persons(work: Connection, project: Project, secret: bytes) -> Erased:
    """All of them."""
    with private.attached(work, project, secret):
        return Erased(frozenset(_marks(work, "true")))


def is_pending(work: Connection, project: Project, secret: bytes) -> bool:
    """Whether something of an erased person is still to be taken out."""
    with private.attached(work, project, secret):
        return bool(_marks(work, "is_pending"))


def add(work: Connection, marks: tuple[str, ...], is_again: bool) -> None:
    """Notes that a person is to be erased: from here on, every run works at it. Private is attached.

    Args:
        is_again: somebody who was erased before is in the originals again.
    """
    work.register("asked", pl.DataFrame({"mark": list(marks)}, schema={"mark": pl.String}))
    with transaction(work):
        work.execute(
            "insert into private.tombstones select distinct mark, true from asked "
            "where mark not in (select mark from private.tombstones)"
        )
        if is_again:
            work.execute("update private.tombstones set is_pending = true")
    work.unregister("asked")


def settle(work: Connection) -> None:
    """Notes that nothing is left. Private is attached."""
    work.execute("update private.tombstones set is_pending = false")


def _marks(work: Connection, condition: str) -> list[str]:
    rows = work.execute(f"select mark from private.tombstones where {condition}").fetchall()
    return [mark for (mark,) in rows]
