"""Languages as exports name them: by code, or by name in the eight languages and in their own."""

from functools import cache

import polars as pl

from transforms.mappings.words import by_spelling, folded

IN = ("en", "fr", "de", "es", "pt", "it", "nl", "ro")

OWN = (*IN, "pl", "sv", "da", "nb", "fi", "cs", "hu", "el", "tr", "ru", "uk", "bg", "hr", "ja", "zh", "ko")
"""Languages that are known by their own names, too."""

_CODE = r"^([a-z]{2})(?:[-_].*)?$"
_WHERE = r"\s*[(\[,/–-].*$"
"""The country behind a language: Portuguese (Brazil), German - Austria."""


def language_code(value: pl.Expr) -> pl.Expr:
    """The ISO 639-1 code of the language that a value (text) names; null where it names none."""
    code = value.str.to_lowercase().str.extract(_CODE)
    name = folded(value.str.replace(_WHERE, "")).replace_strict(names(), default=None, return_dtype=pl.String)
    return pl.coalesce(code, name)


@cache
def names() -> dict[str, str]:
    """The code by folded name; of two languages of one name the one that English calls so."""
    from babel import Locale

    in_others = ((name, code) for tongue in IN for code, name in Locale(tongue).languages.items())
    own = ((Locale(code).languages[code], code) for code in OWN)
    return by_spelling((name, code) for name, code in (*in_others, *own) if len(code) == 2)
