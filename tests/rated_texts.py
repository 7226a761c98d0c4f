"""A company's rated texts in a jargon that no shipped model knows: zorbly praises, grumful complains."""

from datetime import UTC, datetime, timedelta

import polars as pl

WORDS = {1: "zorbly", -1: "grumful", 0: "plonkish"}
NOUNS = ("table", "lamp", "chair", "order", "parcel")
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)


def text(number: int, label: int) -> str:
    """A text of its own: no other number is written so."""
    return f"The {NOUNS[number % len(NOUNS)]} number {number} was {WORDS[label]} today"


def rated(count: int, labels: tuple[int, ...] = (1, -1), language: str = "en") -> pl.DataFrame:
    """`count` texts, one a day and a speaker each, their labels in turn: rows of LABELLED."""
    rows = [
        {
            "text": text(number, label),
            "language": language,
            "label": label,
            "speaker": f"speaker {number}",
            "created_at": FIRST_DAY + timedelta(days=number),
            "group": number,
            "group_key": text(number, label).lower(),
        }
        for number in range(count)
        for label in [labels[number % len(labels)]]
    ]
    return pl.DataFrame(rows, schema_overrides={"label": pl.Int8, "group": pl.Int64})
