"""Shares of parts drawn towards what they have in common."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def pooled_shares(share: FloatArray, variance: FloatArray, groups: NDArray[np.int64]) -> FloatArray:
    """Empirical-Bayes estimate of each share from all shares of its group; for looking at, never to decide.

    Normal-normal: a share keeps the weight t / (t + its variance), t being the variance between the group's
    true shares by the method of moments; the rest goes to the group's mean.

    Args:
        share, variance: one per part, the variance positive; NaN takes no part.
        groups: number of each part's group; -1: none.
    Returns:
        0 to 1; NaN where the part or its group has nothing to pool.
    Source: C. Morris, Parametric empirical Bayes inference, JASA 78 (1983), pp. 47-55; variance between by
    R. DerSimonian, N. Laird, Meta-analysis in clinical trials, Controlled Clinical Trials 7 (1986), p. 183.
    """
    used = (groups >= 0) & np.isfinite(share) & np.isfinite(variance) & (variance > 0)
    group, value, weight = groups[used], share[used], 1 / variance[used]
    size = int(groups.max(initial=-1)) + 1

    def total(values: FloatArray) -> FloatArray:
        return np.bincount(group, weights=values, minlength=size).astype(np.float64)

    weights, parts = total(weight), np.bincount(group, minlength=size)
    mean = total(weight * value) / np.where(weights > 0, weights, 1.0)
    spread = total(weight * (value - mean[group]) ** 2) - (parts - 1)
    scale = weights - total(weight**2) / np.where(weights > 0, weights, 1.0)
    between = np.maximum(spread, 0.0) / np.where(scale > 0, scale, 1.0)
    kept = between[group] / (between[group] + 1 / weight)
    found: FloatArray = np.full(share.shape, np.nan)
    found[used] = np.clip(kept * value + (1 - kept) * mean[group], 0.0, 1.0)
    return found
