"""From the standing of cells to the rows of the report: shares, bounds, verdict and since when."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.divergence.cast import Cast
from models.divergence.parameters import DivergenceParameters
from models.divergence.replay import OPEN, Codes, Evidence
from models.divergence.shares import complaint_bounds, people_needed
from models.divergence.slices import ALL
from models.divergence.standing import INSUFFICIENT, SEE_SEGMENT, VERDICTS, Standing, last_change
from models.statistics.pooling import pooled_shares

UNSETTLED = [VERDICTS.index(INSUFFICIENT), VERDICTS.index(SEE_SEGMENT)]
"""Verdicts of cells whose own share may be open."""

NEAR_AN_END = 0.01
"""Shares nearer to 0 or 1 have the variance of this one, else a few customers would seem certain."""


def rows_of(
    cells: pl.DataFrame, cast: Cast, standing: Standing, codes: Codes, parameters: DivergenceParameters
) -> tuple[pl.DataFrame, Evidence]:
    """Adds to the rows what is known of them, and gives the evidence in their order.

    Args:
        cells: cell, window, is_visible, is_polar, negative, positive and the names.
        codes: verdicts, see `verdict_codes`.
    Returns:
        The rows with level, is_voiced, verdict, since, previous_verdict, complaint_share with _low, _high and
        _pooled, raters, raters_negative, has_text, is_informed, is_contradicted, opinions_needed.
    """
    place = np.searchsorted(standing.cells, cells["cell"].to_numpy())
    known = np.minimum(place, max(standing.cells.size - 1, 0))
    is_known = cells["is_polar"].to_numpy() & (place < standing.cells.size)
    window = cells["window"].to_numpy()

    def of_rows(values: NDArray[Any]) -> NDArray[Any]:
        found = np.zeros((is_known.size, *values.shape[2:]), dtype=values.dtype)
        found[is_known] = values[known[is_known], window[is_known]]
        return found

    evidence = standing.latest.map(of_rows)
    since, before = last_change(of_rows(codes), of_rows(standing.is_there))
    verdict = np.where(is_known, of_rows(codes[..., -1]), 0)
    level = of_rows(standing.levels[..., -1])
    needed = parameters.log_needed[window]
    low, high = complaint_bounds(evidence, needed)
    is_polar = pl.col("is_polar")
    names = pl.Series(VERDICTS)
    rows = cells.with_columns(
        level=pl.Series(level),
        is_voiced=pl.Series(of_rows(standing.is_voiced[..., -1])),
        verdict=names.gather(pl.Series(verdict, dtype=pl.UInt32)),
        since=pl.when(is_polar).then(pl.Series(cast.looks.moments).gather(pl.Series(since, dtype=pl.UInt32))),
        previous_verdict=names.gather(pl.Series(np.where(before < 0, 0, before), dtype=pl.UInt32)),
        has_previous=pl.Series(before >= 0),
        complaint_share=pl.Series(np.clip(evidence.sample.share, 0, 1)).fill_nan(None),
        complaint_low=pl.when(is_polar).then(pl.Series(low)),
        complaint_high=pl.when(is_polar).then(pl.Series(high)),
        complaint_pooled=pl.Series(_pooled(cells, evidence)).fill_nan(None),
        raters=pl.when(pl.Series(evidence.stands_alone)).then(pl.Series(evidence.polar)).cast(pl.Int64),
        raters_negative=pl.when(pl.Series(evidence.stands_alone))
        .then(pl.Series(evidence.negative))
        .cast(pl.Int64),
        has_text=pl.Series(_has_text(evidence)),
        is_informed=pl.Series(evidence.sample.people > 0),
        is_contradicted=pl.Series(evidence.is_contradicted),
    ).with_columns(
        previous_verdict=pl.when(is_polar & pl.col("has_previous")).then("previous_verdict"),
        opinions_needed=_needed(cells, evidence, verdict, level, needed, parameters),
    )
    return rows, evidence


def _has_text(evidence: Evidence) -> NDArray[np.bool_]:
    """Whether somebody among those who count was read."""
    found: NDArray[np.bool_] = (evidence.silent > 0) | (evidence.sample.stretch > evidence.sample.people)
    return found


def _needed(
    cells: pl.DataFrame,
    evidence: Evidence,
    verdict: NDArray[np.int64],
    level: Codes,
    log_needed: NDArray[np.float64],
    parameters: DivergenceParameters,
) -> pl.Series:
    """Customers taking a side, in all, who would settle an open cell; those who write beside raters count."""
    is_open = cells["is_polar"].to_numpy() & np.isin(verdict, UNSETTLED) & (level == OPEN)
    needed = people_needed(evidence, is_open & (evidence.polar > 0), log_needed, parameters)
    polar = (cells["negative"] + cells["positive"]).to_numpy()
    in_all = needed * polar / np.maximum(evidence.polar, 1.0)
    return pl.Series(np.ceil(in_all)).fill_nan(None).cast(pl.Int64)


def _pooled(cells: pl.DataFrame, evidence: Evidence) -> NDArray[np.float64]:
    """The share drawn towards those of the dimension's other segments; not of everybody."""
    keys = cells.select(pl.struct("aspect", "dimension", "window").rank("dense")).to_series().to_numpy()
    groups = np.where((cells["dimension"] == ALL).to_numpy(), -1, keys.astype(np.int64) - 1)
    share = np.clip(evidence.sample.share, 0, 1)
    inside = np.clip(np.nan_to_num(share, nan=0.5), NEAR_AN_END, 1 - NEAR_AN_END)
    return pooled_shares(share, evidence.sample.variance(inside), groups)
