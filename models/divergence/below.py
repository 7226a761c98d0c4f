"""What the segments within a cell say of it: which is a trend, which differs most from the others."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.divergence.contrast import Contrast, contrast
from models.divergence.parameters import DivergenceParameters
from models.divergence.replay import COMMON, UNANIMOUS, Evidence
from models.divergence.slices import ALL
from models.divergence.voices import IntArray
from models.statistics import adjusted_p_values
from transforms.segments import two_way

FALSE_DISCOVERIES = 0.05
"""Share of false finds among the segments that are said to differ."""

NOTABLE_EFFECT = 0.10
"""Difference in complaint share below which a segment is not worth telling."""


def with_contrasts(
    cells: pl.DataFrame, evidence: Evidence, children: Sequence[IntArray], parameters: DivergenceParameters
) -> pl.DataFrame:
    """Adds effect and q_value (a segment against the others of its dimension), and of what lies below
    alarm_below, differing_below ("dimension=segment") and distinguished_by, in words.

    Combinations of two dimensions are compared within their dimension, and within each of the two segments
    that they combine; q controls the false discovery rate over all comparisons together.

    Args:
        cells: row, slice, window, aspect, dimension, segment, is_visible, level, complaint_low.
        evidence: arrays over the rows.
    """
    beside = _groups(cells.select("aspect", "dimension", "window"), cells["dimension"] != ALL)
    visible = cells["is_visible"].to_numpy()
    combined = [two_way(*pair) for pair in parameters.two_way]
    pairs = _pairs(cells, children).with_columns(is_combined=pl.col("dimension").is_in(combined))
    rows = pairs["row"].to_numpy()
    inner = _groups(pairs.select("parent", "aspect", "dimension", "window"), ~pairs["is_everybody"])
    first = contrast(evidence, np.where(visible, beside, -1), parameters.privacy_floor)
    chosen = np.where(visible[rows], inner, -1)
    second = contrast(evidence.map(lambda values: values[rows]), chosen, parameters.privacy_floor)
    q_values = adjusted_p_values(np.concatenate([first.p_value, second.p_value]))
    found = cells.with_columns(
        effect=pl.Series(first.effect).fill_nan(None),
        q_value=pl.Series(q_values[: cells.height]).fill_nan(None),
    )
    below = _below(pairs, first, second, q_values, evidence)
    return found.join(_alarming(pairs), on="row", how="left", maintain_order="left", validate="1:1").join(
        below, on="row", how="left", maintain_order="left", validate="1:1"
    )


def _groups(keys: pl.DataFrame, is_grouped: pl.Series) -> IntArray:
    """A number for every distinct row of keys; -1 where it is in no group."""
    numbers = keys.select(pl.struct(pl.all()).rank("dense")).to_series().to_numpy().astype(np.int64) - 1
    return np.where(is_grouped.to_numpy(), numbers, -1)


def _pairs(cells: pl.DataFrame, children: Sequence[IntArray]) -> pl.DataFrame:
    """row of every child cell, with parent_row and what both are."""
    within = pl.DataFrame(
        {
            "parent": np.repeat(np.arange(len(children)), [one.size for one in children]),
            "slice": np.concatenate([*children, np.zeros(0, dtype=np.int64)]),
        },
        schema={"parent": pl.Int64, "slice": pl.Int64},
    )
    own = cells.select(
        "row", "aspect", "window", "dimension", "segment", "level", "complaint_low", "is_visible",
        pl.col("slice").cast(pl.Int64),
    )  # fmt: skip
    parents = own.select(
        "aspect", "window", parent="slice", parent_row="row", is_everybody=pl.col("dimension") == ALL
    )
    return (
        own.filter("is_visible")
        .join(within, on="slice", how="inner", validate="m:m")
        .join(parents, on=["parent", "aspect", "window"], how="inner", validate="m:1")
        .sort("parent_row", "row")
    )


def _named() -> pl.Expr:
    return pl.concat_str("dimension", "segment", separator="=")


def _alarming(pairs: pl.DataFrame) -> pl.DataFrame:
    """row, alarm_below: the segment within that is a trend, the one with the highest lower bound; of one
    dimension before combinations of two."""
    return (
        pairs.filter(pl.col("level").is_in([COMMON, UNANIMOUS]))
        .sort("is_combined", "complaint_low", "dimension", "segment", descending=[False, True, False, False])
        .group_by("parent_row", maintain_order=True)
        .agg(alarm_below=_named().first())
        .rename({"parent_row": "row"})
    )


def _below(
    pairs: pl.DataFrame,
    first: Contrast,
    second: Contrast,
    q_values: NDArray[np.float64],
    evidence: Evidence,
) -> pl.DataFrame:
    """row, differing_below, distinguished_by: the segment within that differs most surely."""
    rows = pairs["row"].to_numpy()
    is_everybody = pairs["is_everybody"].to_numpy()
    cells = first.effect.size

    def told(beside: NDArray[np.float64], inner: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(is_everybody, beside[rows], inner)

    own = np.clip(evidence.sample.share, 0, 1)[rows]
    compared = pairs.with_columns(
        effect=pl.Series(told(first.effect, second.effect)).fill_nan(None),
        q=pl.Series(told(q_values[:cells], q_values[cells:])).fill_nan(None),
        own=pl.Series(own).fill_nan(None),
        rest=pl.Series(told(first.rest, second.rest)).fill_nan(None),
    )
    is_notable = (pl.col("q") < FALSE_DISCOVERIES) & (pl.col("effect").abs() >= NOTABLE_EFFECT)
    sentence = pl.format(
        "{} {}: {} % complain, the others {} %",
        pl.col("dimension").str.replace_all("_", " "),
        "segment",
        _percent(pl.col("own")),
        _percent(pl.col("rest")),
    )
    return (
        compared.filter(is_notable)
        .sort(
            "is_combined",
            "q",
            "effect",
            "dimension",
            "segment",
            descending=[False, False, True, False, False],
        )
        .group_by("parent_row", maintain_order=True)
        .agg(differing_below=_named().first(), distinguished_by=sentence.first())
        .rename({"parent_row": "row"})
    )


def _percent(share: pl.Expr) -> pl.Expr:
    return (100 * share).round(0).cast(pl.Int64)
