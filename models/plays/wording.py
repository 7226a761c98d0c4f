"""Plays in words: the sentences with what their placeholders stand for."""

import polars as pl

from models.plays.file import PLACEHOLDER
from models.plays.names import with_names
from models.plays.playbook import Plays

TOLD = ("over time", "between text and score", "customers changing their mind")  # as located_in says them
SEGMENT, CUSTOMERS = "segment", "customers"


def with_words(rows: pl.DataFrame, plays: Plays, language: str) -> pl.DataFrame:
    """Adds play and play_why to rows with play_key and play_kind, in the same order.

    To a play that acts is added what follows from where the disagreement lies; to every play, how many
    customers it concerns, where that is known and the play does not tell it itself. No text is looked
    through for placeholders once something is filled in, so that a segment may be called "{aspect}".
    """
    parts = (
        with_names(rows, plays, language)
        .with_row_index("place")
        .with_columns(location=_location())
        .partition_by("play_key", as_dict=True, maintain_order=True)
    )
    told = [
        part.with_columns(_sentences(plays, key, language) if key is not None else _nothing())
        for (key,), part in parts.items()
    ]
    if not told:
        return rows.select(*_others(rows), *_nothing())
    return pl.concat(told).sort("place").select(*_others(rows), "play", "play_why")


def _others(rows: pl.DataFrame) -> list[str]:
    """The columns of the rows but those that are made here."""
    return [name for name in rows.columns if name not in ("play", "play_why")]


def _nothing() -> list[pl.Expr]:
    return [pl.lit(None, pl.String).alias(name) for name in ("play", "play_why")]


def _sentences(plays: Plays, key: object, language: str) -> list[pl.Expr]:
    play = plays.plays[str(key)]
    text = play.text[language]  # type: ignore[index]
    added = {name: _filled(sentence[language]) for name, sentence in plays.sentences.items()}  # type: ignore[index]
    pieces = [_filled(text)]
    if play.play_kind == "act":
        pieces += [_if(pl.col("location") == name, added[name]) for name in (SEGMENT, *TOLD)]
    if f"{{{CUSTOMERS}}}" not in text:
        pieces.append(_if(pl.col("reach_customers").is_not_null(), added[CUSTOMERS]))
    reason = plays.reasons[play.why][language] if play.why else None  # type: ignore[index]
    return [
        pl.concat_str(pieces, separator=" ", ignore_nulls=True).alias("play"),
        (_filled(reason) if reason else pl.lit(None, pl.String)).alias("play_why"),
    ]


def _if(condition: pl.Expr, sentence: pl.Expr) -> pl.Expr:
    return pl.when(condition).then(sentence)


def _filled(template: str) -> pl.Expr:
    """The template with the told_ columns in the place of its placeholders."""
    pieces = PLACEHOLDER.split(template)  # words and placeholders by turns
    return pl.concat_str(
        pl.col(f"told_{piece}") if place % 2 else pl.lit(piece) for place, piece in enumerate(pieces)
    )


def _location() -> pl.Expr:
    located = pl.col("located_in")
    return pl.when(located.is_in(TOLD)).then(located).when(located.str.contains("=")).then(pl.lit(SEGMENT))
