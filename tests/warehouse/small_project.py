"""A project of two small sources, loaded file by file, for the tests of loading and of what follows."""

import os
import textwrap
from datetime import UTC, datetime
from pathlib import Path

from models.linkage.parameters import LinkageParameters
from warehouse.catalogue import catalogue
from warehouse.database import Resources, working
from warehouse.linking.people import link_people
from warehouse.loading import FileOutcome, LoadedWith, delivery, load_file
from warehouse.project import Project
from warehouse.secret import create_secret, read_secret

STARTED_AT = datetime(2026, 7, 1, tzinfo=UTC)

REVIEWS = """
    name = "reviews"
    title = "Reviews of a shop"
    channel = "review"
    [recognise]
    columns = ["review_id", "stars", "body"]
    [record]
    key = ["review_id"]
    version = "changed"
    [customer]
    key = "customer_no"
    namespace = "crm"
    [feedback]
    created_at = "written"
    text = "body"
    rating = { column = "stars", scale = [1, 5] }
"""
CUSTOMERS = """
    name = "customers"
    title = "Customers of a shop"
    [recognise]
    columns = ["customer_no", "full_name", "mail"]
    [record]
    key = ["customer_no"]
    [customer]
    key = "customer_no"
    namespace = "crm"
    name = "full_name"
    email = "mail"
    phone = "telephone"
    [profile]
    valid_from = "since"
    [profile.attributes]
    plan = "plan"
    customer_since = "joined"
"""
NOTES = """
    name = "notes"
    title = "Notes without a key"
    channel = "crm_note"
    [recognise]
    columns = ["note", "mood"]
    [feedback]
    text = "note"
    rating = { column = "mood", scale = [1, 5] }
    created_at = "day"
"""
DEALS = """
    name = "deals"
    title = "Deals"
    [recognise]
    columns = ["deal", "won", "opened", "closes"]
    [record]
    key = ["deal"]
    [customer]
    key = "customer_no"
    namespace = "crm"
    [deal]
    is_won = "won"
    created_at = "opened"
    closed_at = "closes"
"""
INVITATIONS = """
    name = "invitations"
    title = "Invitations"
    [recognise]
    columns = ["invited", "customer_no"]
    [record]
    key = ["customer_no"]
    [customer]
    key = "customer_no"
    namespace = "crm"
    [invitation]
    survey = "shop"
    invited_at = "invited"
"""


class Small:
    """A project in a folder; `work` is open as long as the `with` lasts."""

    def __init__(self, root: Path, **sources: str) -> None:
        self.project = Project(root)
        self.resources = Resources(threads=1)
        self.project.inbox.mkdir(parents=True)
        self.project.sources.mkdir()
        create_secret(self.project)
        for name, text in (sources or {"reviews": REVIEWS, "customers": CUSTOMERS, "notes": NOTES}).items():
            self.describe(name, text)

    def __enter__(self) -> "Small":
        self._open = working(self.project, self.resources)
        self.work = self._open.__enter__()
        return self

    def __exit__(self, *exc) -> None:
        self._open.__exit__(*exc)

    def describe(self, name: str, text: str) -> None:
        (self.project.sources / f"{name}.toml").write_text(textwrap.dedent(text))

    def with_(self, source: str | None = None) -> LoadedWith:
        secret = read_secret(self.project)
        return LoadedWith(self.project, catalogue(self.project), secret, "run", STARTED_AT, source)

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.project.inbox / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def load(
        self,
        name: str,
        content: str | bytes | None = None,
        source: str | None = None,
        delivered: datetime | None = None,
    ) -> FileOutcome:
        path = self.project.inbox / name if content is None else self.put(name, content)
        if delivered is not None:
            os.utime(path, (delivered.timestamp(), delivered.timestamp()))
        outcome = load_file(self.work, delivery(path, self.project), self.with_(source))
        assert outcome.lines == outcome.loaded + outcome.rejected + outcome.duplicate
        return outcome

    def link(self) -> None:
        """One customer for all keys of a person."""
        link_people(self.work, self.project, read_secret(self.project), LinkageParameters(0.99, 0.8))

    def rows(self, sql: str) -> list[tuple]:
        return self.work.execute(sql).fetchall()

    def all_core(self) -> dict[str, list[tuple]]:
        """Every core table's rows without their file, to compare two ways to the same tables."""
        tables = [
            name for (name,) in self.rows("select table_name from duckdb_tables() where schema_name = 'core'")
        ]
        return {
            name: self.rows(
                f"select columns(c -> c not in ('file_id', 'line')) from core.{name} order by all"
            )
            for name in sorted(tables)
        }


def counts(outcome: FileOutcome) -> tuple[str, int, int, int]:
    """status, loaded, rejected, duplicate."""
    return outcome.status, outcome.loaded, outcome.rejected, outcome.duplicate
