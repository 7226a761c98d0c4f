"""Industries as customers' CRMs name them, in eight languages and in the lists of HubSpot and Salesforce."""

from functools import cache

import polars as pl

from transforms.mappings.words import by_spelling, folded
from transforms.tables import table


def industry(value: pl.Expr) -> pl.Expr:
    """The industry that a value (text) names, as industries.tsv calls it; the value itself where unknown."""
    return pl.coalesce(folded(value).replace_strict(spellings(), default=None), value)


@cache
def spellings() -> dict[str, str]:
    """The industry by folded word."""
    return by_spelling(table("mappings", "industries.tsv").select("word", "industry").iter_rows())
