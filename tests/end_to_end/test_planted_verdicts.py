"""The question itself, on rated customers: one voice or a trend?"""

from pathlib import Path
from typing import Any

import pytest
from command import new_project, rows, voc
from shop import SOURCES, reviews


def verdict(folder: Path, complaints: int, customers: int) -> dict[str, Any]:
    """The verdict on the whole, for everybody and all time, where the first of the customers complain."""
    stars = {n: 1 if n <= complaints else 5 for n in range(1, customers + 1)}
    project = new_project(folder / "shop", SOURCES, {"reviews.csv": reviews(stars)})
    assert voc("run", "--project", project).code == 0
    (found,) = rows(
        project,
        "select * from report.divergence "
        "where aspect = 'overall' and dimension = 'all' and window_days is null",
    )
    assert (found["customers"], found["negative"], found["positive"]) == (
        customers,
        complaints,
        customers - complaints,
    )
    return found


def test_one_complaint_among_a_hundred_customers_is_isolated(tmp_path: Path) -> None:
    found = verdict(tmp_path, 1, 100)
    assert (found["verdict"], found["side"], found["minority_customers"]) == ("isolated", "complaint", 1)
    assert found["share_low"] <= 0.01 <= found["share_high"] < 0.10


def test_fifty_complaints_among_a_hundred_customers_are_a_trend(tmp_path: Path) -> None:
    found = verdict(tmp_path, 50, 100)
    assert (found["verdict"], found["side"]) == ("trend", "both")
    assert 0.20 < found["share_low"] <= 0.50 <= found["share_high"]


def test_no_complaint_among_ten_customers_is_insufficient_evidence(tmp_path: Path) -> None:
    found = verdict(tmp_path, 0, 10)
    assert found["verdict"] == "insufficient_evidence"
    assert found["opinions_needed"] > 10


def test_fifty_seven_complaints_among_sixty_customers_are_no_isolated_praise(tmp_path: Path) -> None:
    found = verdict(tmp_path, 57, 60)
    assert found["kind"] == "consensus_complaint"
    assert found["verdict"] in ("consensus", "trend")
    assert (found["minority_customers"], found["share_raw"]) == (3, pytest.approx(3 / 60))  # who praise
    assert "57 of 60 customers complain" in found["reason"]


@pytest.mark.system
@pytest.mark.parametrize(("complaints", "customers"), [(1, 100), (57, 60)])
def test_the_same_customers_speaking_twice_count_once(
    tmp_path: Path, complaints: int, customers: int
) -> None:
    stars = {n: 1 if n <= complaints else 5 for n in range(1, customers + 1)}
    again = reviews(stars).replace('"R', '"A').replace("2026-03-0", "2026-04-0")
    project = new_project(tmp_path / "shop", SOURCES, {"march.csv": reviews(stars), "april.csv": again})
    assert voc("run", "--project", project).code == 0
    (found,) = rows(
        project,
        "select customers, negative from report.divergence "
        "where aspect = 'overall' and dimension = 'all' and window_days is null",
    )
    assert found == {"customers": customers, "negative": complaints}
    assert len(rows(project, "from core.feedback")) == 2 * customers
