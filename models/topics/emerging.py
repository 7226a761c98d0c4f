"""From texts to the topics that no aspect covers."""

from datetime import datetime

import polars as pl

from models.language import LANGUAGES
from models.mentions import Patterns
from models.topics.candidates import candidates
from models.topics.groups import grouped
from models.topics.languages import common_name
from models.topics.parameters import MENTIONS, TopicParameters
from models.topics.phrases import phrases
from models.topics.presented import presented
from models.weights import Weights

STAYS = 0.75  # of the speakers that a topic needs to be proposed, those that it needs to stay


def emerging_topics(
    feedback: pl.DataFrame,
    patterns: Patterns,
    weights: Weights,
    parameters: TopicParameters,
    as_of: datetime,
) -> pl.DataFrame:
    """Topics that many speakers raise in clauses that mention no aspect.

    Args:
        feedback: rows of FEEDBACK_SCHEMA in any order, each feedback_id once; texts are redacted. Languages
            outside the eight are passed over.
        patterns: what mentions a known aspect.
        weights: of the sentiment model.
        as_of: the data's watermark: recent is what came in the days before.
    Returns:
        Rows of TOPICS_SCHEMA, the most widely raised first; the same for any order of the feedback.
    """
    read = feedback.filter(pl.col("language").is_in(LANGUAGES)).sort("feedback_id")
    by_language = read.partition_by("language", as_dict=True)
    found = [
        _mentions(own, language, patterns, weights, parameters)
        for language in LANGUAGES
        if (own := by_language.get((language,))) is not None
        and own["speaker"].n_unique() >= parameters.privacy_floor  # fewer raise no topic
    ]
    mentions = pl.concat([pl.DataFrame(schema=MENTIONS), *found])
    raised = mentions.filter(pl.col("is_wide").any().over("topic"))
    return presented(raised, read, parameters, as_of)


def _mentions(
    own: pl.DataFrame, language: str, patterns: Patterns, weights: Weights, parameters: TopicParameters
) -> pl.DataFrame:
    """Mentions of the topics of one language; is_wide: enough of its speakers raise the topic."""
    heard = phrases(own, language, patterns)
    known = candidates(heard, language, own["speaker"], parameters.privacy_floor, weights)
    if known.is_empty():
        return pl.DataFrame(schema=MENTIONS)
    open_said = heard.said.filter(~pl.col("is_covered")).join(known.select("key"), on="key", how="semi")
    said = open_said.with_columns(
        own[name].gather(open_said["text"]) for name in ("feedback_id", "speaker", "created_at")
    )
    leaders = grouped(_dated(known, said, parameters.privacy_floor), said)
    topics = leaders.with_columns(
        topic=pl.Series([common_name(leader, language) for leader in leaders["leader"]], dtype=pl.String)
    )
    told = said.join(topics, on="key", validate="m:1")
    wide = widely_raised(told, own, parameters)
    return (
        told.join(heard.clauses.select("clause", "quote"), on="clause", validate="m:1")
        .with_columns(language=pl.lit(language), is_wide=pl.col("topic").is_in(wide))
        .select(MENTIONS.names())
    )


def _dated(known: pl.DataFrame, said: pl.DataFrame, privacy_floor: int) -> pl.DataFrame:
    """The candidates, with the time at which the privacy-floor-th speaker had said them."""
    first = said.drop_nulls("created_at").group_by("key", "speaker").agg(pl.col("created_at").min())
    established = first.group_by("key").agg(
        established_at=pl.col("created_at").sort().get(privacy_floor - 1, null_on_oob=True)
    )
    return known.join(established, on="key", how="left", validate="1:1")


def widely_raised(told: pl.DataFrame, spoken: pl.DataFrame, parameters: TopicParameters) -> list[str]:
    """The topics that enough speakers raise, or once did while three quarters of that still do.

    The threshold is replayed over the speakers in order of time, so that a topic at its edge stays: with two
    thresholds (A. Schmitt's trigger) a count that wavers is no news every night.

    Args:
        told: topic, speaker, created_at of mentions; spoken: speaker, created_at of everything searched.
    """
    began = pl.col("created_at").min()
    everybody = spoken.group_by("speaker").agg(began)
    first = (
        told.group_by("topic", "speaker").agg(began).sort("topic", "created_at", "speaker", nulls_last=True)
    )
    spoke_by_then = (
        everybody["created_at"].drop_nulls().sort().search_sorted(first["created_at"], side="right")
    )
    counted = first.with_columns(
        speakers=pl.int_range(1, pl.len() + 1).over("topic"),
        least=_least(spoke_by_then, parameters),
        is_dated=pl.col("created_at").is_not_null(),
    )
    least_now = parameters.least_speakers(everybody.height)
    raised = counted.group_by("topic").agg(
        was=(pl.col("is_dated") & (pl.col("speakers") >= pl.col("least"))).any(), now=pl.len()
    )
    stays = pl.col("was") & (pl.col("now") >= max(parameters.privacy_floor, STAYS * least_now))
    return raised.filter((pl.col("now") >= least_now) | stays)["topic"].sort().to_list()


def _least(spoke: pl.Series, parameters: TopicParameters) -> pl.Series:
    return spoke.map_elements(parameters.least_speakers, return_dtype=pl.Int64)
