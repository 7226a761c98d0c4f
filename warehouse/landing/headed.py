"""Tables whose first row looks like a record and is their header after all."""

from collections.abc import Iterator
from dataclasses import replace

from transforms.heads import Head
from transforms.values import raw_name
from warehouse.landing.raw import Batch, Landed


def headed(landed: Landed) -> Landed:
    """A table that was taken for one without a header, with its first row as such; the same records else."""
    head = Head.of_names(landed.head.first)
    note = landed.note.removesuffix(landed.head.note).removesuffix("; ")
    return replace(landed, head=head, batches=_renamed(landed.batches, head.names), note=note)


def _renamed(batches: Iterator[Batch], names: tuple[str, ...]) -> Iterator[Batch]:
    columns = ["line", *map(raw_name, names)]
    for number, batch in enumerate(batches):
        frame = batch.frame if number else batch.frame.slice(1)
        yield replace(batch, frame=frame.rename(dict(zip(frame.columns, columns, strict=True))))
