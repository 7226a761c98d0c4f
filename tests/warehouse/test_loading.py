"""A file into the core tables: which records win, which are duplicates, and that nothing else changes."""

import json
import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_project import NOTES, REVIEWS, Small, counts

from warehouse.errors import VocError
from warehouse.loading import delivery, withdraw_outdated

HEADER = "review_id,customer_no,stars,body,written,changed\n"
ISO = "ISO 8601, such as 2024-05-31 or 2024-05-31T14:30:00Z"
FIRST = HEADER + "r1,c1,5,good,2026-05-01,2026-05-01\nr2,c2,1,bad,2026-05-02,2026-05-02\n"


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path / "it's a project") as project:
        yield project


def test_a_file_is_loaded_once(small: Small):
    assert counts(small.load("a.csv", FIRST)) == ("loaded", 2, 0, 0)
    before = small.all_core()
    again = small.load("a.csv")
    assert (again.status, again.message) == ("unchanged", "already loaded: nothing to do")
    assert counts(small.load("renamed.csv", FIRST)) == ("unchanged", 0, 0, 2)
    assert small.all_core() == before


def test_rejects_say_line_column_and_reason(small: Small):
    outcome = small.load("a.csv", HEADER + "r1,c1,6,x,2026-05-01,\n,c1,5,x,soon,\nr3,c1\nr4,c1,4,x,,\n")
    assert counts(outcome) == ("loaded", 1, 3, 0)
    assert [(one.line, one.column, one.reason) for one in outcome.rejects] == [
        (2, "stars", "6 is not on the declared scale 1–5"),
        (
            3,
            "written",
            '"soon" is not a date and time (ISO 8601, such as 2024-05-31 or 2024-05-31T14:30:00Z)',
        ),
        (3, "review_id", "is empty, and the record's key needs it"),
        (4, None, "has 2 fields where the header has 6"),
    ]


def texts(small: Small) -> list[str]:
    return [text for (text,) in small.rows("select text from core.feedback order by text")]


def test_a_later_version_replaces_and_an_older_one_does_not(small: Small):
    small.load("a.csv", HEADER + "r1,c1,3,second,2026-05-01,2026-05-02\n")
    assert counts(small.load("old.csv", HEADER + "r1,c1,3,first,2026-05-01,2026-05-01\n")) == (
        "loaded",
        0,
        0,
        1,
    )
    assert counts(small.load("new.csv", HEADER + "r1,c1,3,third,2026-05-01,2026-05-03\n")) == (
        "loaded",
        1,
        0,
        0,
    )
    assert texts(small) == ["third"]


def test_within_a_file_the_latest_version_counts(small: Small):
    rows = "r1,c1,3,third,2026-05-01,2026-05-03\nr1,c1,3,second,2026-05-01,2026-05-02\n"
    assert counts(small.load("a.csv", HEADER + rows)) == ("loaded", 1, 0, 1)
    assert texts(small) == ["third"]


def test_without_a_version_the_later_delivery_replaces(small: Small):
    small.load("a.csv", HEADER + "r1,c1,3,first,2026-05-01,\n")
    assert counts(small.load("b.csv", HEADER + "r1,c1,3,second,2026-05-01,\n")) == ("loaded", 1, 0, 0)
    assert counts(small.load("a.csv")) == ("unchanged", 0, 0, 1)
    assert texts(small) == ["second"]


def test_any_order_of_delivery_gives_the_same_tables(tmp_path: Path):
    same_key = "00" * 32
    found = []
    for order in [(1, 2, 3), (3, 1, 2), (2, 3, 1)]:
        root = tmp_path / "".join(map(str, order))
        with Small(root) as small:
            small.project.secret.write_text(same_key)
            for number in order:
                small.load(f"{number}.csv", HEADER + f"r1,c1,3,text {number},2026-05-01,2026-05-0{number}\n")
            assert texts(small) == ["text 3"]
            found.append(small.all_core())
    assert found[0] == found[1] == found[2]


# the same record in another format ----------------------------------------------------------------------

RECORDS = pl.DataFrame(
    {
        "review_id": ["1", "2"],
        "customer_no": ["7", "8"],
        "stars": ["4", "1"],
        "body": ["good", None],
        "written": ["2026-05-01", "2026-05-02"],
        "changed": [None, "2026-05-03T10:00:00"],
    }
)
TYPED = RECORDS.with_columns(
    pl.col("review_id", "customer_no").cast(pl.Int64),
    pl.col("stars").cast(pl.Float64),
    pl.col("written").str.to_date(),
    pl.col("changed").str.to_datetime(time_zone="UTC"),
)
FORMATS = {
    "csv": lambda path: RECORDS.write_csv(path),
    "semicolon": lambda path: RECORDS.write_csv(path, separator=";", quote_style="always"),
    "reordered": lambda path: RECORDS.select(reversed(RECORDS.columns)).write_csv(path),
    "book.xlsx": lambda path: TYPED.with_columns(pl.col("changed").dt.replace_time_zone(None)).write_excel(
        path
    ),
    "json": lambda path: path.write_text(json.dumps(RECORDS.to_dicts())),
    "jsonl": lambda path: TYPED.with_columns(pl.col("written").cast(pl.String)).write_ndjson(path),
    "parquet": lambda path: TYPED.write_parquet(path),
    "floats": lambda path: TYPED.with_columns(pl.col("customer_no").cast(pl.Float64)).write_parquet(path),
}


@pytest.mark.parametrize("other", [name for name in FORMATS if name != "csv"])
def test_the_same_records_in_another_format_are_duplicates(small: Small, other: str):
    for name in ("csv", other):
        FORMATS[name](small.project.inbox / name)
    assert counts(small.load("csv")) == ("loaded", 2, 0, 0)
    assert counts(small.load(other)) == ("loaded", 0, 0, 2)


def test_rows_without_a_key_are_told_apart_by_their_content_and_count(small: Small):
    header = "note,mood,day\n"
    row, other = "called,3,2026-05-01\n", "called,4,2026-05-01\n"
    assert counts(small.load("a.csv", header + row + other + row)) == ("loaded", 3, 0, 0)
    assert counts(small.load("b.csv", header + row + row)) == ("loaded", 0, 0, 2)
    assert counts(small.load("c.csv", header + row * 3)) == ("loaded", 1, 0, 2)
    as_json = [{"day": "2026-05-01T00:00:00Z", "mood": 4.0, "note": "called"}]
    assert counts(small.load("d.json", json.dumps(as_json))) == ("loaded", 0, 0, 1)
    assert counts(small.load("e.csv", "note,mood\ncalled,3\n")) == ("loaded", 1, 0, 0)  # no day: another row
    assert counts(small.load("f.csv", header + "called,3,\n")) == ("loaded", 0, 0, 1)


# descriptions that change -------------------------------------------------------------------------------


def test_a_changed_description_loads_the_file_anew(small: Small):
    assert counts(small.load("a.csv", FIRST.replace("r1,c1,5", "r1,c1,7"))) == ("loaded", 1, 1, 0)
    small.describe("reviews", REVIEWS.replace("[1, 5]", "[1, 10]"))
    assert counts(small.load("a.csv")) == ("loaded", 2, 0, 0)
    assert small.rows("select count(*) from ops.rejects") == [(0,)]
    assert small.rows("select count(*) from ops.files") == [(1,)]
    assert small.rows("select rating_max from core.feedback order by 1") == [(10.0,), (10.0,)]


def test_a_changed_description_is_as_a_fresh_load_of_all_files(small: Small):
    small.load("a.csv", HEADER + "r1,c1,3,first,2026-05-01,\n")
    small.load("b.csv", HEADER + "r1,c1,5,second,2026-05-01,\n")
    assert texts(small) == ["second"]
    small.describe("reviews", REVIEWS.replace("[1, 5]", "[1, 4]"))  # b's version is off this scale
    found = [delivery(small.project.inbox / name, small.project) for name in ("a.csv", "b.csv")]
    withdraw_outdated(small.work, found, small.with_())
    assert texts(small) == []
    assert counts(small.load("a.csv")) == ("loaded", 1, 0, 0)
    assert counts(small.load("b.csv")) == ("loaded", 0, 1, 0)
    assert texts(small) == ["first"]
    withdraw_outdated(small.work, found, small.with_())
    assert texts(small) == ["first"]


def test_a_file_whose_description_is_gone_is_unrecognised_until_it_is_back(small: Small):
    small.load("a.csv", FIRST)
    (small.project.sources / "reviews.toml").unlink()
    assert counts(small.load("a.csv")) == ("unrecognised", 0, 2, 0)
    assert texts(small) == []
    small.describe("reviews", REVIEWS)
    assert counts(small.load("a.csv")) == ("loaded", 2, 0, 0)


def test_another_source_named_by_hand_takes_the_file_over(small: Small):
    small.load("a.csv", "note,mood,review_id,stars,body\nx,3,r1,4,y\n", source="notes")
    assert small.rows("select source, text from core.feedback") == [("notes", "x")]
    small.load("a.csv", source="reviews")
    assert small.rows("select source, text from core.feedback") == [("reviews", "y")]
    assert small.rows("select source from ops.files") == [("reviews",)]


def test_an_unrecognised_file_counts_its_lines_and_is_tried_again_when_the_sources_change(small: Small):
    outcome = small.load("a.csv", "remark,mood\nx,3\ny,4\n")
    assert counts(outcome) == ("unrecognised", 0, 2, 0)
    assert "no source description knows these columns" in outcome.message
    small.describe("notes", NOTES.replace('"note"', '"remark"'))
    assert counts(small.load("a.csv")) == ("loaded", 2, 0, 0)


def test_a_damaged_file_is_noted_and_the_run_goes_on(small: Small):
    outcome = small.load("a.xlsx", b"PK\x03\x04 no workbook")
    assert counts(outcome) == ("rejected", 0, 0, 0)
    assert "is no readable workbook" in outcome.message
    assert counts(small.load("a.xlsx"))[0] == "rejected"


def test_damaged_pages_of_an_unrecognised_parquet_file_do_not_end_the_run(small: Small):
    path = small.project.inbox / "a.parquet"
    pl.DataFrame({"id": [f"text {number}" for number in range(5000)]}).write_parquet(path)
    damaged = bytearray(path.read_bytes())
    damaged[200:2000] = b"\xff" * 1800
    assert small.load("a.parquet", bytes(damaged)).status == "rejected"


def test_a_column_called_line_leaves_the_line_numbers_alone(small: Small):
    small.load("a.csv", "line,note,mood\n77,x,3\n88,y,9\n")
    assert small.rows("select line from core.records") == [(2,)]
    assert small.rows("select line from ops.rejects") == [(3,)]


def test_a_file_whose_name_is_no_text(small: Small):
    name = os.fsdecode(b"caf\xe9.csv")
    try:
        small.put(name, FIRST)
    except OSError:
        pytest.skip("this file system takes no such name")
    assert small.load(name).path == "inbox/caf?.csv"
    assert small.rows("select path from ops.files") == [("inbox/caf?.csv",)]


def test_a_file_that_goes_away_is_told(small: Small):
    with pytest.raises(VocError, match=r"inbox/gone\.csv is no longer there"):
        delivery(small.project.inbox / "gone.csv", small.project)


def test_what_looks_like_an_injection_is_a_text(small: Small):
    hostile = "'); drop table core.feedback; --"
    small.load("a.csv", f'review_id,customer_no,stars,body,written\n"{hostile}","{hostile}",5,"{hostile}",\n')
    assert texts(small) == [hostile]


# properties ---------------------------------------------------------------------------------------------

ROW = st.lists(
    st.sampled_from(["", "1", "5", "9", "r1", "r2", '"', "a,b", "2026-05-01", '"x\ny"']), max_size=7
)


@given(st.lists(st.lists(ROW, max_size=8), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None)
def test_every_line_of_any_delivery_is_accounted_for(tmp_path_factory, files):
    with Small(tmp_path_factory.mktemp("any")) as small:
        for number, rows in enumerate(files):
            small.load(f"{number}.csv", HEADER + "".join(",".join(row) + "\n" for row in rows))
        core = small.all_core()
        for number in range(len(files)):
            assert small.load(f"{number}.csv").status == "unchanged"
        assert small.all_core() == core
        (unexplained,) = small.rows(
            "select count(*) from ops.files where rejected <> "
            "(select count(distinct line) from ops.rejects where rejects.file_id = files.file_id)"
        )
        assert unexplained == (0,)
