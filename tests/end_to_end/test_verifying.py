"""Texts alone decide nothing; a person reads what `voc verify` asks for, and the next run decides."""

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
    where aspect = 'delivery' and dimension = 'all' and window_days is null
"""
LATE = ("The delivery was late, very bad.", "Delivery was terrible and slow.")
GOOD = ("Delivery was quick and great.", "The delivery was excellent, thank you.")


def notes(complaints: int, praises: int) -> str:
    said = [*(LATE[n % 2] for n in range(complaints)), *(GOOD[n % 2] for n in range(praises))]
    lines = [f'{n},"Order {n}: {words}",2026-04-{1 + n % 28:02}' for n, words in enumerate(said)]
    return "\n".join(["note,words,said_at", *lines]) + "\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = new_project(tmp_path / "shop", {"notes": NOTES}, {"notes.csv": notes(4, 76)})
    called = voc("run", "--project", folder)
    assert called.code == 0, called.err
    return folder


def test_what_a_person_reads_decides_the_verdict(project: Path, tmp_path: Path) -> None:
    (before,) = rows(project, VERDICT)
    print(before)
    assert before["verdict"] == "insufficient_evidence"
    target = tmp_path / "to_read.csv"
    called = voc("verify", target, "--project", project)
    assert called.code == 0, called.err
    print(called.out)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    asked = pl.read_csv(target, infer_schema=False)
    print(asked)
    assert asked["polarity"].null_count() == asked.height >= 1
    truth = (
        pl.when(pl.col("quote").str.contains("late|terrible"))
        .then(pl.lit("negative"))
        .otherwise(pl.lit("positive"))
    )
    asked.with_columns(polarity=truth).write_csv(project / "inbox" / "read.csv")
    called = voc("run", "--project", project)
    assert called.code == 0, called.err
    (after,) = rows(project, VERDICT)
    print(after)
    assert after["verdict"] == "isolated"
