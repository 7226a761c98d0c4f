"""`voc identity review`: pairs with their names, a file to decide in, and decisions that come back."""

import stat
from pathlib import Path

import polars as pl
import pytest
from command import new_project, rows, voc
from populations import population
from populations.generating import Population


@pytest.fixture(scope="module")
def people() -> Population:
    return population(700, seed=4)


@pytest.fixture(scope="module")
def project(people: Population, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_project(tmp_path_factory.mktemp("reviewed") / "firm")
    people.write(folder / "inbox", folder / "sources")
    called = voc("run", "--project", folder)
    assert called.code == 0, called.err
    return folder


def test_pairs_show_their_names_and_the_published_table_does_not(project: Path, people: Population):
    shown = voc("identity", "review", "--project", project, "--json").json["pairs"]
    published = rows(project, "from report.identity_review order by probability desc, left_key, right_key")
    assert [(one["left_key"], one["right_key"]) for one in shown] == [
        (one["left_key"], one["right_key"]) for one in published
    ]
    assert shown
    assert all(one["left_name"] and one["right_name"] for one in shown)
    names = {one[f"{side}_name"].split(" / ")[0] for one in shown for side in ("left", "right")}
    everything = str(published)
    assert not [name for name in names if name in everything]
    assert "pairs" not in voc("identity", "review", "--project", project).err


@pytest.mark.system
def test_decisions_from_the_file_stand(project: Path, tmp_path: Path):
    target = tmp_path / "decide.csv"
    called = voc("identity", "review", "--csv", target, "--project", project)
    assert called.code == 0, called.err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    pairs = pl.read_csv(target, infer_schema=False)
    assert pairs["decision"].null_count() == pairs.height >= 2
    choices = ["same", "different", *[None] * (pairs.height - 2)]
    decided = pairs.with_columns(decision=pl.Series(choices, dtype=pl.String))
    decided.write_csv(project / "inbox" / "decide.csv")
    called = voc("run", "--project", project)
    assert called.code == 0, called.err
    (same, different) = (
        rows(project, f"from core.identity_links where left_key = '{left}' and right_key = '{right}'")
        for left, right in pairs.select("left_key", "right_key").head(2).rows()
    )
    assert same[0]["left_customer_id"] == same[0]["right_customer_id"]
    assert different[0]["left_customer_id"] != different[0]["right_customer_id"]
    assert (same[0]["rule"], same[0]["status"]) == ("a person's decision", "accepted")
    assert (different[0]["rule"], different[0]["status"]) == ("a person's decision", "apart")
    waiting = rows(project, "select left_key, right_key from report.identity_review")
    assert {"left_key": pairs["left_key"][1], "right_key": pairs["right_key"][1]} not in waiting


def test_the_file_is_not_written_where_others_read(project: Path):
    called = voc("identity", "review", "--csv", project / "exports" / "names.csv", "--project", project)
    assert called.code == 2
    assert "others read exports/" in called.err


def test_nobody_waits_where_nothing_was_loaded(tmp_path: Path):
    called = voc("identity", "review", "--project", new_project(tmp_path / "empty"))
    assert (called.code, called.out) == (0, "No contacts wait for a decision.\n")
