"""What a verdict is about: its side and kind, the minority, the ideal customers, where it lies."""

import polars as pl

from models.divergence.parameters import DivergenceParameters
from models.divergence.replay import COMMON, RARE, UNANIMOUS
from models.divergence.standing import EMERGING, RESOLVED, SEE_SEGMENT, TREND

HALF = 0.5

CONSENSUS_PRAISE, CONSENSUS_COMPLAINT = "consensus_praise", "consensus_complaint"
POLARITY, OPPOSITE_COMPLAINTS = "polarity", "opposite_complaints"
COMPLAINT_SIDE, PRAISE_SIDE, BOTH_SIDES = "complaint", "praise", "both"

OVER_TIME, TEXT_AND_SCORE = "over time", "between text and score"
CHANGED_MIND, WITHIN = "customers changing their mind", "within"


def with_side_and_kind(cells: pl.DataFrame, parameters: DivergenceParameters) -> pl.DataFrame:
    """Adds side and kind, each cell by what is known of its own share.

    Args:
        cells: is_polar (visible, and somebody takes a side), level, is_voiced, negative, positive,
            complaint_share, complaint_low, complaint_high, has_opposite_poles.
    """
    is_rare = pl.col("is_polar") & (pl.col("level") == RARE)
    is_unanimous = pl.col("is_polar") & (pl.col("level") == UNANIMOUS)
    is_common = pl.col("is_polar") & (pl.col("level") == COMMON)
    is_split = pl.col("is_polar") & pl.lit(HALF).is_between("complaint_low", "complaint_high")
    is_nearly_all = is_common & (1 - pl.col("complaint_low") < parameters.trend_above)
    return cells.with_columns(
        side=pl.when(is_rare & ~pl.col("is_voiced"))
        .then(pl.lit(PRAISE_SIDE))
        .when(is_rare | is_unanimous)
        .then(pl.lit(COMPLAINT_SIDE))
        .when(is_split)
        .then(pl.lit(BOTH_SIDES))
        .when("is_polar")
        .then(pl.lit(COMPLAINT_SIDE)),
        kind=pl.when(is_rare & ~pl.col("is_voiced"))
        .then(pl.lit(CONSENSUS_PRAISE))
        .when((is_unanimous | is_common) & pl.col("has_opposite_poles"))
        .then(pl.lit(OPPOSITE_COMPLAINTS))
        .when(is_unanimous | is_nearly_all)
        .then(pl.lit(CONSENSUS_COMPLAINT))
        .when(pl.col("is_polar") & (pl.col("negative") > 0) & (pl.col("positive") > 0))
        .then(pl.lit(POLARITY)),
    )


def is_complaint_minor() -> pl.Expr:
    """Whether the complaint is the minority's side, by the corrected share where there is one."""
    raw_share = pl.col("negative") / (pl.col("negative") + pl.col("positive"))
    return pl.coalesce(pl.col("complaint_share"), raw_share) <= HALF


def with_minority(cells: pl.DataFrame) -> pl.DataFrame:
    """Adds minority_customers and minority_share with its bounds, its raw and its pooled counterpart.

    Args:
        cells: raters and raters_negative as well: those whom the shares are of, null where of everybody;
            complaint_pooled.
    """
    polar = pl.col("negative") + pl.col("positive")
    raw_share = pl.coalesce(pl.col("raters_negative") / pl.col("raters"), pl.col("negative") / polar)

    def minority(of_complaint: pl.Expr, of_praise: pl.Expr) -> pl.Expr:
        return pl.when("is_polar").then(pl.when(is_complaint_minor()).then(of_complaint).otherwise(of_praise))

    share, low, high, pooled = (pl.col(f"complaint_{name}") for name in ("share", "low", "high", "pooled"))
    return cells.with_columns(
        minority_customers=minority(pl.col("negative"), pl.col("positive")),
        minority_share=minority(share, 1 - share),
        share_low=minority(low, 1 - high),
        share_high=minority(high, 1 - low),
        share_raw=minority(raw_share, 1 - raw_share),
        pooled_share=minority(pooled, 1 - pooled),
        minority_voice=minority(pl.lit("negative"), pl.lit("positive")),
    )


def with_ideal_side(cells: pl.DataFrame, parameters: DivergenceParameters) -> pl.DataFrame:
    """Adds ideal_side: complaint where most customers close to the ideal complain, praise where no more than
    `trend_above` of them do, both in between; null below the privacy floor.

    Args:
        cells: ideal_complaining, ideal_polar: as counted, customers close to the ideal.
    """
    share = pl.col("ideal_complaining") / pl.col("ideal_polar")
    is_told = pl.col("is_polar") & (pl.col("ideal_polar") >= parameters.privacy_floor)
    return cells.with_columns(
        ideal_side=pl.when(is_told)
        .then(
            pl.when(share > HALF)
            .then(pl.lit(COMPLAINT_SIDE))
            .when(share <= parameters.trend_above)
            .then(pl.lit(PRAISE_SIDE))
            .otherwise(pl.lit(BOTH_SIDES))
        )
        .cast(pl.String)
    )


def with_stakes(cells: pl.DataFrame, parameters: DivergenceParameters) -> pl.DataFrame:
    """Adds reach_customers, the known customers who complain (all who take a side where praise is the
    verdict's side), and value_at_stake, the lifetime value of those who complain; both null below the
    privacy floor, the value also where none of them has one."""
    is_praise = pl.col("side") == PRAISE_SIDE
    reached = pl.when(is_praise).then("known_polar").otherwise("known_complaining")
    is_told = pl.col("valued_complaining") >= parameters.privacy_floor
    return cells.with_columns(
        reach_customers=pl.when(pl.col("is_polar") & (reached >= parameters.privacy_floor)).then(reached),
        value_at_stake=pl.when(pl.col("is_polar") & is_told).then("value_complaining"),
    )


def with_location(cells: pl.DataFrame, fewest: int) -> pl.DataFrame:
    """Adds located_in: the segment within that is a trend or differs most, or how else customers diverge.

    Args:
        cells: verdict, kind, is_contradicted, changed, minority_customers, alarm_below and differing_below
            (segments as "dimension=segment", null without).
        fewest: customers who changed their mind, below which nothing is made of it.
    """
    changed = pl.col("changed")
    is_changing = (changed >= fewest) & (2 * changed >= pl.col("minority_customers"))
    is_divided = (pl.col("verdict") == TREND) & pl.col("kind").is_in([POLARITY, OPPOSITE_COMPLAINTS])
    return cells.with_columns(
        located_in=pl.when(pl.col("verdict") == SEE_SEGMENT)
        .then("alarm_below")
        .when(pl.col("verdict").is_in([EMERGING, RESOLVED]))
        .then(pl.lit(OVER_TIME))
        .when(pl.col("is_polar") & pl.col("is_contradicted"))
        .then(pl.lit(TEXT_AND_SCORE))
        .when(is_divided & pl.col("differing_below").is_not_null())
        .then("differing_below")
        .when(is_divided & is_changing)
        .then(pl.lit(CHANGED_MIND))
        .when(is_divided)
        .then(pl.lit(WITHIN))
    )
