"""What changed after contact, beside what changed without it.

Whoever complains tends to complain less the next time, contacted or not: one without the other says nothing.
"""

import numpy as np
import polars as pl

from models.statistics.paired import (
    difference_bounds,
    exact_share_bounds,
    net_change_bounds,
    sign_test_p_values,
)

OUTCOMES_SCHEMA = pl.Schema(
    {
        "aspect": pl.String(),
        "series": pl.String(),  # null: opinions on the aspect
        "began_with": pl.String(),  # all, complaint
        "is_contacted": pl.Boolean(),
        "pairs": pl.Int64(),
        "improved": pl.Int64(),
        "worsened": pl.Int64(),
        "unchanged": pl.Int64(),
        "net_change": pl.Float64(),  # -1 to 1
        "net_change_low": pl.Float64(),
        "net_change_high": pl.Float64(),
        "improved_share": pl.Float64(),  # of the pairs that changed
        "improved_share_low": pl.Float64(),
        "improved_share_high": pl.Float64(),
        "change_p": pl.Float64(),
        "difference": pl.Float64(),  # net_change of the contacted minus that of the others
        "difference_low": pl.Float64(),
        "difference_high": pl.Float64(),
        "status": pl.String(),  # published, suppressed
    }
)
CELL = ["aspect", "series", "began_with"]
COUNTS = ["improved", "worsened", "unchanged"]


def contact_outcomes(pairs: pl.DataFrame, privacy_floor: int) -> pl.DataFrame:
    """Net change with its interval, of contacted and other customers.

    Args:
        pairs: aspect, series, began_with, is_contacted, pairs, improved, worsened; one row per group.
        privacy_floor: groups of fewer customers show nothing but their number.
    Returns:
        Rows of OUTCOMES_SCHEMA, sorted; what no pair can tell is null.
    """
    is_shown = pl.col("pairs") >= privacy_floor
    counted = pairs.with_columns(
        unchanged=pl.col("pairs") - pl.col("improved") - pl.col("worsened"),
        status=pl.when(is_shown).then(pl.lit("published")).otherwise(pl.lit("suppressed")),
    )
    shown = _compared(_changes(counted.filter(is_shown)))
    hidden = counted.filter(~is_shown).drop(COUNTS)
    return (
        pl.concat([shown, hidden], how="diagonal_relaxed")
        .select(pl.col(name).cast(dtype).fill_nan(None) if dtype.is_float() else pl.col(name).cast(dtype)
                for name, dtype in OUTCOMES_SCHEMA.items())
        .sort(*CELL, "is_contacted")
    )  # fmt: skip


def _changes(counted: pl.DataFrame) -> pl.DataFrame:
    up, down, all_ = (counted[name].to_numpy() for name in ("improved", "worsened", "pairs"))
    low, high = net_change_bounds(up, down, all_)
    share_low, share_high = exact_share_bounds(up, up + down)
    changed = np.where(up + down > 0, up + down, np.nan)
    return counted.with_columns(
        net_change=(pl.col("improved") - pl.col("worsened")) / pl.col("pairs"),
        net_change_low=pl.Series(low, dtype=pl.Float64),
        net_change_high=pl.Series(high, dtype=pl.Float64),
        improved_share=pl.Series(up / changed, dtype=pl.Float64),
        improved_share_low=pl.Series(share_low, dtype=pl.Float64),
        improved_share_high=pl.Series(share_high, dtype=pl.Float64),
        change_p=pl.Series(sign_test_p_values(up, down), dtype=pl.Float64),
    )


def _compared(changes: pl.DataFrame) -> pl.DataFrame:
    """Adds the difference to the rows of contacted customers, where both groups are shown."""
    names = ["net_change", "net_change_low", "net_change_high"]
    others = changes.filter(~pl.col("is_contacted")).select(
        *CELL, *(pl.col(name).alias(f"other_{name}") for name in names), is_contacted=pl.lit(True)
    )
    both = changes.join(
        others,
        on=[*CELL, "is_contacted"],
        how="left",
        nulls_equal=True,
        validate="m:1",
        maintain_order="left",
    )
    mine, low, high = (both[name].to_numpy() for name in names)
    other, other_low, other_high = (both[f"other_{name}"].to_numpy() for name in names)
    difference_low, difference_high = difference_bounds(mine, (low, high), other, (other_low, other_high))
    return both.with_columns(
        difference=pl.Series(mine - other, dtype=pl.Float64),
        difference_low=pl.Series(difference_low, dtype=pl.Float64),
        difference_high=pl.Series(difference_high, dtype=pl.Float64),
    )
