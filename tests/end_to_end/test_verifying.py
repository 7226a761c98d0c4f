"""Texts alone decide nothing; a person reads what `voc verify` asks for, and the next run decides."""

import shutil
import stat
from pathlib import Path

import polars as pl
import pytest
from command import new_project, rows, voc

NOTES = """
name = "notes"
title = "What customers wrote"
channel = "review"
language = "en"
[recognise]
columns = ["note", "words", "said_at"]
[record]
key = ["note"]
[feedback]
created_at = "said_at"
text = "words"
"""
VERDICT = """
    select verdict, negative, positive, minority_share, share_high, reason from report.divergence
    where aspect = 'delivery' and dimension = 'all' and window_days = 30
"""
LATE, GOOD = "Delivery was terrible and slow.", "Delivery was quick and great."


MISREAD = "I feared late delivery, it came early."  # read as a complaint, and is none


def notes(complaints: int, misread: int, praises: int) -> str:
    said = [LATE] * complaints + [MISREAD] * misread + [GOOD] * praises
    lines = [f'{n},"Order {n}: {words}",2026-04-{1 + n % 28:02}' for n, words in enumerate(said)]
    return "\n".join(["note,words,said_at", *lines]) + "\n"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ran") / "shop"
    called = voc("run", "--project", new_project(folder, {"notes": NOTES}, {"notes.csv": notes(1, 19, 120)}))
    assert called.code == 0, called.err
    return folder


@pytest.fixture
def project(ran: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(ran, tmp_path / "shop", copy_function=shutil.copy2))


def test_what_a_person_reads_decides_the_verdict(project: Path, tmp_path: Path) -> None:
    (before,) = rows(project, VERDICT)
    assert (before["verdict"], before["negative"]) == ("insufficient_evidence", 20)
    target = tmp_path / "to_read.csv"
    called = voc("verify", target, "--project", project, "--json")
    asked = pl.read_csv(target, infer_schema=False)
    assert called.json == {"file": str(target), "opinions": asked.height}
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    listed = rows(project, "select * from report.to_verify order by position")
    assert asked["opinion_id"].to_list() == [one["opinion_id"] for one in listed]
    assert {(one["read_as"], one["window_days"]) for one in listed} == {(-1, 30)}
    assert asked["polarity"].null_count() == asked.height == listed[0]["readings_needed"] <= 20
    is_late = pl.col("quote").str.contains("terrible")
    truth = pl.when(is_late).then(pl.lit("negative")).otherwise(pl.lit("positive"))
    for night in range(4):  # what is expected may not come: then more is asked for
        asked.with_columns(polarity=truth).write_csv(project / "inbox" / f"read_{night}.csv")
        called = voc("run", "--project", project)
        assert called.code == 0, called.err
        (after,) = rows(project, VERDICT)
        assert voc("verify", target, "--project", project).code == 0
        asked = pl.read_csv(target, infer_schema=False)
        if asked.is_empty():
            break
    assert after["verdict"] in ("isolated", "consensus")
    assert after["share_high"] < 0.10 < before["share_high"]
    assert rows(project, "from report.to_verify where aspect = 'delivery'") == []


@pytest.mark.system
def test_blank_readings_change_nothing(project: Path, tmp_path: Path) -> None:
    before = rows(project, VERDICT)
    assert voc("verify", tmp_path / "to_read.csv", "--project", project).code == 0
    (project / "inbox" / "read.csv").write_bytes((tmp_path / "to_read.csv").read_bytes())
    called = voc("run", "--project", project, "--json")
    assert called.code == 0, called.err
    assert rows(project, VERDICT) == before
    assert rows(project, "from core.readings") == []


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    folder = new_project(tmp_path / "empty")
    target = tmp_path / "to_read.csv"
    called = voc("verify", target, "--project", folder)
    assert (called.code, called.err.startswith("voc: there is no snapshot yet")) == (1, True)
    assert voc("run", "--project", folder).code == 0
    called = voc("verify", target, "--project", folder)
    assert (called.code, called.out[:40]) == (0, "No reading would decide a verdict: " + str(target)[:5])
