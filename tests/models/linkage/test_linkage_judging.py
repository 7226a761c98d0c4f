"""What a pair amounts to: joined, asked about, or apart."""

import polars as pl
import pytest

from models.linkage.judging import judged
from models.linkage.parameters import LinkageParameters

PARAMETERS = LinkageParameters(accept_at=0.99, ask_at=0.8)


def judge(probability: float = 0.999, **levels: str) -> tuple[str, str, bool]:
    """status, reason, is_conflict of a pair that tells nothing but `levels`."""
    unknown = dict.fromkeys(("name", "email", "phone", "birth_date", "company", "country"), "unknown")
    pair = pl.DataFrame(
        {"probability": [probability]} | {name: [one] for name, one in (unknown | levels).items()}
    )
    (row,) = judged(pair, PARAMETERS).select("status", "reason", "is_conflict").rows()
    return row


@pytest.mark.parametrize(
    "levels",
    [
        {"name": "equal", "email": "nearly equal"},
        {"name": "nearly equal", "phone": "equal"},
        {"name": "first and last exchanged", "birth_date": "day and month exchanged"},
        {"name": "equal", "company": "same domain"},
        {"name": "equal", "email": "same shared address"},
        {
            "name": "equal",
            "email": "another address of the same company",
            "company": "equal",
            "phone": "equal",
        },
    ],
)
def test_a_name_and_something_beside_it_join(levels):
    assert judge(**levels)[0] == "accepted"
    assert judge(0.989, **levels)[:2] == ("to_review", "too little agrees to be sure")
    assert judge(0.79, **levels)[0] == "apart"


@pytest.mark.parametrize(
    ("levels", "reason"),
    [
        ({"name": "equal"}, "nothing but the name agrees"),
        ({"name": "equal", "company": "other", "email": "other"}, "nothing but the name agrees"),
        (
            {"name": "equal", "email": "another address of the same company", "company": "equal"},
            "two addresses of one company under one name",
        ),
        ({"name": "unknown", "phone": "equal"}, "a name is missing on one side"),
    ],
)
def test_namesakes_are_asked_about_however_likely_they_look(levels, reason):
    assert judge(1.0, **levels) == ("to_review", reason, False)


def test_a_married_name_needs_two_further_details():
    changed = {"name": "same first, other last"}
    assert judge(**changed, phone="equal", birth_date="equal")[0] == "accepted"
    assert judge(**changed, phone="equal", company="equal")[0] == "accepted"
    assert judge(**changed, phone="equal")[0] == "to_review"
    assert judge(**changed, email="nearly equal", company="equal")[0] == "to_review"  # anna.pop@, anna.popa@
    assert judge(**changed, phone="one digit apart", company="equal")[0] == "to_review"  # the next desk
    assert judge(**changed, company="equal") == (
        "apart",
        "another last name, and too little beside it agrees",
        False,
    )


def test_twins_are_never_joined_and_stand_between_others():
    twins = {"name": "same last, other first", "phone": "equal", "birth_date": "equal", "company": "equal"}
    assert judge(1.0, **twins) == ("to_review", "another first name", True)
    assert judge(1.0, **(twins | {"phone": "unknown"})) == ("apart", "another first name", True)


def test_another_day_of_birth_outweighs_everything():
    father_and_son = {
        "name": "equal",
        "phone": "equal",
        "email": "equal",
        "company": "equal",
        "birth_date": "other",
    }
    assert judge(1.0, **father_and_son) == ("apart", "another day of birth", True)
