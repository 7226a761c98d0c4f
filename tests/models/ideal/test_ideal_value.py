"""What a customer is worth a year."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from models.ideal.tables import CUSTOMERS_SCHEMA
from models.ideal.value import RETENTION, VALUE_PER_YEAR, customer_values

AS_OF = datetime(2026, 6, 30, tzinfo=UTC)


def ago(years: float) -> datetime:
    return AS_OF - timedelta(days=365.25 * years)


def values(*rows: dict) -> tuple[dict[str, float], str]:
    """The value of each customer by a name, and what it is."""
    empty = dict.fromkeys(CUSTOMERS_SCHEMA)
    customers = pl.DataFrame([empty | row for row in rows], schema=CUSTOMERS_SCHEMA)
    valued, measured_by = customer_values(customers, AS_OF)
    return dict(valued.select("customer_id", "value").rows()), measured_by


def test_a_customer_of_ten_years_is_not_ten_times_as_ideal():
    found, measured_by = values(
        {"customer_id": "new", "lifetime_value": 500.0, "customer_since": ago(1)},
        {"customer_id": "old", "lifetime_value": 5000.0, "customer_since": ago(10)},
    )
    assert found == pytest.approx({"new": 500.0, "old": 500.0})
    assert measured_by == VALUE_PER_YEAR


def test_who_left_brings_nothing_afterwards_nor_in_the_coming_year():
    usual = {"lifetime_value": 1000.0, "customer_since": ago(4)}
    found, _ = values(
        {"customer_id": "stays", **usual, "is_active": True},
        {"customer_id": "left", **usual, "is_active": False},                      # nobody knows when
        {"customer_id": "left then", **usual, "churned_at": ago(3)},
        {"customer_id": "leaves soon", **usual, "churned_at": ago(-0.1)},
        {"customer_id": "came back", **usual, "churned_at": ago(2), "is_active": True},
    )  # fmt: skip
    stays, left = 1000 / 4, 1000 / (4 + 1)
    expected = [stays, left, left, stays, stays]
    assert list(found.values()) == pytest.approx(expected)


def test_who_has_just_come_or_whose_beginning_is_unknown_tells_nothing():
    found, _ = values(
        {"customer_id": "89 days", "lifetime_value": 9.0, "customer_since": AS_OF - timedelta(days=89)},
        {"customer_id": "90 days", "lifetime_value": 9.0, "customer_since": AS_OF - timedelta(days=90)},
        {"customer_id": "to come", "lifetime_value": 9.0, "customer_since": ago(-1)},
        {"customer_id": "unknown", "lifetime_value": 9.0},
        {"customer_id": "no value", "customer_since": ago(2)},
    )
    assert found == pytest.approx({"90 days": 9 / (90 / 365.25)})


def test_without_any_lifetime_value_it_is_whether_they_stay():
    found, measured_by = values(
        {"customer_id": "stays", "customer_since": ago(2), "is_active": True},
        {"customer_id": "left", "customer_since": ago(2), "is_active": False},
        {"customer_id": "unknown", "customer_since": ago(2)},
    )
    assert (found, measured_by) == ({"stays": 1.0, "left": 0.0}, RETENTION)


def test_who_has_no_date_of_leaving_stays_where_others_have_one():
    found, _ = values(
        {"customer_id": "no date", "customer_since": ago(2)},
        {"customer_id": "left", "customer_since": ago(2), "churned_at": ago(1)},
    )
    assert found == {"no date": 1.0, "left": 0.0}


def test_a_contact_without_account_is_one_by_itself():
    customers = pl.DataFrame(
        {"customer_id": ["x", "y"], "account_id": ["a", None], "lifetime_value": [1.0, 1.0],
         "customer_since": [ago(1)] * 2, "churned_at": [None] * 2, "is_active": [None] * 2},
        schema=CUSTOMERS_SCHEMA,
    )  # fmt: skip
    valued, _ = customer_values(customers, AS_OF)
    assert valued["account"].to_list() == ["a", "y"]
