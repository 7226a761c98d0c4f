"""What `--json` prints for programs: these keys and nothing else on stdout; and the formats of answers."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from command import AS_VOC, new_project, process, voc

SURVEY = """
name = "shop_survey"
title = "Survey of a shop"
channel = "survey"
[recognise]
columns = ["answer", "at", "likely", "words"]
[record]
key = ["answer"]
[feedback]
created_at = "at"
text = "words"
[[answers]]
survey = "shop"
metric = "nps"
column = "likely"
scale = [0, 10]
"""
MAY = (
    "answer,at,likely,words\n"
    "1,2026-05-01,9,=HYPERLINK(1)\n"
    "2,2026-05-02,11,Off the scale\n"
    "3,2026-05-03,3,Plain\n"
    "3,2026-05-03,3,Plain\n"
)
FILE_KEYS = {
    "path", "sha256", "source", "status", "lines", "loaded", "rejected", "duplicate", "message", "rejects",
    "questions",
    "left_out", "is_known",
}  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shapes") / "shop"
    project = new_project(folder, {"shop_survey": SURVEY}, {"may.csv": MAY})
    assert voc("run", "--project", project).code == 3
    return project


def test_check_tells_of_each_file_its_lines_and_its_first_rejects(shop: Path) -> None:
    called = voc("check", shop / "inbox" / "may.csv", "--project", shop, "--json")
    assert (called.code, called.err) == (3, "")
    (one,) = called.json["files"]
    assert set(one) == FILE_KEYS | {"rows", "proposal"}
    assert one["proposal"] is None
    assert [row["nps"] for row in one["rows"]] == ["9", "3", "3"]
    assert (one["source"], one["status"], one["lines"], one["rejected"]) == ("shop_survey", "readable", 4, 1)
    assert len(one["sha256"]) == 64
    (reject,) = one["rejects"]
    assert set(reject) == {"line", "column", "reason"}
    assert (reject["line"], reject["column"]) == (3, "likely")
    assert "11 is not on the declared scale" in reject["reason"]


def test_check_writes_nothing(tmp_path: Path) -> None:
    export = tmp_path / "may.csv"
    export.write_text(MAY, encoding="utf-8")
    project = new_project(tmp_path / "shop", {"shop_survey": SURVEY})
    before = sorted(project.rglob("*"))
    assert voc("check", export, "--project", project, "--json").code == 3
    assert sorted(project.rglob("*")) == before


def test_ingest_counts_what_was_loaded(tmp_path: Path) -> None:
    project = new_project(tmp_path / "shop", {"shop_survey": SURVEY}, {"may.csv": MAY})
    called = voc("ingest", project / "inbox" / "may.csv", "--project", project, "--json")
    assert called.code == 3
    (one,) = called.json["files"]
    assert set(one) == FILE_KEYS
    counts = (one["lines"], one["loaded"], one["rejected"], one["duplicate"])
    assert (one["status"], *counts) == ("loaded", 4, 2, 1, 1)


def test_run_tells_its_steps_files_and_audits_and_nothing_else(tmp_path: Path) -> None:
    project = new_project(tmp_path / "shop", {"shop_survey": SURVEY}, {"may.csv": MAY})
    called = process(AS_VOC, "run", "--project", project, "--json")  # all that the process writes
    assert (called.code, called.err) == (3, "")
    printed: dict[str, Any] = called.json
    assert set(printed) == {
        "run_id",
        "status",
        "snapshot",
        "report",
        "steps",
        "files",
        "audits",
        "notes",
        "taken_out",
    }
    assert printed["status"] == "warned"
    assert Path(printed["snapshot"]) == (project / "voc.duckdb").resolve()
    assert Path(printed["report"]).is_file()
    assert [set(step) for step in printed["steps"]] == [{"name", "seconds", "rows"}] * 5
    assert [step["name"] for step in printed["steps"]] == ["ingest", "enrich", "analyse", "audit", "publish"]
    assert [set(one) for one in printed["files"]] == [FILE_KEYS]
    assert {audit["audit"] for audit in printed["audits"] if audit["status"] == "warned"} == {
        "rejected_share"
    }
    again = voc("run", "--project", project, "--json")
    assert (again.code, again.json["status"]) == (0, "unchanged")
    assert [one["status"] for one in again.json["files"]] == ["unchanged"]


def test_doctor_and_sources(shop: Path) -> None:
    checks = voc("doctor", "--project", shop, "--json").json["checks"]
    assert {one["check"] for one in checks} >= {
        "settings",
        "key",
        "disk",
        "lock",
        "snapshot",
        "schedule",
        "versions",
    }
    assert all(set(one) == {"check", "status", "message"} for one in checks)
    assert "bad" not in {one["status"] for one in checks}
    listed = {one["name"]: one for one in voc("sources", "--project", shop, "--json").json["sources"]}
    assert listed["shop_survey"]["origin"] == "project"
    assert listed["olist_reviews"]["origin"] == "shipped"
    assert listed["shop_survey"]["columns"] == ["answer", "at", "likely", "words"]


def test_the_doctor_finds_a_lost_key(shop: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(shop, tmp_path / "shop", copy_function=shutil.copy2))
    (project / "state" / "secret.key").unlink()
    doctor = voc("doctor", "--project", project, "--json")
    assert doctor.code == 1
    assert [one["check"] for one in doctor.json["checks"] if one["status"] == "bad"] == ["key"]
    run = voc("run", "--project", project)
    assert run.code == 1
    assert "Restore it from your backup" in run.err


QUESTION = "select feedback_id, text, rating from core.feedback order by text"


def test_answers_in_each_format(shop: Path) -> None:
    def answer(form: str) -> bytes:
        called = voc("query", QUESTION, "--project", shop, "--format", form)
        assert (called.code, called.err) == (0, "")
        return called.raw

    assert "Plain" in answer("table").decode()
    assert [one["text"] for one in json.loads(answer("json"))] == ["=HYPERLINK(1)", "Plain"]
    in_csv = pl.read_csv(io.BytesIO(answer("csv")))
    assert in_csv["text"].to_list() == ["'=HYPERLINK(1)", "Plain"]  # a spreadsheet would run the first
    in_parquet = pl.read_parquet(io.BytesIO(answer("parquet")))
    assert in_parquet["text"].to_list() == ["=HYPERLINK(1)", "Plain"]
    assert in_parquet.columns == ["feedback_id", "text", "rating"]


def test_analysts_have_the_metrics_as_macros_and_cannot_write(shop: Path) -> None:
    called = voc(
        "query", "select nps(score) as nps from core.survey_answers", "--project", shop, "--format", "json"
    )
    assert called.json == [{"nps": 0.0}]  # one promoter, one detractor
    refused = voc("query", "delete from core.feedback", "--project", shop)
    assert refused.code == 2
    assert "read-only" in refused.err


def test_every_report_table_is_exported_in_each_format(shop: Path, tmp_path: Path) -> None:
    called = voc("export", tmp_path / "out", "--project", shop, "--format", "parquet,csv,xlsx")
    assert called.code == 0, called.err
    with duckdb.connect(shop / "voc.duckdb", read_only=True) as snapshot:
        tables = [
            name
            for (name,) in snapshot.execute(
                "select table_name from duckdb_tables() where schema_name = 'report'"
            ).fetchall()
        ]
        count = {t: snapshot.execute(f"select count(*) from report.{t}").fetchone() for t in tables}
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {f"{table}.{form}" for table in tables for form in ("parquet", "csv", "xlsx")}
    for table in tables:
        assert (pl.read_parquet(tmp_path / "out" / f"{table}.parquet").height,) == count[table]
        sheet = pl.read_excel(tmp_path / "out" / f"{table}.xlsx", drop_empty_rows=False)
        assert (sheet.height,) == count[table]


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        (["run"], 2, "is no project"),
        (["check", "absent.csv"], 2, "absent.csv"),
        (["ingest", "absent.csv"], 2, "is no project"),
        (["explain", "nobody"], 2, "is no project"),
        (["forget"], 2, "say whom"),
        (["doctor"], 2, "is no project"),
        (["doctor", "--unknown"], 2, "No such option"),
    ],
)
def test_a_failure_is_told_to_programs_too(tmp_path: Path, command: list[str], code: int, says: str) -> None:
    failed = voc(*command, "--project", tmp_path, "--json")
    assert set(failed.json) == {"exit_code", "error"}
    assert (failed.code, failed.json["exit_code"]) == (code, code)
    assert says in failed.json["error"]
    assert failed.err == f"voc: {failed.json['error']}\n"
