"""Reviews for measuring how fast they are loaded: of their sizes and their kinds, in eight languages."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from models.yardsticks import mixed_texts

CHUNK_ROWS = 50_000
POOL = 20_000
"""Halves of texts: any two of a language make a text, so that hardly one text comes twice."""

HALF_CHARACTERS = 90
REVIEWS_PER_CUSTOMER = 5
COLUMNS = ("review_id", "customer_no", "author", "posted_at", "stars", "title", "body", "product")
"""Of the source lumenta_reviews."""

FIRST_DAY = pl.datetime(2024, 1, 1)
SECONDS = 2 * 365 * 86_400

PERSONAL = (
    "mail me: anna.lopez{}@example.com",
    "call +49 30 5550{}",
    "my IBAN is DE89 3704 0044 0532 0130 00",
    "https://shop.example/track?id={}",
)
SHARE_PERSONAL = 0.01
SHARE_WITH_NUMBER = 0.2
SHARE_QUOTED = 0.1
SHARE_OF_LINES = 0.1


def bench_reviews(rows: int) -> Iterator[pl.DataFrame]:
    """Reviews with commas, quotes, line breaks, accents, some addresses and numbers; the same at every call.

    Returns:
        Frames of text columns (`COLUMNS`) of up to CHUNK_ROWS rows; about 280 bytes a row as CSV.
    """
    draw = np.random.default_rng(0)
    halves = mixed_texts(POOL)["text"].str.slice(0, HALF_CHARACTERS)
    for first in range(0, rows, CHUNK_ROWS):
        yield _chunk(draw, halves, first, min(CHUNK_ROWS, rows - first), rows)


def _chunk(draw: np.random.Generator, halves: pl.Series, first: int, rows: int, of: int) -> pl.DataFrame:
    languages = draw.integers(0, 8, rows)
    picked = [8 * draw.integers(0, POOL // 8, rows) + languages for _ in range(3)]
    number = pl.int_range(first, first + rows, dtype=pl.Int64)
    chance = pl.col("chance")
    columns = {
        "number": number,
        "left": halves.gather(picked[0]),
        "right": halves.gather(picked[1]),
        "head": halves.gather(picked[2]).str.slice(0, 24),
        "customer": draw.integers(0, max(1, of // REVIEWS_PER_CUSTOMER), rows),
        "seconds": draw.integers(0, SECONDS, rows),
        "stars": draw.integers(1, 6, rows),
        "chance": draw.random(rows),
        "kind": draw.integers(0, len(PERSONAL), rows),
    }
    personal = [pl.format(text, "number") if "{}" in text else pl.lit(text) for text in PERSONAL]
    told = pl.coalesce(pl.when(pl.col("kind") == kind).then(text) for kind, text in enumerate(personal))
    quoted = SHARE_PERSONAL + SHARE_QUOTED
    lines = quoted + SHARE_OF_LINES
    between = (
        pl.when(chance < SHARE_PERSONAL)
        .then(pl.format(" {} ", told))
        .when(chance < quoted)
        .then(pl.lit(' "so they say" '))
        .when(chance < lines)
        .then(pl.lit("\n"))
        .when(chance < lines + SHARE_WITH_NUMBER)
        .then(pl.format(", after {} days, ", pl.col("number") % 30))
        .otherwise(pl.lit(" "))
    )
    return pl.DataFrame(columns | {"number": pl.select(number).to_series()}).select(
        review_id=pl.format("rev-{}", pl.col("number")),
        customer_no=pl.format("C{}", pl.col("customer")),
        author=pl.format("author {}", pl.col("customer")),
        posted_at=(FIRST_DAY + pl.duration(seconds=pl.col("seconds"))).dt.to_string("%Y-%m-%dT%H:%M:%SZ"),
        stars=pl.col("stars").cast(pl.String),
        title=pl.col("head"),
        body=pl.concat_str("left", between, "right"),
        product=pl.format("product {}", pl.col("number") % 40),
    )
