"""Who complained is called back, once: run, call, tell it in a contact log, run again."""

import os
import shutil
import stat
from pathlib import Path

import polars as pl
import pytest
from command import new_project, rows, voc

CRM = """
name = "crm"
title = "CRM"
[recognise]
columns = ["No", "Name", "Mail", "Ok"]
[record]
key = ["No"]
[customer]
key = "No"
namespace = "crm"
name = "Name"
email = "Mail"
[profile.attributes]
consent_to_contact = "Ok"
"""
REVIEWS = """
name = "reviews"
title = "Reviews"
channel = "review"
is_public = true
[recognise]
columns = ["review", "client", "day", "stars", "answered"]
[record]
key = ["review"]
[customer]
key = "client"
namespace = "crm"
[feedback]
created_at = "day"
rating = { column = "stars", scale = [1, 5] }
replied_at = "answered"
"""
NAMES = ("Ann", "Bo", "Cleo", "Dan", "Eve", "Fay", "Gus", "=Hal()", "Ida", "Jo")
CLIENTS = range(1, 11)


def crm() -> str:
    """Ten customers; the ninth wants no contact, of the tenth nobody knows."""
    wants = {9: "no", 10: ""}
    lines = (f"C{n},{NAMES[n - 1]},{n}@example.org,{wants.get(n, 'yes')}" for n in CLIENTS)
    return "\n".join(["No,Name,Mail,Ok", *lines]) + "\n"


def reviews(first: int, day: str, stars: int, *clients: int, answered: str = "") -> str:
    lines = (f"R{first + n},C{client},{day},{stars},{answered}" for n, client in enumerate(clients))
    return "\n".join(["review,client,day,stars,answered", *lines]) + "\n"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All complain on 1 April; the data reaches to 15 June, when a stranger speaks."""
    files = {
        "crm.csv": crm(),
        "april.csv": reviews(0, "2026-04-01", 1, *CLIENTS),
        "june.csv": reviews(50, "2026-06-15", 5, 77, answered="2026-06-15"),
    }
    made = new_project(tmp_path_factory.mktemp("once") / "firm", {"crm": CRM, "reviews": REVIEWS}, files)
    assert voc("run", "--project", made).code == 0
    return made


@pytest.fixture
def project(ran: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(ran, tmp_path / "firm"))


def listed(project: Path, target: Path) -> pl.DataFrame:
    called = voc("follow-up", target, "--project", project)
    assert called.code == 0, called.err
    assert "Ann" not in called.out
    return pl.read_csv(target, infer_schema=False)


def test_who_was_called_leaves_the_list_and_what_changed_appears(project: Path, tmp_path: Path):
    before = listed(project, tmp_path / "before.csv")
    assert sorted(before["source_key"]) == ["C1", "C10", *(f"C{n}" for n in range(2, 9))]
    assert set(before["reason"]) == {"negative_public"}
    assert set(before["due_from"]) == {"2026-06-01"}
    (project / "inbox" / "log.csv").write_text(
        "customer_key,contacted_at,outcome\n"
        + "".join(f"C{n},2026-06-10T09:00:00Z,solved\n" for n in range(1, 6))
        + "C6,2026-06-10T09:00:00Z,not_reached\nC7,2026-06-11,opted_out\n"
    )
    (project / "inbox" / "later.csv").write_text(reviews(90, "2026-06-14", 5, *range(1, 6), answered=""))
    assert voc("run", "--project", project).code == 0
    after = listed(project, tmp_path / "after.csv")
    assert sorted(after["source_key"]) == ["C10", "C6", "C8"]
    (outcome,) = rows(
        project,
        "from report.contact_outcomes where series is null and began_with = 'complaint' and is_contacted",
    )
    assert (outcome["aspect"], outcome["pairs"], outcome["improved"]) == ("overall", 5, 5)
    assert (outcome["net_change"], outcome["difference"]) == (1, None)  # nobody else spoke twice
    assert outcome["improved_share_low"] == pytest.approx(0.025 ** (1 / 5))
    asked = rows(project, "select count(*) as n from report.follow_up where ask_for_review")
    assert asked == [{"n": 5}]
    left = rows(project, "select distinct excluded_because as why from report.follow_up")
    assert {one["why"] for one in left} == {None, "no_consent", "not_in_crm", "opted_out"}


def test_the_list_is_its_owners_alone_and_a_spreadsheet_runs_nothing(project: Path, tmp_path: Path):
    names = set(listed(project, tmp_path / "list.csv")["name"])
    assert "'=Hal()" in names
    assert stat.S_IMODE((tmp_path / "list.csv").stat().st_mode) == 0o600
    called = voc("follow-up", tmp_path / "list.xlsx", "--project", project, "--json")
    assert called.code == 0, called.err
    assert called.json == {
        **{"file": str((tmp_path / "list.xlsx").resolve()), "contacts": 9, "overdue": 0},
        **{"complaints": 9, "praises": 0},
    }
    assert pl.read_excel(tmp_path / "list.xlsx").height == 9


def test_nobody_is_named_in_what_is_published(project: Path):
    for path in (project / "exports").glob("*.csv"):
        text = path.read_text()
        assert "@example.org" not in text, path.name
        assert "Cleo" not in text, path.name


@pytest.mark.parametrize("gone", ["private.duckdb", "secret.key"])
def test_without_what_tells_who_they_are_it_says_what_to_do(project: Path, tmp_path: Path, gone: str):
    (project / "state" / gone).unlink()
    called = voc("follow-up", tmp_path / "list.csv", "--project", project)
    assert called.code == 1
    assert "estore it from your backup" in called.err
    assert not (tmp_path / "list.csv").exists()
    assert gone == "secret.key" or not (project / "state" / gone).exists()


def test_before_a_run_nobody_is_looked_for(tmp_path: Path):
    called = voc("follow-up", tmp_path / "list.csv", "--project", new_project(tmp_path / "firm"))
    assert called.code == 2
    assert "run `voc run` first" in called.err


@pytest.mark.system
def test_a_settled_verdict_says_so(project: Path):
    settled = project / "inbox" / "settled.csv"
    settled.write_text("aspect,dimension,segment,action,until\noverall,all,all,muted,2026-12-31\n")
    os.utime(settled, (1_780_000_000, 1_780_000_000))
    assert voc("run", "--project", project).code == 0
    found = rows(
        project,
        "select distinct settlement from report.divergence where aspect = 'overall' and dimension = 'all'",
    )
    assert found == [{"settlement": "muted"}]
    due = rows(project, "select count(*) as n from report.follow_up where is_due")
    assert due == [{"n": 0}]


def test_a_window_that_closes_before_it_opens_is_refused(project: Path):
    (project / "voc.toml").write_text("[follow_up]\nfrom_months = 4\n")
    called = voc("run", "--project", project)
    assert called.code == 2
    assert '"follow_up"' in called.err
    assert "must rise" in called.err
