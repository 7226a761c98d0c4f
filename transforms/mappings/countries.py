"""Countries by ISO code and by name in eight languages, under their English names.

Codes and names are the Unicode CLDR's, as Babel carries them; everyday spellings are in countries.tsv.
"""

from functools import cache

import polars as pl

from transforms.mappings.words import by_spelling, folded
from transforms.tables import table

LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl", "ro")
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""What CLDR names beside territories: unions, test locales, the unknown."""


def country(value: pl.Expr) -> pl.Expr:
    """The English name of the country that a value (text) names; the value itself where it names none."""
    code = value.str.strip_chars().str.to_uppercase().replace_strict(codes(), default=None)
    name = folded(value).replace_strict(spellings(), default=None)
    return pl.coalesce(code, name, value)


@cache
def english_names() -> dict[str, str]:
    """The name of each territory, by its code of two letters."""
    better = table("mappings", "countries.tsv").filter(use="name").select("territory", "spelling")
    return {**_names("en"), **dict(better.iter_rows())}


@cache
def codes() -> dict[str, str]:
    """The English name by ISO code: two letters, three letters, three digits."""
    from babel.core import get_global

    names = english_names()
    aliases = get_global("territory_aliases")
    further = {alias: names.get(known[0]) for alias, known in aliases.items() if len(known) == 1}
    return names | {alias: name for alias, name in further.items() if len(alias) == 3 and name}


@cache
def spellings() -> dict[str, str]:
    """The English name by folded spelling."""
    names = english_names()
    listed = [(name, names[code]) for language in LANGUAGES for code, name in _names(language).items()]
    everyday = table("mappings", "countries.tsv").select("spelling", "territory").iter_rows()
    return by_spelling([*listed, *((spelling, names[code]) for spelling, code in everyday)])


@cache
def _names(language: str) -> dict[str, str]:
    from babel import Locale

    territories = Locale(language).territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code not in NO_COUNTRIES}
