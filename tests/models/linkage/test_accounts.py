"""Contacts of one company share an account, whichever source names it."""

import polars as pl

from models.linkage.accounts import accounts

SCHEMA = dict.fromkeys(("customer_key", "account_key", "domain", "company", "country", "source"), pl.String)


def found(*rows: tuple[str | None, ...]) -> dict[str, str]:
    """Rows of customer, key, domain, company, country, and the source of the key (crm unless said)."""
    told = pl.DataFrame([(*row, "crm")[: len(SCHEMA)] for row in rows], schema=SCHEMA, orient="row")
    result = dict(accounts(told).rows())
    assert result == dict(accounts(told.reverse()).rows())
    return result


def test_the_key_of_the_source_the_name_and_the_domain_lead_to_one_account():
    assert found(
        ("anna", "k1", None, "acme", "FR"),
        ("ben", None, "acme.fr", "acme", "FR"),
        ("carl", None, "acme.fr", None, None),
        ("dora", "k2", None, "other", "FR"),
    ) == {"anna": "k1", "ben": "k1", "carl": "k1", "dora": "k2"}


def test_keys_of_two_sources_are_one_account_under_the_smaller():
    rows = [("anna", "k2", None, "acme", "FR", "crm"), ("ben", "k1", None, "acme", "FR", "shop")]
    assert found(*rows) == {"anna": "k1", "ben": "k1"}


def test_two_keys_that_one_source_tells_apart_stay_two_whatever_they_are_called():
    rows = [("anna", "k1", None, "central", "FR"), ("ben", "k2", None, "central", "FR")]
    assert found(*rows) == {"anna": "k1", "ben": "k2"}


def test_who_changed_jobs_joins_no_companies():
    staff = [(f"a{one}", "k1", None, "acme", "FR") for one in range(3)]
    staff += [(f"z{one}", "k2", None, "zenith", "FR") for one in range(3)]
    mover = [("carl", "k2", None, "acme", "FR"), ("carl", "k2", None, "zenith", "FR")]
    accounts_of = found(*staff, *mover)
    assert accounts_of["a0"] == "k1"
    assert accounts_of["carl"] == accounts_of["z0"] == "k2"


def test_one_name_in_two_countries_is_two_companies_unless_they_share_a_domain():
    rows = [("anna", None, None, "central", "FR"), ("ben", None, None, "central", "RO")]
    assert len(set(found(*rows).values())) == 2
    shared = [("carl", None, "central.com", "central", "FR"), ("dora", None, "central.com", "central", "RO")]
    assert len(set(found(*rows, *shared).values())) == 1


def test_a_name_without_a_country_is_that_of_the_only_country_it_is_known_in():
    assert (
        len(set(found(("anna", None, None, "acme", None), ("ben", None, None, "acme", "FR")).values())) == 1
    )
    rows = [
        ("anna", None, None, "acme", None),
        ("ben", None, None, "acme", "FR"),
        ("carl", None, None, "acme", "RO"),
    ]
    assert len(set(found(*rows).values())) == 3


def test_an_agencys_address_under_its_clients_name_joins_nobody():
    own = [(f"agent{number}", None, "agency.com", "agency", "FR") for number in range(3)]
    found_accounts = found(
        *own, ("guest", None, "agency.com", "acme", "FR"), ("anna", None, None, "acme", "FR")
    )
    assert found_accounts["guest"] == found_accounts["anna"] != found_accounts["agent0"]


def test_nothing_known_of_a_company_gives_no_account():
    assert found(("anna", None, None, None, "FR")) == {}
