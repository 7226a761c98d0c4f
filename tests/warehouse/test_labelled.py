"""Labelled files of every format."""

import json
from pathlib import Path

import polars as pl
import pytest

from warehouse.errors import UsageError, VocError
from warehouse.labelled import LabelledColumns, aspect_pairs, labelled

ROWS = pl.DataFrame({"Comment": ["gut", None], "Stars": ["5", "1"], "lang": ["de", " "]})
EXPECTED = [(2, "gut", "5", "de"), (3, None, "1", None)]


def read(path: Path, columns: LabelledColumns) -> list[tuple[object, ...]]:
    return [row for batch in labelled(path, columns) for row in batch.frame.rows()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimited(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "labelled.csv"
    ROWS.write_csv(path, separator=delimiter)
    assert read(path, LabelledColumns("comment", "STARS", "lang")) == EXPECTED


def test_workbook_and_parquet(tmp_path: Path) -> None:
    ROWS.write_excel(tmp_path / "labelled.xlsx")
    assert read(tmp_path / "labelled.xlsx", LabelledColumns("Comment", "Stars", "lang")) == EXPECTED
    ROWS.cast({"Stars": pl.Int64}).write_parquet(tmp_path / "labelled.parquet")
    found = read(tmp_path / "labelled.parquet", LabelledColumns("Comment", "Stars", "lang"))
    assert [row[1:] for row in found] == [row[1:] for row in EXPECTED]


def test_json_and_json_lines(tmp_path: Path) -> None:
    records = [{"review": {"body": "gut", "stars": 5}}, {"review": {"body": "", "stars": 1}}]
    (tmp_path / "one.json").write_text(json.dumps(records), encoding="utf-8")
    (tmp_path / "lines.json").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    for name in ("one.json", "lines.json"):
        found = read(tmp_path / name, LabelledColumns("review.body", "review.stars"))
        assert [row[1:] for row in found] == [("gut", "5", None), (None, "1", None)]


def test_a_record_that_is_none_is_counted(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("text,label\ngood,1\nbad,-1,?\n", encoding="utf-8")
    (batch,) = labelled(tmp_path / "one.csv", LabelledColumns("text", "label"))
    assert (batch.frame.height, batch.unreadable) == (1, 1)


def test_a_missing_column_is_answered_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("review_text,label\ngood,1\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r'one.csv has no column "review text": do you mean "review_text"\?'):
        read(tmp_path / "one.csv", LabelledColumns("review text", "label"))
    with pytest.raises(UsageError, match='no column "ŷ": its columns are "review_text", "label"'):
        read(tmp_path / "one.csv", LabelledColumns("review_text", "ŷ"))


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no file"):
        read(tmp_path / "nowhere.csv", LabelledColumns("a", "b"))
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    with pytest.raises(VocError, match=r"empty\.csv is empty"):
        read(tmp_path / "empty.csv", LabelledColumns("a", "b"))


def test_an_aspect_map_has_remarks_a_heading_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "map.tsv"
    path.write_text(
        "# Whose labels these are\ntheirs\tours\nFOOD#QUALITY\tfood\n\n#odd\t\n", encoding="utf-8"
    )
    assert aspect_pairs(path) == (("FOOD#QUALITY", "food"), ("#odd", None))


@pytest.mark.parametrize("line", ["food", "food\tfood\tdrinks", "\tfood"])
def test_a_line_of_an_aspect_map_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "map.tsv").write_text(f"a\tfood\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"map\.tsv, line 2: a label, a tab and an aspect were expected"):
        aspect_pairs(tmp_path / "map.tsv")
    with pytest.raises(UsageError, match="is no file"):
        aspect_pairs(tmp_path / "nowhere.tsv")
