"""What a report tool writes below a table: its title, a copyright, who made it and when."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import takewhile
from operator import itemgetter

import polars as pl

from transforms.skipping import LEFT_OUT
from warehouse.landing.raw import Bad, Batch, other_width, rejects

BELOW = f"{LEFT_OUT}it stands below the table and is no record"

LONGEST = 50
"""Lines at the end of a file that are looked at."""

SHAPE = re.compile(
    r"""(?:
        [sS]? (?: t? cdg t? )?                                          # short: whole, whatever is around it
        | [scdg]+                                                       # short: some of its lines
        | [sS]? T? ([CDG]) (?!\1)([CDG]) (?: (?!\1|\2)[CDG] [T.]? )?    # padded: two or three that differ
    )$""",
    re.VERBOSE,
)
"""A footer, a letter a line: sums, title, copyright, distribution, generated, and whose it is.

Small letters are lines of one field, which no record is; capitals have all their cells, only one of them
filled, as every line of a workbook and a record may have: they count only where two of the tool's lines
are there, in whatever order. What has no words of its own counts around all three lines that do; with all
its cells (T, below a blank line; . elsewhere) as a title only below a blank line.
"""

_PARTS = {"sums": "s", "copyright": "c", "distribution": "d", "generated": "g"}


@dataclass(frozen=True)
class _Alone:
    """A line with one cell that says something; short where it has no other."""

    line: int
    text: str
    is_short: bool
    is_apart: bool

    @property
    def letter(self) -> str:
        plain = " ".join(self.text.split()).casefold()
        known = next((_PARTS[part] for part, line in _lines() if line.fullmatch(plain)), "")
        if self.is_short:
            return known or "t"
        return known.upper() or ("T" if self.is_apart else ".")


def without_footer(batch: Batch) -> Batch:
    """A file's last batch, the lines below its table among the rejects as left out."""
    ends = _ends(batch)
    found = SHAPE.search("".join(one.letter for one in ends))
    below = [one.line for one in ends[found.start() :]] if found else []
    if not below:
        return batch
    is_below = pl.col("line").is_in(below)
    bad = rejects([Bad(line, BELOW, None) for line in below])
    told = pl.concat([batch.rejects.filter(~is_below), bad]).sort("line", maintain_order=True)
    return replace(batch, frame=batch.frame.filter(~is_below), rejects=told)


def _ends(batch: Batch) -> Sequence[_Alone]:
    """The lines at the very end that say one thing each."""
    names = [name for name in batch.frame.columns if name != "line"]
    if len(names) < 2:
        return []
    cells = [pl.when(pl.col(name).str.strip_chars() != "").then(pl.col(name)) for name in names]
    is_padded = pl.sum_horizontal(cell.is_not_null() for cell in cells) == 1
    is_short = (pl.col("reason") == other_width(1, len(names))) & pl.col("raw").is_not_null()
    padded = batch.frame.tail(LONGEST).select(
        "line", pl.when(is_padded).then(pl.coalesce(cells)).alias("text"), short=pl.lit(False)
    )
    short = batch.rejects.tail(LONGEST).select(
        "line", pl.when(is_short).then("raw").alias("text"), short=pl.lit(True)
    )
    latest_first = (
        pl.concat([padded, short])
        .sort("line", descending=True)
        .with_columns(apart=pl.col("line") - pl.col("line").shift(-1) > 1)
        .head(LONGEST)
    )
    ends = [_Alone(*row) for row in takewhile(itemgetter(1), latest_first.iter_rows())]
    return ends[::-1]


@cache
def _lines() -> Sequence[tuple[str, re.Pattern[str]]]:
    """By part, how its lines are spelt: # is a number there, … any words."""
    text = (files("warehouse.landing") / "footer_words.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return [(row["part"], _pattern(row["line"])) for row in rows]


def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(re.escape(line).replace(r"\#", r"\d[\d.,]*").replace("…", ".*"))
