"""Which country a contact's country is: the ISO code that telephone numbers and exports go by."""

import unicodedata
from functools import cache

import polars as pl

from transforms.contacts.words import table

LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl", "ro")


def regions_of(countries: pl.Series) -> pl.DataFrame:
    """The ISO 3166 code of two letters of each distinct spelling.

    Returns:
        country, region (null where nobody knows the spelling).
    """
    distinct = countries.drop_nulls().unique()
    known = [_spellings().get(_folded(spelling)) for spelling in distinct]
    return pl.DataFrame({"country": distinct, "region": pl.Series(known, dtype=pl.String)})


@cache
def _spellings() -> dict[str, str]:
    """Names in eight languages, codes of two and three letters, everyday names; the earlier ones count."""
    from babel import Locale
    from babel.core import get_global

    found = {_folded(name): region for name, region in table("regions.tsv").rows()}
    aliases = {alias: regions[0] for alias, regions in get_global("territory_aliases").items()}
    for language in LANGUAGES:
        names = {code: name for code, name in Locale(language).territories.items() if len(code) == 2}
        for code, name in names.items():
            found.setdefault(_folded(name), code)
            found.setdefault(code.lower(), code)
    for alias, code in aliases.items():
        found.setdefault(alias.lower(), code)
    return found


def _folded(name: str) -> str:
    """Without accents, case, dots and repeated blanks."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join(plain.replace(".", "").casefold().split())
