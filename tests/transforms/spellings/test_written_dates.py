"""Dates in words, in digits alone and in an order that must be declared."""

from datetime import UTC, datetime

import polars as pl
import pytest

from transforms.dates import moment


def read(text: str, order: str | None = None, zone: str = "UTC") -> datetime | None:
    return pl.select(moment(pl.lit(pl.Series([text])), (), zone, order)).item()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19th November 2023", (2023, 11, 19)),
        ("Nov 19, 2023 3:04 PM", (2023, 11, 19, 15, 4)),
        ("19 novembre 2023 à 15h04", (2023, 11, 19, 15, 4)),
        ("1er août 2023", (2023, 8, 1)),
        ("Sonntag, 19. März 2023 um 12:04 Uhr", (2023, 3, 19, 12, 4)),
        ("19 de noviembre de 2023 a las 15:04", (2023, 11, 19, 15, 4)),
        ("terça-feira, 21 de fevereiro de 2023", (2023, 2, 21)),
        ("19 gennaio 2023 alle ore 15:04", (2023, 1, 19, 15, 4)),
        ("zondag 19 mei 2024", (2024, 5, 19)),
        ("19 octombrie 2023", (2023, 10, 19)),
        ("mar. 21 nov. 2023", (2023, 11, 21)),          # mardi
        ("Mar 5 2023", (2023, 3, 5)),                   # March
        ("19-Nov-2023", (2023, 11, 19)),
        ("Sun, 19 Nov 2023 15:04:05 +0100", (2023, 11, 19, 14, 4, 5)),
        ("Sun, 19 Nov 2023 15:04:05 EST", (2023, 11, 19, 20, 4, 5)),
        ("Sun Nov 19 15:04:05 +0000 2023", (2023, 11, 19, 15, 4, 5)),
        ("2023-11-19 15:04 GMT+2", (2023, 11, 19, 13, 4)),
        ("2023/11/19", (2023, 11, 19)),
        ("20231119T150405Z", (2023, 11, 19, 15, 4, 5)),
        ("19.11.2023 15:04", (2023, 11, 19, 15, 4)),
        ("3.4.23", (2023, 4, 3)),                       # dots: the day is first
        ("\ufeff19.11.2023\u00a012:05 AM", (2023, 11, 19, 0, 5)),
        ("am 19. November 2023 3:04 a.m.", (2023, 11, 19, 3, 4)),
        ("45249", (2023, 11, 19)),                      # Excel's day number
        ("45249.75", (2023, 11, 19, 18)),
        ("1700406245", (2023, 11, 19, 15, 4, 5)),
        ("1700406245000", (2023, 11, 19, 15, 4, 5)),
        ("1700406245000000", (2023, 11, 19, 15, 4, 5)),
        ("0", (1970, 1, 1)),                            # flagged as not credible, as the zero that it is
    ],
)  # fmt: skip
def test_what_can_be_read_in_one_way_only(text, expected):
    assert read(text) == datetime(*expected, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["03/04/2023", "3-4-23", "Nov 31, 2023", "November 2023", "1 feb", "13:04", "45", "99999", "1.7E+12",
     "19 Nov 2023 25:00", "19 Nov 2023 13:00 PM", "19 Nov 2023 15:04 IST"],
)  # fmt: skip
def test_what_is_not_certain_is_not_read(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("03/04/2023 3:04 PM", "dmy", (2023, 4, 3, 15, 4)),
        ("03/04/2023", "mdy", (2023, 4, 3 + 1)),
        ("3-4-99", "dmy", (1999, 4, 3)),
        ("23-04-03", "ymd", (2023, 4, 3)),
    ],
)
def test_a_declared_order(text, order, expected):
    found = datetime(*expected, tzinfo=UTC)
    assert read(text, order) == (found if order != "mdy" else datetime(2023, 3, 4, tzinfo=UTC))


def test_local_times_are_of_the_declared_zone_and_unix_times_of_none():
    assert read("19.07.2023 15:04", zone="Europe/Paris") == datetime(2023, 7, 19, 13, 4, tzinfo=UTC)
    assert read("45126.5", zone="Europe/Paris") == datetime(2023, 7, 19, 10, tzinfo=UTC)
    assert read("1700406245", zone="Europe/Paris") == datetime(2023, 11, 19, 15, 4, 5, tzinfo=UTC)
    assert read("31 mars 2024 2:30", zone="Europe/Paris") == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)
