"""Tables that look like something else and that a source knows: they are read as they are."""

import gzip
from pathlib import Path

import pytest
from small_project import REVIEWS, Small, counts

from warehouse.landing import land

NUMBERED = """
    name = "numbered"
    title = "Questions by their numbers"
    channel = "survey"
    [recognise]
    columns = ["Respondent", "2", "4", "Asked"]
    [record]
    key = ["Respondent"]
    [feedback]
    text = "Asked"
    rating = { column = "4", scale = [1, 5] }
"""
ANSWERS = "Respondent,2,4,Asked by help@shop.example,Asked\nA1,2,4,x,good\nA2,4,2,y,bad\n"
HEADER = "review_id,customer_no,stars,body,written,changed,form_response\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory):
    with Small(tmp_path_factory.mktemp("small"), reviews=REVIEWS, numbered=NUMBERED) as project:
        yield project


def test_a_first_row_that_a_source_knows_is_a_header_though_it_looks_like_a_record(small: Small):
    loaded = small.load("a.csv", ANSWERS)
    assert counts(loaded) == ("loaded", 2, 0, 0)
    assert "no header" not in loaded.message
    assert "help@" not in loaded.message
    unknown = small.load("b.csv", ANSWERS.replace("Respondent", "Anna Example"))
    assert counts(unknown) == ("unrecognised", 0, 3, 0)
    assert "Anna" not in unknown.message


@pytest.mark.parametrize("cells", [("", '{"a": 1}', "no"), (*['{"a": 1}'] * 4, "no")])
def test_a_column_called_like_an_envelope_costs_a_known_table_nothing(small: Small, cells: tuple[str, ...]):
    name = f"{len(cells)}.csv.gz"
    rows = (f"{name}{n},c,5,good,2026-05-01,,{_quoted(cell)}\n" for n, cell in enumerate(cells))
    _put_packed(small.project.inbox / name, HEADER + "".join(rows))
    assert counts(small.load(name)) == ("loaded", len(cells), 0, 0)


def test_an_unknown_table_with_an_object_in_some_cell_keeps_its_columns(small: Small):
    path = small.put("c.csv", 'Id,form_response\n1,"{""a"": 1}"\n2,\n3,no\n')
    assert land(path).header == ("Id", "form_response")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _put_packed(path: Path, content: str) -> None:
    path.write_bytes(gzip.compress(content.encode()))
