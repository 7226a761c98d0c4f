"""Drafts for real exports, compared with the descriptions that are shipped for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from transforms.description import Description
from transforms.drafting.drafting import drafted
from warehouse.catalogue import catalogue
from warehouse.landing import land

FILES = {
    "skytrax_lounge": ("skytrax_en/lounge.csv", 15, 18),
    "skytrax_seat": ("skytrax_en/seat.csv", 15, 17),
    "olist_reviews": ("olist_pt/olist_order_reviews_dataset.csv", 6, 7),
    "olist_customers": ("olist_pt/olist_customers_dataset.csv", 3, 3),
    "sfo_survey_2017": ("sfo_survey_2017/2017_SFO_Customer_Survey_20250817.csv", 23, 29),
    "app_reviews": ("app_reviews_en_fr/Garmin_Connect.fr.csv", 4, 4),
}
SCORES = {"rating", "sub-rating", "nps", "question"}

pytestmark = pytest.mark.system


def meant(description: Description) -> Iterator[tuple[str, set[str]]]:
    """By column, what a draft may take it for."""
    feedback, customer, profile = description.feedback, description.customer, description.profile
    for column in description.record.key:
        yield column, {"record_key"}
    if description.record.version:
        yield description.record.version.column, {"version"}
    if customer and customer.key not in description.record.key:
        yield str(customer.key), {"customer_key"}
    for name in ("created_at", "title", "text", "language", "product", "url", "touchpoint"):
        column = getattr(feedback, name, None)
        if column is not None:
            yield column.column, {name}
    if feedback and feedback.rating:
        yield feedback.rating.column, {"rating"}
    for scored in description.ratings:
        yield scored.column, SCORES
    for name, one in (description.attributes | (profile.attributes if profile else {})).items():
        yield one.column, {name, "attribute"}


@pytest.mark.parametrize("name", FILES)
def test_most_columns_are_taken_for_what_the_shipped_description_says(name: str, real_data: Path):
    file, *measured = FILES[name]
    landed = land(real_data / file)
    sample, _ = landed.sampled()
    found = drafted(name, "export.csv", landed.head, sample)
    taken = {one.column: one.meaning for one in found.choices}
    expected = dict(meant(catalogue(None).named(name).description))
    right = [column for column, meanings in expected.items() if taken.get(column) in meanings]
    wrong = {column: taken.get(column) for column in expected if column not in right}
    assert [len(right), len(expected)] == measured, wrong
    assert found.description is not None


def test_the_mixture_of_scales_and_the_zeros_are_asked_about(real_data: Path):
    landed = land(real_data / "skytrax_en" / "lounge.csv")
    sample, _ = landed.sampled()
    questions = drafted("lounge", "lounge.csv", landed.head, sample).questions
    assert any("are these two scales?" in one for one in questions)
    assert any('is 0 a score, or "not rated"?' in one for one in questions)
