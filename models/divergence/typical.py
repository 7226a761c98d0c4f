"""Which words are typical of what one side says of an aspect."""

import polars as pl

CANDIDATES = 200
"""Quotes of one aspect, side and language among which the typical ones are looked for."""

SHORTEST_WORD = 4  # letters; shorter ones say little of what is meant

STEPS = 5
"""Typicality is told in so many steps: a little more of it does not outweigh what else makes a quote good."""


def typicality(quotes: pl.DataFrame) -> pl.Series:
    """How much each quote says what others say on its side: 0 to 1 in steps, 1 the most typical.

    The words of a side weigh by how many other quotes of it have them, and less where quotes on any side and
    of any aspect in the language have them, too (TF-IDF centroid); a quote's typicality is the sum over its
    words by the root of their number (cosine with the centroid, up to a constant).

    Args:
        quotes: aspect, voice, language, quote; the candidates of each come first and are CANDIDATES at most,
            the others get 0.
    Source: D. Radev, H. Jing, M. Styś, D. Tam, Centroid-based summarization of multiple documents,
    Information Processing and Management 40 (2004), pp. 919-938.
    """
    side = ["aspect", "voice", "language"]
    numbered = quotes.with_row_index("row").with_columns(place=pl.int_range(pl.len()).over(side))
    words = (
        numbered.lazy()
        .filter((pl.col("place") < CANDIDATES) & pl.col("quote").is_not_null())
        .select("row", *side, word=pl.col("quote").str.to_lowercase().str.extract_all(r"\p{L}+"))
        .explode("word", empty_as_null=False)
        .filter(pl.col("word").str.len_chars() >= SHORTEST_WORD)
        .unique()
        .with_columns(
            on_side=pl.len().over(*side, "word"),
            anywhere=pl.len().over("language", "word"),
            quotes=pl.col("row").n_unique().over("language"),
        )
        .with_columns(weight=(pl.col("on_side") - 1) * (1 + pl.col("quotes") / pl.col("anywhere")).log())
    )
    told = (
        words.group_by("row")
        .agg(score=pl.col("weight").sum() / pl.len().sqrt(), **{name: pl.col(name).first() for name in side})
        .with_columns(typical=pl.col("score") / pl.col("score").max().over(side))
        .select("row", (pl.col("typical") * STEPS).round() / STEPS)
    )
    found = numbered.lazy().select("row").join(told, on="row", how="left", maintain_order="left")
    return found.select(pl.col("typical").fill_nan(0.0).fill_null(0.0)).collect().to_series()
