"""What stands in a column of numbers, times or yes and no where there is nothing."""

import polars as pl

from transforms.tables import table


def is_nothing(text: pl.Expr) -> pl.Expr:
    """Whether a text says that there is nothing (n/a, k.A., NaN ...); never ask it of names or of prose."""
    spellings = table("spellings", "nulls.tsv")["spelling"]
    return text.str.to_lowercase().str.strip_prefix("#").is_in(spellings.to_list())
