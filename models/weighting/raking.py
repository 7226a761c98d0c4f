"""Raking with a cap, by the library svy: weights whose sums by segment meet given shares."""

import io
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

TOLERANCE = 1e-6  # of a segment's share, relative: raking has converged within it
ITERATIONS = 1_000
CYCLES = 50  # of cutting at the cap and raking again
PROGRESS = 1e-3  # of the cap: a cycle that lowers the largest weight by less is the last


@dataclass(frozen=True)
class Raked:
    """Weights, of the same sum as those that raking began with; None where it did not converge."""

    weights: FloatArray | None
    is_capped: bool = False


def rake(codes: pl.DataFrame, start: FloatArray, shares: Sequence[Mapping[int, float]], cap: float) -> Raked:
    """Weights whose shares by segment are `shares`, none larger than `cap` times their mean.

    svy's own trimming inside its raking ends after the first cut; here, cutting and raking take turns until
    both hold or a further turn gains nothing. Then the cap holds, and shares are missed by what it costs.

    Args:
        codes: one row per respondent, one column of integers per margin.
        start: the weights to begin with, above 0.
        shares: per column of `codes`, the share of each of its integers; all of them occur.
    """
    raked = _raked(codes, start, shares)
    if raked is None or _largest(raked) <= cap * (1 + TOLERANCE):
        return Raked(raked)
    for _ in range(CYCLES):
        trimmed = _trimmed(raked, cap)
        again = _raked(codes, trimmed, shares)
        if again is None or _largest(raked) - _largest(again) < PROGRESS * cap:
            break
        raked = again
        if _largest(raked) <= cap * (1 + TOLERANCE):
            return Raked(raked, is_capped=True)
    return Raked(trimmed, is_capped=True)


def _largest(weights: FloatArray) -> float:
    return float(weights.max() / weights.mean())


def _raked(
    codes: pl.DataFrame, start: FloatArray, shares: Sequence[Mapping[int, float]]
) -> FloatArray | None:
    import svy  # takes a second to load
    from svy.errors import MethodError

    sample = svy.Sample(codes.with_columns(start=start), svy.Design(wgt="start"))
    targets: dict[str, Any] = {name: dict(share) for name, share in zip(codes.columns, shares, strict=True)}
    try:
        with redirect_stdout(io.StringIO()):  # it prints its warnings, where a program reads JSON
            made = sample.weighting.rake(
                shares=targets,
                wgt_name="raked",
                tol=TOLERANCE,
                max_iter=ITERATIONS,
                update_design_wgts=False,
            )
    except MethodError:
        return None
    return made.data.lazy().collect()["raked"].to_numpy()


def _trimmed(weights: FloatArray, cap: float) -> FloatArray:
    import svy
    from svy.weighting.types import Threshold

    sample = svy.Sample(pl.DataFrame({"raked": weights}), svy.Design(wgt="raked"))
    with redirect_stdout(io.StringIO()):
        made = sample.weighting.trim(
            upper=Threshold("mean", cap), min_cell_size=1, max_iter=ITERATIONS, wgt_name="trimmed"
        )
    return made.data.lazy().collect()["trimmed"].to_numpy()
