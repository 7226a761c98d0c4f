"""Plays in words: the sentences with what their placeholders stand for."""

import polars as pl

from models.plays.file import PLACEHOLDER
from models.plays.names import with_names
from models.plays.playbook import Plays

TOLD = ("between text and score", "customers changing their mind")  # as located_in says them
SEGMENT, CUSTOMERS = "segment", "customers"


NEEDED = (
    "aspect",
    "dimension",
    "segment",
    "located_in",
    "ideal_pole",
    "poles",
    "reach_customers",
    "play_key",
)


def with_words(rows: pl.DataFrame, plays: Plays, language: str) -> pl.DataFrame:
    """Adds play and play_why to rows with play_key, in the same order; null where there is no play.

    To a play that acts is added what follows from where the disagreement lies; to every play, how many
    customers it concerns, where that is known and the play does not tell it itself. No text is looked
    through for placeholders once something is filled in, so that a segment may be called "{aspect}".
    """
    numbered = rows.select(*NEEDED, place=pl.int_range(pl.len()))
    parts = (
        numbered.filter(pl.col("play_key").is_not_null())
        .pipe(with_names, plays, language)
        .with_columns(location=_location())
        .partition_by("play_key", as_dict=True, maintain_order=True)
    )
    told = [part.select("place", *_sentences(plays, str(key), language)) for (key,), part in parts.items()]
    nothing = pl.DataFrame(schema={"place": pl.Int64, "play": pl.String, "play_why": pl.String})
    words = numbered.select("place").join(
        pl.concat([nothing, *told]), on="place", how="left", maintain_order="left", validate="1:1"
    )
    return rows.with_columns(words["play"], words["play_why"])


def _sentences(plays: Plays, key: str, language: str) -> list[pl.Expr]:
    play = plays.plays[key]
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
