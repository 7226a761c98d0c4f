"""Which lines of an original are to go."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from transforms.ageing import AgeLimit
from transforms.dates import UTC
from transforms.description import Description
from transforms.privacy import Pseudonymiser
from warehouse.landing import land
from warehouse.loading import Delivery, LoadedWith
from warehouse.loading.reading import columns_of, recognised


@dataclass(frozen=True)
class Lines:
    """The lines of a file.

    Attributes:
        starts: those at which a record begins.
        gone: those of them that are to go.
        part: the list of the document that is read; empty where there is no other.
        oldest_at: of the records that stay, where their age was asked for.
        read_as: the description as the file completes it, where that was asked for.
    """

    starts: list[int]
    gone: list[int]
    part: str
    oldest_at: datetime | None = None
    read_as: Description | None = None


def lines_of_aged(delivered: Delivery, with_: LoadedWith, limit: AgeLimit) -> Lines | None:
    """The lines of a file, those of records that are too old to go; None: it cannot be told.

    Raises:
        UnreadableFileError: it is no file that could be loaded.
    """
    landed, recognition, source = recognised(land(delivered.path, with_.project.unpacked), with_)
    if source is None:
        return None
    found = [pl.DataFrame(schema={"line": pl.Int64, "at": UTC})]
    for batch in landed.batches:
        raw = batch.frame.select("line", **columns_of(recognition))
        found.append(limit.times(raw, source.description))
        found.append(batch.rejects.select("line", at=pl.lit(limit.delivered_at, dtype=UTC)))
    every = pl.concat(found).unique("line", keep="first").sort("line")
    if every.height and recognition.asks:
        return None
    gone = every.filter(limit.is_past(pl.col("at")))
    kept = every.join(gone, on="line", how="anti")
    (oldest_at,) = kept.select(pl.col("at").min()).row(0)
    read_as = source.description
    return Lines(every["line"].to_list(), gone["line"].to_list(), landed.part, oldest_at, read_as)


def lines_of_erased(delivered: Delivery, with_: LoadedWith) -> Lines | None:
    """The lines of a file, those of erased persons to go; None: it is of no known format.

    Raises:
        UnreadableFileError: it is no file that could be loaded.
    """
    landed, recognition, source = recognised(land(delivered.path, with_.project.unpacked), with_)
    if source is None:
        return None
    lines: list[int] = []
    erased: list[int] = []
    for batch in landed.batches:
        raw = batch.frame.select("line", **columns_of(recognition))
        lines += [*batch.frame["line"], *batch.rejects["line"]]
        erased += with_.erased.lines(raw, source.description, Pseudonymiser(with_.secret)).to_list()
    return Lines(sorted(set(lines)), sorted(erased), landed.part)
