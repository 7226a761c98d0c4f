"""Telephone numbers of contacts, in their country."""

import polars as pl
import pytest

from transforms.contacts.phones import phone_verdicts
from transforms.contacts.regions import regions_of


def verdict(phone: str, region: str | None) -> tuple[str | None, str | None]:
    numbers = pl.DataFrame({"phone": [phone], "region": [region]}, schema_overrides={"region": pl.String})
    ((_, _, problem, sound),) = phone_verdicts(numbers).rows()
    return problem, sound


@pytest.mark.parametrize(
    ("phone", "region"),
    [
        ("030 2312 5000", "DE"), ("(030) 23125000", "DE"), ("+49 (0) 30 23125000", "DE"),
        ("+493023125000", None),
        ("0049 30 23125000", "DE"), ("0049 30 23125000", None), ("0049-30-23125000", "FR"),
    ],
)  # fmt: skip
def test_every_notation_becomes_one(phone: str, region: str | None):
    assert verdict(phone, region) == (None, "+493023125000")


@pytest.mark.parametrize(
    ("phone", "region", "problem"),
    [
        ("020 79", "GB", "lacks its area code"),
        ("0", "GB", "is no number"),
        ("12345", None, "is too short"),
        ("0000000", None, "is no number"),
        ("+49 30 23125000 23125000", "DE", "is too long"),
        ("+999 30 23125000", "DE", "has a country code that no country has"),
        ("none", "DE", "has letters"),
        ("-", "DE", "is no number"),
        ("0100 1234567", "GB", "is in no range that its country uses"),
    ],
)
def test_what_is_wrong_is_said_without_quoting_it(phone: str, region: str | None, problem: str):
    assert verdict(phone, region) == (problem, None)


def test_a_number_that_lacks_its_country_is_not_judged():
    assert verdict("030 2312 5000", None) == (None, None)


def test_an_extension_would_be_lost_in_the_notation_of_the_world():
    assert verdict("+49 30 23125000 ext. 12", "DE") == (None, None)


def test_letters_are_dialled_in_america_alone():
    assert verdict("1-800-FLOWERS", "US") == (None, "+18003569377")
    assert verdict("0800 FLOWERS", "GB") == ("has letters", None)


def test_countries_are_known_by_code_and_by_name_in_eight_languages():
    names = ["Germany", "ALLEMAGNE", "Alemania", "Duitsland", "Germania", "Alemanha", "Deutschland"]
    others = ["DE", "deu", "Espana", "U.S.A.", "UK", "Holland", "Pays-Bas", "Narnia"]
    found = dict(regions_of(pl.Series([*names, *others])).rows())
    assert {found[name] for name in names} == {"DE"}
    assert [found[one] for one in others] == ["DE", "DE", "ES", "US", "GB", "NL", "NL", None]
