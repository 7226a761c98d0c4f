"""`voc demo`, as a newcomer sees it: every planted truth found, every line accounted for, nothing twice."""

import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from command import rows, voc
from conftest import Demo

from warehouse.demo import PLANTED, DemoExports, Planted, write_demo


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> DemoExports:
    """What the demo writes: the same bytes, written again."""
    return write_demo(tmp_path_factory.mktemp("exports"))


def files(demo: Demo) -> dict[str, dict[str, Any]]:
    return {Path(one["path"]).name: one for one in rows(demo.folder, "from ops.files")}


def test_it_ends_well(demo: Demo) -> None:
    assert demo.code == 0, demo.err
    assert demo.printed["status"] in ("done", "warned")


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.title)
def test_every_planted_truth_is_found(demo: Demo, planted: Planted) -> None:
    (found,) = rows(
        demo.folder,
        f"select * from report.divergence where aspect = '{planted.aspect}' and window_days = 365 "
        f"and dimension = '{planted.dimension}' and segment = '{planted.segment}'",
    )
    assert found["verdict"] in planted.verdicts
    assert planted.kind in (None, found["kind"])
    assert found["reason"]
    told = {one["what"]: one["found"] for one in demo.printed["findings"]}
    assert told[planted.title] == found["verdict"]


def test_it_prints_ten_findings(demo: Demo) -> None:
    assert len(demo.printed["findings"]) == 10


@pytest.mark.parametrize(
    "relation",
    [
        "core.feedback",
        "core.survey_answers",
        "core.customers",
        "core.opinions",
        "report.kpi",
        "report.sentiment",
        "report.aspects",
        "report.divergence",
        "report.divergence_quotes",
        "report.data_quality",
        "report.model_quality",
        "report.text_and_score",
        "report.contact_hygiene",
        "report.ideal_customer",
        "report.ideal_quality",
    ],
)
def test_every_table_has_rows(demo: Demo, relation: str) -> None:
    assert rows(demo.folder, f"select count(*) as n from {relation}")[0]["n"] > 0


def test_all_eight_languages_are_spoken_and_read(demo: Demo) -> None:
    spoken = rows(demo.folder, "select distinct language from core.feedback where text is not null")
    assert {one["language"] for one in spoken} >= {"en", "fr", "de", "es", "pt", "it", "nl", "ro"}
    unread = "select count(*) as n from core.feedback where length(text) > 0 and sentiment is null"
    assert rows(demo.folder, unread) == [{"n": 0}]


def test_every_line_and_every_planted_defect_is_accounted_for(demo: Demo, exports: DemoExports) -> None:
    found = files(demo)
    expected = {
        "lumenta_customers.xlsx": (exports.customer_lines, 0, 0),
        "lumenta_reviews.csv": (
            exports.review_lines,
            exports.impossible_dates,
            exports.corrected_reviews,      # the earlier version; the later one is loaded
        ),
        "lumenta_survey.csv": (exports.survey_lines, exports.off_scale_nps, exports.repeated_survey_lines),
    }  # fmt: skip
    for name, (lines, rejected, duplicate) in expected.items():
        one = found[name]
        assert (one["lines"], one["rejected"], one["duplicate"]) == (lines, rejected, duplicate)
        assert one["loaded"] == lines - rejected - duplicate
    reasons = {one["column_name"] for one in rows(demo.folder, "from ops.rejects")}
    assert reasons == {"nps", "posted_at"}


def test_the_ideal_customer_is_who_pays_for_the_largest_plan(demo: Demo) -> None:
    (quality,) = rows(demo.folder, "from report.ideal_quality")
    assert quality["is_used"]
    assert quality["correlation_low"] > 0.9  # prices follow from plan and size, which the CRM knows
    order = "select segment, effect from report.ideal_customer where dimension = 'plan' order by effect desc"
    assert [one["segment"] for one in rows(demo.folder, order)][:1] == ["Enterprise"]
    page = (demo.folder / "report" / "index.html").read_text(encoding="utf-8")
    assert "The ideal customer" in page


def test_values_for_everybody_lie_within_their_intervals(demo: Demo) -> None:
    found = rows(
        demo.folder,
        "select metric, value, ci_low, ci_high from report.kpi where dimension = 'all' and value is not null",
    )
    assert {one["metric"] for one in found} >= {"nps", "csat", "ces"}
    assert all(one["ci_low"] <= one["value"] <= one["ci_high"] for one in found)


def test_no_name_address_or_own_key_of_a_customer_is_published(demo: Demo, exports: DemoExports) -> None:
    published = (demo.folder / "voc.duckdb").read_bytes()
    people = pl.read_excel(exports.customers, sheet_name="Customers").head(40)
    for secret in (*people["E-mail"].drop_nulls(), *people["Phone"].drop_nulls(), *people["Customer No"]):
        assert str(secret).encode() not in published


def test_a_second_run_changes_nothing_and_says_so(demo: Demo) -> None:
    snapshot = demo.folder / "voc.duckdb"
    before, content = snapshot.stat(), snapshot.read_bytes()
    called = voc("run", "--project", demo.folder)
    assert (called.code, called.err) == (0, "")
    assert "Nothing new" in called.out
    after = snapshot.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert snapshot.read_bytes() == content
    assert os.access(demo.folder / "report" / "index.html", os.R_OK)


def test_a_project_with_exports_of_its_own_is_not_taken_for_the_demo(tmp_path: Path) -> None:
    assert voc("init", tmp_path / "mine").code == 0
    (tmp_path / "mine" / "inbox" / "mine.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    called = voc("demo", tmp_path / "mine")
    assert called.code == 2
    assert "another folder" in called.err
    assert [path.name for path in (tmp_path / "mine" / "inbox").iterdir()] == ["mine.csv"]
