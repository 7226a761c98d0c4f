"""The truths that the demo plants, and who holds which opinion so that they are there to be found."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from warehouse.demo.people import RARE_INDUSTRY, Customer

Stances = Mapping[str, int]
"""Aspect to -1 (complains), 0 (neutral) or 1 (praises); an aspect that is not there is not answered."""


@dataclass(frozen=True)
class Planted:
    """One truth over the twelve months up to as-of, and what the verdict on it should be.

    `kind` is the kind that report.divergence should state, None where any will do.
    """

    title: str
    aspect: str
    dimension: str
    segment: str
    verdicts: tuple[str, ...]
    kind: str | None
    sentence: str


PLANTED = (
    Planted(
        "A trend inside one segment", "ease of use", "company_size", "1-9", ("trend",), None,
        "Nearly half of the smallest companies find Lumenta hard to use; hardly anybody else does.",
    ),
    Planted(
        "The same, hidden by the average", "ease of use", "all", "all",
        ("see_segment", "insufficient_evidence"), None,
        "Of all customers about one in eighteen complains about ease of use: alone that would look isolated.",
    ),
    Planted(
        "An isolated complaint", "reliability", "all", "all", ("isolated",), None,
        "About one customer in a hundred complains about reliability.",
    ),
    Planted(
        "An even split", "price", "all", "all", ("trend",), "polarity",
        "Half of the customers find the price fair, half too high.",
    ),
    Planted(
        "A unanimous praise", "support", "plan", "Enterprise", ("consensus",), "consensus_praise",
        "No Enterprise customer complains about support.",
    ),
    Planted(
        "A unanimous complaint", "mobile app", "all", "all", ("consensus",), "consensus_complaint",
        "Few customers rate the mobile app, and every one of them complains.",
    ),
    Planted(
        "A segment too small to judge", "support", "industry", RARE_INDUSTRY,
        ("insufficient_evidence",), None,
        "Seven aerospace customers rate support, two of them badly: too few to tell.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Quota:
    """Of its customers, the share who answer; of these the neutral; of the others those who complain."""

    aspect: str
    holds_for: Callable[[Customer], bool]
    answering: float
    neutral: float
    complaining: float


def _everybody(_: Customer) -> bool:
    return True


# The first quota of an aspect that holds for a customer counts.
QUOTAS = (
    Quota("ease of use", lambda customer: customer.company_size == "1-9", 0.95, 0.08, 0.45),
    Quota("ease of use", _everybody, 0.95, 0.08, 0.004),
    Quota("reliability", _everybody, 0.90, 0.06, 0.01),
    Quota("price", _everybody, 0.92, 0.08, 0.5),
    Quota("support", lambda customer: customer.company.industry == RARE_INDUSTRY, 1.0, 0.0, 0.3),
    Quota("support", lambda customer: customer.company.plan == "Enterprise", 0.95, 0.03, 0.0),
    Quota("support", _everybody, 0.80, 0.08, 0.14),
    Quota("mobile app", _everybody, 0.15, 0.0, 1.0),
)


def assign_stances(rng: random.Random, customers: Sequence[Customer]) -> dict[str, Stances]:
    """The stances of each customer number: exact shares, so that no seed loses a planted truth."""
    stances: dict[str, dict[str, int]] = {customer.number: {} for customer in customers}
    for quota in QUOTAS:
        held = [
            customer
            for customer in customers
            if quota.aspect not in stances[customer.number] and _first_quota(quota.aspect, customer) is quota
        ]
        polarities = _polarities(quota, len(held))
        for customer, polarity in zip(rng.sample(held, len(polarities)), polarities, strict=True):
            stances[customer.number][quota.aspect] = polarity
    return dict(stances)


def _first_quota(aspect: str, customer: Customer) -> Quota:
    return next(quota for quota in QUOTAS if quota.aspect == aspect and quota.holds_for(customer))


def _polarities(quota: Quota, customers: int) -> list[int]:
    answering = round(quota.answering * customers)
    neutral = round(quota.neutral * answering)
    complaining = round(quota.complaining * (answering - neutral))
    return [0] * neutral + [-1] * complaining + [1] * (answering - neutral - complaining)
