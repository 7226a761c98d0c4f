"""How a segment differs from the others of its dimension, on evidence without classifier error."""

import polars as pl

from models.divergence.verdicts import ALL
from models.statistics import adjusted_p_values, fisher_p_values


def with_contrast(cells: pl.DataFrame, strata: pl.DataFrame, privacy_floor: int) -> pl.DataFrame:
    """Adds effect (complaint share minus that of the other segments together) and its q_value over all cells.

    Only rated opinions are compared: read shares would differ by the languages' error rates alone. A speaker
    who moved from one segment to another counts in both. Null below the privacy floor on either side.

    Args:
        cells: row, dimension, aspect, window, is_visible.
        strata: row, language (null where rated), negative, polar.
    """
    siblings = ["dimension", "aspect", "window"]
    rated = strata.filter(pl.col("language").is_null()).select("row", x="negative", n="polar")
    counted = (
        cells.join(rated, on="row", how="left", maintain_order="left", validate="1:1")
        .with_columns(pl.col("x", "n").fill_null(0).cast(pl.Int64))
        .with_columns(
            rest_x=pl.col("x").sum().over(siblings) - pl.col("x"),
            rest_n=pl.col("n").sum().over(siblings) - pl.col("n"),
        )
    )
    is_compared = (
        (pl.col("dimension") != ALL)
        & pl.col("is_visible")
        & (pl.col("n") >= privacy_floor)
        & (pl.col("rest_n") >= privacy_floor)
    )
    tested = counted.filter(is_compared)
    p_values = fisher_p_values(*(tested[name].to_numpy() for name in ("x", "n", "rest_x", "rest_n")))
    contrast = tested.select(
        "row",
        effect=pl.col("x") / pl.col("n") - pl.col("rest_x") / pl.col("rest_n"),
        q_value=pl.Series(adjusted_p_values(p_values), dtype=pl.Float64),
    )
    return cells.join(contrast, on="row", how="left", maintain_order="left", validate="1:1")
