"""Written ranges of employees: 11-50, 51–200 employees, 1,001-5,000, 10.001+, < 10."""

import math
from collections.abc import Sequence

import polars as pl

_GROUPED = r"\d{1,3}(?:[.,'’ \x{a0}\x{202f}]\d{3})+"
NUMBER = rf"({_GROUPED}|\d+) ?([kK]?)"
BEFORE = r"^\s*(<=?|≤|>=?|≥)?\s*"
AFTER = r"\s*(?:\D*)$"
TO = r"(?:-|–|—|−|\.\.|to|à|bis|a|até|tot|t/m|până la)"
RANGE = rf"^\s*{NUMBER}\s*{TO}\s*{NUMBER}{AFTER}"
OPEN_RANGE = 10
"""A range without an upper end is read as up to ten times its lower end: few companies are much larger."""


def headcount_band(value: pl.Expr, bands: Sequence[tuple[str, float]]) -> pl.Expr:
    """The band that holds most of a written range, on a logarithmic scale; the value where it is no range.

    Args:
        value: text. A number may have words after it ("50 employees"), not before it ("level 3").
        bands: name and first headcount of each, rising.
    """
    return value.map_batches(lambda written: _banded(written, bands), pl.String, is_elementwise=True)


def _banded(written: pl.Series, bands: Sequence[tuple[str, float]]) -> pl.Series:
    """In steps: as one expression, the ends of a range would be read anew for every band."""
    low, high = _ends(pl.col("written").str.strip_chars())
    ends = [start for _, start in bands[1:]] + [math.inf]
    held = {
        f"held_{number}": (
            pl.min_horizontal(pl.col("high") + 1, pl.lit(end)) / pl.max_horizontal("low", pl.lit(start))
        ).log()
        for number, ((_, start), end) in enumerate(zip(bands, ends, strict=True))
    }
    name = pl.lit(None, dtype=pl.String)
    for (band, _), share in reversed(list(zip(bands, held, strict=True))):  # of equal ones the smaller
        name = (
            pl.when((pl.col(share) > 0) & (pl.col(share) == pl.max_horizontal(*held)))
            .then(pl.lit(band))
            .otherwise(name)
        )
    return (
        pl.DataFrame({"written": written.cast(pl.String)})
        .with_columns(low=low, high=high)
        .with_columns(**held)
        .with_columns(name=name)
        .select(
            pl.when((pl.col("low") <= pl.col("high")) & pl.col("name").is_not_null())
            .then("name")
            .otherwise("written")
        )
        .to_series()
    )


def _ends(text: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """The smallest and largest headcount that a text names; null where it names none."""
    two_low, two_high = (_number(text, RANGE, group) for group in (1, 3))
    one = _number(text, rf"{BEFORE}{NUMBER}{AFTER}", 2)
    sign = text.str.extract(BEFORE, 1)
    is_open = text.str.contains(rf"^\s*{NUMBER}\s*\+")
    low = pl.when(sign.is_in(["<", "<=", "≤"])).then(1.0).when(sign == ">").then(one + 1).otherwise(one)
    high = (
        pl.when(sign == "<")
        .then(one - 1)
        .when(is_open | sign.is_in([">", ">=", "≥"]))
        .then(one * OPEN_RANGE)
        .otherwise(one)
    )
    is_range = (two_low <= two_high).fill_null(False)
    return (
        pl.when(is_range).then(two_low).otherwise(low).clip(lower_bound=1),
        pl.when(is_range).then(two_high).otherwise(high),
    )


def _number(text: pl.Expr, pattern: str, group: int) -> pl.Expr:
    digits = text.str.extract(pattern, group).str.replace_all(r"\D", "").cast(pl.Float64, strict=False)
    is_thousands = text.str.extract(pattern, group + 1).str.to_lowercase() == "k"
    return digits * pl.when(is_thousands).then(1000).otherwise(1)
