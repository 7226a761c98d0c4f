"""Addresses of contacts: what is wrong with them, what they should be, where they go."""

import polars as pl
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from transforms.contacts.domain_typos import typos
from transforms.contacts.emails import email_verdicts, role_of, sound_address


def verdict(email: str) -> dict:
    (row,) = email_verdicts(pl.Series([email])).rows(named=True)
    return row


@pytest.mark.parametrize(
    ("email", "problem"),
    [
        ("ann.example.org", 'has no "@"'),
        ("ann@@example.org", 'has more than one "@"'),
        ("an n@example.org", "has a blank inside"),
        ("@example.org", 'has nothing before the "@"'),
        ("ann@", 'has nothing behind the "@"'),
        ("ann@example,org", "has a comma inside"),
        ("ann@example..org", "has two dots in a row"),
        ("ann@example", "has a domain without an ending, such as .com"),
        ("ann@-example.org", "cannot be written so"),
    ],
)
def test_what_is_wrong_is_said_without_quoting_it(email: str, problem: str):
    found = verdict(email)
    assert found["email_problem"] == problem
    assert found["sound_email"] is None


@pytest.mark.parametrize(
    ("email", "sound", "is_malformed"),
    [
        ("Ann@Example.ORG", "Ann@example.org", False),
        (" ann@example.org", "ann@example.org", False),
        ("<ann@example.org>", "ann@example.org", True),
        ("mailto:ann@example.org", "ann@example.org", True),
        ("ann@example.org;", "ann@example.org", True),
        ("ann@exämple.org", "ann@exämple.org", False),
    ],
)
def test_what_copying_leaves_is_taken_off(email: str, sound: str, is_malformed: bool):
    found = verdict(email)
    assert found["sound_email"] == sound
    assert (found["email_problem"] is not None) == is_malformed


@given(st.from_regex(r"[a-zA-Z0-9._+'-]{1,12}@[a-zA-Z0-9.-]{1,14}\.[a-zA-Z]{1,6}", fullmatch=True))
def test_the_short_way_says_what_the_library_says(email: str):
    try:
        expected = validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError:
        expected = None
    assert sound_address(email) == expected


@pytest.mark.parametrize("email", ["ann@firm.test", "ann@firm.invalid", "a@b.local"])
def test_domains_reserved_for_no_mail_are_none(email: str):
    assert sound_address(email) is None


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"),            # swapped
        ("gmil.com", "gmail.com"),             # left out
        ("gmaill.com", "gmail.com"),           # doubled
        ("gnail.com", "gmail.com"),            # replaced
        ("gmail.con", "gmail.com"),
        ("webb.de", "web.de"),
        ("wex.de", None),                      # short names: another company
        ("gmx.at", None),                      # a provider itself
        ("mail.com", None),
        ("example.org", None),
    ],
)  # fmt: skip
def test_domains_a_letter_away_from_a_well_known_one(domain: str, meant: str | None):
    assert typos().get(domain) == meant
    assert verdict(f"ann@{domain}")["resembled_domain"] == meant


@pytest.mark.parametrize(
    ("local", "role"),
    [
        ("info", "info"), ("Info", "info"), ("info-de", "info"), ("vertrieb2", "vertrieb"),
        ("no-reply", "noreply"), ("comptabilite", "comptabilite"), ("klantenservice", "klantenservice"),
        ("infante", None), ("sales.kim", None), ("ann.info", None), ("ann", None), ("42", None), ("", None),
    ],
)  # fmt: skip
def test_words_that_name_a_function(local: str, role: str | None):
    assert role_of(local) == role


def test_each_distinct_address_is_looked_at_once():
    assert email_verdicts(pl.Series(["a@b.org", None, "a@b.org"])).height == 1
