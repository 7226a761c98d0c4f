"""Blocks of CSV read at once where it is proven that reading record by record would give the same."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow
import pyarrow.csv

from warehouse.landing.text import BOM, DELIMITERS

_QUOTE, _NEWLINE, _RETURN = b'"\n\r'


@dataclass(frozen=True)
class Block:
    """Records read at once.

    Attributes:
        frame: `line` and text columns under the names asked for.
        size: bytes that were read.
        lines: lines that were read, those of blank records included.
    """

    frame: pl.DataFrame
    size: int
    lines: int


def read_block(
    ahead: bytes, is_last: bool, delimiter: str, names: tuple[str, ...], line: int, most_lines: int
) -> Block | None:
    """The records at the start of a text in UTF-8, up to the last that ends there; None if not proven.

    What is proven: the bytes are text; every quote opens or closes a field, or is doubled within one; every
    record has as many fields as there are names; the line breaks are those between records and those within
    fields, so that no line is blank and none is lost.

    Args:
        ahead: from the start of a record.
        is_last: nothing comes after it in the file.
        line: number of the first line.
        most_lines: a record of more lines is not read here.
    """
    signs = np.frombuffer(ahead, dtype=np.uint8)
    quotes, breaks = np.flatnonzero(signs == _QUOTE), np.flatnonzero(signs == _NEWLINE)
    ends = np.flatnonzero(np.searchsorted(quotes, breaks) % 2 == 0)  # of the breaks, those between records
    is_whole = is_last and len(quotes) % 2 == 0
    size = len(ahead) if is_whole else int(breaks[ends[-1]]) + 1 if len(ends) else 0
    within = quotes[: np.searchsorted(quotes, size)]  # an even number
    if not size or delimiter not in DELIMITERS or not _is_plain(ahead[:size], within, delimiter.encode()):
        return None
    parsed = _parsed(memoryview(ahead)[:size], delimiter, names)
    if parsed is None:
        return None
    is_open = ahead[size - 1] != _NEWLINE
    lines = int(np.searchsorted(breaks, size)) + is_open
    starts = np.concatenate(([0], ends + 1))[: len(ends) + is_open]
    if parsed.height != len(starts) or np.diff(starts, append=lines).max() > most_lines:
        return None
    parsed.insert_column(0, pl.Series("line", line + starts, dtype=pl.Int64))
    return Block(_told(parsed), size, lines)


def _is_plain(text: bytes, quotes: npt.NDArray[np.int64], delimiter: bytes) -> bool:
    """Whether returns belong to line breaks, and quotes open, close, or are doubled."""
    if b"\0" in text or text.startswith(BOM) or (b"\r" in text and text.count(b"\r") != text.count(b"\r\n")):
        return False
    if not len(quotes):
        return True
    signs = np.frombuffer(text, dtype=np.uint8)
    (comma,) = delimiter
    opening, closing = quotes[::2], quotes[1::2]
    before, after = signs[opening - 1], signs[np.minimum(closing + 1, len(signs) - 1)]
    is_doubled = closing[:-1] + 1 == opening[1:]
    opens = (before == comma) | (before == _NEWLINE) | (opening == 0)
    closes = (after == comma) | (after == _NEWLINE) | (after == _RETURN) | (closing == len(signs) - 1)
    opens[1:] |= is_doubled
    closes[:-1] |= is_doubled
    return bool(opens.all() and closes.all())


def _parsed(text: memoryview, delimiter: str, names: tuple[str, ...]) -> pl.DataFrame | None:
    try:
        table = pyarrow.csv.read_csv(
            pyarrow.BufferReader(text),
            read_options=pyarrow.csv.ReadOptions(
                column_names=names, use_threads=False, block_size=len(text) + 1
            ),
            parse_options=pyarrow.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pyarrow.string()), strings_can_be_null=False
            ),
        )
    except (pyarrow.ArrowInvalid, pyarrow.ArrowKeyError):  # another number of fields; no UTF-8
        return None
    return pl.DataFrame(pl.from_arrow(table))


def _told(records: pl.DataFrame) -> pl.DataFrame:
    """Without the records that say nothing."""
    said = pl.any_horizontal(pl.col(name) != "" for name in records.columns[1:])
    return records.filter(said)
