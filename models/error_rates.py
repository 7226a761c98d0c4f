"""The reading errors that a verdict on an aspect allows for: those of whole texts, or of their clauses.

Nobody labels the clauses of a company's own feedback. Where somebody gave the lowest or the highest rating,
nearly all that they say is of one side: that side is taken for the truth. Such clauses are easy, for the
whole text says the same; where a text praises and complains, clauses are read worse. So the interval reaches
over that of the shipped rates, which hold harder feedback too.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import polars as pl

from models.divergence.tables import ANY_ASPECT
from models.evaluation import figures
from models.opinions import OVERALL
from models.quality import FEWEST_PER_SIDE, INTERVAL, USED, unseen, used_rates
from models.sentiment import QUALITY
from transforms.labels import NEGATIVE, POSITIVE

# Of report.model_quality: the clauses that others labelled, those of the company's own extreme ratings, and
# the rates that correct.
OPINIONS, OWN_OPINIONS, USED_OPINIONS = "opinions", "opinions on own ratings", "opinions as used"
OWN_MEASURED_ON = "clauses of own feedback with the lowest or the highest rating"

_BOUNDS = [f"{rate}{bound}" for rate in ("sensitivity", "specificity") for bound in ("", "_low", "_high")]


def opinion_quality(
    card: Mapping[str, Any], rated: pl.DataFrame, learned_until: Mapping[str, datetime]
) -> pl.DataFrame:
    """All rows of report.model_quality on the opinions of clauses.

    Args:
        card: the shipped model's.
        rated, learned_until: as in `own_opinion_quality`.
    """
    measured = [{"model": OPINIONS, **row} for row in card["opinion_quality"]]
    shipped, own = pl.DataFrame(measured, schema=QUALITY), own_opinion_quality(rated, learned_until)
    on_any = used_rates(shipped.filter(pl.col("aspect").is_null()), own, USED_OPINIONS, INTERVAL)
    is_shipped = pl.col("aspect").is_not_null() & ~pl.col("language").is_in(own["language"].to_list())
    on_aspects = shipped.filter(is_shipped).with_columns(model=pl.lit(USED_OPINIONS))
    return pl.concat([shipped, own, on_any, on_aspects])


def own_opinion_quality(rated: pl.DataFrame, learned_until: Mapping[str, datetime]) -> pl.DataFrame:
    """How well the clauses of the company's own feedback are read, taking extreme ratings for the truth.

    Args:
        rated: feedback_id, speaker, language, created_at (null where it is not known), position, truth,
            sentiment, sentiment_confidence; one clause of each speaker and language counts, the latest.
        learned_until: per language, up to when the model in force learned from such texts.
    Returns:
        Rows of QUALITY, model OWN_OPINIONS, for each language with enough speakers of both poles.
    """
    answers = (
        unseen(rated, learned_until)
        .sort("created_at", "feedback_id", "position", "aspect")
        .unique(["speaker", "language"], keep="last", maintain_order=True)
    )
    rows = []
    for (language,), clauses in sorted(answers.partition_by("language", as_dict=True).items()):
        sides = [clauses.filter(pl.col("truth") == side).height for side in (NEGATIVE, POSITIVE)]
        if min(sides) >= FEWEST_PER_SIDE:
            found = {"model": OWN_OPINIONS, "language": language, "aspect": None, **figures(clauses)}
            rows.append({**found, "measured_on": OWN_MEASURED_ON})
    return pl.DataFrame(rows, schema=QUALITY)


def error_rates(quality: pl.DataFrame) -> pl.DataFrame:
    """Rows of ErrorRates: whole texts stand for `overall`, clauses for the other aspects.

    Args:
        quality: rows of report.model_quality; USED_OPINIONS without an aspect are those on any.
    """
    about = pl.when(pl.col("model") == USED_OPINIONS).then(pl.lit(ANY_ASPECT)).otherwise(pl.lit(OVERALL))
    return (
        quality.filter(pl.col("model").is_in([USED, USED_OPINIONS]))
        .select("language", pl.coalesce("aspect", about).alias("aspect"), *_BOUNDS)
        .drop_nulls(_BOUNDS)
    )
