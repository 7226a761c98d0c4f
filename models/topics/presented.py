"""The mentions of topics as rows of the report: titles, counts, quotes, identity."""

import hashlib
from datetime import datetime, timedelta

import polars as pl

from models.topics.draft import draft
from models.topics.parameters import TOPICS_SCHEMA, TopicParameters

ID_HEX_DIGITS = 16
QUOTE_LETTERS = (25, 240)  # shorter says nothing, longer is not read
FIRST_LANGUAGE = "en"  # in whose words a topic of several languages is titled
DECIMALS = 6


def presented(
    mentions: pl.DataFrame, feedback: pl.DataFrame, parameters: TopicParameters, as_of: datetime
) -> pl.DataFrame:
    """Rows of TOPICS_SCHEMA.

    Args:
        mentions: rows of MENTIONS.
        feedback: rows of FEEDBACK_SCHEMA, everything that was searched.
    """
    spelled = _spelled(mentions, parameters.privacy_floor)
    table = (
        _counted(mentions, feedback, parameters, as_of)
        .join(_worded(spelled), on="topic", validate="1:1")
        .join(_quoted(mentions, feedback, parameters.quotes), on="topic", validate="1:1")
        .with_columns(window_days=pl.lit(parameters.window_days), as_of=pl.lit(as_of))
    )
    identities = pl.Series([_identity(topic) for topic in table["topic"]], dtype=pl.String)
    return (
        table.with_columns(topic_id=identities)
        .sort("speakers", "topic_id", descending=[True, False])
        .select(pl.col(name).cast(dtype) for name, dtype in TOPICS_SCHEMA.items())
    )


def _identity(topic: str) -> str:
    """Of what leads the topic alone: the same as long as the same phrase leads it."""
    return hashlib.sha256(topic.encode()).hexdigest()[:ID_HEX_DIGITS]


def _spelled(mentions: pl.DataFrame, privacy_floor: int) -> pl.DataFrame:
    """topic, language, key, written, speakers: the spellings that enough speakers use."""
    return (
        mentions.group_by("topic", "language", "key", "written")
        .agg(speakers=pl.col("speaker").n_unique())
        .filter(pl.col("speakers") >= privacy_floor)
        .sort("topic", "speakers", "language", "written", descending=[False, True, False, False])
    )


def _worded(spelled: pl.DataFrame) -> pl.DataFrame:
    """topic, title, phrases and draft."""
    rows = []
    for (topic,), own in spelled.group_by("topic", maintain_order=True):
        best = own.unique(["language", "key"], keep="first", maintain_order=True)
        first = best.filter(pl.col("language") == FIRST_LANGUAGE)
        title = (first if first.height else best)["written"][0]
        title = title[:1].upper() + title[1:]
        rows.append((topic, title, best["written"].to_list(), draft(title, own)))
    text = pl.String()
    schema = pl.Schema({"topic": text, "title": text, "phrases": pl.List(text), "draft": text})
    return pl.DataFrame(rows, schema=schema, orient="row")


def _counted(
    mentions: pl.DataFrame, feedback: pl.DataFrame, parameters: TopicParameters, as_of: datetime
) -> pl.DataFrame:
    """Distinct speakers and feedback per topic, in all, by language, and lately against before."""
    recent = (pl.col("created_at") > as_of - timedelta(days=parameters.window_days)).fill_null(False)
    spoke = feedback.select("feedback_id", "speaker", "sentiment", "created_at", is_recent=recent)
    told = mentions.select("topic", "feedback_id").unique().join(spoke, on="feedback_id", validate="m:1")
    counts = told.group_by("topic").agg(
        speakers=pl.col("speaker").n_unique(),
        feedback=pl.len(),
        negative=(pl.col("sentiment") == "negative").sum(),
        positive=(pl.col("sentiment") == "positive").sum(),
        first_at=pl.col("created_at").min(),
        last_at=pl.col("created_at").max(),
        recent=pl.col("speaker").filter("is_recent").n_unique(),
        before=pl.col("speaker").filter(~pl.col("is_recent")).n_unique(),
    )
    all_speakers = spoke["speaker"].n_unique()
    all_recent = spoke.filter("is_recent")["speaker"].n_unique()
    all_before = spoke.filter(~pl.col("is_recent"))["speaker"].n_unique()
    return counts.join(_by_language(mentions), on="topic", validate="1:1").with_columns(
        share=(pl.col("speakers") / all_speakers).round(DECIMALS),
        share_recent=_shown_share("recent", all_recent, parameters.privacy_floor),
        share_before=_shown_share("before", all_before, parameters.privacy_floor),
    )


def _shown_share(part: str, whole: int, privacy_floor: int) -> pl.Expr:
    """Null where so few speakers spoke at all that a share would tell of one of them."""
    return (pl.col(part) / whole).round(DECIMALS) if whole >= privacy_floor else pl.lit(None, pl.Float64)


def _by_language(mentions: pl.DataFrame) -> pl.DataFrame:
    spoken = mentions.group_by("topic", "language").agg(speakers=pl.col("speaker").n_unique())
    ordered = spoken.sort("topic", "speakers", "language", descending=[False, True, False])
    return ordered.group_by("topic", maintain_order=True).agg(
        languages="language", language_speakers="speakers"
    )


def _quoted(mentions: pl.DataFrame, feedback: pl.DataFrame, most: int) -> pl.DataFrame:
    """quotes and evidence_ids: clauses of readable length that say most of the topic, one per speaker.

    The languages take turns; of equals the latest.
    """
    is_readable = pl.col("quote").str.len_chars().is_between(*QUOTE_LETTERS)
    clauses = (
        mentions.group_by("topic", "language", "clause", "quote", "feedback_id", "speaker")
        .agg(said=pl.col("key").n_unique())
        .join(feedback.select("feedback_id", "created_at"), on="feedback_id", validate="m:1")
        .with_columns(is_readable=is_readable)
        .sort(
            *("is_readable", "said", "created_at", "feedback_id", "clause"),
            descending=[True, True, True, False, False],
            nulls_last=True,
        )
        .unique(["topic", "speaker"], keep="first", maintain_order=True)
        .with_columns(turn=pl.int_range(pl.len()).over("topic", "language"))
        .sort("turn", "language", maintain_order=True)
    )
    return (
        clauses.group_by("topic", maintain_order=True)
        .head(most)
        .group_by("topic", maintain_order=True)
        .agg(quotes="quote", evidence_ids="feedback_id")
    )
