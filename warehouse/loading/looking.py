"""A file looked at before it is loaded: its first rows as they would load, or a description to begin with."""

import re
from dataclasses import dataclass

import polars as pl

from transforms.completing import completed
from transforms.describe import describe
from transforms.description import Description
from transforms.drafting.drafting import Draft, drafted
from transforms.privacy import REDACTED, Pseudonymiser, redacted_text
from transforms.recognise import match
from transforms.showing import SHOWN_ROWS, either_way, first_rows
from transforms.values import raw_name
from warehouse.landing import UnreadableFileError, land
from warehouse.loading.outcomes import Delivery, LoadedWith
from warehouse.loading.reading import recognised

READ_FOR_ROWS = 500
"""Records among which the rows to show are sought."""

_DATED = r"[\d_]+$"
"""What ends a file's name and is no part of the source's: the day of the export."""


@dataclass(frozen=True)
class Look:
    """What a person is shown of a file.

    Attributes:
        rows: its first rows as they would be loaded; personal values hidden, texts redacted and shortened.
        draft: a description, where no source knows the file.
    """

    path: str
    rows: tuple[dict[str, str], ...] = ()
    draft: Draft | None = None


def look(delivered: Delivery, with_: LoadedWith) -> Look:
    """Looks at the first records of a file; writes nothing."""
    try:
        landed, recognition, source = recognised(land(delivered.path), with_)
        sample, landed = landed.sampled()
    except UnreadableFileError:
        return Look(delivered.shown)
    if source is not None:
        return Look(delivered.shown, _rows(sample, recognition.columns, source.description, with_))
    names = {one.name for one in with_.catalogue.descriptions}
    file = redacted_text(delivered.path.name)
    draft = drafted(_source_name(delivered.path.stem, names), file, landed.head, sample)
    if draft.description is None:
        return Look(delivered.shown, (), draft)
    ways = []
    for description in (draft.description, *draft.others):
        found = completed(match(landed.header, description), landed.head, sample)
        ways.append(_rows(sample, found.columns, found.description or description, with_))
    return Look(delivered.shown, either_way(*ways), draft)


def _rows(
    sample: pl.DataFrame, columns: dict[str, str], description: Description, with_: LoadedWith
) -> tuple[dict[str, str], ...]:
    theirs = {raw_name(ours): raw_name(theirs) for theirs, ours in columns.items()}
    first = sample.head(READ_FOR_ROWS).select("line", **theirs)
    return tuple(first_rows(describe(first, description, Pseudonymiser(with_.secret)), SHOWN_ROWS))


def _source_name(stem: str, taken: set[str]) -> str:
    """A name for the source: the file's, without its date and personal data, and no other source's."""
    stem = redacted_text(redacted_text(stem).replace("_", " "))  # where what is personal ends at a line, too
    words = re.sub(r"[^a-z0-9]+", "_", re.sub(REDACTED, "", stem).casefold()).strip("_")
    name = re.sub(_DATED, "", words).strip("_") or "export"
    name = name if name[0].isalpha() else f"export_{name}"
    return name if name not in taken else f"{name}_2"
