"""Why a cell has its verdict, in one sentence with its figures."""

import polars as pl

from models.divergence.parameters import DivergenceParameters
from models.divergence.verdicts import BOTH_SIDES, CONSENSUS, CONSENSUS_PRAISE, ISOLATED, TREND
from models.opinions import OVERALL

OUT_OF_REACH = 10_000
"""Opinions that a reader would take for never; the number itself stays in opinions_needed."""

ROUNDING = 1e-9  # a bound of exactly 8 % is 8, not 9


def with_reason(cells: pl.DataFrame, parameters: DivergenceParameters) -> pl.DataFrame:
    """Adds reason.

    Args:
        cells: the counts, complaint_share with its bounds, own_verdict, side, kind, located_in,
            opinions_needed, has_text, raters and raters_negative (null: everybody counts), is_informed,
            is_visible.
    """
    sentence = (
        pl.when(~pl.col("is_visible"))
        .then(pl.lit(f"Fewer than {parameters.privacy_floor} customers: not shown, to protect them."))
        .when(pl.col("negative") + pl.col("positive") == 0)
        .then(pl.format("None of {} customers takes a side{}: nothing to tell.", "customers", _aspect("on")))
        .otherwise(pl.concat_str(_count(), pl.lit(" ("), _estimate(), pl.lit("): "), _conclusion(parameters)))
    )
    return cells.with_columns(reason=sentence)


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


def _estimate() -> pl.Expr:
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
    is_rare = (pl.col("own_verdict") == ISOLATED) | (pl.col("kind") == CONSENSUS_PRAISE)
    is_common = pl.col("own_verdict").is_in([TREND, CONSENSUS]) & (pl.col("side") != BOTH_SIDES)
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
    own = (
        pl.when(pl.col("own_verdict") == ISOLATED)
        .then(isolated_case)
        .when(pl.col("kind").eq_missing(CONSENSUS_PRAISE))
        .then(pl.lit("customers agree that it is good"))
        .when(pl.col("own_verdict") == CONSENSUS)
        .then(pl.lit("customers agree that it is bad"))
        .when((pl.col("own_verdict") == TREND) & (pl.col("side") == BOTH_SIDES) & (pl.col("positive") > 0))
        .then(pl.lit("a trend, customers are split"))
        .when(pl.col("own_verdict") == TREND)
        .then(pl.lit("a trend"))
        .otherwise(_open_question(parameters))
    )
    located = pl.col("located_in").str.replace_many(["=", "_"], [" ", " "])
    return pl.concat_str(
        own,
        pl.when(located.is_not_null()).then(pl.format(", but a trend in {}", located)).otherwise(pl.lit("")),
        pl.lit("."),
    )


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
        .then(pl.lit("not known yet, and too near a threshold for any likely number of opinions to decide"))
        .when(pl.col("opinions_needed").is_not_null())
        .then(pl.format("not known yet, about {} opinions in all would decide", "opinions_needed"))
        .when(is_surely_between)
        .then(pl.lit("neither isolated nor a trend"))
        .when(is_between | ~pl.col("has_text"))
        .then(pl.lit("not known yet, and more opinions would not decide while the share stays"))
        .otherwise(pl.lit("not known, and more texts alone would not decide: too many are misread"))
    )
