"""What a report tool writes below a table: its title, a copyright, who made it and when."""

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import polars as pl

from transforms.skipping import LEFT_OUT
from warehouse.landing.raw import Bad, Batch, rejects

BELOW = f"{LEFT_OUT}it stands below the table and is no record"

LONGEST = 50
"""Lines that a footer has at the most."""

ONE_FIELD = "has 1 fields where the header has "
"""How the reason begins of a line with nothing but its first cell."""


def without_footer(batch: Batch) -> Batch:
    """A file's last batch, the lines below its table among the rejects as left out.

    They are those with one cell alone, behind the last record, where one of them begins as such lines do.
    """
    alone = _alone(batch)
    last = batch.frame.filter(~pl.col("line").is_in(list(alone)))["line"].max()
    tail = {line: text for line, text in alone.items() if last is None or line > last}  # type: ignore[operator]
    if not any(map(_is_of_footers, tail.values())):
        return batch
    is_below = pl.col("line").is_in(list(tail))
    bad = rejects([Bad(line, BELOW, None) for line in tail])
    told = pl.concat([batch.rejects.filter(~is_below), bad]).sort("line", maintain_order=True)
    return replace(batch, frame=batch.frame.filter(~is_below), rejects=told)


def _alone(batch: Batch) -> dict[int, str]:
    """By line, the cell that is alone in it: the only one, or the first of several that are blank else."""
    names = [name for name in batch.frame.columns if name != "line"]
    if len(names) < 2:
        return {}
    is_blank = [(pl.col(name).is_null() | (pl.col(name).str.strip_chars() == "")) for name in names]
    short = batch.rejects.filter(pl.col("reason").str.starts_with(ONE_FIELD), pl.col("raw").is_not_null())
    padded = batch.frame.tail(LONGEST).filter(~is_blank[0], *is_blank[1:]).select("line", names[0])
    return dict([*short.select("line", "raw").iter_rows(), *padded.iter_rows()])


def _is_of_footers(text: str) -> bool:
    plain = " ".join(text.split()).casefold()
    return any(re.match(rf"{re.escape(one)}(?!\w)", plain) for one in _beginnings())


@cache
def _beginnings() -> Sequence[str]:
    text = (files("warehouse.landing") / "footer_words.tsv").read_text(encoding="utf-8")
    return sorted({row["beginning"] for row in csv.DictReader(text.splitlines(), delimiter="\t")})
