"""What is computed for few rows is what would be computed for all."""

import re
import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.privacy import redacted_text
from transforms.privacy.accounts import without_ibans
from transforms.privacy.identity_numbers import LETTERED
from transforms.privacy.links import without_links
from transforms.privacy.numbers import without_numbers
from transforms.privacy.redaction import _without_emails
from transforms.privacy.spelled_addresses import without_spelled_addresses
from transforms.sparse import changed_where, first_that_reads, told_where, with_each_once
from transforms.spellings.prose import _UNCOMPOSED

TEXTS = ["a1", None, "b", "", "c2"]


def column(expression: pl.Expr) -> list:
    return pl.DataFrame({"text": TEXTS}).select(expression.alias("out"))["out"].to_list()


def test_a_change_is_made_where_it_is_needed_alone():
    seen = []

    def noted(text: pl.Expr) -> pl.Expr:
        return text.map_batches(lambda few: (seen.extend(few), few.str.to_uppercase())[1], pl.String)

    assert column(changed_where(pl.col("text"), r"\d", noted)) == ["A1", None, "b", "", "C2"]
    assert seen == ["a1", "c2"]


def test_the_first_reader_that_reads_a_text_counts():
    readers = [lambda text: text.str.extract(r"(\d)").cast(pl.Int64), lambda text: text.str.len_chars()]
    assert column(first_that_reads(pl.col("text"), readers, pl.Int64())) == [1, None, 1, 0, 2]


def test_what_one_column_tells_is_read_once_for_each_of_its_values():
    seen = []

    def read(text: pl.Expr) -> pl.Expr:
        return text.map_batches(lambda few: (seen.extend(few), few.str.to_uppercase())[1], pl.String)

    frame = pl.DataFrame({"few": [*"ab" * 20, None, None], "many": [str(n) for n in range(42)]})
    large, both = read(pl.col("few")), pl.concat_str("few", "many")
    columns = {"large": large, "again": large, "both": both, "longer": pl.col("many") + "!"}
    found = with_each_once(frame, columns)
    assert len(seen) == 3
    assert found.equals(frame.with_columns(**columns).select(found.columns))
    assert found["large"].to_list() == [*"AB" * 20, None, None]


@pytest.mark.parametrize(
    ("is_told", "expected"),
    [
        (pl.col("text") == "b", [None, None, "b is off 0", None, None]),
        (pl.lit(None, dtype=pl.Boolean), [None] * 5),
        (pl.lit(False), [None] * 5),
    ],
)
def test_a_message_is_told_where_it_is_meant(is_told, expected):
    told = told_where(
        is_told, lambda text, low: pl.format("{} is off {}", text, low), pl.col("text"), pl.lit(0)
    )
    assert column(told) == expected
    assert pl.DataFrame({"text": []}, schema={"text": pl.String}).select(told).height == 0


PIECES = st.sampled_from(
    [
        "a@b.de",
        "+49 30 123456",
        "0612345678",
        "(11) 98765-4321",
        "600 123 456",
        "DE89 3704 0044 0532 0130 00",
        "GB29 NWBK 6016 1331 9268 19",
        "4111 1111 1111 1111",
        "2024-05-31",
        "https://a.b/?c=1",
        "www.a.b/x",
        "ana (at) b.de",
        "RSSMRA85T10A562S",
        "AB 12 34 56 C",
        "65170839J003",
        "12.345.678-Z",
        "http",
        " 12 ",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=4).map("".join))
@settings(max_examples=200, deadline=None)
def test_no_text_is_kept_from_redaction(text):
    closely = without_spelled_addresses(without_numbers(_without_lettered(without_links(text))))
    assert redacted_text(text) == _without_emails(pl.Series([closely])).item()


def _without_lettered(text):
    text = without_ibans(text)
    for kind in LETTERED:
        text = kind.taken_out(text)
    return text


def test_no_text_is_kept_from_composition():
    untouched = [chr(code) for code in range(0x20, 0x3000) if not re.match(r"[\x00-\x1f]", chr(code))]
    plain = pl.Series(untouched).filter(~pl.Series(untouched).str.contains(_UNCOMPOSED))
    assert len(plain) > 700
    for one in plain:
        assert unicodedata.is_normalized("NFC", one)
        assert unicodedata.combining(one) == 0
