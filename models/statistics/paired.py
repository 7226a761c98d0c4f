"""What changed between two looks at the same people, from counts. Arrays in, arrays out."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint

FloatArray = NDArray[np.float64]
Bounds = tuple[FloatArray, FloatArray]


def exact_share_bounds(successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95) -> Bounds:
    """Bounds of a share, 0 to 1; NaN without a trial.

    Source: C. Clopper, E. Pearson, The use of confidence or fiducial limits illustrated in the case of the
    binomial, Biometrika 26 (1934); computed by statsmodels.
    """
    x, n = np.broadcast_arrays(*(np.asarray(a, dtype=np.float64) for a in (successes, trials)))
    low, high = np.full(n.shape, np.nan), np.full(n.shape, np.nan)
    some = n > 0
    low[some], high[some] = proportion_confint(x[some], n[some], alpha=1 - confidence, method="beta")
    return low, high


def sign_test_p_values(improved: ArrayLike, worsened: ArrayLike) -> FloatArray:
    """Two-sided exact p that as many improve as worsen; those who do neither say nothing. NaN where all do.

    Twice the smaller tail of the binomial distribution, at most 1.
    Source: Q. McNemar, Note on the sampling error of the difference between correlated proportions or
    percentages, Psychometrika 12 (1947), in its exact form.
    """
    up, down = np.broadcast_arrays(*(np.asarray(a, dtype=np.int64) for a in (improved, worsened)))
    doubled = 2 * binom.cdf(np.minimum(up, down), up + down, 0.5)
    p_values: FloatArray = np.where(up + down > 0, np.minimum(doubled, 1.0), np.nan)
    return p_values


def net_change_bounds(
    improved: ArrayLike, worsened: ArrayLike, pairs: ArrayLike, confidence: float = 0.95
) -> Bounds:
    """Bounds of the share of pairs that improves minus the share that worsens, -1 to 1; NaN without pairs.

    Both shares are bounded exactly, each with half of the error, so that together they err at most as often
    as stated (Bonferroni): never too narrow, somewhat too wide. Bounding the discordant pairs alone would
    take for known how many pairs change at all. Source: as `exact_share_bounds`.
    """
    each = 1 - (1 - confidence) / 2
    (up_low, up_high), (down_low, down_high) = (
        exact_share_bounds(count, pairs, each) for count in (improved, worsened)
    )
    return up_low - down_high, up_high - down_low


def difference_bounds(value: ArrayLike, bounds: Bounds, other: ArrayLike, other_bounds: Bounds) -> Bounds:
    """Bounds of value - other of independent groups, from the bounds of each.

    Source: G. Zou, A. Donner, Construction of confidence limits about effect measures: a general approach,
    Statistics in Medicine 27 (2008) (MOVER).
    """
    mine, theirs = (np.asarray(a, dtype=np.float64) for a in (value, other))
    (low, high), (other_low, other_high) = bounds, other_bounds
    below = np.hypot(mine - low, other_high - theirs)
    above = np.hypot(high - mine, theirs - other_low)
    return mine - theirs - below, mine - theirs + above
