"""Feedback about parking and queues in two languages, for the tests of topics."""

from datetime import UTC, datetime, timedelta

import polars as pl

from models.mentions import Patterns
from models.sentiment import SentimentModel
from models.taxonomy import OwnAspects, Taxonomy, extended
from models.topics.emerging import emerging_topics
from models.topics.parameters import FEEDBACK_SCHEMA, TopicParameters

AS_OF = datetime(2025, 6, 30, tzinfo=UTC)
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
PARAMETERS = TopicParameters(privacy_floor=5, least_share=0.02)

PRICED = Taxonomy(
    {},
    pl.DataFrame(
        [("en", "price", None, "price*"), ("de", "price", None, "preis*")],
        schema={"language": pl.String, "aspect": pl.String, "pole": pl.String, "pattern": pl.String},
        orient="row",
    ),
)
"""All that is known: the price."""

# Every sentence differs, so that nothing but the noun is shared by many.
OPENINGS = ("Yesterday", "Again", "Honestly", "Sadly", "Luckily", "Once more", "For us", "At noon")
ENDINGS = ("was full", "was closed", "is too far", "was never clean", "looks old", "was hard to find")


def english(noun: str, count: int) -> list[str]:
    return [f"{OPENINGS[i % 8]} the {noun} {ENDINGS[i % 6]}." for i in range(count)]


def german(noun: str, count: int) -> list[str]:
    ends = ("war voll", "war zu", "ist zu weit", "war nie sauber", "war alt", "war kaum zu finden")
    opens = ("Gestern", "Wieder", "Leider", "Heute", "Ehrlich", "Zum Glück", "Am Abend", "Mittags")
    return [f"{opens[i % 8]}, der {noun} {ends[i % 6]}." for i in range(count)]


def feedback(**texts: list[str]) -> pl.DataFrame:
    """One speaker a text, a day apart; `texts` by language."""
    rows = []
    for language, said in texts.items():
        for number, text in enumerate(said):
            name = f"{language}{number:04}"
            at = BEGIN + timedelta(days=number % 180)
            rows.append((name, f"s-{name}", language, text, "negative", at))
    return pl.DataFrame(rows, schema=FEEDBACK_SCHEMA, orient="row")


def found(said: pl.DataFrame, own: OwnAspects | None = None, parameters: TopicParameters = PARAMETERS):
    patterns = Patterns(extended(PRICED, own or OwnAspects()))
    return emerging_topics(said, patterns, SentimentModel.load().weights, parameters, AS_OF)


def topic(topics: pl.DataFrame, title: str) -> dict:
    (row,) = topics.filter(pl.col("title") == title).to_dicts()
    return row
