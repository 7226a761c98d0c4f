"""Readings by persons, delivered as a file: recognised, accounted for, the latest of an opinion standing."""

from pathlib import Path

import pytest
from small_project import Small, counts

HEADER = "opinion_id,polarity,read_at\n"
READINGS = "select opinion_id, polarity, read_at::date::varchar from core.readings order by opinion_id"


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path) as project:
        yield project


def test_figures_and_words_are_read_and_others_rejected(small: Small):
    rows = ["a,-1,", "b,0,", "c,1,", "d,Negative,", "e,neutral,", "f,positive,2026-05-01", "g,+1,"]
    wrong = ["h,2,", "i,good,", ",1,", "k,mixed,", "l,1,soon"]
    outcome = small.load("read.csv", HEADER + "\n".join([*rows, *wrong]) + "\n")
    assert (outcome.source, *counts(outcome)) == ("readings", "loaded", 7, 5, 0)
    assert [polarity for _, polarity, _ in small.rows(READINGS)] == [-1, 0, 1, -1, 0, 1, 1]
    assert [(one.column, one.reason) for one in outcome.rejects[:2]] == [
        ("polarity", '"2" is no polarity: write -1, 0 or 1, or negative, neutral or positive'),
        ("polarity", '"good" is no polarity: write -1, 0 or 1, or negative, neutral or positive'),
    ]


def test_the_latest_reading_stands_whenever_it_is_delivered(small: Small):
    small.load("late.csv", HEADER + "a,1,2026-05-02\na,0,2026-05-01\n")
    assert counts(small.load("early.csv", HEADER + "a,-1,2026-04-01\n")) == ("loaded", 0, 0, 1)
    assert small.rows(READINGS) == [("a", 1, "2026-05-02")]
    assert counts(small.load("later.csv", HEADER + "a,-1,2026-06-01\n")) == ("loaded", 1, 0, 0)
    assert small.rows(READINGS) == [("a", -1, "2026-06-01")]


def test_within_a_file_a_reading_with_its_time_stands_else_the_last_line(small: Small):
    rows = "a,1,\na,0,2026-05-01\na,-1,\nb,1,\nb,-1,\nc,1,\nc,-1,\nc,1,\n"
    small.load("read.csv", HEADER + rows)
    assert small.rows(READINGS) == [("a", 0, "2026-05-01"), ("b", -1, None), ("c", 1, None)]


def test_without_a_time_the_later_delivery_stands(small: Small):
    small.load("1.csv", "opinion_id,polarity\na,1\nb,1\n")
    assert counts(small.load("2.csv", "opinion_id,polarity\na,negative\nb,1\n")) == ("loaded", 1, 0, 1)
    assert small.rows(READINGS) == [("a", -1, None), ("b", 1, None)]


def test_a_blank_says_nothing_and_takes_nothing_back(small: Small):
    small.load("read.csv", HEADER + "a,1,\nb,-1,2026-05-01\n")
    asked = "opinion_id,quote,polarity\na,fine,\nb,slow,\nc,dear,\nd,odd,\n"
    assert counts(small.load("asked.csv", asked)) == ("loaded", 4, 0, 0)
    assert small.rows(READINGS) == [("a", 1, None), ("b", -1, "2026-05-01")]
    assert counts(small.load("filled.csv", asked.replace("dear,", "dear,negative"))) == ("loaded", 1, 0, 3)
    assert small.rows(READINGS) == [("a", 1, None), ("b", -1, "2026-05-01"), ("c", -1, None)]
