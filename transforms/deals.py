"""What deals and the stages of pipelines say, column by column."""

import polars as pl

from transforms.privacy import redact
from transforms.selling import Deal, Stage
from transforms.values import Reader, Value, unchecked


def deal_values(reader: Reader, deal: Deal) -> dict[str, Value]:
    """Stage, outcome (null while it is open, or nobody knows), amount and times."""
    told, closed = reader.truth(deal.is_won), reader.truth(deal.is_closed)
    stage = reader.text(deal.stage).str.to_lowercase()
    by_stage = pl.when(_one_of(stage, deal.won)).then(True).when(_one_of(stage, deal.lost)).then(False)
    is_lost = ~told.value & (closed.value.fill_null(False) | (by_stage == False).fill_null(False))  # noqa: E712
    outcome = (
        pl.when(told.value)
        .then(True)
        .when(is_lost)
        .then(False)
        .when(told.value.is_null())
        .then(by_stage)
        .otherwise(None)
    )
    return {
        "stage": unchecked(redact(reader.text(deal.stage))),
        "told_won": Value(told.column, outcome, told.problem),
        "told_closed": closed,
        "amount": reader.amount(deal.amount) if deal.amount else reader.number(None),
        "currency": unchecked(reader.text(deal.currency)),
        "created_at": reader.moment(deal.created_at),
        "closed_at": reader.moment(deal.closed_at),
    }


def stage_values(reader: Reader, stage: Stage) -> dict[str, Value]:
    """A stage's key, its name, and whether deals that are in it are won or closed."""
    return {
        "stage": unchecked(redact(reader.text(stage.stage))),
        "label": unchecked(redact(reader.text(stage.label))),
        "is_won": reader.truth(stage.is_won),
        "is_closed": reader.truth(stage.is_closed),
    }


def _one_of(text: pl.Expr, words: tuple[str, ...]) -> pl.Expr:
    return text.is_in([word.lower() for word in words]).fill_null(False)
