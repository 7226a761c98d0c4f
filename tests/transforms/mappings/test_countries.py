"""Countries, however they are written."""

from pathlib import Path

import polars as pl
import pytest

from transforms.mappings.countries import LANGUAGES, NO_COUNTRIES, codes, country, english_names, spellings
from transforms.mappings.words import folded
from transforms.tables import table


def countries(given: list[str | None]) -> list[str | None]:
    return pl.select(country(pl.lit(pl.Series(given, dtype=pl.String)))).to_series().to_list()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_territory_has_its_name_in_every_language(language: str):
    from babel import Locale

    names = english_names()
    listed = {
        code: name
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code not in NO_COUNTRIES
    }
    assert len(listed) > 250
    found = dict(zip(listed, countries(list(listed.values())), strict=True))
    assert {code: name for code, name in found.items() if name != names[code]} == {}


def test_every_code_leads_to_its_name():
    names = english_names()
    assert countries(list(names)) == list(names.values())
    assert countries(["DEU", "276", "GBR", "826", "BRA", "076"]) == [
        *["Germany"] * 2,
        *["United Kingdom"] * 2,
        *["Brazil"] * 2,
    ]


def test_no_everyday_spelling_means_another_country_in_some_language():
    names = english_names()
    everyday = table("mappings", "countries.tsv")
    assert everyday.filter(~pl.col("territory").is_in(list(names))).is_empty()
    found = countries(everyday["spelling"].to_list())
    assert found == [names[code] for code in everyday["territory"]]


def test_no_code_is_a_name_of_another_country():
    by_name = spellings()
    folded_codes = pl.DataFrame({"code": list(codes())}).select("code", folded=folded(pl.col("code")))
    both = {code: by_name[key] for code, key in folded_codes.iter_rows() if key in by_name}
    assert {code for code, name in both.items() if codes()[code] != name} == set()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("  GERMANY ", "Germany"),
        ("Österreich", "Austria"),
        ("Oesterreich", "Austria"),
        ("cote d'ivoire", "Côte d’Ivoire"),
        ("U.S.A.", "United States"),
        ("us", "United States"),
        ("Estados Unidos", "United States"),
        ("UK", "United Kingdom"),
        ("England", "United Kingdom"),
        ("Holland", "Netherlands"),
        ("Korea, Republic of", "South Korea"),
        ("Bosnia and Herzegovina", "Bosnia & Herzegovina"),
        ("Georgia", "Georgia"),
        ("Niger", "Niger"),
        ("Nigeria", "Nigeria"),
        ("NA", "Namibia"),
    ],
)
def test_ways_to_write_a_country(written: str, name: str):
    assert countries([written]) == [name]


@pytest.mark.parametrize("other", ["SP", "n.a.", "N/A", "76", "7", "EU", "Bavaria", "-", "", None])
def test_what_is_no_country_keeps_its_own_name(other: str | None):
    assert countries([other]) == [other]


@pytest.mark.parametrize(
    ("export", "column", "countries_in_it"),
    [
        ("sfo_survey_2017/2017_SFO_Customer_Survey_20250817.csv", "Q17COUNTRY", 55),
        ("skytrax_en/lounge.csv", "author_country", 68),
        ("skytrax_en/seat.csv", "author_country", 59),
    ],
)
def test_every_country_of_real_exports_is_known(
    real_data: Path, export: str, column: str, countries_in_it: int
):
    written = pl.read_csv(real_data / export, infer_schema=False)[column].drop_nulls().unique().to_list()
    found = set(countries(written))
    assert found <= set(english_names().values())
    assert len(found) == countries_in_it
