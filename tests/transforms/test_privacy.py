"""Pseudonyms that nobody can guess, and texts without addresses and numbers of persons."""

import polars as pl
import pytest

from transforms.privacy import Pseudonymiser, normalised_email, redact


def redacted(text: str) -> str:
    return pl.select(redact(pl.lit(text))).item()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to Ana.Popescu+crm@firma.example.com, please", "Write to [e-mail], please"),
        ("josé.garcía@correo.example", "[e-mail]"),
        ("info@müller.example!", "[e-mail]!"),
        ("<ana@x.io>;bob@y.co.uk", "<[e-mail]>;[e-mail]"),
        ("RO49 AAAA 1B31 0075 9384 0000 is mine", "[iban] is mine"),
        ("card 4111 1111 1111 1111", "card [card]"),
        ("+49 (0)30 23125 012", "[phone]"),
        ("0033 1 99 00 42", "[phone]"),
        ("sunați la 0721 123 456", "sunați la [phone]"),
        ("06 12 34 56 78", "[phone]"),
        ("06-12345678", "[phone]"),
        ("(202) 555-0143", "[phone]"),
        ("llámame al 612 345 678", "llámame al [phone]"),
        ("Ruf an: (0171) 5550 9876", "Ruf an: [phone]"),
        ("liga para (11) 91234-5678", "liga para [phone]"),
        ("see https://shop.example/order?id=77&t=abc now", "see [link] now"),
    ],
)
def test_what_points_to_a_person_is_taken_out(text, expected):
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "5 stars @ 10/10",
        "bought on 31.05.2024 for 1.299,00 €",
        "version 10.4.2, order 123456",
        "https://shop.example/product/77",
        "open 24/7, since 2019-05-31",
        "1 000 000 users",
    ],
)
def test_what_does_not_stays(text):
    assert redacted(text) == text


def test_a_pseudonym_depends_on_key_namespace_and_secret():
    one = Pseudonymiser(b"a" * 32)
    assert one.pseudonym("crm", "7") == one.pseudonym("crm", "7")
    others = [
        one.pseudonym("crm", "8"),
        one.pseudonym("shop", "7"),
        Pseudonymiser(b"b" * 32).pseudonym("crm", "7"),
    ]
    assert len({one.pseudonym("crm", "7"), *others}) == 4
    assert one.pseudonyms("crm", ["7", None]).to_list() == [one.pseudonym("crm", "7"), None]


def test_an_address_is_a_key_only_if_it_is_one():
    given = [" Ana@X.example ", "n/a", "-", "none", "@", "a b@x.example", None]
    found = pl.select(normalised_email(pl.lit(pl.Series(given)))).to_series().to_list()
    assert found == ["ana@x.example", None, None, None, None, None, None]
