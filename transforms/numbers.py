"""Numbers as exports write them."""

from typing import Literal

import polars as pl

_SPACES = r"\s'\u{2019}"
"""Spaces of any width and apostrophes group thousands everywhere."""


def number(text: pl.Expr, decimal: Literal[".", ","]) -> pl.Expr:
    """The number that a text writes, as Float64; null where it is none, or not finite.

    Args:
        text: text column; blanks null.
        decimal: the decimal sign; the other of "." and ",", a space or an apostrophe groups thousands and
            must stand where it can: "1,5" and "0,500" are no numbers where "." is the decimal sign.
    """
    group = "," if decimal == "." else "."
    plain = text.str.strip_chars()
    grouped = rf"^[-+]?[1-9]\d{{0,2}}(?:[{group}{_SPACES}]\d{{3}})+(?:[{decimal}]\d*)?$"
    ungrouped = (
        pl.when(plain.str.contains(grouped))
        .then(plain.str.replace_all(rf"[{group}{_SPACES}]", ""))
        .otherwise(plain)
    )
    value = (
        pl.when(ungrouped.str.contains(rf"^[-+]?(?:\d+(?:[{decimal}]\d*)?|[{decimal}]\d+)(?:[eE][-+]?\d+)?$"))
        .then(ungrouped.str.replace(decimal, ".", literal=True))
        .cast(pl.Float64, strict=False)
    )
    return pl.when(value.is_finite()).then(value)


def truth(text: pl.Expr) -> pl.Expr:
    """Yes or no, in the words of the eight languages; null where it is neither."""
    word = text.str.to_lowercase().str.strip_chars()
    return pl.when(word.is_in(YES)).then(True).when(word.is_in(NO)).then(False)


YES = ("true", "1", "1.0", "yes", "y", "oui", "ja", "sí", "si", "sim", "sì", "da")
NO = ("false", "0", "0.0", "no", "n", "non", "nein", "não", "nao", "nee", "nu")
