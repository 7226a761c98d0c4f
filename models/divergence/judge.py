"""The verdict on every aspect, segment and window: a function of the opinions and the moment of judging."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import polars as pl

from models.divergence.below import with_contrasts
from models.divergence.cast import Cast, cast_of
from models.divergence.dimensions import Gathered, gathered
from models.divergence.parameters import DivergenceParameters
from models.divergence.poles import with_opposite_poles
from models.divergence.readers import readers_of
from models.divergence.reasons import with_reason
from models.divergence.rows import rows_of
from models.divergence.slices import within
from models.divergence.standing import verdict_codes
from models.divergence.tables import DIVERGENCE_SCHEMA, QUOTES_SCHEMA, ErrorRates
from models.divergence.unsettled import Unsettled, unsettled_of
from models.divergence.verdicts import (
    COMPLAINT_SIDE,
    PRAISE_SIDE,
    with_ideal_side,
    with_location,
    with_minority,
    with_side_and_kind,
    with_stakes,
)
from models.statistics import ordinal_agreement


@dataclass(frozen=True)
class Judgement:
    """The verdicts.

    Args:
        divergence: rows of DIVERGENCE_SCHEMA; in a fixed order, as the quotes.
        quotes: rows of QUOTES_SCHEMA.
        unsettled: the open rows in which persons could read; None where there are no opinions.
    """

    divergence: pl.DataFrame
    quotes: pl.DataFrame
    unsettled: Unsettled | None


def judge(
    opinions: pl.DataFrame,
    feedback_segments: Iterable[pl.DataFrame],
    feedback: pl.DataFrame,
    customers: pl.DataFrame,
    error_rates: pl.DataFrame,
    parameters: DivergenceParameters,
    as_of: datetime,
) -> Judgement:
    """Isolated or trend, for every aspect × dimension × segment × window with at least one opinion.

    The verdict is replayed over the closed weeks before `as_of`, so that it depends on nothing else.

    Args:
        opinions: rows of core.stances; later ones than `as_of` are left out.
        feedback_segments: feedback_id, dimension, segment, the dimension and segment 'all' included; whole
            dimensions in each frame, so that one at a time need be in memory.
        feedback: feedback_id, language, sentiment_score (of its text, null without), one row per feedback.
        customers: customer_id, ideal_fit, lifetime_value (null where not known), one row per customer.
        error_rates: rows of ErrorRates, one per language and aspect that can be read; may be empty.
        as_of: the data's watermark, with a time zone; every window ends there, inclusive.
    Raises:
        ValueError: `as_of` without a time zone.
        dataframely.exc.ValidationError: error rates outside their intervals or a language twice.
    """
    if as_of.tzinfo is None:
        raise ValueError("as_of must carry a time zone")
    as_of = as_of.astimezone(UTC)
    cast = cast_of(opinions, feedback, customers, parameters, as_of)
    readers = readers_of(cast, ErrorRates.validate(error_rates, cast=True), parameters)
    found = None if cast.named.is_empty() else gathered(cast, feedback_segments, readers, parameters)
    if found is None:
        nothing = (pl.DataFrame(schema=DIVERGENCE_SCHEMA), pl.DataFrame(schema=QUOTES_SCHEMA))
        return Judgement(*nothing, unsettled=None)
    judged = _judged(found, cast, parameters)
    return Judgement(
        divergence=_divergence(judged, _evidence(judged, found, cast), parameters, as_of),
        quotes=_quotes(judged, found, cast),
        unsettled=unsettled_of(judged, found.open_opinions, cast, readers),
    )


def _judged(found: Gathered, cast: Cast, parameters: DivergenceParameters) -> pl.DataFrame:
    """Shares, verdicts, locations, contrasts and reasons of all cells."""
    children = within(found.slices, parameters.two_way)
    codes = verdict_codes(found.standing, children, len(cast.aspects))
    cells = _named(found, cast, parameters)
    judged, evidence = rows_of(cells, cast, found.standing, codes, parameters)
    return (
        judged.pipe(with_opposite_poles, found.poles, parameters)
        .pipe(with_contrasts, evidence, children, parameters)
        .pipe(with_side_and_kind, parameters)
        .pipe(with_minority)
        .pipe(with_ideal_side, parameters)
        .pipe(with_stakes, parameters)
        .pipe(with_location, parameters.privacy_floor)
        .pipe(with_reason, parameters)
    )


def _named(found: Gathered, cast: Cast, parameters: DivergenceParameters) -> pl.DataFrame:
    """The cells with the names behind their numbers."""
    aspect = (found.cells["cell"] % len(cast.aspects)).cast(pl.UInt32)
    return (
        found.cells.with_columns(aspect=pl.Series(cast.aspects).gather(aspect))
        .join(found.slices, on="slice", how="left", maintain_order="left", validate="m:1")
        .join(cast.windows, on="window", how="left", maintain_order="left", validate="m:1")
        .with_columns(is_visible=pl.col("customers") >= parameters.privacy_floor)
        .with_columns(is_polar=pl.col("is_visible") & (pl.col("negative") + pl.col("positive") > 0))
    )


def _divergence(
    judged: pl.DataFrame, evidence: pl.DataFrame, parameters: DivergenceParameters, as_of: datetime
) -> pl.DataFrame:
    """The rows of report.divergence; what identifies too few is null."""
    agreement = ordinal_agreement(
        judged["negative"].to_numpy(),
        (judged["neutral"] + judged["mixed"]).to_numpy(),
        judged["positive"].to_numpy(),
    )
    shown = judged.join(evidence, on="row", how="left", maintain_order="left", validate="1:1").with_columns(
        pl.col("evidence_ids").fill_null([]),
        reach=pl.col("customers") / pl.col("speakers"),
        agreement=pl.Series(agreement).fill_nan(None),
        window_end=pl.lit(as_of),
        as_of=pl.lit(as_of),
        model_version=pl.lit(parameters.model_version),
        config_version=pl.lit(parameters.config_version),
        play=pl.lit(None),  # what to do follows from the row
    )
    counts = ["positive", "negative", "mixed", "neutral", "raters", "raters_negative", "has_text"]
    told = ["effect", "q_value", "distinguished_by", "since", "previous_verdict"]
    hidden = [*counts, *told, "reach", "agreement", "evidence_ids"]
    return (
        shown.with_columns(pl.when("is_visible").then(pl.col(hidden)))
        .sort("aspect", "dimension", "segment", "window")
        .select(pl.col(name).cast(dtype) for name, dtype in DIVERGENCE_SCHEMA.items())
    )


def _evidence(judged: pl.DataFrame, found: Gathered, cast: Cast) -> pl.DataFrame:
    """row, evidence_ids: the minority's opinions of each visible cell, the latest first."""
    wanted = judged.filter("is_visible").select("cell", "window", voice="minority_voice", judged="row")
    chosen = found.evidence.join(
        wanted, on=["cell", "window", "voice"], how="inner", maintain_order="left", validate="m:1"
    )
    return (
        chosen.select("judged", opinion_id=cast.named["opinion_id"].gather(chosen["row"]))
        .group_by("judged", maintain_order=True)
        .agg(evidence_ids=pl.col("opinion_id"))
        .rename({"judged": "row"})
    )


def _quotes(judged: pl.DataFrame, found: Gathered, cast: Cast) -> pl.DataFrame:
    """The rows of report.divergence_quotes, in the order of report.divergence, complaint before praise."""
    visible = judged.filter("is_visible").select(
        "cell", "window", "aspect", "dimension", "segment", "window_days"
    )
    chosen = found.quotes.join(visible, on=["cell", "window"], how="inner", validate="m:1")
    side = pl.when(pl.col("voice") == "negative").then(pl.lit(COMPLAINT_SIDE)).otherwise(pl.lit(PRAISE_SIDE))
    place = np.zeros(cast.named.height, dtype=np.int64)
    place[cast.best_words_first] = np.arange(cast.best_words_first.size)
    quote_order = pl.Series(place).gather(chosen["row"])
    return (
        chosen.hstack(cast.named[chosen["row"]])
        .with_columns(side=side, quote_order=quote_order)
        .sort("aspect", "dimension", "segment", "window", "side", "quote_order")
        .select(pl.col(name).cast(dtype) for name, dtype in QUOTES_SCHEMA.items())
    )
