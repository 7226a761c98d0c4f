"""Tables without a header: whose first row is a record like those below it."""

import re
from collections.abc import Sequence

import polars as pl

from transforms.spellings.nulls import is_nothing
from transforms.spellings.written_dates import ambiguous_parts, iso_text

EMAIL, LINK, NUMBER, TIME = "an e-mail address", "a link", "a number", "a date"

_PLAIN = {
    EMAIL: re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+"),
    LINK: re.compile(r"https?://\S+", re.IGNORECASE),
    NUMBER: re.compile(r"[-+]?\d+(?:[.,]\d+)?"),
}

_TELLING = re.compile(r"[\d@]|://")
"""What a cell of some kind has in it."""

LONG_NUMBER = 5
"""Digits from which a number above others as long is a key, and no year or other heading."""

Kinds = tuple[str | None, ...]


def sign_of_no_header(rows: Sequence[Sequence[str]]) -> tuple[int, str] | None:
    """What shows that the first row is a record: the column (from 0) and what stands there.

    It is one where a cell of it is of the same kind as all below it (an e-mail address, a link, a date, a
    number that comes again or is a key), and no cell of it heads a column of another kind. An e-mail address
    is no name of a column, whatever stands below.

    Args:
        rows: the first ones of a table, as wide as the first, trimmed.
    """
    if not _TELLING.search(" ".join(rows[0])):
        return None
    first, *below = _kinds(rows)
    if EMAIL in first:
        return first.index(EMAIL), EMAIL
    of_columns = [_common(kinds) for kinds in zip(*below, strict=True)] if below else []
    headed = [
        (place, kind) for place, kind in enumerate(of_columns) if kind is not None and first[place] != ""
    ]
    if any(first[place] != kind for place, kind in headed):
        return None
    is_all_numbers = all(kind == NUMBER for kind in first if kind != "")
    for place, kind in headed:
        if kind != NUMBER or (not is_all_numbers and _is_one_of([row[place] for row in rows])):
            return place, kind
    return None


def _common(kinds: Kinds) -> str | None:
    """The kind of all cells that are filled."""
    filled = {kind for kind in kinds if kind != ""}
    return filled.pop() if len(filled) == 1 else None


def _is_one_of(numbers: Sequence[str]) -> bool:
    """Whether the first comes again below, or is as long a key as the others."""
    first, *others = numbers
    return first in others or (
        len(first) >= LONG_NUMBER and {len(one) for one in others if one} == {len(first)}
    )


def _kinds(rows: Sequence[Sequence[str]]) -> list[Kinds]:
    """Of each cell; None of words, "" of nothing."""
    width = len(rows[0])
    cells = pl.Series("text", [cell for row in rows for cell in row], dtype=pl.String)
    told = cells.to_frame().select(
        nothing=(pl.col("text") == "") | is_nothing(pl.col("text")),
        time=pl.col("text").str.contains(r"\d")
        & (iso_text(cells).is_not_null() | ambiguous_parts(cells)["a"].is_not_null()),
    )
    found = [_kind(cell, *row) for cell, row in zip(cells, told.iter_rows(), strict=True)]
    return [tuple(found[start : start + width]) for start in range(0, len(found), width)]


def _kind(cell: str, is_blank: bool, is_time: bool) -> str | None:
    if is_blank:
        return ""
    plain = next((kind for kind, pattern in _PLAIN.items() if pattern.fullmatch(cell)), None)
    return plain or (TIME if is_time else None)
