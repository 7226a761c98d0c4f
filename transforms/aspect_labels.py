"""Cells such as "food:positive; price#negative": which aspects a label names, and how each is spoken of."""

import polars as pl

from transforms.labels import truth

POLARITIES = {"negative": -1, "neutral": 0, "mixed": 0, "positive": 1}

ACCEPTED = (
    "aspect:polarity or aspect#polarity, separated by ; , or |, "
    "where polarity is negative, neutral or positive (neg, neu, pos), or -1, 0, 1; empty for no aspect"
)


def told_opinions(labelled: pl.DataFrame) -> pl.DataFrame:
    """One row per item of each label.

    Args:
        labelled: text_id, line, label (null: no aspect).
    Returns:
        text_id, line, item (as it was written), aspect (in lower case) and polarity (-1, 0, 1); null where
        the item cannot be understood.
    """
    items = (
        labelled.select("text_id", "line", item=pl.col("label").str.replace_all(r"[,|]", ";").str.split(";"))
        .explode("item", empty_as_null=True)
        .with_columns(pl.col("item").str.strip_chars())
        .filter(pl.col("item") != "")
    )
    parts = pl.col("item").str.extract_groups(r"^(?<aspect>.+)[:#](?<side>[^:#]*)$").struct.unnest()
    return (
        items.with_columns(parts)
        .with_columns(
            aspect=pl.col("aspect").str.strip_chars().str.to_lowercase(),
            polarity=truth(pl.col("side")).replace_strict(POLARITIES, default=None, return_dtype=pl.Int8),
        )
        .select("text_id", "line", "item", "aspect", "polarity")
    )
