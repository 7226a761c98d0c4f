"""Written ranges of employees, into the band that holds most of them."""

import polars as pl
import pytest

from transforms.mappings.headcount import headcount_band

BANDS = [("1-9", 1), ("10-49", 10), ("50-249", 50), ("250-999", 250), ("1000+", 1000)]


def bands(given: list[str | None]) -> list[str | None]:
    return pl.select(headcount_band(pl.lit(pl.Series(given, dtype=pl.String)), BANDS)).to_series().to_list()


@pytest.mark.parametrize(
    ("written", "band"),
    [
        ("11-50", "10-49"),
        ("51–200 employees", "50-249"),
        ("201-500", "250-999"),  # ln(501/250) = 0.70 above ln(250/201) = 0.22
        ("2-10", "1-9"),  # ln(10/2) = 1.61 above ln(11/10) = 0.10
        ("1,001-5,000", "1000+"),
        ("1 001 – 5 000", "1000+"),
        ("5k-10k", "1000+"),
        ("10 à 49 salariés", "10-49"),
        ("1-9 Mitarbeiter", "1-9"),
        ("10.001+", "1000+"),
        ("50+", "50-249"),  # read as 50 to 500
        ("500+", "1000+"),  # ln(5001/1000) = 1.61 above ln(1000/500) = 0.69
        ("< 10", "1-9"),
        ("≥ 1000", "1000+"),
        ("50 employees", "50-249"),
        ("1-9", "1-9"),
        ("1000+", "1000+"),
    ],
)
def test_a_range_goes_to_the_band_that_holds_most_of_it(written: str, band: str):
    assert bands([written]) == [band]


@pytest.mark.parametrize(
    "other", ["Small", "Level 3", "Enterprise (1000+)", "2026-03-01", "1-2-3", "50-11", "-5", "<1", "", None]
)
def test_what_is_no_range_keeps_its_own_name(other: str | None):
    assert bands([other]) == [other]
