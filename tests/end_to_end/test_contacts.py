"""The contact base of a generated population: judged, corrected, and nobody named in what is published."""

import os
import shutil
import stat
from pathlib import Path

import duckdb
import polars as pl
import pytest
from command import Called, new_project, rows, voc
from populations import occurrences, population
from populations.generating import Population

from warehouse.lock import writing
from warehouse.project import Project


@pytest.fixture(scope="module")
def people() -> Population:
    return population(400, seed=5)


@pytest.fixture(scope="module")
def ran(people: Population, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Called]:
    project = new_project(tmp_path_factory.mktemp("contacts") / "firm")
    people.write(project / "inbox", project / "sources")
    called = voc("run", "--project", project)
    assert called.code == 0, called.err
    return project, called


@pytest.fixture(scope="module")
def written(ran: tuple[Path, Called], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("mine") / "contacts.csv"
    called = voc("contacts", target, "--project", ran[0])
    assert called.code == 0, called.err
    return target


def test_no_byte_of_what_is_published_names_anybody(ran: tuple[Path, Called], people: Population):
    project, called = ran
    values = people.personal_values()
    exports = [path for folder in ("exports", "report") for path in (project / folder).iterdir()]
    assert len(exports) > 10
    for path in (project / "voc.duckdb", project / "state" / "work.duckdb", *exports):
        assert occurrences(path.read_bytes(), values) == [], path.name
    assert occurrences(called.raw + called.err.encode(), values) == []


def test_no_value_of_the_snapshot_names_anybody(ran: tuple[Path, Called], people: Population):
    """Bytes of a database may be compressed; its values are not."""
    with duckdb.connect(ran[0] / "voc.duckdb", read_only=True) as snapshot:
        tables = snapshot.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        texts = [
            snapshot.execute(f"select columns(*)::varchar from {one}").pl().write_csv() for (one,) in tables
        ]
    assert sum(map(len, texts)) > 1_000_000
    assert occurrences("\n".join(texts).encode(), people.personal_values()) == []


def test_issues_are_published_and_drawn(ran: tuple[Path, Called], people: Population):
    found = rows(ran[0], "select issue, count(*) as n from report.contact_hygiene group by issue")
    counts = {one["issue"]: one["n"] for one in found}
    planted = dict(people.planted["issue"].value_counts().rows())
    for issue in ("malformed_email", "missing_email", "consent_refused", "consent_unknown", "role_email"):
        assert counts[issue] == planted[issue]
    missing = rows(
        ran[0],
        "select distinct attribute, importance from report.contact_hygiene where attribute is not null",
    )
    assert {one["attribute"] for one in missing} == {"company_size", "country", "industry"}
    assert all(0 <= one["importance"] < 1 for one in missing)
    page = (ran[0] / "report" / "index.html").read_text("utf-8")
    assert "<h2>Contacts</h2>" in page
    assert "Missing: company size" in page


def test_importance_is_what_is_unknown_for_want_of_it(ran: tuple[Path, Called]):
    (lacking,) = rows(
        ran[0],
        "select any_value(importance) as share from report.contact_hygiene where attribute = 'industry'",
    )
    (counted,) = rows(
        ran[0],
        """
        select count(*) filter (segment = 'unknown' and customer_id in (
                   select customer_id from report.contact_hygiene where attribute = 'industry')) as unplaced,
               count(*) as feedback
        from core.feedback join core.feedback_segments using (feedback_id) where dimension = 'industry'""",
    )
    assert lacking["share"] == pytest.approx(counted["unplaced"] / counted["feedback"])


def test_the_list_has_every_contact_under_its_own_key(written: Path, people: Population):
    listed = pl.read_csv(written, infer_schema=False)
    assert sorted(listed["source_key"]) == sorted(people.exports["crm.csv"]["Record ID"])
    phones = listed["phone"].drop_nulls()
    assert phones.str.contains(r"^\+\d{8,15}$").sum() > 0.8 * len(phones)  # importable, not quoted
    assert set(listed["country"].drop_nulls()) <= {"GB", "US", "FR", "DE", "ES", "PT", "IT", "NL", "RO"}
    kept = listed["duplicate_of"].drop_nulls()
    assert set(kept) <= set(listed["source_key"])


def test_the_list_is_its_owners_alone_and_whole(written: Path):
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert [path.name for path in written.parent.iterdir()] == ["contacts.csv"]


def test_a_workbook_holds_the_same(ran: tuple[Path, Called], written: Path, tmp_path: Path):
    target = tmp_path / "contacts.xlsx"
    target.write_bytes(b"an older one that everybody may read")
    target.chmod(0o644)
    called = voc("contacts", target, "--project", ran[0], "--json")
    assert (called.code, called.err) == (0, "")
    listed = pl.read_csv(written, infer_schema=False)
    assert called.json["contacts"] == listed.height
    assert set(called.json) == {"file", "contacts", "changed", "suggestions", "duplicates", "without_issues"}
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    sheet = pl.read_excel(target, infer_schema_length=0)
    assert sheet["source_key"].to_list() == listed["source_key"].to_list()
    assert sheet["phone"].to_list() == listed["phone"].str.strip_prefix("'").to_list()  # a cell is text


def test_what_the_command_prints_names_nobody(ran: tuple[Path, Called], people: Population, tmp_path: Path):
    called = voc("contacts", tmp_path / "contacts.csv", "--project", ran[0])
    assert "delete it once it is imported" in called.out
    assert occurrences(called.raw + called.err.encode(), people.personal_values()) == []


@pytest.mark.parametrize("folder", ["exports", "report", "inbox"])
def test_it_is_never_written_where_others_read(ran: tuple[Path, Called], folder: str):
    before = sorted((ran[0] / folder).iterdir())
    called = voc("contacts", ran[0] / folder / "contacts.csv", "--project", ran[0])
    assert called.code == 2
    assert f"others read {folder}/" in called.err
    assert sorted((ran[0] / folder).iterdir()) == before


def test_a_link_into_a_published_folder_is_seen_through(ran: tuple[Path, Called], tmp_path: Path):
    (tmp_path / "away").symlink_to(ran[0] / "exports", target_is_directory=True)
    called = voc("contacts", tmp_path / "away" / "contacts.csv", "--project", ran[0])
    assert called.code == 2


@pytest.mark.parametrize(
    ("name", "message"),
    [("contacts.txt", "neither .csv nor .xlsx"), ("nowhere/contacts.csv", "there is no folder")],
)
def test_other_targets_are_refused(ran: tuple[Path, Called], tmp_path: Path, name: str, message: str):
    called = voc("contacts", tmp_path / name, "--project", ran[0])
    assert called.code == 2
    assert message in called.err


def test_while_a_run_is_at_work_it_says_which(ran: tuple[Path, Called], tmp_path: Path):
    with writing(Project(ran[0]), "voc run"):
        called = voc("contacts", tmp_path / "contacts.csv", "--project", ran[0])
    assert called.code == 1
    assert "another run is at work here: voc run (process" in called.err
    assert not (tmp_path / "contacts.csv").exists()


def test_before_a_run_there_is_nothing_to_list(tmp_path: Path):
    called = voc("contacts", tmp_path / "contacts.csv", "--project", new_project(tmp_path / "firm"))
    assert called.code == 2
    assert "run `voc run` first" in called.err


def test_without_the_key_nobody_is_named(ran: tuple[Path, Called], tmp_path: Path):
    project = Path(shutil.copytree(ran[0], tmp_path / "firm"))
    (project / "state" / "secret.key").unlink()
    called = voc("contacts", tmp_path / "contacts.csv", "--project", project)
    assert called.code == 1
    assert "Restore it from your backup" in called.err
    assert not (tmp_path / "contacts.csv").exists()


CRM = """
name = "crm"
title = "CRM"
[recognise]
columns = ["No", "Name", "Mail", "Plan"]
[record]
key = ["No"]
[customer]
key = "No"
namespace = "crm"
name = "Name"
email = "Mail"
phone = "Tel"
[profile.attributes]
plan = "Plan"
"""
HEADER = "No,Name,Mail,Tel,Plan\n"


@pytest.mark.system
def test_the_row_in_force_is_listed_even_where_it_came_before(tmp_path: Path):
    project = new_project(tmp_path / "firm", {"crm": CRM})
    for night, mail in enumerate(("a@example.org", "b@example.org", "a@example.org")):
        dump = project / "inbox" / f"{night}.csv"
        dump.write_text(f"{HEADER}1,Ann Lee,{mail},,Pro\n{night + 2},Bo,bo{night}@example.org,,Pro\n")
        os.utime(dump, (1_780_000_000 + night, 1_780_000_000 + night))
        assert voc("ingest", dump, "--project", project).code == 0
    assert voc("run", "--project", project).code == 0
    assert voc("contacts", tmp_path / "contacts.csv", "--project", project).code == 0
    listed = pl.read_csv(tmp_path / "contacts.csv", infer_schema=False)
    assert dict(listed.select("source_key", "email").rows())["1"] == "a@example.org"


def test_what_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path):
    files = {
        "crm.csv": f'{HEADER}=1+1,"=HYPERLINK(""x"")",ann@example.org,+cmd|calc,Pro\n2,Bo,,+49 30 1,Pro\n'
    }
    project = new_project(tmp_path / "firm", {"crm": CRM}, files)
    assert voc("run", "--project", project).code == 0
    assert voc("contacts", tmp_path / "contacts.csv", "--project", project).code == 0
    by_name = {
        row["name"]: row for row in pl.read_csv(tmp_path / "contacts.csv", infer_schema=False).to_dicts()
    }
    formula = by_name['\'=HYPERLINK("x")']
    assert (formula["source_key"], formula["phone"]) == ("'=1+1", "'+cmd|calc")
    assert by_name["Bo"]["phone"] == "+49 30 1"


def test_a_stale_after_of_no_days_is_refused(tmp_path: Path):
    project = new_project(tmp_path / "firm")
    (project / "voc.toml").write_text("[contacts]\nstale_after_days = 0\n")
    called = voc("run", "--project", project)
    assert called.code == 2
    assert '"contacts.stale_after_days"' in called.err
