"""The pairs that a person should decide, with the names: from private.duckdb, for its owner's eyes."""

import polars as pl

from warehouse import private
from warehouse.database import Connection
from warehouse.project import Project
from warehouse.statements import statement

SIDES = ("name", "email", "phone", "company", "birth_date", "country", "source")


def pairs_to_review(connection: Connection, project: Project, secret: bytes) -> pl.DataFrame:
    """left_key, right_key, decision (blank), reason, probability, and left_ and right_ of each of `SIDES`."""
    with private.attached(connection, project, secret):
        return connection.execute(statement("linking/review.sql")).pl()
