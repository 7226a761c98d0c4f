"""What a file's values decide, what is asked for, and what is noticed though it loads."""

from pathlib import Path

import pytest
from small_project import REVIEWS, Small, counts

from warehouse.audits import run_audits
from warehouse.loading import check_file, delivery, load_file

HEADER = "review_id,customer_no,stars,body,written,changed\n"
UNDECIDED = HEADER + "r1,c1,5,good,03/04/2024,\n"
DECIDED = UNDECIDED + "r2,c2,4,good,25/04/2024,\n"


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path, reviews=REVIEWS) as project:
        yield project


def test_an_order_that_nothing_decides_is_asked_for_and_the_answer_loads_the_file(small: Small):
    refused = small.load("a.csv", UNDECIDED)
    assert counts(refused) == ("rejected", 0, 1, 0)
    assert "below [sources.reviews], write date_order" in refused.message
    with_ = small.with_()
    answered = with_.catalogue.told({"reviews": {"date_order": "mdy"}})
    told = with_.__class__(**(vars(with_) | {"catalogue": answered}))
    path = small.project.inbox / "a.csv"
    assert counts(load_file(small.work, delivery(path, small.project), told)) == ("loaded", 1, 0, 0)
    assert small.rows("select created_at::date::varchar from core.feedback") == [("2024-03-04",)]


def test_a_file_is_read_alike_whatever_was_loaded_before_it(small: Small):
    assert small.load("b.csv", DECIDED).message.endswith(
        '"written" is read as day/month/year, as line 3 tells'
    )
    assert small.load("a.csv", UNDECIDED).status == "rejected"
    days = small.rows("select created_at::date::varchar from core.feedback order by 1")
    assert days == [("2024-04-03",), ("2024-04-25",)]


def test_misread_texts_and_times_that_cannot_be_true_are_told_and_never_quoted(small: Small):
    rows = "r1,c1,5,trÃ¨s bien,2026-05-01,\nr2,c2,4,Größe gut,0,\nr3,c3,4,pas trÃ¨s bien,2099-05-01,\n"
    path = small.put("a.csv", HEADER + rows)
    expected = (
        "2 texts look as if they had been read in a wrong encoding, such as line 2: export it anew as UTF-8; "
        "2 times cannot be true, such as in line 3"
    )
    assert check_file(delivery(path, small.project), small.with_()).message == expected
    assert small.load("a.csv").message == expected
    small.work.execute("create schema if not exists report")
    (audit,) = [one for one in _audits(small) if one.audit == "texts_readable"]
    assert (audit.status, audit.figure) == ("warned", 2)


def _audits(small: Small):
    for table, columns in {
        "kpi": "metric varchar, value double, ci_low double, ci_high double, weighted_value double, "
        "weighted_low double, weighted_high double",
        "divergence": "aspect varchar, dimension varchar, segment varchar, window_days integer",
    }.items():
        small.work.execute(f"create table report.{table} ({columns})")
    return run_audits(small.work, small.project, "run", 0.01)
