"""Rows that a description leaves out: they are counted and told like rejects, under a reason of their own."""

import polars as pl

from transforms.headers import Skip
from transforms.values import Reader

LEFT_OUT = "left out: "
"""How the reason of a row begins that is no fault of anybody's."""


def is_left_out(reason: pl.Expr) -> pl.Expr:
    """Whether it is the reason of a row that was left out."""
    return reason.str.starts_with(LEFT_OUT)


def left_out(raw: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """The rows that are left out: line, column_name, reason; the first rule that applies says why."""
    rules = [(rule, _applies(rule, reader)) for rule in reader.description.skip]
    if not rules:
        return raw.select("line", column_name=pl.lit("", dtype=pl.String), reason=pl.lit("")).clear()
    return raw.select(
        "line",
        column_name=pl.coalesce([pl.when(applies).then(pl.lit(rule.column)) for rule, applies in rules]),
        reason=pl.coalesce(
            [pl.when(applies).then(pl.lit(LEFT_OUT + rule.reason)) for rule, applies in rules]
        ),
    ).drop_nulls("reason")


def _applies(rule: Skip, reader: Reader) -> pl.Expr:
    text = reader.raw(rule.column)
    if not rule.values:
        return text.is_not_null()
    return text.str.to_lowercase().is_in([value.lower() for value in rule.values]).fill_null(False)
