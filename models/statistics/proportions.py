"""Anytime-valid bounds of a share, and the total at which they decide."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize.elementwise import find_root
from scipy.special import betaln, xlog1py, xlogy

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

JEFFREYS = 0.5  # both parameters of the mixing beta distribution
LOG_FLOOR = -1e6  # stands for log(0), so that the root finder meets finite numbers only
TOTAL_LIMIT = 1_000_000  # more opinions than this nobody will wait for


def confidence_sequence(
    successes: ArrayLike, trials: ArrayLike, confidence: ArrayLike = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Bounds of a Bernoulli share that hold at every look at once.

    With probability `confidence` the true share lies between the bounds at all sample sizes, so that looking
    every night costs nothing. They are the shares at which the Jeffreys mixture's likelihood ratio (a
    martingale that starts at 1) stays below 1 / (1 - confidence), by Ville's inequality.

    Args:
        successes, trials, confidence: broadcastable; counts need not be whole.
    Returns:
        (low, high), each 0 to 1; (0, 1) without a trial.
    Source: H. Robbins, Statistical methods related to the law of the iterated logarithm, Annals of
    Mathematical Statistics 41 (1970); S. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, Time-uniform,
    nonparametric, nonasymptotic confidence sequences, Annals of Statistics 49 (2021); M. Lindon, A. Malek,
    Anytime-valid inference for multinomial count data, NeurIPS (2022).
    """
    arguments = (np.asarray(a, dtype=np.float64) for a in (successes, trials, confidence))
    x, n, level = np.broadcast_arrays(*arguments)
    floor = betaln(JEFFREYS + x, JEFFREYS + n - x) - betaln(JEFFREYS, JEFFREYS) + np.log1p(-level)
    share = np.divide(x, n, out=np.full(n.shape, 0.5), where=n > 0)
    low, high = np.zeros(n.shape), np.ones(n.shape)
    below, above = x > 0, x < n
    low[below] = _root(np.zeros(n.shape)[below], share[below], x[below], n[below], floor[below])
    high[above] = _root(share[above], np.ones(n.shape)[above], x[above], n[above], floor[above])
    return low, high


def _root(left: FloatArray, right: FloatArray, x: FloatArray, n: FloatArray, floor: FloatArray) -> FloatArray:
    """The share between the brackets where the log-likelihood meets its floor."""

    def excess(share: FloatArray, x: FloatArray, n: FloatArray, floor: FloatArray) -> FloatArray:
        log_likelihood: FloatArray = xlogy(x, share) + xlog1py(n - x, -share)
        return np.maximum(log_likelihood - floor, LOG_FLOOR)

    if left.size == 0:
        return left
    return np.asarray(find_root(excess, (left, right), args=(x, n, floor)).x, dtype=np.float64)


def smallest_total(
    decides: Callable[[FloatArray], BoolArray], start: ArrayLike, limit: int = TOTAL_LIMIT
) -> FloatArray:
    """The smallest whole total, above `start` and up to `limit`, at which `decides` becomes true, per cell.

    Args:
        decides: of an array of totals; once true for a cell it must stay true for larger totals. The mixture
            bounds are such: along a fixed share their log-likelihood ratio is convex in the total and zero at
            the start, so it crosses a positive level once.
        start: totals so far, one per cell.
    Returns:
        Totals, NaN where even `limit` does not decide.
    """
    below = np.floor(np.asarray(start, dtype=np.float64))
    reached = np.full(below.shape, float(limit))
    is_reachable = decides(reached)
    while np.any(reached - below > 1):
        middle = np.floor((below + reached) / 2)
        is_decided = decides(middle)
        below, reached = np.where(is_decided, below, middle), np.where(is_decided, middle, reached)
    return np.where(is_reachable, reached, np.nan)
