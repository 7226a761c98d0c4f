"""Declared weights, worked by hand."""

import polars as pl
import pytest
from planted import AS_OF

from models.ideal.fitting import ideal_customers
from models.ideal.tables import CUSTOMERS_SCHEMA, Ideal, IdealParameters

WEIGHTS = {"size": {"250-999": 1.0, "1-9": -0.5}, "plan": {"Pro": 0.5}}
SPAN = 1.5 - -0.5
"""Best: 250-999 and Pro, 1.5. Worst: 1-9 and another plan, -0.5."""

PEOPLE = {
    "ideal": ("250-999", "Pro"),
    "worst": ("1-9", "Free"),
    "plain": ("10-49", "Pro"),  # a segment that is not named weighs 0
    "half": (None, "Free"),
    "none": (None, None),
}
MEAN_SIZE = (1.0 - 0.5 + 0.0) / 3
MEAN_PLAN = (0.5 + 0 + 0.5 + 0) / 4


def fitted(weights=WEIGHTS, people=PEOPLE, privacy_floor: int = 1) -> Ideal:
    empty = dict.fromkeys(CUSTOMERS_SCHEMA)
    customers = pl.DataFrame([empty | {"customer_id": name} for name in people], schema=CUSTOMERS_SCHEMA)
    placed = [
        (name, dimension, segment or "unknown")
        for name, segments in people.items()
        for dimension, segment in zip(("size", "plan"), segments, strict=True)
    ]
    segments = pl.DataFrame(placed, schema=["customer_id", "dimension", "segment"], orient="row")
    return ideal_customers(customers, segments, IdealParameters(weights, (), privacy_floor), AS_OF)


def test_the_fit_runs_from_the_worst_sum_to_the_best_and_unknown_is_the_mean():
    fits = dict(fitted().fits.select("customer_id", "ideal_fit").rows())
    assert fits == pytest.approx(
        {
            "ideal": (1.0 + 0.5 + 0.5) / SPAN,  # 1
            "worst": (-0.5 + 0.0 + 0.5) / SPAN,  # 0
            "plain": (0.0 + 0.5 + 0.5) / SPAN,  # 0.5
            "half": (MEAN_SIZE + 0.0 + 0.5) / SPAN,
        },
        abs=1e-6,
    )  # nothing is known of "none"


def test_the_reasons_are_the_weights_strongest_first_and_say_what_is_unknown():
    found = fitted().fits
    reasons = dict(found.select("customer_id", "ideal_reasons").rows())
    told = {name: [tuple(one.values()) for one in given] for name, given in reasons.items()}
    assert told == {
        "ideal": [("size", "250-999", 1.0 / SPAN), ("plan", "Pro", 0.5 / SPAN)],
        "worst": [("size", "1-9", -0.5 / SPAN)],
        "plain": [("plan", "Pro", 0.5 / SPAN)],
        "half": [("size", "unknown", pytest.approx(MEAN_SIZE / SPAN, abs=1e-4))],
    }


def test_the_table_tells_effects_and_shares_of_the_ideal_fifth():
    table = fitted().segments.select("dimension", "segment", "effect", "customers", "share_of_ideal")
    rows = {row[:2]: row[2:] for row in table.rows()}
    assert rows["size", "250-999"] == (0.5, 1, 1.0)  # of four with a fit the best is the ideal fifth
    assert rows["plan", "Free"] == (0.0, 2, 0.0)
    assert rows["plan", "Pro"] == (0.25, 2, 1.0)
    assert fitted().segments["is_declared"].all()


def test_few_customers_show_no_share_but_the_weight_stays():
    (row,) = fitted(privacy_floor=2).segments.filter(segment="250-999").to_dicts()
    assert (row["effect"], row["share_of_customers"], row["status"]) == (0.5, None, "suppressed")


def test_a_segment_that_nobody_is_in_is_told():
    found = fitted({"size": {"250-1000": 1.0}, "plan": {"Pro": 1.0}})
    (quality,) = found.quality.to_dicts()
    assert 'No customer is in size "250-1000".' in quality["reason"]
    assert quality["is_used"]
    (row,) = found.segments.filter(segment="250-1000").to_dicts()
    assert (row["customers"], row["effect"]) == (0, 0.5)


def test_a_dimension_of_which_nothing_is_known_moves_nobody():
    found = fitted({"age": {"65+": 1.0}, "plan": {"Pro": 1.0}})
    fits = dict(found.fits.select("customer_id", "ideal_fit").rows())
    assert fits == {"ideal": 0.5, "worst": 0.0, "plain": 0.5, "half": 0.0}


def test_its_order_is_held_against_what_customers_are_worth():
    people = {f"c{number:02}": ("1-9", "Pro" if number < 30 else "Free") for number in range(60)}
    empty = dict.fromkeys(CUSTOMERS_SCHEMA) | {"customer_since": AS_OF.replace(year=2024)}
    rows = [
        empty | {"customer_id": name, "lifetime_value": 10.0 + number} for number, name in enumerate(people)
    ]
    segments = pl.DataFrame(
        [(name, "plan", plan) for name, (_, plan) in people.items()],
        schema=["customer_id", "dimension", "segment"],
        orient="row",
    )
    customers = pl.DataFrame(rows, schema=CUSTOMERS_SCHEMA)
    told = {}
    for plan in ("Pro", "Free"):
        parameters = IdealParameters({"plan": {plan: 1.0}})
        (quality,) = ideal_customers(customers, segments, parameters, AS_OF).quality.to_dicts()
        told[plan] = (round(quality["rank_correlation"], 2), quality["reason"])
    assert told["Free"][0] == -told["Pro"][0] == 0.87  # Free are the thirty of higher value
    assert "a relation" in told["Free"][1]
    assert "the opposite relation" in told["Pro"][1]
