"""From bounds to verdicts: expressions over complaint_share, complaint_low, complaint_high and the counts."""

import polars as pl

from models.divergence.parameters import DivergenceParameters

ALL = "all"  # the dimension and the segment that hold everybody
HALF = 0.5

ISOLATED, TREND, CONSENSUS = "isolated", "trend", "consensus"
SEE_SEGMENT, INSUFFICIENT = "see_segment", "insufficient_evidence"
CONSENSUS_PRAISE, CONSENSUS_COMPLAINT, POLARITY = "consensus_praise", "consensus_complaint", "polarity"
COMPLAINT_SIDE, PRAISE_SIDE, BOTH_SIDES = "complaint", "praise", "both"


def with_verdict(cells: pl.DataFrame, parameters: DivergenceParameters) -> pl.DataFrame:
    """Adds verdict, side and kind, each cell by its own bounds.

    Args:
        cells: is_visible, negative, positive, complaint_share, complaint_low, complaint_high (null where
            nobody takes a side).
    """
    is_polar = pl.col("is_visible") & (pl.col("negative") + pl.col("positive") > 0)
    is_rare = is_polar & (pl.col("complaint_high") < parameters.isolated_below)
    is_unanimous = is_polar & (pl.col("complaint_low") > 1 - parameters.isolated_below)
    is_common = is_polar & (pl.col("complaint_low") > parameters.trend_above)
    is_split = is_polar & pl.lit(HALF).is_between("complaint_low", "complaint_high")
    # Texts misread as complaints are nobody's complaint: the corrected share says whether somebody complains.
    is_voiced = pl.col("complaint_share") > 0
    return cells.with_columns(
        verdict=pl.when(is_rare & is_voiced)
        .then(pl.lit(ISOLATED))
        .when(is_rare | is_unanimous)
        .then(pl.lit(CONSENSUS))
        .when(is_common)
        .then(pl.lit(TREND))
        .otherwise(pl.lit(INSUFFICIENT)),
        side=pl.when(is_rare & is_voiced | is_unanimous)
        .then(pl.lit(COMPLAINT_SIDE))
        .when(is_rare)
        .then(pl.lit(PRAISE_SIDE))
        .when(is_split)
        .then(pl.lit(BOTH_SIDES))
        .when(is_polar)
        .then(pl.lit(COMPLAINT_SIDE)),
        kind=pl.when(is_rare & ~is_voiced)
        .then(pl.lit(CONSENSUS_PRAISE))
        .when(is_unanimous | is_common & (1 - pl.col("complaint_share") < parameters.isolated_below))
        .then(pl.lit(CONSENSUS_COMPLAINT))
        .when(is_polar & (pl.col("negative") > 0) & (pl.col("positive") > 0))
        .then(pl.lit(POLARITY)),
    )


def is_complaint_minor() -> pl.Expr:
    """Whether the complaint is the minority's side, by the corrected share where there is one."""
    raw_share = pl.col("negative") / (pl.col("negative") + pl.col("positive"))
    return pl.coalesce(pl.col("complaint_share"), raw_share) <= HALF


def with_minority(cells: pl.DataFrame) -> pl.DataFrame:
    """Adds minority_customers and minority_share with its bounds and its raw counterpart.

    Args:
        cells: raters and raters_negative as well: those whom the shares are of, null where of everybody.
    """
    polar = pl.col("negative") + pl.col("positive")
    raw_share = pl.coalesce(pl.col("raters_negative") / pl.col("raters"), pl.col("negative") / polar)
    is_shown = pl.col("is_visible") & (polar > 0)

    def minority(of_complaint: pl.Expr, of_praise: pl.Expr) -> pl.Expr:
        return pl.when(is_shown).then(pl.when(is_complaint_minor()).then(of_complaint).otherwise(of_praise))

    share, low, high = (pl.col(f"complaint_{name}") for name in ("share", "low", "high"))
    return cells.with_columns(
        minority_customers=minority(pl.col("negative"), pl.col("positive")),
        minority_share=minority(share, 1 - share),
        share_low=minority(low, 1 - high),
        share_high=minority(high, 1 - low),
        share_raw=minority(raw_share, 1 - raw_share),
        minority_voice=minority(pl.lit("negative"), pl.lit("positive")),
    )


def with_location(cells: pl.DataFrame) -> pl.DataFrame:
    """Adds located_in to parents that are no trend while a segment is one, and makes them see_segment.

    The segment whose complaint share is the highest by its lower bound is named; a segment that complains
    unanimously counts as a trend here. An undecided parent keeps its verdict.
    """
    is_alarming = (pl.col("verdict") == TREND) | (pl.col("kind") == CONSENSUS_COMPLAINT)
    located = (
        cells.filter((pl.col("dimension") != ALL) & is_alarming)
        .sort("complaint_low", "dimension", "segment", descending=[True, False, False])
        .group_by("aspect", "window", maintain_order=True)
        .agg(pl.col("dimension", "segment").first())
        .select("aspect", "window", pl.concat_str("dimension", "segment", separator="=").alias("located_in"))
    )
    is_calm = (pl.col("verdict") == ISOLATED) | (pl.col("kind") == CONSENSUS_PRAISE)
    is_open = (is_calm | (pl.col("verdict") == INSUFFICIENT)).fill_null(False)
    is_parent = (pl.col("dimension") == ALL) & is_open
    return (
        cells.join(located, on=["aspect", "window"], how="left", maintain_order="left", validate="m:1")
        .with_columns(located_in=pl.when(is_parent & pl.col("is_visible")).then("located_in"))
        .with_columns(
            own_verdict="verdict",
            verdict=pl.when(is_calm.fill_null(False) & pl.col("located_in").is_not_null())
            .then(pl.lit(SEE_SEGMENT))
            .otherwise("verdict"),
        )
    )
