"""report.contact_hygiene: what is wrong with the contacts on file."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl

from transforms.contacts.hygiene import HYGIENE_SCHEMA, contact_issues
from transforms.contacts.needs import needs_of, told_of
from transforms.description import Description
from transforms.segments import Dimension
from warehouse import private
from warehouse.analysing import replace_table
from warehouse.database import Connection, transaction
from warehouse.project import Project
from warehouse.statements import statement


def judge_contacts(
    connection: Connection,
    project: Project,
    secret: bytes,
    descriptions: Sequence[Description],
    dimensions: Mapping[str, Dimension],
    as_of: datetime,
    stale_after_days: int,
) -> int:
    """Makes report.contact_hygiene anew; returns its rows. Persons are looked at, and not written."""
    contacts = contacts_of(connection, project, secret)
    importances = _importances(connection, needs_of(descriptions, dimensions))
    issues = contact_issues(contacts, told_of(descriptions), importances, as_of, stale_after_days)
    with transaction(connection):
        replace_table(connection, "report.contact_hygiene", issues, HYGIENE_SCHEMA)
    return issues.height


def contacts_of(connection: Connection, project: Project, secret: bytes) -> pl.DataFrame:
    """Every contact with its details, as `contact_issues` and `corrected` take them. Personal.

    What is no longer in force is forgotten first.
    """
    with private.attached(connection, project, secret):
        connection.execute(statement("identities/forget_contacts.sql"))
        return connection.execute(statement("analysing/contacts.sql")).pl()


def _importances(connection: Connection, needs: pl.DataFrame) -> pl.DataFrame:
    connection.register("needs", needs)
    try:
        return connection.execute(statement("analysing/importances.sql")).pl()
    finally:
        connection.unregister("needs")
