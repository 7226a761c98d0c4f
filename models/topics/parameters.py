"""What decides which topics are proposed, and the table of them."""

from dataclasses import dataclass

import polars as pl

_TIME = pl.Datetime("us", "UTC")

FEEDBACK_SCHEMA = pl.Schema(
    {
        "feedback_id": pl.String(),
        "speaker": pl.String(),
        "language": pl.String(),
        "text": pl.String(),
        "sentiment": pl.String(),
        "created_at": _TIME,
    }
)

MENTIONS = pl.Schema(  # one row per mention of a topic's phrase
    {
        "topic": pl.String(),  # its name in all languages
        "language": pl.String(),
        "key": pl.String(),  # stems of the phrase
        "written": pl.String(),
        "feedback_id": pl.String(),
        "speaker": pl.String(),
        "clause": pl.Int64(),  # number in its language
        "quote": pl.String(),
        "is_wide": pl.Boolean(),  # enough speakers of the language raise the topic
    }
)

TOPICS_SCHEMA = pl.Schema(
    {
        "topic_id": pl.String(),
        "title": pl.String(),
        "phrases": pl.List(pl.String()),
        "languages": pl.List(pl.String()),
        "language_speakers": pl.List(pl.Int64()),  # in the order of languages
        "speakers": pl.Int64(),
        "share": pl.Float64(),  # of all speakers whose texts were searched
        "feedback": pl.Int64(),
        "negative": pl.Int64(),
        "positive": pl.Int64(),
        "first_at": _TIME,
        "last_at": _TIME,
        "window_days": pl.Int32(),
        "share_recent": pl.Float64(),  # among those who spoke in the last window_days
        "share_before": pl.Float64(),  # among those who spoke earlier
        "quotes": pl.List(pl.String()),
        "evidence_ids": pl.List(pl.String()),  # the feedback of each quote
        "draft": pl.String(),
        "as_of": _TIME,
    }
)


@dataclass(frozen=True)
class TopicParameters:
    """What decides which topics are proposed.

    Attributes:
        privacy_floor: a phrase or spelling that fewer distinct speakers use is never shown: it may be a name.
        least_share: of the speakers of a language who must use a topic's phrases, at least.
        window_days: how long "recent" is.
        quotes: clauses quoted per topic, at most.
    """

    privacy_floor: int = 5
    least_share: float = 0.003
    window_days: int = 90
    quotes: int = 5

    def least_speakers(self, speakers: int) -> int:
        """Distinct speakers that a topic needs among so many."""
        return max(self.privacy_floor, round(self.least_share * speakers))
