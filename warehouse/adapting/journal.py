"""ops.trainings: what each training came to."""

from collections.abc import Iterable

import polars as pl

from models.adapting.company import Adaptation
from warehouse.database import Connection
from warehouse.statements import run, statement

SCHEMA = pl.Schema(
    {
        "language": pl.String(),
        "texts": pl.Int64(),
        "held_out": pl.Int64(),
        "shipped_macro_f1": pl.Float64(),
        "own_macro_f1": pl.Float64(),
        "gain_low": pl.Float64(),
        "gain_high": pl.Float64(),
        "own_ece": pl.Float64(),
        "is_adopted": pl.Boolean(),
        "reason": pl.String(),
    }
)


def note_outcomes(connection: Connection, run_id: str, found: Iterable[Adaptation]) -> None:
    """Notes a training, a row per language."""
    _note(connection, run_id, [_row(one) for one in found])


def note_failure(connection: Connection, run_id: str, reason: str) -> None:
    """Notes a training that came to nothing."""
    _note(connection, run_id, [{"is_adopted": False, "reason": reason}])


def _row(one: Adaptation) -> dict[str, object]:
    row = {
        "language": one.language,
        "texts": one.texts,
        "held_out": one.held_out,
        "is_adopted": one.model is not None,
        "reason": one.reason,
    }
    if one.trial is None:
        return row
    return row | {
        "shipped_macro_f1": one.trial.shipped["macro_f1"],
        "own_macro_f1": one.trial.adapted["macro_f1"],
        "gain_low": one.trial.gain.low,
        "gain_high": one.trial.gain.high,
        "own_ece": one.trial.adapted["ece"],
    }


def _note(connection: Connection, run_id: str, rows: list[dict[str, object]]) -> None:
    connection.register("outcomes", pl.DataFrame(rows, schema=SCHEMA))
    run(connection, statement("adapting/note_outcomes.sql"), run_id=run_id)
    connection.unregister("outcomes")
