"""The frames around the verdict: report.divergence, report.divergence_quotes and the error rates."""

import dataframely as dy
import polars as pl

_TIME = pl.Datetime("us", "UTC")

DIVERGENCE_SCHEMA = pl.Schema(
    {
        "aspect": pl.String(),
        "dimension": pl.String(),
        "segment": pl.String(),
        "window_days": pl.Int32(),  # null: all time
        "window_start": _TIME,  # exclusive; of all time, the first opinion's time
        "window_end": _TIME,
        "customers": pl.Int64(),  # distinct speakers with any opinion on the aspect
        "positive": pl.Int64(),
        "negative": pl.Int64(),
        "mixed": pl.Int64(),
        "neutral": pl.Int64(),
        "reach": pl.Float64(),  # customers among all who spoke in the cell
        "side": pl.String(),
        "kind": pl.String(),
        "poles": pl.String(),  # the two opposite ends complained of, the commoner first
        "ideal_pole": pl.String(),
        "minority_customers": pl.Int64(),
        "minority_share": pl.Float64(),  # corrected for reading errors, among customers who take a side
        "share_low": pl.Float64(),
        "share_high": pl.Float64(),
        "share_raw": pl.Float64(),
        "raters": pl.Int64(),  # those by whose ratings alone it is judged; null where everybody counts
        "raters_negative": pl.Int64(),
        "has_text": pl.Boolean(),  # somebody among those who count was read from text
        "pooled_share": pl.Float64(),
        "agreement": pl.Float64(),  # van der Eijk's A, -1 to 1
        "verdict": pl.String(),
        "opinions_needed": pl.Int64(),  # customers taking a side, in all
        "located_in": pl.String(),
        "distinguished_by": pl.String(),  # the segment within that differs most, in words
        "effect": pl.Float64(),  # complaint share minus that of the dimension's other segments
        "q_value": pl.Float64(),
        "ideal_side": pl.String(),
        "play": pl.String(),
        "reach_customers": pl.Int64(),
        "value_at_stake": pl.Float64(),
        "reason": pl.String(),
        "evidence_ids": pl.List(pl.String()),  # the minority's opinions, the latest first
        "previous_verdict": pl.String(),
        "since": _TIME,
        "model_version": pl.String(),
        "config_version": pl.String(),
        "as_of": _TIME,
    }
)

QUOTES_SCHEMA = pl.Schema(
    {
        "aspect": pl.String(),
        "dimension": pl.String(),
        "segment": pl.String(),
        "window_days": pl.Int32(),
        "side": pl.String(),  # complaint, praise
        "feedback_id": pl.String(),
        "language": pl.String(),
        "quote": pl.String(),
        "created_at": _TIME,
    }
)


ANY_ASPECT = "any"


class ErrorRates(dy.Schema):
    """How well complaints are told from praise in texts of a language, about an aspect; intervals at 95 %.

    Aspect ANY_ASPECT stands for every aspect without rates of its own, save `overall`: whole texts are read
    otherwise than what they say of one aspect.

    Sensitivity is the share of complaints read as such, specificity that of praise, both among the opinions
    that are polar and read as polar.
    """

    language = dy.String(primary_key=True)
    aspect = dy.String(primary_key=True)
    sensitivity = dy.Float64(min=0, max=1)
    sensitivity_low = dy.Float64(min=0, max=1)
    sensitivity_high = dy.Float64(min=0, max=1)
    specificity = dy.Float64(min=0, max=1)
    specificity_low = dy.Float64(min=0, max=1)
    specificity_high = dy.Float64(min=0, max=1)

    @dy.rule()
    def intervals_hold_their_estimates(cls) -> pl.Expr:  # noqa: N805
        return pl.all_horizontal(
            pl.col(rate).is_between(f"{rate}_low", f"{rate}_high") for rate in ("sensitivity", "specificity")
        )
