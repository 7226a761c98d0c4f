"""Columns read spelling by spelling: each distinct one once."""

from collections.abc import Callable

import polars as pl


def by_distinct(column: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """What `read` makes of each value of a text column; null stays null.

    Args:
        column: text.
        read: takes the distinct values and gives one value for each, in order.
    """
    spellings = column.drop_nulls().unique()
    known = pl.DataFrame({"spelling": spellings, "value": read(spellings)})
    found = column.to_frame("spelling").join(known, on="spelling", how="left", maintain_order="left")
    return found["value"].alias(column.name)
