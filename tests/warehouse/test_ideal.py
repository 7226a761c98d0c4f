"""core.customers gets fits and reasons, from the core tables alone."""

from pathlib import Path

import pytest
from small_project import REVIEWS, Small
from test_enriching import AS_OF

from models.ideal.tables import IdealParameters
from transforms.segments import Dimension
from warehouse.enriching.ideal import fit_ideal
from warehouse.enriching.people import place_in_segments

CRM = """
    name = "customers"
    title = "Customers of a shop"
    [recognise]
    columns = ["customer_no", "worth"]
    [record]
    key = ["customer_no"]
    [customer]
    key = "customer_no"
    namespace = "crm"
    [profile]
    valid_from = "since"
    [profile.attributes]
    plan = "plan"
    role = "role"
    customer_since = "joined"
    lifetime_value = "worth"
"""
DIMENSIONS = {name: Dimension(attribute=name) for name in ("plan", "role")}
DECLARED = IdealParameters(weights={"plan": {"Pro": 1.0}}, privacy_floor=1)
LEARNED = IdealParameters(learned_from=("plan", "role"))
HEADER = "customer_no,plan,role,joined,worth,since\n"


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path, customers=CRM, reviews=REVIEWS) as project:
        yield project


def fit(small: Small, parameters: IdealParameters | None) -> None:
    small.link()
    place_in_segments(small.work, DIMENSIONS, AS_OF)
    fit_ideal(small.work, parameters, AS_OF)


def test_the_segment_of_now_counts(small: Small):
    moved = "c1,Free,,2024-01-01,1,2026-01-01\nc1,Pro,,2024-01-01,1,2026-03-01\n"
    small.load("c.csv", HEADER + moved + "c2,Free,,2024-01-01,1,2026-01-01\nc3,,,2024-01-01,1,2026-01-01\n")
    fit(small, DECLARED)
    found = small.rows("select plan, ideal_fit, ideal_reasons from core.customers order by plan")
    assert found == [
        ("Free", 0.0, []),
        ("Pro", 1.0, [{"dimension": "plan", "segment": "Pro", "contribution": 1.0}]),
        (None, None, None),
    ]
    shares = "select segment, customers, share_of_ideal from report.ideal_customer order by 1"
    assert small.rows(shares) == [("Free", 1, 0.0), ("Pro", 1, 1.0), ("unknown", 1, 0.0)]
    quality = "select how, customers, customers_with_fit, rank_correlation from report.ideal_quality"
    assert small.rows(quality) == [("declared", 3, 2, None)]


def customers() -> list[str]:
    """120 customers, those of plan Pro worth ten times as much."""
    return [
        f"c{number},{'Pro' if number % 2 else 'Free'},{'Team lead' if number % 3 else 'Executive'},"
        f"2024-01-01,{(1000 if number % 2 else 100) + number},2026-01-01\n"
        for number in range(120)
    ]


def test_it_is_learned_and_the_same_in_any_order_of_delivery(tmp_path: Path):
    found = []
    for order in (1, -1):
        with Small(tmp_path / str(order), customers=CRM) as small:
            small.project.secret.write_text("ab" * 32)
            rows = customers()[::order]
            small.load("first.csv", HEADER + "".join(rows[:70]))
            small.load("second.csv", HEADER + "".join(rows[70:]))
            fit(small, LEARNED)
            fits = "select customer_id, plan, ideal_fit, ideal_reasons from core.customers order by all"
            tables = [small.rows(fits), small.rows("from report.ideal_customer order by all")]
            found.append([*tables, small.rows("from report.ideal_quality")])
            split = small.rows("select plan, min(ideal_fit), max(ideal_fit) from core.customers group by 1")
    assert found[0] == found[1]
    fits = {plan: (low, high) for plan, low, high in split}
    assert fits["Free"][1] < 0.5 < fits["Pro"][0]


def test_a_project_that_no_longer_asks_says_nothing(small: Small):
    small.load("c.csv", HEADER + "".join(customers()))
    fit(small, LEARNED)
    assert small.rows("select is_used from report.ideal_quality") == [(True,)]
    fit(small, None)
    assert small.rows("select count(ideal_fit), count(ideal_reasons) from core.customers") == [(0, 0)]
    assert small.rows("from report.ideal_customer") == small.rows("from report.ideal_quality") == []
