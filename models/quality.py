"""Measured reading errors, and which of them correct the shares: that is decided here alone.

A company's own ratings stand beside the right texts, but stars are not polarity: where the two differ, a
right reading counts as an error, so they make the model look worse than it is. The shipped figures are of
other companies' texts, and make it look better. The estimate is the company's own, for it speaks of what the
ratings speak of that texts are counted beside; its interval is stretched to the shipped estimate, so that
both estimates lie in it. It is not stretched over the shipped interval, which is of other texts: should the
shipped rate be the true one, the interval holds it less often than it says.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

import polars as pl

from models.evaluation import answered, figures
from models.language import UNKNOWN
from models.sentiment import QUALITY
from transforms.labels import NEGATIVE, NEUTRAL, POSITIVE

SHIPPED = "sentiment"
OWN = "sentiment on own ratings"
USED = "sentiment as used"  # the rates that correct: one row per language

ESTIMATE, INTERVAL = "estimates", "intervals"
FEWEST_PER_SIDE = 30  # rated texts of each pole: a rate of so many is known within 17 points
OWN_MEASURED_ON = "own rated feedback (stars, NPS, CSAT, CES)"

_RATES = ("sensitivity", "specificity")


def sentiment_quality(
    shipped: pl.DataFrame, rated: pl.DataFrame, learned_until: Mapping[str, datetime] | None = None
) -> pl.DataFrame:
    """All rows of report.model_quality on whole texts: the shipped figures, the own ones, and those used.

    Args:
        shipped: rows of QUALITY, one per language.
        rated, learned_until: as in `own_quality`.
    """
    own = own_quality(rated, learned_until or {})
    return pl.concat([shipped, own, used_rates(shipped, own)])


def own_quality(rated: pl.DataFrame, learned_until: Mapping[str, datetime]) -> pl.DataFrame:
    """How well the company's own texts are read, taking their ratings and scores for the truth.

    Args:
        rated: feedback_id, speaker, language, created_at (null where it is not known), truth, sentiment,
            sentiment_score, sentiment_confidence; the latest of each speaker and language counts.
        learned_until: per language, up to when the model in force learned from such texts: only later ones
            tell how it reads what it has not seen.
    Returns:
        Rows of QUALITY, model OWN, for each language with enough texts of both poles.
    """
    answers = (
        answered(unseen(rated, learned_until), (NEGATIVE, NEUTRAL, POSITIVE))
        .sort("created_at", "feedback_id")
        .unique(["speaker", "language"], keep="last", maintain_order=True)
    )
    rows = []
    for (language,), texts in sorted(answers.partition_by("language", as_dict=True).items()):
        sides = [texts.filter(pl.col("truth") == side).height for side in (NEGATIVE, POSITIVE)]
        if min(sides) >= FEWEST_PER_SIDE:
            found = {"model": OWN, "language": language, "aspect": None, **figures(texts)}
            rows.append({**found, "measured_on": OWN_MEASURED_ON})
    return pl.DataFrame(rows, schema=QUALITY)


def unseen(rated: pl.DataFrame, learned_until: Mapping[str, datetime]) -> pl.DataFrame:
    """What the model in force did not learn from; of a language that it learned, dated texts only."""
    seen_until = pl.col("language").replace_strict(
        dict(learned_until), default=None, return_dtype=rated.schema["created_at"]
    )
    return rated.filter(seen_until.is_null() | (pl.col("created_at") > seen_until).fill_null(False))


def used_rates(
    shipped: pl.DataFrame, own: pl.DataFrame, model: str = USED, reach: str = ESTIMATE
) -> pl.DataFrame:
    """The rates that correct the shares, one row per language, texts of unknown language included.

    Args:
        shipped, own: rows of QUALITY, one per language.
        model: what the rows are called.
        reach: how far an own interval is stretched: to the shipped ESTIMATE, or over the shipped INTERVAL.
    Returns:
        Rows of QUALITY: the own rates where there are some, their intervals stretched to the shipped
        estimates or intervals, else the shipped rates. F1 and calibration are null: they correct nothing.
    """
    bounds = [f"{rate}_{end}" for rate in _RATES for end in ("low", "high")]
    columns = ["language", "n", *_RATES, *bounds, "measured_on"]
    both = own.select(columns).drop_nulls().join(
        shipped.select(*columns),
        on="language", how="full", coalesce=True, suffix="_shipped", validate="1:1",
    ).sort("language")  # fmt: skip
    is_own = pl.col("n").is_not_null()
    used = both.select(
        "language",
        model=pl.lit(model),
        n=pl.coalesce("n", "n_shipped"),
        measured_on=pl.when(is_own)
        .then(pl.format(f"{{}}, intervals stretched to the shipped {reach}", "measured_on"))
        .otherwise("measured_on_shipped"),
        **{rate: pl.coalesce(rate, f"{rate}_shipped") for rate in _RATES},
        **{f"{rate}_low": _stretched(rate, "low", pl.min_horizontal, reach) for rate in _RATES},
        **{f"{rate}_high": _stretched(rate, "high", pl.max_horizontal, reach) for rate in _RATES},
    )
    whole = pl.concat([pl.DataFrame(schema=QUALITY), used], how="diagonal_relaxed")
    return whole if UNKNOWN in whole["language"] else with_unknown_language(whole)


def _stretched(rate: str, end: str, farther: Callable[[str, str], pl.Expr], reach: str) -> pl.Expr:
    """The farther out of own bound and shipped estimate or bound; the shipped bound where nothing is own."""
    own = f"{rate}_{end}"
    shipped = f"{rate}_shipped" if reach == ESTIMATE else f"{own}_shipped"
    return pl.when(pl.col(own).is_null()).then(f"{own}_shipped").otherwise(farther(own, shipped))


def with_unknown_language(quality: pl.DataFrame) -> pl.DataFrame:
    """Adds a row for texts in no known language: the mean of all languages, bounded by worst and best.

    Args:
        quality: one row per language: model, language, aspect, n, both rates with intervals …
    Returns:
        The rows, and one with language 'unknown'; F1 and calibration are null there, for they do not pool.
    """
    pooled = quality.select(
        model=pl.col("model").first(),
        language=pl.lit(UNKNOWN),
        n=pl.col("n").sum(),
        measured_on=pl.lit("mean of all languages, with the lowest and highest bound of any"),
        **{rate: (pl.col(rate) * pl.col("n")).sum() / pl.col("n").sum() for rate in _RATES},
        **{f"{rate}_low": pl.col(f"{rate}_low").min() for rate in _RATES},
        **{f"{rate}_high": pl.col(f"{rate}_high").max() for rate in _RATES},
    )
    return pl.concat([quality, pooled.cast({"n": quality.schema["n"]})], how="diagonal")
