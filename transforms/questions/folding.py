"""Wordings and labels as the data files compare them: lower case, no accents, one blank for other signs."""

import re
import unicodedata

import polars as pl

_LETTERS = {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o"}


def folded(text: str) -> str:
    """One wording."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(_LETTERS.get(sign, sign) for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", plain))


def folded_column(text: pl.Expr) -> pl.Expr:
    """A column of labels."""
    plain = text.str.normalize("NFKD").str.to_lowercase().str.replace_all(r"\p{M}", "")
    letters = plain.str.replace_many(list(_LETTERS), list(_LETTERS.values()))
    return letters.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
