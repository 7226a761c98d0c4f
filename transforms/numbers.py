"""Numbers as exports write them."""

from typing import Literal

import polars as pl

from transforms.spellings.distinct import by_distinct

Decimal = Literal[".", ","]

_SPACES = r"\s'\u{2019}"
"""Spaces of any width and apostrophes group thousands everywhere."""

_CURRENCIES = r"[\p{Sc}]|R\$|US\$|(?i:EUR|USD|GBP|CHF|BRL|RON|lei|PLN|zł|SEK|NOK|DKK|kr|CAD|AUD|MXN)\b\.?"


def number(text: pl.Expr, decimal: Decimal | None) -> pl.Expr:
    """The number that a text writes, as Float64; null where it is none, or not finite. "85 %" is 85.

    Args:
        text: text column; blanks null.
        decimal: the decimal sign; the other of "." and ",", a space or an apostrophe groups thousands and
            must stand where it can: "1,5" and "0,500" are no numbers where "." is the decimal sign. None
            reads what can be read in one way only: "1,5" and "1.234,5", but not "1,234".
    """
    return text.map_batches(
        lambda column: by_distinct(column, lambda texts: _numbers(texts, decimal)),
        return_dtype=pl.Float64,
        is_elementwise=True,
    )


def amount(text: pl.Expr, decimal: Decimal | None) -> pl.Expr:
    """A number that may have a currency before or behind it ("€ 1.234,50", "R$ 10", "1 234 lei")."""
    return number(without_currency(text), decimal)


def without_currency(text: pl.Expr) -> pl.Expr:
    """An amount without its currency; a text that is no amount stays as it is."""
    digits = r"[-+−(]?\s*\d.*"
    return text.str.replace(rf"^([-+−]?)\s*(?:{_CURRENCIES})\s*({digits})$", "${1}${2}").str.replace(
        rf"^({digits}?)\s*(?:{_CURRENCIES})(\s*-?)$", "${1}${2}"
    )


def readings(texts: pl.Series) -> pl.DataFrame:
    """What each text is where the decimal sign is a point (`point`) and where it is a comma (`comma`)."""
    plain = (
        texts.str.replace_all(r"\p{Cf}", "")
        .str.replace_all("−", "-", literal=True)
        .str.strip_chars()
        .str.replace(r"\s*%$", "")
        .str.replace(r"^(\d.*?)\s*-$", "-${1}")  # as SAP writes what is negative
    )
    frame = plain.to_frame("text")
    return frame.select(point=_as_written(pl.col("text"), "."), comma=_as_written(pl.col("text"), ","))


def _numbers(texts: pl.Series, decimal: Decimal | None) -> pl.Series:
    read = readings(texts)
    if decimal:
        return read["point" if decimal == "." else "comma"]
    point, comma = pl.col("point"), pl.col("comma")
    is_certain = point.is_null() | comma.is_null() | (point == comma)
    return read.select(pl.when(is_certain).then(pl.coalesce(point, comma))).to_series()


def _as_written(plain: pl.Expr, decimal: Decimal) -> pl.Expr:
    group = "," if decimal == "." else "."
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
