"""Which play each row of report.divergence gets."""

import polars as pl

from models.divergence.parameters import DivergenceParameters
from models.plays.file import CONDITIONS, NONE, Play
from models.plays.playbook import Plays
from models.plays.priority import with_priority
from models.plays.tables import DIVERGENCE_WITH_PLAYS
from models.plays.wording import with_words
from transforms.segments import UNKNOWN

OPTIONAL = ("poles", "ideal_pole")  # of opposite complaints alone
UNNAMED = "-"  # an aspect that no play names


def with_plays(
    divergence: pl.DataFrame, plays: Plays, language: str, parameters: DivergenceParameters
) -> pl.DataFrame:
    """Adds play, play_key, play_kind, play_why and priority.

    Of the plays that fit a row, the one that names the most conditions is its play; of as many, the one that
    names the aspect, then the kind, the ideal side, the pole, the side; then a company's own. A row without
    sufficient evidence has none.

    Args:
        divergence: rows of DIVERGENCE_SCHEMA; `poles` (names, " / " between them) and `ideal_pole` where
            customers complain of opposite things.
        language: one of the eight.
        parameters: whose thresholds the bounds cleared.
    Returns:
        The same rows in the same order, of DIVERGENCE_WITH_PLAYS and what else came.
    """
    missing = [pl.lit(None, pl.String).alias(name) for name in OPTIONAL if name not in divergence.columns]
    keyed = divergence.with_columns(missing).with_columns(pl.col(OPTIONAL).str.replace_all("_", " "))
    told = (
        keyed.pipe(_with_keys, plays)
        .pipe(with_words, plays, language)
        .pipe(with_priority, parameters)
        .with_columns(divergence.select(name for name in OPTIONAL if name in divergence.columns))
    )
    added = [name for name in DIVERGENCE_WITH_PLAYS if name not in divergence.columns]
    return told.select(*divergence.columns, *added).cast(
        {name: dtype for name, dtype in DIVERGENCE_WITH_PLAYS.items() if name in told.columns}
    )


def _with_keys(divergence: pl.DataFrame, plays: Plays) -> pl.DataFrame:
    """Adds play_key and play_kind: found once for each combination that there is."""
    named = sorted({aspect for play in plays.plays.values() for aspect in play.aspect})
    aspect = pl.when(pl.col("aspect").is_in(named)).then("aspect").otherwise(pl.lit(UNNAMED))
    met = [aspect.alias("met_aspect"), *(pl.col(name).alias(f"met_{name}") for name in CONDITIONS[1:])]
    keys = [f"met_{name}" for name in CONDITIONS]
    # Nobody can act upon customers of whom it is only known that they are not known.
    rows = divergence.with_columns(met).with_columns(
        pl.when(pl.col("segment") != UNKNOWN).then("met_verdict").alias("met_verdict")
    )
    fits = [
        (pl.col(name).list.len() == 0) | pl.col(f"met_{name}").fill_null(NONE).is_in(pl.col(name))
        for name in CONDITIONS
    ]
    chosen = (
        rows.select(keys)
        .unique()
        .join(_table(plays), how="cross")
        .filter(fits)
        .sort("place")
        .unique(keys, keep="first", maintain_order=True)
        .select(*keys, "play_key", "play_kind")
    )
    return rows.join(
        chosen, on=keys, how="left", nulls_equal=True, maintain_order="left", validate="m:1"
    ).drop(keys)


def _table(plays: Plays) -> pl.DataFrame:
    """The plays with their conditions, the most specific at place 0."""

    def specific(key: str) -> tuple[int, tuple[bool, ...], bool, str]:
        play: Play = plays.plays[key]
        absent = tuple(name not in play.named for name in CONDITIONS)
        return (-len(play.named), absent, key not in plays.own, key)

    ordered = sorted(plays.plays, key=specific)
    lists = {name: [list(getattr(plays.plays[key], name)) for key in ordered] for name in CONDITIONS}
    kinds = [plays.plays[key].play_kind for key in ordered]
    return pl.DataFrame(
        {"play_key": ordered, "play_kind": kinds, **lists},
        schema_overrides={name: pl.List(pl.String) for name in CONDITIONS},
    ).with_row_index("place")
