"""report.divergence as it is published: the verdicts, each with its play."""

import polars as pl

from models.divergence.tables import DIVERGENCE_SCHEMA

DIVERGENCE_WITH_PLAYS = pl.Schema(
    {
        **DIVERGENCE_SCHEMA,
        "play_key": pl.String(),  # of plays.toml
        "play_kind": pl.String(),  # act, answer, amplify, see
        "play_why": pl.String(),
        "priority": pl.Int64(),  # 1 is first, among rows of one window and kind of play
    }
)
