"""Numbers as exports write them."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.numbers import amount, number, truth


def read(texts: list[str | None], decimal: str = ".") -> list[float | None]:
    return pl.select(number(pl.lit(pl.Series(texts, dtype=pl.String)), decimal)).to_series().to_list()


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,234.5", ".", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("1 234,5", ",", 1234.5),
        ("1\u202f234\u00a0567,25", ",", 1234567.25),
        ("1'234.5", ".", 1234.5),
        ("1’234’567", ".", 1234567),
        ("-12,5", ",", -12.5),
        ("+3", ".", 3),
        (".5", ".", 0.5),
        ("5.", ".", 5),
        ("1e3", ".", 1000),
        (" 7 ", ".", 7),
        ("1,234", ".", 1234),
        ("1,234", ",", 1.234),
    ],
)
def test_as_written_in_its_locale(text, decimal, value):
    assert read([text], decimal) == [value]


@pytest.mark.parametrize(
    "text",
    ["1,5", "0,500", "1 0", "1,2345", "1.2.3", "12,34", "5 stars", "", "n/a", "inf", "NaN", "1e999", "٣"],
)
def test_what_is_no_number_where_the_point_is_the_decimal_sign(text):
    assert read([text]) == [None]


def test_a_point_groups_where_the_comma_is_the_decimal_sign():
    assert read(["4.5", "4.500", "0.500"], ",") == [None, 4500.0, None]


def test_null_stays_null():
    assert read([None]) == [None]


@given(st.decimals(-10_000_000, 10_000_000, places=2), st.sampled_from([(".", ","), (",", "."), (",", " ")]))
@settings(max_examples=60, deadline=None)
def test_round_trip_in_any_locale(value, signs):
    decimal, group = signs
    written = f"{value:,.2f}".translate({ord(","): group, ord("."): decimal})
    assert read([written], decimal) == [float(value)]


def test_yes_and_no_in_the_languages():
    words = ["Yes", "nein", "OUI", "não", "sì", "0", "1.0", "maybe", None]
    found = pl.select(truth(pl.lit(pl.Series(words, dtype=pl.String)))).to_series().to_list()
    assert found == [True, False, True, False, True, False, True, None, None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4,5", 4.5),
        ("4.5", 4.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567),
        ("0,500", 0.5),
        ("85 %", 85),
        ("12-", -12),
        ("−3", -3),
        ("1,234", None),                # 1234 or 1.234: nobody can tell
        ("1.234", None),
    ],
)  # fmt: skip
def test_without_a_declared_decimal_sign_what_is_certain_is_read(text, value):
    assert read([text], None) == [value]


@pytest.mark.parametrize("text", ["€ 1.234,50", "1 234,50 €", "R$ 1.234,50", "EUR 1234,50", "1'234.50 CHF"])
def test_an_amount_may_have_its_currency(text):
    assert pl.select(amount(pl.lit(pl.Series([text])), None)).item() == 1234.5
