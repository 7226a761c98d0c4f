"""Tables without a header: whose first row is a record like those below it."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import polars as pl

from transforms.drafting.headers import WHOLE, meanings
from transforms.privacy import HOLDS_ADDRESS
from transforms.spellings.nulls import is_nothing
from transforms.spellings.written_dates import ambiguous_parts, iso_text

EMAIL, LINK, PHONE, NUMBER, TIME = (
    "an e-mail address",
    "a link",
    "a phone number",
    "a number",
    "a date",
)

ADDRESS = re.compile(HOLDS_ADDRESS)
"""Somewhere in a cell: a column is seldom called so."""

_PLAIN = {
    LINK: re.compile(r"https?://\S+", re.IGNORECASE),
    PHONE: re.compile(r"(?:\+|\(|0)[\d ()/.-]{6,}\d|\d{3}[ .-]\d{3}[ .-]\d{4}"),
    NUMBER: re.compile(r"[-+]?(?:\d{1,3}(?:[.,' ]\d{3})+|\d+)(?:[.,]\d+)?"),
}

_TELLING = re.compile(r"[\d@]|://")
"""What a cell of some kind has in it."""

LETTER = re.compile(r"[^\W\d_]")

LONG_NUMBER = 5
"""Digits from which a number above others as long is a key, and no year or other heading."""

COMMON = 0.75
"""Share of a column's filled cells that are of its kind; the others are spelt as people do."""

MANY_NUMBERED = 3
"""Numbers that follow each other (1, 2, 3 or 10, 9, 8) from which they are headings; 1, 2 are as two."""

NAMES_BESIDE = 2
"""Names of columns from which words with an address beside them are one too; all, where they are fewer."""

WEIGHTS = {LINK: 2, PHONE: 2, TIME: 2, NUMBER: 1}
"""How much a cell over others of its kind says against a header; a word over such says 1 for it."""

Kinds = tuple[str | None, ...]


def sign_of_no_header(rows: Sequence[Sequence[str]]) -> tuple[int, str] | None:
    """What shows that the first row is a record: the column (from 0) and what stands there.

    A cell of the same kind as those below it (a link, a phone number, a date, a number that comes again or is
    a key) speaks against a header, a word over such for one; other figures (5 stars over a 4) say nothing.
    A cell with an e-mail address in it is no name of a column, whatever stands below, unless it is words
    among plain names ("Feedback for help@shop.example" beside "Name" and "Rating").

    Args:
        rows: the first ones of a table, as wide as the first, trimmed.
    """
    if not _TELLING.search(" ".join(rows[0])):
        return None
    first, *below = _kinds(rows)
    of_columns = [_common(kinds) for kinds in zip(*below, strict=True)] if below else []
    if EMAIL in first:
        return None if _is_amid_names(rows, first, of_columns) else (first.index(EMAIL), EMAIL)
    is_numbered = _is_numbered([cell for cell, kind in zip(rows[0], first, strict=True) if kind == NUMBER])
    signs, headings = dict[int, str](), 0
    for place, kind in enumerate(of_columns):
        if kind is None or first[place] == "":
            continue
        if first[place] != kind:
            headings += not _TELLING.search(rows[0][place])
        elif kind != NUMBER or (not is_numbered and _is_one_of([row[place] for row in rows])):
            signs[place] = kind
    if sum(WEIGHTS[kind] for kind in signs.values()) <= headings:
        return None
    return max(signs.items(), key=lambda sign: (WEIGHTS[sign[1]], -sign[0]))


def _is_amid_names(rows: Sequence[Sequence[str]], first: Kinds, of_columns: Sequence[str | None]) -> bool:
    """Whether the first row's addresses are amid words, over none, and what stands beside are plain names."""
    cells = list(zip(rows[0], first, of_columns or [None] * len(first), strict=True))
    addressed = [(cell, below) for cell, kind, below in cells if kind == EMAIL]
    if any(below == EMAIL or not LETTER.search(ADDRESS.sub("", cell)) for cell, below in addressed):
        return False
    others = [(cell, below) for cell, kind, below in cells if cell and kind != EMAIL]
    said = Counter(cell for row in rows for cell in row)
    if any(kind for kind in first if kind != EMAIL) or any(said[cell] > 1 for cell, _ in others):
        return False
    names = sum(
        below is not None or max(meanings(cell).values(), default=0) >= WHOLE for cell, below in others
    )
    return names >= min(NAMES_BESIDE, len(others)) > 0


def _is_numbered(numbers: Sequence[str]) -> bool:
    """Whether they number the columns that they head: each is one more than that before it, or one less."""
    if not all(number.isdecimal() for number in numbers):
        return False
    steps = {after - before for before, after in pairwise(map(int, numbers))}
    is_run = steps in ({1}, {-1})
    return is_run and (len(numbers) >= MANY_NUMBERED or numbers[0] in ("0", "1"))


def _common(kinds: Kinds) -> str | None:
    """The kind of nearly all cells that are filled."""
    filled = Counter(kind for kind in kinds if kind != "")
    kind, count = next(iter(filled.most_common(1)), (None, 0))
    return kind if count >= COMMON * filled.total() else None


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
    if ADDRESS.search(cell):
        return EMAIL
    number = NUMBER if _PLAIN[NUMBER].fullmatch(cell) else None
    if is_time:
        return number or TIME
    return next((kind for kind, pattern in _PLAIN.items() if pattern.fullmatch(cell)), None)
