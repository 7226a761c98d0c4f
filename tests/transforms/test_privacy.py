"""Pseudonyms that nobody can guess, and texts without addresses and numbers of persons."""

import re

import polars as pl
import pytest
from planted_texts import planted

from transforms.privacy import Pseudonymiser, normalised_email, redact

STAND_IN = re.compile(r"\[[a-z -]+\]")


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
        ("WWW.SHOP.EXAMPLE/6c816196e756439a1b", "[link]"),
        ("SHOP.DE/9fK2xQ7LmZ3pT8vW1b", "[link]"),
        ("IBAN LV66FLPJCKSZO2GLV1184", "IBAN [iban]"),
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
    keys = pl.DataFrame({"key": ["7", None, "Ana Ñ"]}).select(key=one.pseudonyms("crm", pl.col("key")))
    assert keys["key"].to_list() == [one.pseudonym("crm", "7"), None, one.pseudonym("crm", "Ana Ñ")]


def test_an_address_is_a_key_only_if_it_is_one():
    given = [" Ana@X.example ", "n/a", "-", "none", "@", "a b@x.example", None]
    found = pl.select(normalised_email(pl.lit(pl.Series(given)))).to_series().to_list()
    assert found == ["ana@x.example", None, None, None, None, None, None]


# what is planted ------------------------------------------------------------------------------------------

LEAST_FOUND = {"e-mail": 0.99, "iban": 0.99, "card": 0.99, "phone": 0.95, "id number": 0.9, "link": 0.95}
COUNTS = {"e-mail": 14, "iban": 10, "card": 10, "phone": 24, "id number": 10, "link": 8}


def test_planted_items_are_found_and_nothing_else_of_their_sentences_is_touched():
    items = planted(COUNTS)
    assert len(items) >= 400
    texts = pl.DataFrame({"text": [one.text for one in items]}).select(redact(pl.col("text")))["text"]
    found: dict[str, list[bool]] = {kind: [] for kind in COUNTS}
    for item, text in zip(items, texts, strict=True):
        before, after = item.text.split(item.item, 1)
        middle = text[len(before) : len(text) - len(after)]
        is_gone = (
            text.startswith(before) and text.endswith(after) and not STAND_IN.sub("", middle).strip("<>()")
        )
        found[item.kind].append(is_gone)
    shares = {kind: sum(hits) / len(hits) for kind, hits in found.items()}
    assert {kind: share for kind, share in shares.items() if share < LEAST_FOUND[kind]} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pago con 4111.1111.1111.1111, 12/27", "pago con [card], 12/27"),
        ("zurück auf de89 3704 0044 0532 0130 00 bitte", "zurück auf [iban] bitte"),
        ("CNP 1980412226701", "CNP [id number]"),
        ("NINO ab 12 34 56 c", "NINO [id number]"),
        ("ana (at) mail.example", "[e-mail]"),
        ("https://ana:geheim@shop.example/x", "[link]"),
        ("https://shop.example/u/3f2b8c1e-9a4d-4e1b-8c7a-2b1d0e9f8a7c.", "[link]."),
        ("call me at ４１５-５５５-２６７１", "call me at [phone]"),
        ("٤١١١ ١١١١ ١١١١ ١١١١", "[card]"),
        ("an\u00ada@firm.example", "[e-mail]"),
        ("4111\u200b1111\u200b1111\u200b1111", "[card]"),
        ("ana＠firma．example", "[e-mail]"),
        ("ana%40mail.example, ana&#64;mail.example", "[e-mail], [e-mail]"),
        ("ana @ gmail . com", "[e-mail]"),
        ("ana at mail dot com", "[e-mail]"),
        ("escribe a ana arroba correo punto es", "escribe a [e-mail]"),
        ("ana(a)mail.example", "[e-mail]"),
        ("IBANDE89370400440532013000", "IBAN[iban]"),
        ("rss mra 85t10 a562s", "[id number]"),
        ("536 22 1234 is my social security number", "[id number] is my social security number"),
        ("shop.example/reset/3f2b8c1e9a4d4e1b8c7a", "[link]"),
        ('{"card":4111111111111111,"tel":"+49 30 23125012"}', '{"card":[card],"tel":"[phone]"}'),
        ("am 31.05.2024 unter 0171 2345678 angerufen", "am 31.05.2024 unter [phone] angerufen"),
    ],
)
def test_forms_that_people_use(text, expected):
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "card 4111 1111 1111 1112",  # its check digit is wrong
        "CNP 1980412226702",
        "pedido 02-671663252 não chegou",
        "Bestellnummer 0301234567",
        "order 612345678",
        "600.000.000 downloads",
        "tracking 00340434161094042557",
        "von 01.05.2019 bis 03.06.2019, 18:30 - 20:15",
        "iPhone 12 Pro 256GB, WH-1000XM4, RTX 3080",
        "www.shop.example/iphone-12-pro-64gb-black-friday-2020-deal",
        "1.234.567,89 EUR",
        "EAN 4006381333931",
        "we paid 600 700 800",
        "612 345 678 EUR",
        "at this point it is fine",
        "choose option(a) or (b)",
        "Ｗｉｄｅ letters and the number ٣",
    ],
)
def test_numbers_that_point_to_nobody_stay(text):
    assert redacted(text) == text


def test_a_cell_full_of_figures_costs_no_minutes():
    assert redacted("0912 345 " * 5_000).endswith("[digits] ")
