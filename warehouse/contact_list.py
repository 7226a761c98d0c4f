"""The corrected list of contacts."""

import polars as pl

from transforms.contacts.correcting import corrected
from warehouse.analysing.contacts import contacts_of
from warehouse.database import Connection
from warehouse.errors import UsageError
from warehouse.project import Project


def corrected_list(connection: Connection, project: Project, secret: bytes) -> pl.DataFrame:
    """Every contact as it should be, from private.duckdb and the issues of the last run."""
    judged = connection.execute(
        "select 1 from duckdb_tables() where schema_name = 'report' and table_name = 'contact_hygiene'"
    ).fetchone()
    if judged is None:
        raise UsageError("contacts have not been looked at yet: run `voc run` first")
    issues = connection.execute("from report.contact_hygiene").pl()
    return corrected(contacts_of(connection, project, secret), issues)
