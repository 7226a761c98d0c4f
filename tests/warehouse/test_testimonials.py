"""report.testimonials: who may be asked, and nobody else."""

import pytest
from marts_data import Warehouse


@pytest.fixture
def warehouse():
    one = Warehouse()
    yield one
    one.connection.close()


def verdict(warehouse, aspect="support", **columns):
    usual = {"verdict": "consensus", "kind": "consensus_praise", "dimension": "all", "segment": "all"}
    warehouse.insert("report.divergence", {"aspect": aspect, "positive": 90, **usual, **columns})


def customer(warehouse, name, consents):
    row = {"customer_id": name, "consent_to_contact": consents, "ideal_fit": 0.8, "file_id": "file"}
    present = {name for name, *_ in warehouse.connection.execute("describe core.customers").fetchall()}
    warehouse.insert("core.customers", {key: value for key, value in row.items() if key in present})


def says(warehouse, name, polarity, at, quote=None, **columns):
    warehouse.opinions(
        [polarity], at=at, **{"origin": "text", "aspect": "support", "language": "de", **columns},
        customer_id=name, quote=quote, confidence=0.9,
    )  # fmt: skip


def asked(warehouse):
    warehouse.build()
    return warehouse.rows("testimonials", order="customer_id, aspect")


def test_a_content_customer_who_consents_is_asked_once_an_aspect(warehouse):
    verdict(warehouse)
    customer(warehouse, "anna", True)
    says(warehouse, "anna", 1, "2025-01-05", "Sehr hilfsbereit.")
    says(warehouse, "anna", 1, "2025-03-05", "Immer erreichbar.")
    says(warehouse, "anna", 1, "2025-04-05", origin="sub_rating")  # without words
    (row,) = asked(warehouse)
    assert (row["customer_id"], row["aspect"], row["feedback_id"]) == ("anna", "support", "f000002")
    assert (row["language"], row["quote"], row["ideal_fit"]) == ("de", "Immer erreichbar.", 0.8)
    assert f"{row['created_at']:%Y-%m-%d}" == "2025-03-05"


@pytest.mark.parametrize("consents", [False, None])
def test_nobody_without_consent_is_asked(warehouse, consents):
    verdict(warehouse)
    customer(warehouse, "bob", consents)
    says(warehouse, "bob", 1, "2025-01-05", "Great.")
    says(warehouse, None, 1, "2025-01-05", "Great.")  # nobody knows who
    says(warehouse, "not in the crm", 1, "2025-01-05", "Great.")
    assert asked(warehouse) == []


@pytest.mark.parametrize(
    ("later", "is_asked"),
    [
        ({"polarity": -1, "at": "2025-02-01"}, False),
        ({"polarity": 0, "at": "2025-02-01"}, True),
        ({"polarity": 0, "at": "2025-02-01", "is_mixed": True}, False),
        ({"polarity": -1, "at": "2025-01-05"}, False),  # at the same time
        ({"polarity": -1, "at": "2025-01-04"}, True),
        ({"polarity": -1, "at": None}, True),  # without a time it counts as the earliest, as in the verdicts
        ({"polarity": -1, "at": "2025-02-01", "aspect": "price"}, True),
    ],
)
def test_the_latest_word_must_be_no_complaint(warehouse, later, is_asked):
    verdict(warehouse)
    customer(warehouse, "carla", True)
    says(warehouse, "carla", 1, "2025-01-05", "Great.")
    says(warehouse, "carla", **later)
    assert bool(asked(warehouse)) == is_asked


@pytest.mark.parametrize(
    "columns",
    [
        {"verdict": "see_segment"},
        {"kind": "consensus_complaint"},
        {"dimension": "plan", "segment": "Team"},
        {"positive": None},  # below the privacy floor
        {"aspect": "price"},
    ],
)
def test_only_what_everybody_or_their_segment_praises(warehouse, columns):
    verdict(warehouse, **columns)
    customer(warehouse, "dora", True)
    says(warehouse, "dora", 1, "2025-01-05", "Great.")
    assert asked(warehouse) == []
