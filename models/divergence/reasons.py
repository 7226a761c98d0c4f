"""Why a cell has its verdict, in one sentence with its figures."""

import polars as pl

from models.divergence.parameters import DivergenceParameters
from models.divergence.replay import COMMON, OPEN, RARE, UNANIMOUS
from models.divergence.standing import EMERGING, RESOLVED
from models.divergence.verdicts import BOTH_SIDES, CONSENSUS_PRAISE, OPPOSITE_COMPLAINTS
from models.opinions import OVERALL

OUT_OF_REACH = 10_000
"""Opinions that a reader would take for never; the number itself stays in opinions_needed."""

TOO_NEAR = "not known yet, and too near a threshold for any likely number of opinions to decide"

ROUNDING = 1e-9  # a bound of exactly 8 % is 8, not 9


def with_reason(cells: pl.DataFrame, parameters: DivergenceParameters) -> pl.DataFrame:
    """Adds reason.

    Args:
        cells: the counts, complaint_share with its bounds, level, verdict, since, side, kind, poles,
            alarm_below, opinions_needed, has_text, raters and raters_negative (null: everybody counts),
            is_informed, is_visible.
    """
    sentence = (
        pl.when(~pl.col("is_visible"))
        .then(pl.lit(f"Fewer than {parameters.privacy_floor} customers: not shown, to protect them."))
        .when(pl.col("negative") + pl.col("positive") == 0)
        .then(pl.format("None of {} customers takes a side{}: nothing to tell.", "customers", _aspect("on")))
        .otherwise(
            pl.concat_str(
                _count(), pl.lit(" ("), _estimate(parameters), pl.lit("): "), _conclusion(parameters)
            )
        )
    )
    named = sentence.str.replace_all("customers", "accounts") if parameters.is_per_account else sentence
    return cells.with_columns(reason=named)


def _aspect(preposition: str) -> pl.Expr:
    aspect = pl.col("aspect")
    return (
        pl.when(aspect == OVERALL)
        .then(pl.lit(""))
        .otherwise(pl.concat_str(pl.lit(f" {preposition} "), aspect.str.replace_all("_", " ")))
    )


def _count() -> pl.Expr:
    """ "1 of 100 customers complains about delivery"; those who take no side are not among the 100."""
    complaints = pl.coalesce("raters_negative", "negative")
    plural = pl.when(complaints == 1).then(pl.lit("s")).otherwise(pl.lit(""))
    verb = (
        pl.when("has_text")
        .then(pl.format("seem{} to complain", plural))
        .otherwise(pl.format("complain{}", plural))
    )
    who = pl.when(complaints == 0).then(pl.lit("None")).otherwise(complaints.cast(pl.String))
    polar = pl.col("negative") + pl.col("positive")
    silent = pl.col("customers") - polar
    of_whom = (
        pl.when(pl.col("raters").is_not_null())
        .then(pl.lit(" who rated it and take a side"))
        .when(silent > 0)
        .then(pl.lit(" who take a side"))
        .otherwise(pl.lit(""))
    )
    most = pl.when(silent > polar).then(pl.format(", while {} take none", silent)).otherwise(pl.lit(""))
    counted = pl.coalesce("raters", polar)
    return pl.format("{} of {} customers{} {}{}{}", who, counted, of_whom, verb, _aspect("about"), most)


def _estimate(parameters: DivergenceParameters) -> pl.Expr:
    """ "1 %, at most 9 %": the share and the bound that the verdict rests on, the bounds rounded outwards."""
    share = (
        pl.when(~pl.col("is_informed"))
        .then(pl.lit("share unknown"))
        .when(pl.col("has_text"))
        .then(pl.format("{} % once misread texts are allowed for", _percent(pl.col("complaint_share"))))
        .otherwise(pl.format("{} %", _percent(pl.col("complaint_share"))))
    )
    low = (100 * pl.col("complaint_low") + ROUNDING).floor().cast(pl.Int64)
    high = (100 * pl.col("complaint_high") - ROUNDING).ceil().cast(pl.Int64)
    is_rare = pl.col("complaint_high") < parameters.isolated_below
    is_common = (pl.col("complaint_low") > parameters.trend_above) & (pl.col("side") != BOTH_SIDES)
    bound = (
        pl.when(is_rare.fill_null(False))
        .then(pl.format("at most {} %", high))
        .when(is_common.fill_null(False))
        .then(pl.format("at least {} %", low))
        .otherwise(pl.format("between {} and {} %", low, high))
    )
    return pl.format("{}, {}", share, bound)


def _percent(share: pl.Expr) -> pl.Expr:
    """Whole per cent; next to nothing and next to all keep a decimal."""
    per_cent = 100 * share.fill_null(0.0)
    return (
        pl.when(((per_cent > 0) & (per_cent < 1)) | ((per_cent > 99) & (per_cent < 100)))
        .then(per_cent.round(1).cast(pl.String))
        .otherwise(per_cent.round(0).cast(pl.Int64).cast(pl.String))
    )


def _conclusion(parameters: DivergenceParameters) -> pl.Expr:
    is_single = pl.coalesce("raters_negative", "negative") == 1
    isolated_case = pl.when(is_single).then(pl.lit("an isolated case")).otherwise(pl.lit("isolated cases"))
    level = pl.col("level")
    own = (
        pl.when(pl.col("verdict") == EMERGING)
        .then(pl.format("emerging, the share has risen: sure since the week from {}", _day("since")))
        .when(pl.col("verdict") == RESOLVED)
        .then(pl.lit("resolved, what was a trend has gone"))
        .when(pl.col("kind").eq_missing(CONSENSUS_PRAISE))
        .then(pl.lit("customers agree that it is good"))
        .when(level == RARE)
        .then(isolated_case)
        .when(pl.col("kind").eq_missing(OPPOSITE_COMPLAINTS))
        .then(pl.format("a trend, and complaints about both ends, {}", "poles"))
        .when(level == UNANIMOUS)
        .then(pl.lit("customers agree that it is bad"))
        .when((level == COMMON) & (pl.col("side") == BOTH_SIDES) & (pl.col("positive") > 0))
        .then(pl.lit("a trend, customers are split"))
        .when(level == COMMON)
        .then(pl.lit("a trend"))
        .when(pl.col("alarm_below").is_not_null())
        .then(pl.lit("not known of all together"))
        .otherwise(_open_question(parameters))
    )
    is_settled = ~pl.col("verdict").is_in([EMERGING, RESOLVED])
    is_held = is_settled & (level == RARE) & (pl.col("complaint_high") >= parameters.isolated_below) | (
        (level == COMMON) & (pl.col("complaint_low") <= parameters.trend_above)
    )
    located = pl.col("alarm_below").str.replace_many(["=", "_"], [" ", " "])
    is_parent = level.is_in([OPEN, RARE]) & located.is_not_null()
    return pl.concat_str(
        own,
        pl.when(is_held)
        .then(pl.format(" (sure since the week from {}, and not refuted)", _day("since")))
        .otherwise(pl.lit("")),
        pl.when(is_parent).then(pl.format(", but a trend in {}", located)).otherwise(pl.lit("")),
        pl.lit("."),
    )


def _day(name: str) -> pl.Expr:
    return pl.col(name).dt.strftime("%Y-%m-%d")


def _open_question(parameters: DivergenceParameters) -> pl.Expr:
    between = (parameters.isolated_below, parameters.trend_above)
    is_between = pl.col("complaint_share").is_between(*between)
    is_surely_between = pl.all_horizontal(
        pl.col(f"complaint_{bound}").is_between(*between) for bound in ("low", "high")
    )
    return (
        pl.when(~pl.col("is_informed"))
        .then(pl.lit("texts in this language are not read reliably enough to decide"))
        .when(pl.col("opinions_needed") > OUT_OF_REACH)
        .then(pl.lit(TOO_NEAR))
        .when(pl.col("opinions_needed").is_not_null())
        .then(pl.format("not known yet, about {} opinions in all would decide", "opinions_needed"))
        .when(is_surely_between)
        .then(pl.lit("neither isolated nor a trend"))
        .when(is_between)
        .then(pl.lit("not known yet, and more opinions would not decide while the share stays"))
        .when(~pl.col("has_text"))
        .then(pl.lit(TOO_NEAR))
        .otherwise(pl.lit("not known, and more texts alone would not decide: too many are misread"))
    )
