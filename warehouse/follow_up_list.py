"""Whom to speak to again, under the company's own keys."""

import polars as pl

from transforms.contacts.correcting import corrected
from warehouse.analysing.contacts import contacts_of
from warehouse.database import Connection
from warehouse.errors import UsageError, VocError
from warehouse.project import Project
from warehouse.statements import statement

PERSON = ("source", "source_key", "name", "first_name", "last_name", "email", "phone", "company", "country")


def follow_up_list(connection: Connection, project: Project, secret: bytes) -> pl.DataFrame:
    """One row per source and contact of those who are due or overdue, of its duplicates the one to keep.

    Returns:
        PERSON (addresses and numbers as `voc contacts` writes them), then reason, side, aspect, verdict,
        said, spoke_on, due_from, due_until, answer_by (days), is_overdue, has_consent; the most urgent first.
    Raises:
        UsageError: no run has made report.follow_up yet.
        VocError: private.duckdb is gone, so that nobody knows who the customers are.
    """
    _require_run(connection)
    if not project.private.exists():
        raise VocError(
            f"{project.shown(project.private)} is missing, and it alone knows whom the pseudonyms stand for. "
            f"Restore it from your backup; or delete {project.shown(project.work)}, and `voc run` loads the "
            "inbox anew"
        )
    due = connection.execute(statement("analysing/due.sql")).pl()
    contacts = contacts_of(connection, project, secret)
    issues = connection.execute("from report.contact_hygiene").pl()
    whose = contacts.select("source", "source_key", "customer_id")
    return (
        corrected(contacts, issues)
        .filter(pl.col("duplicate_of").is_null())
        .join(whose, on=["source", "source_key"], validate="1:1")
        .join(due, on="customer_id", validate="m:1")
        .sort("urgency", "source", "source_key")
        .select(*PERSON, pl.exclude(*PERSON, *_INTERNAL))
    )


_INTERNAL = ("customer_id", "urgency", "email_suggestion", "duplicate_of", "issues", "changed")


def _require_run(connection: Connection) -> None:
    made = connection.execute(
        "select count(*) from duckdb_tables() where schema_name = 'report' "
        "and table_name in ('follow_up', 'contact_hygiene')"
    ).fetchone()
    if made != (2,):
        raise UsageError("nobody has been looked for yet: run `voc run` first")
