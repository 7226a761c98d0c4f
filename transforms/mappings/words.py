"""Spellings that differ in nothing that matters."""

from collections.abc import Iterable

import polars as pl

UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}


def folded(text: pl.Expr) -> pl.Expr:
    """Letters and digits alone, lower case, without accents."""
    plain = text.str.normalize("NFKD").str.to_lowercase().str.replace_all("ß", "ss", literal=True)
    return plain.str.replace_all(r"[^\p{L}\p{N}]", "")


def by_spelling(meanings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What each folded spelling means; of two meanings the first.

    Args:
        meanings: spelling, meaning. Umlauts are taken as written with an e, too.
    """
    rows = pl.DataFrame(list(meanings), schema=["spelling", "meaning"], orient="row")
    without = rows.with_columns(pl.col("spelling").str.replace_many(UMLAUTS))
    spelled = pl.concat([rows, without]).with_columns(folded(pl.col("spelling")))
    first = spelled.unique("spelling", keep="first", maintain_order=True)
    return dict(first.iter_rows())
