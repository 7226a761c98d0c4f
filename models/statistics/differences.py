"""Whether two shares differ, over many pairs at once."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import false_discovery_control, hypergeom

FloatArray = NDArray[np.float64]


def fisher_p_values(
    successes: ArrayLike, trials: ArrayLike, rest_successes: ArrayLike, rest_trials: ArrayLike
) -> FloatArray:
    """Two-sided p of Fisher's exact test that two shares are equal, one per pair.

    Twice the smaller tail of the hypergeometric distribution, at most 1 (the central form, which vectorises).
    NaN where one side has no trial.
    Source: R. Fisher, The design of experiments (1935); doubling after P. Armitage, G. Berry, Statistical
    methods in medical research (1994).
    """
    x, n, y, m = np.broadcast_arrays(
        *(np.asarray(a, dtype=np.int64) for a in (successes, trials, rest_successes, rest_trials))
    )
    p_values = np.full(x.shape, np.nan)
    both = (n > 0) & (m > 0)
    table = (n[both] + m[both], x[both] + y[both], n[both])
    tails = np.minimum(hypergeom.cdf(x[both], *table), hypergeom.sf(x[both] - 1, *table))
    p_values[both] = np.clip(2 * tails, 0.0, 1.0)
    return p_values


def adjusted_p_values(p_values: ArrayLike) -> FloatArray:
    """q values that bound the share of false finds among the finds; NaN stays NaN and counts for nothing.

    Source: Y. Benjamini, Y. Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical
    Society B 57 (1995).
    """
    p = np.asarray(p_values, dtype=np.float64)
    q_values = np.full(p.shape, np.nan)
    is_tested = ~np.isnan(p)
    if is_tested.any():
        q_values[is_tested] = false_discovery_control(p[is_tested], method="bh")
    return q_values
