"""Faults of deliveries: the same again, in other shapes, and headers that changed."""

from pathlib import Path

import polars as pl
from cases import HEADER, Case, Outcome, review, reviews


def _twice(inbox: Path) -> None:
    (inbox / "a.csv").write_text(reviews(1, 2))
    (inbox / "b.csv").write_text(reviews(1, 2))


def _as(write: str, name: str):
    def make(inbox: Path) -> None:
        (inbox / "a.csv").write_text(reviews(1, 2, 3))
        other = pl.read_csv(inbox / "a.csv", infer_schema=False)
        getattr(other.select(reversed(other.columns)), write)(inbox / name)

    return make


def _file(text: str):
    def make(inbox: Path) -> None:
        (inbox / "a.csv").write_text(text)

    return make


def _overlapping(inbox: Path) -> None:
    (inbox / "a.csv").write_text(reviews(1, 2, 3))
    (inbox / "b.csv").write_text(reviews(2, 3, 4))


def _corrected(inbox: Path) -> None:
    header = HEADER.replace("\n", ",edited_at\n")
    (inbox / "a.csv").write_text(header + review(1).replace("\n", ",2026-04-02\n"))
    for name, edited_at, words in (("b", "2026-04-01", "Older."), ("c", "2026-04-03", "Newer.")):
        (inbox / f"{name}.csv").write_text(header + review(1, words).replace("\n", f",{edited_at}\n"))


GROUP = "delivery"
KNOWN = Outcome(0, "loaded", 3, 0, 0, 3)
DELIVERIES = (
    Case(GROUP, "the same file twice", _twice, Outcome(0, "loaded", 2, 2, 0, 0), "b.csv.*unchanged"),
    Case(GROUP, "the same rows as CSV, columns reordered", _as("write_csv", "b.csv"), KNOWN),
    Case(GROUP, "the same rows as XLSX", _as("write_excel", "b.xlsx"), KNOWN),
    Case(GROUP, "the same rows as JSON", _as("write_json", "b.json"), KNOWN),
    Case(GROUP, "the same rows as JSON lines", _as("write_ndjson", "b.jsonl"), KNOWN),
    Case(GROUP, "the same rows as Parquet", _as("write_parquet", "b.parquet"), KNOWN),
    Case(GROUP, "overlapping exports", _overlapping, Outcome(0, "loaded", 3, 1, 0, 2)),
    Case(GROUP, "corrected, and an older version late", _corrected, Outcome(0, "loaded", 1, 1, 0, 0)),
    Case(
        GROUP,
        "a required column renamed",
        _file(reviews(1, 2).replace("stars", "star")),
        Outcome(1, "unrecognised", 2, 0, 2, 0),
        r'a\.csv: looks like reviews, but lacks the column "stars" \(is it "star"\?\)',
    ),
    Case(
        GROUP,
        "a required column removed",
        _file("review,said_at,words\nR1,2026-03-01,x\n"),
        Outcome(1, "unrecognised", 1, 0, 1, 0),
        'lacks the column "stars"',
    ),
    Case(
        GROUP,
        "an optional column removed",
        _file(reviews(1)),
        Outcome(0, "loaded", 1, 1, 0, 0),
        "columns not in this file, loaded as unknown: .*edited_at",
    ),
)
