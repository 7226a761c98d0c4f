"""A database in memory in which persons are compared; nothing of it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import polars as pl

from warehouse.statements import statement


@contextmanager
def comparing(features: pl.DataFrame) -> Iterator[duckdb.DuckDBPyConnection]:
    """Holds `features` (as transforms.people.person_features gives them) and knows what is near."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")  # sums in one order: the same persons, the same figures
        connection.execute(statement("linking/similarity.sql"))
        connection.register("features", features)
        yield connection


CROWD = 50
"""Keys of customers with one address or number from which on it is nobody's, whatever they are called."""


def shared(features: pl.DataFrame, contact: str) -> pl.DataFrame:
    """Those addresses or telephone numbers under which names stand that cannot be one person's.

    Args:
        features: with the column `contact`: email, or phone.
    Returns:
        contact, is_crowded (used by `CROWD` customers or more).
    """
    used = features[contact].drop_nulls()
    if used.n_unique() == len(used):
        return pl.DataFrame(schema={"contact": pl.String, "is_crowded": pl.Boolean})
    with comparing(features.rename({contact: "contact"})) as connection:
        return connection.execute(statement("linking/shared.sql"), {"crowd": CROWD}).pl()
