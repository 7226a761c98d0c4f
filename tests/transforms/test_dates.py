"""Times as exports write them, to UTC."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.dates import moment
from transforms.spellings.written_dates import TWO_DIGIT_BIRTHS_FROM


def read(text: str | None, *formats: str, zone: str = "UTC") -> datetime | None:
    texts = pl.Series([text], dtype=pl.String)
    (found,) = pl.select(moment(pl.lit(texts), formats, zone)).to_series().to_list()
    return found


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2024-05-31T14:30:00Z", 14),
        ("2024-05-31 14:30:00 UTC", 14),
        ("2024-05-31T14:30:00.250+02:00", 12),
        ("2024-05-31T14:30:00+0200", 12),
        ("2024-05-31T14:30+02", 12),
        ("2024-05-31T14:30:00-05:00", 19),
        ("2024-05-31 14:30", 12),        # in the zone of the source
        ("2024-05-31T14:30:00", 12),
    ],
)  # fmt: skip
def test_iso_with_and_without_offset(text, hour):
    assert read(text, zone="Europe/Paris").replace(microsecond=0) == datetime(
        2024, 5, 31, hour, 30, tzinfo=UTC
    )


def test_a_day_begins_at_midnight_of_its_zone():
    assert read("2024-05-31", zone="America/Sao_Paulo") == datetime(2024, 5, 31, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["24-05-31", "31/05/2024", "2024-02-30", "2024-13-01", "2024-05-31T25:00:00Z", "soon", "31052024"]
)
def test_what_is_no_iso_time(text):
    assert read(text) is None


def test_null_stays_null():
    assert read(None) is None


def test_the_hour_that_the_clock_skips_is_read_an_hour_later():
    assert read("2024-03-31 02:30", zone="Europe/Paris") == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)
    assert read("2018-11-04", zone="America/Sao_Paulo") == datetime(2018, 11, 4, 3, tzinfo=UTC)


def test_of_the_hour_that_the_clock_repeats_the_first_is_meant():
    assert read("2024-10-27 02:30", zone="Europe/Paris") == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "formats", "expected"),
    [
        ("31.05.2024", ("%d.%m.%Y",), datetime(2024, 5, 30, 22)),
        ("05/31/24 1:05 PM", ("%m/%d/%y %I:%M %p",), datetime(2024, 5, 31, 11, 5)),
        ("31/05/2024", ("%Y-%m-%d", "%d/%m/%Y"), datetime(2024, 5, 30, 22)),
        ("2024-05-31 +0000", ("%Y-%m-%d %z",), None),          # an offset needs a time
        ("31.05.2024 14:30 +0500", ("%d.%m.%Y %H:%M %z",), datetime(2024, 5, 31, 9, 30)),
        ("zum 31.05.2024 14:00", ("zum %d.%m.%Y %H:%M",), datetime(2024, 5, 31, 12)),
        ("1700000000", ("%s",), datetime(2023, 11, 14, 22, 13, 20)),
    ],
)  # fmt: skip
def test_declared_formats(text, formats, expected):
    found = read(text, *formats, zone="Europe/Paris")
    assert found == (expected and expected.replace(tzinfo=UTC))


@pytest.mark.parametrize("formats", [(), ("%d.%m.%y",)], ids=["as written", "declared"])
@pytest.mark.parametrize(
    ("text", "of_birth", "otherwise"),
    [
        ("03.04.45", 1945, 2045),  # of feedback: flagged, for no file tells the future
        ("29.02.16", 1916, 2016),
        ("03.04.14", 2014, 2014),
        ("03.04.69", 1969, 2069),
        ("03.04.85", 1985, 1985),
    ],
)
def test_two_digit_years_are_of_the_century_that_the_column_allows(text, of_birth, otherwise, formats):
    texts = pl.lit(pl.Series([text]))
    years = [
        pl.select(moment(texts, formats, "UTC", None, century).dt.year()).item()
        for century in (TWO_DIGIT_BIRTHS_FROM, 70)
    ]
    assert years == [of_birth, otherwise]


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)),
    st.sampled_from(["UTC", "Europe/Bucharest", "America/Sao_Paulo", "Australia/Lord_Howe"]),
)
@settings(max_examples=60, deadline=None)
def test_round_trip_through_local_time(local, zone):
    found = read(local.isoformat(), zone=zone)
    back = found.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    exists = (
        local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    )
    assert back == local or (exists != local and back > local)
