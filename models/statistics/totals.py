"""The total at which something is decided."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

TOTAL_LIMIT = 1_000_000  # more opinions than this nobody will wait for


def smallest_total(
    decides: Callable[[FloatArray], BoolArray], start: ArrayLike, limit: int = TOTAL_LIMIT
) -> FloatArray:
    """The smallest whole total, above `start` and up to `limit`, at which `decides` becomes true, per cell.

    Args:
        decides: of an array of totals; once true for a cell it must stay true for larger totals. Mixtures
            of likelihood ratios are such: along a fixed share their logarithm is convex in the total and zero
            at the start, so it crosses a positive level once.
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
