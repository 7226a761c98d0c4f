"""Persons made comparable, however sources spell them."""

from datetime import date

import polars as pl
import pytest

from transforms.people import person_features, phone_digits

DETAILS = ("name", "first_name", "last_name", "email", "phone", "company", "website", "country")


def features(**told: str | date | None) -> dict[str, object]:
    """What is comparable of one record."""
    row = {"customer_key": "k"} | dict.fromkeys((*DETAILS, "birth_date")) | told
    schema = dict.fromkeys(("customer_key", *DETAILS), pl.String) | {"birth_date": pl.Date}
    (found,) = person_features(pl.DataFrame([row], schema=schema)).to_dicts()
    return found


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Anna Müller", "anna", "muller"),
        ("Müller, Anna", "anna", "muller"),
        ("Dr. Anna-Maria van der Berg", "anna maria", "van der berg"),
        ("DUPONT Marie", "marie", "dupont"),
        ("Dr. López García, José", "jose", "lopez garcia"),
        ("J. O'Neill", "j", "oneill"),
        ("Ștefan Țîrlea", "stefan", "tirlea"),
    ],
)
def test_a_name_in_one_column_is_taken_apart(written, first, last):
    found = features(name=written)
    assert (found["first"], found["last"]) == (first, last)


def test_names_in_columns_of_their_own_are_taken_as_they_are():
    found = features(name="Somebody Else", first_name="Jean-Pierre", last_name="L'Hôpital")
    assert (found["first"], found["last"]) == ("jean pierre", "lhopital")


def test_short_forms_lead_to_the_full_names_they_may_stand_for():
    assert {"alexander", "alexandra"} <= set(features(first_name="Alex", last_name="X")["families"])
    assert features(first_name="Quetzalli", last_name="X")["families"] is None


@pytest.mark.parametrize(
    "written",
    ["+49 171 2345678", "0171/2345678", "0049 (0)171 23 456 78", "0171-234-5678 ext. 12", "(0171) 2345678"],
)
def test_a_phone_number_is_one_however_it_is_written(written):
    assert pl.select(phone_digits(pl.lit(written))).item() == "712345678"


def test_too_few_digits_are_no_phone_number():
    assert pl.select(phone_digits(pl.lit("12345 none"))).item() is None


@pytest.mark.parametrize(
    ("told", "domain"),
    [
        ({"email": "a@mail.acme.co.uk"}, "acme.co.uk"),
        ({"email": "a@gmail.com", "website": "https://www.acme.de/kontakt"}, "acme.de"),
        ({"email": "a@gmail.com"}, None),
        ({"website": "acme.fr"}, "acme.fr"),
    ],
)
def test_the_domain_is_the_companys_not_that_of_free_mail(told, domain):
    assert features(**told)["domain"] == domain


def test_a_company_is_one_with_and_without_its_legal_form():
    spelled = {"Acme Software GmbH & Co. KG", "ACME Software", "Acme Software, Ltd."}
    assert {features(company=one)["company"] for one in spelled} == {"acme software"}


def test_countries_are_one_in_any_language_and_as_a_code():
    assert {features(country=one)["country"] for one in ("DE", "Deutschland", "Allemagne", "germany")} == {
        "Germany"
    }


def test_a_role_address_is_nobodys_own():
    assert features(email="Info@acme.de")["is_role"] is True
    assert features(email="kontakt@acme.de")["is_role"] is True
    assert features(email="ina.folger@acme.de")["is_role"] is False
    assert features()["is_role"] is None


def test_equal_records_of_a_key_are_one():
    rows = pl.DataFrame(
        {"customer_key": ["k", "k"], "name": ["Anna Müller", "ANNA MULLER"]}
        | {name: pl.Series([None, None], dtype=pl.String) for name in DETAILS if name != "name"}
        | {"birth_date": pl.Series([None, None], dtype=pl.Date)}
    )
    assert person_features(rows).height == 1
