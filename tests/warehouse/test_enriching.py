"""Whose feedback it is, and in which segments they were when they spoke."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_project import CUSTOMERS as PROFILES
from small_project import Small

from transforms.segments import Dimension
from warehouse.enriching.people import place_in_segments

AS_OF = datetime(2026, 6, 30, tzinfo=UTC)
PLAN = {"plan": Dimension(attribute="plan")}
TENURE = {
    "tenure": Dimension.model_validate(
        {
            "since": "customer_since",
            "bands": [{"name": "new", "from_value": 0}, {"name": "old", "from_value": 90}],
        }
    )
}
CUSTOMERS = "customer_no,full_name,mail,plan,since,joined\n"
REVIEWS = "review_id,customer_no,stars,body,written\n"


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path) as project:
        yield project


def enrich(small: Small, dimensions: dict[str, Dimension]) -> None:
    small.link()
    place_in_segments(small.work, dimensions, AS_OF)


def segments(small: Small, dimension: str) -> dict[str, str]:
    """The segment of each feedback, by its text."""
    return dict(
        small.rows(
            "select text, segment from core.feedback join core.feedback_segments using (feedback_id) "
            f"where dimension = '{dimension}'"
        )
    )


def test_feedback_belongs_to_the_segment_of_its_time(small: Small):
    small.load("c.csv", CUSTOMERS + "c1,A,,Free,2026-01-01,\nc1,A,,Pro,2026-03-01,\n")
    spoken = [
        ("early", "2025-12-31"),
        ("first", "2026-01-01"),
        ("before", "2026-02-28"),
        ("after", "2026-03-01"),
    ]
    rows = "".join(f"{text},c1,3,{text},{day}\n" for text, day in spoken)
    small.load(
        "r.csv", REVIEWS + rows + "x,c9,3,stranger,2026-02-01\ny,,3,nobody,2026-02-01\nz,c1,3,undated,\n"
    )
    enrich(small, PLAN)
    assert segments(small, "plan") == {
        "early": "unknown",
        "first": "Free",
        "before": "Free",
        "after": "Pro",
        "stranger": "unknown",
        "nobody": "unknown",
        "undated": "Pro",
    }
    assert small.rows("select plan from core.customers") == [("Pro",)]
    assert small.rows("select segment, valid_to is null from core.customer_segments order by valid_from") == [
        ("Free", False),
        ("Pro", True),
    ]


def test_every_feedback_has_one_segment_a_dimension_and_all(small: Small):
    small.load("c.csv", CUSTOMERS + "c1,A,,Free,2026-01-01,2026-01-01\nc2,B,,,2026-01-01,\n")
    small.load("r.csv", REVIEWS + "".join(f"r{n},c{n},3,t{n},2026-05-01\n" for n in range(4)))
    enrich(small, {**PLAN, **TENURE, "channel": Dimension(attribute="channel")})
    assert small.rows("select dimension, count(*) from core.feedback_segments group by all order by 1") == [
        ("all", 4),
        ("channel", 4),
        ("plan", 4),
        ("tenure", 4),
    ]
    assert set(segments(small, "channel").values()) == {"review"}


def test_a_dimension_of_which_nothing_is_known_is_left_out(small: Small):
    small.load("r.csv", REVIEWS + "r1,c1,3,x,2026-05-01\n")
    enrich(small, {**PLAN, **TENURE})
    assert small.rows("select distinct dimension from core.feedback_segments") == [("all",)]


def test_tenure_is_counted_up_to_what_was_said(small: Small):
    small.load("c.csv", CUSTOMERS + "c1,A,,Free,2026-01-01,2026-01-10\n")
    spoken = [
        ("before", "2026-01-09"),
        ("day 0", "2026-01-10"),
        ("day 89", "2026-04-09"),
        ("day 90", "2026-04-10"),
    ]
    small.load("r.csv", REVIEWS + "".join(f"{t},c1,3,{t},{day}\n" for t, day in spoken) + "u,c1,3,undated,\n")
    enrich(small, TENURE)
    assert segments(small, "tenure") == {
        "before": "unknown",
        "day 0": "new",
        "day 89": "new",
        "day 90": "old",
        "undated": "unknown",
    }


LINKS = """
    name = "orders"
    title = "Orders"
    [recognise]
    columns = ["order_no", "customer_no", "placed"]
    [record]
    key = ["order_no"]
    [customer]
    key = "order_no"
    namespace = "order"
    also = [{ column = "customer_no", namespace = "crm" }]
"""
FILES = {
    "c.csv": CUSTOMERS + "c1,Ana,ana@x.example,Free,2026-01-01,\nc7,Ana,ANA@x.example,Pro,2026-02-01,\n",
    "o.csv": "order_no,customer_no,placed\no1,c1,x\no2,c7,x\no3,,x\n",
    "r.csv": "review_id,order,stars,body\nr1,o1,3,a\nr2,o2,3,b\nr3,o3,3,c\n",
}
REVIEWS_OF_ORDERS = """
    name = "order_reviews"
    title = "Reviews of orders"
    channel = "review"
    [recognise]
    columns = ["review_id", "order", "stars", "body"]
    [record]
    key = ["review_id"]
    [customer]
    key = "order"
    namespace = "order"
    [feedback]
    created_at = "written"
    text = "body"
"""


@pytest.mark.parametrize("order", ["cor", "roc", "ocr"])
def test_keys_of_one_person_lead_to_one_customer_in_any_order(tmp_path: Path, order: str):
    with Small(tmp_path, orders=LINKS, order_reviews=REVIEWS_OF_ORDERS, customers=PROFILES) as small:
        small.project.secret.write_text("ab" * 32)
        for name in order:
            small.load(f"{name}.csv", FILES[f"{name}.csv"])
            enrich(small, PLAN)
        said = small.rows("select text, customer_id from core.feedback order by text")
        customers = small.rows("select customer_id, plan from core.customers")
    assert customers == [(said[0][1], "Pro")]  # c1 and c7 share an address
    assert said[0][1] == said[1][1] != said[2][1]
    assert said[2][1] is not None  # an order of nobody known is a speaker of its own


def test_a_note_in_place_of_an_address_joins_nobody(small: Small):
    small.load("c.csv", CUSTOMERS + "c1,A,n/a,Free,2026-01-01,\nc2,B,n/a,Pro,2026-01-01,\n")
    enrich(small, PLAN)
    assert small.rows("select count(*) from core.customers") == [(2,)]


def test_doing_it_again_changes_nothing(small: Small):
    small.load("c.csv", CUSTOMERS + "c1,A,,Free,2026-01-01,2026-01-01\n")
    small.load("r.csv", REVIEWS + "r1,c1,3,x,2026-05-01\n")
    enrich(small, {**PLAN, **TENURE})
    first = small.all_core()
    enrich(small, {**PLAN, **TENURE})
    assert small.all_core() == first
