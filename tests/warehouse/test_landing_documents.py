"""JSON documents: which of their lists are the records, and what nested lists become."""

import csv
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warehouse.catalogue import catalogue
from warehouse.landing import UnreadableFileError, land
from warehouse.loading import FileOutcome, LoadedWith, delivery
from warehouse.loading.files import check_file
from warehouse.project import Project

TICKET = {"id": 1, "requester_id": 7, "submitter_id": 7, "subject": "Late", "status": "open"}
PERSON = {"id": 7, "name": "A", "email": "a@shop.example", "role": "end-user", "organization_id": 3}


def checked(folder: Path, document: object) -> FileOutcome:
    path = folder / "export.json"
    path.write_text(json.dumps(document))
    with_ = LoadedWith(Project(folder), catalogue(None), b"k" * 32, "run", datetime(2026, 7, 1, tzinfo=UTC))
    return check_file(delivery(path, with_.project), with_)


@pytest.mark.parametrize("name", ["brands", "users"])
def test_of_two_lists_the_one_that_a_source_knows_is_read_and_the_other_counted(tmp_path: Path, name: str):
    found = checked(
        tmp_path, {name: [{"colour": "red"}] * 2, "tickets": [TICKET, TICKET | {"id": 2}], "n": 2}
    )
    assert (found.source, found.lines, found.loaded, found.rejected) == ("zendesk_tickets", 4, 2, 2)
    assert found.left_out == 2
    assert [(one.line, one.reason) for one in found.rejects] == [
        (line, f'left out: it is in "{name}", another list of the document: deliver that by itself')
        for line in (1, 2)
    ]
    assert f'"tickets" is read; left out: "{name}"' in found.message


def test_of_two_that_are_known_the_first_is_read(tmp_path: Path):
    found = checked(tmp_path, {"users": [PERSON], "tickets": [TICKET]})
    assert (found.source, found.lines, found.loaded, found.left_out) == ("zendesk_users", 2, 1, 1)


def test_lists_that_nobody_knows_are_refused_whole_and_named(tmp_path: Path):
    found = checked(tmp_path, {"reds": [{"a": 1}], "blues": [{"b": 1}, {"b": 2}]})
    assert (found.status, found.lines, found.rejected) == ("unrecognised", 3, 3)
    assert '"reds"' in found.message
    assert '"blues"' in found.message


@pytest.mark.parametrize(
    "document", [TICKET | {"custom_fields": [{"id": 5}]}, {"result": {"page": 1, "tickets": [TICKET]}}]
)
def test_a_record_alone_and_a_list_further_down(tmp_path: Path, document: object):
    found = checked(tmp_path, document)
    assert (found.source, found.lines, found.loaded) == ("zendesk_tickets", 1, 1)


def test_nested_lists_stand_side_by_side_and_envelopes_are_opened(tmp_path: Path):
    path = tmp_path / "export.json"
    inner = {"id": 1, "parts": [{"no": 7}, {"no": 8, "by": "A"}, {"no": 7}], "tags": ["a"]}
    path.write_text(json.dumps([{"_airbyte_ab_id": "x", "_airbyte_data": inner}]))
    (batch,) = land(path).batches
    told = dict(zip(land(path).header, batch.frame.drop("line").row(0), strict=True))
    assert told == {"_airbyte_ab_id": "x", "id": "1", "parts.no": "7;8", "parts.by": "A", "tags": '["a"]'}


def test_a_table_with_records_in_a_cell_is_those_records(tmp_path: Path):
    path = tmp_path / "raw.csv"
    cells = ('{"id": 1, "by": {"name": "A"}}', '{"id": ', '{"id": 2, "text": "b"}')
    rows = [("_airbyte_raw_id", "_airbyte_data"), *(("x", one) for one in cells)]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    landed = land(path)
    assert landed.header == ("_airbyte_raw_id", "id", "by.name", "text")
    (batch,) = landed.batches
    assert batch.frame.rows() == [(2, "x", "1", "A", None), (4, "x", "2", None, "b")]
    assert batch.rejects.select("line", "column_name").rows() == [(3, "_airbyte_data")]
    assert "each record of the table stands whole in this column" in batch.rejects["reason"].item()


LONE_HALF = {"id": 2, "subject": "cut \ud83d"}
"""Half a character: JSON can say it, no text can."""


def test_a_bad_record_of_a_list_takes_no_other_with_it(tmp_path: Path):
    found = checked(tmp_path, {"tickets": [TICKET, LONE_HALF]})
    assert (found.source, found.lines, found.loaded, found.rejected) == ("zendesk_tickets", 2, 1, 1)


@pytest.mark.parametrize("nameless", [{}, LONE_HALF])
def test_a_list_without_names_is_counted_and_hides_no_other(tmp_path: Path, nameless: dict[str, object]):
    found = checked(tmp_path, {"errors": [nameless], "tickets": [TICKET]})
    assert (found.source, found.lines, found.loaded, found.rejected) == ("zendesk_tickets", 2, 1, 1)
    assert 'it is in "errors"' in found.rejects[0].reason


@pytest.mark.parametrize("document", [{"tickets": [{}]}, {"tickets": [LONE_HALF]}, [LONE_HALF]])
def test_a_document_of_no_good_record_is_refused(tmp_path: Path, document: object):
    (tmp_path / "export.json").write_text(json.dumps(document))
    with pytest.raises(UnreadableFileError, match="holds no records"):
        land(tmp_path / "export.json")


def test_a_document_that_nests_too_deep_is_refused(tmp_path: Path):
    depth = sys.getrecursionlimit() - 50  # the parser takes it, what looks for lists does not
    (tmp_path / "export.json").write_text('{"a": ' * depth + "1" + "}" * depth)
    with pytest.raises(UnreadableFileError, match="nested too deep"):
        land(tmp_path / "export.json")
