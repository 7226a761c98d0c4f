"""Industries, however a CRM calls them."""

import polars as pl
import pytest

from transforms.mappings.industries import industry
from transforms.mappings.words import folded
from transforms.tables import table

WORDS = table("mappings", "industries.tsv")


def industries(given: list[str | None]) -> list[str | None]:
    return pl.select(industry(pl.lit(pl.Series(given, dtype=pl.String)))).to_series().to_list()


def test_no_word_stands_for_two_industries():
    twice = (
        WORDS.with_columns(folded(pl.col("word")))
        .group_by("word")
        .agg(pl.col("industry").unique().sort())
        .filter(pl.col("industry").list.len() > 1)
    )
    assert twice.to_dicts() == []


def test_every_industry_has_words_in_every_language_and_its_own_name():
    per_industry = WORDS.filter(~pl.col("language").is_in(["hubspot", "salesforce"])).group_by("industry")
    counted = per_industry.agg(pl.col("language").n_unique())
    assert counted.filter(pl.col("language") != 8).is_empty()
    names = counted["industry"].to_list()
    assert 20 <= len(names) <= 25
    assert industries(names) == names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("COMPUTER_SOFTWARE", "Software"),
        ("Computer Software", "Software"),
        ("HOSPITAL_HEALTH_CARE", "Health care"),
        ("Healthcare", "Health care"),
        ("Not For Profit", "Non-profit"),
        ("Food & Beverage", "Food"),
        ("Gesundheitswesen", "Health care"),
        ("Öffentliche Verwaltung", "Public sector"),
        ("oeffentliche verwaltung", "Public sector"),
        ("Assurance", "Insurance"),
        ("Aeroespacial", "Aerospace"),
        ("Zakelijke dienstverlening", "Professional services"),
        ("Construcții", "Construction"),
    ],
)
def test_ways_to_write_an_industry(written: str, name: str):
    assert industries([written]) == [name]


def test_an_unknown_industry_keeps_its_own_name():
    assert industries(["Falconry", "Other", "", None]) == ["Falconry", "Other", "", None]
