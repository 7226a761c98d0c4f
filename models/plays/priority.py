"""What comes first: the reach of a play and how sure its verdict is."""

import polars as pl

from models.divergence.parameters import DivergenceParameters

RANKED = ("act", "answer", "amplify")  # what only points elsewhere is ranked there
WITHIN = ("window_days", "play_kind")
SHARES = ("negative", "minority_customers", "share_low", "share_high")
NEEDED = ("aspect", "dimension", "segment", *WITHIN, "reach_customers", "value_at_stake", *SHARES)
DIGITS = 9  # so that no rank hangs on the last bit of a division


def with_priority(rows: pl.DataFrame, parameters: DivergenceParameters) -> pl.DataFrame:
    """Adds priority: 1, 2 ... among the rows of one window and kind of play; null where nothing is ranked.

    The score is impact × (1 + clearance) / 2, the greatest first:

    - impact is the mean of two shares, each of the largest in the window among plays of the kind:
      reach_customers, and value_at_stake where it is known. Praise has no value at stake, so it goes by
      customers alone.
    - clearance, 0 to 1, is how far the bound of the complaint share lies beyond its threshold, in units of
      the room there is: (low − trend_above) / (1 − trend_above) of what acts, (isolated_below − high) /
      isolated_below of what answers or amplifies. A bound at its threshold weighs half of one at the end.

    Of equal scores the larger reach comes first, then the name of aspect, dimension and segment. Rows whose
    reach is not known come last.

    Args:
        rows: of DIVERGENCE_SCHEMA, with play_kind.
    """
    ranked = (
        rows.select(*NEEDED, place=pl.int_range(pl.len()))
        .filter(pl.col("play_kind").is_in(RANKED))
        .with_columns(_score(parameters).round(DIGITS).alias("score"))
        .sort(
            "score",
            "reach_customers",
            "aspect",
            "dimension",
            "segment",
            descending=[True, True, False, False, False],
            nulls_last=True,
        )
        .select("place", priority=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over(WITHIN))
    )
    placed = rows.select(place=pl.int_range(pl.len())).join(
        ranked, on="place", how="left", maintain_order="left", validate="1:1"
    )
    return rows.with_columns(placed["priority"])


def _score(parameters: DivergenceParameters) -> pl.Expr:
    reach = _share_of_largest(pl.col("reach_customers"))
    value = pl.when(pl.col("play_kind") != "amplify").then(_share_of_largest(pl.col("value_at_stake")))
    impact = pl.when(reach.is_not_null()).then(pl.mean_horizontal(reach, value))
    return impact * (1 + _clearance(parameters)) / 2


def _share_of_largest(amount: pl.Expr) -> pl.Expr:
    largest = amount.max().over(WITHIN)
    return pl.when(largest > 0).then(amount.clip(lower_bound=0) / largest)


def _clearance(parameters: DivergenceParameters) -> pl.Expr:
    """0 where the bound is not known or not beyond its threshold, as it is where a rise alone was called."""
    low, high = _complaint_bounds()
    above, below = parameters.trend_above, parameters.isolated_below
    cleared = (
        pl.when(pl.col("play_kind") == "act")
        .then((low - above) / (1 - above))
        .otherwise((below - high) / below)
    )
    return cleared.clip(0, 1).fill_null(0)


def _complaint_bounds() -> tuple[pl.Expr, pl.Expr]:
    """Bounds of the complaint share; share_low and share_high are the minority's, whichever it is."""
    is_complaint = pl.col("minority_customers") == pl.col("negative")
    low, high = pl.col("share_low"), pl.col("share_high")
    return (
        pl.when(is_complaint).then(low).otherwise(1 - high),
        pl.when(is_complaint).then(high).otherwise(1 - low),
    )
