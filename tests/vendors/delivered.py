"""Exports of vendors, loaded into a project of their own, and what the tables hold of them."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from models.linkage.parameters import LinkageParameters
from transforms.segments import Dimension
from warehouse.catalogue import catalogue
from warehouse.database import Resources, working
from warehouse.enriching.people import match_deals, place_in_segments
from warehouse.linking.people import link_people
from warehouse.loading import FileOutcome, LoadedWith, delivery, load_file
from warehouse.project import Project
from warehouse.secret import create_secret, read_secret

Rows = Sequence[Sequence[object]]


def as_csv(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def as_json(document: object) -> bytes:
    return json.dumps(document).encode()


def as_xlsx(rows: Rows) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


class Delivered:
    """A project to which files are delivered."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.project = folder, Project(folder)
        create_secret(self.project)
        secret = read_secret(self.project)
        self.with_ = LoadedWith(
            self.project, catalogue(None), secret, "run", datetime(2026, 7, 1, tzinfo=UTC)
        )

    def __enter__(self) -> "Delivered":
        self._open = working(self.project, Resources(threads=1))
        self.work = self._open.__enter__()
        return self

    def __exit__(self, *exc) -> None:
        self._open.__exit__(*exc)

    def load(self, name: str, content: bytes) -> FileOutcome:
        path = self.folder / name
        path.write_bytes(content)
        outcome = load_file(self.work, delivery(path, self.project), self.with_)
        assert outcome.lines == outcome.loaded + outcome.rejected + outcome.duplicate
        return outcome

    def enrich(self, dimensions: Mapping[str, Dimension]) -> None:
        """Persons joined, deals matched, customers in their segments."""
        link_people(self.work, self.project, read_secret(self.project), LinkageParameters(0.99, 0.8))
        match_deals(self.work)
        place_in_segments(self.work, dimensions, datetime(2026, 6, 30, tzinfo=UTC), ())

    def rows(self, sql: str) -> list[tuple]:
        return self.work.execute(sql).fetchall()

    def said(self, outcome: FileOutcome) -> list[tuple]:
        """Of a file: text, metric and score of each answer, in order."""
        return self.rows(
            "select text, metric, score from core.feedback left join core.survey_answers "
            f"using (feedback_id) where core.feedback.file_id = '{outcome.sha256[:16]}' order by all"
        )
