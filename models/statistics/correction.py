"""What a classifier's counts say of the true share, its own errors taken out."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import beta, norm

FloatArray = NDArray[np.float64]


def corrected_share(read_share: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike) -> FloatArray:
    """The true share behind the share that a classifier reads, 0 to 1.

    (read_share + specificity - 1) / (sensitivity + specificity - 1), kept within 0 and 1; NaN where the
    classifier tells nothing (sensitivity + specificity not above 1).
    Source: W. Rogan, B. Gladen, Estimating prevalence from the results of a screening test, American Journal
    of Epidemiology 107 (1978).
    """
    read, sens, spec = np.broadcast_arrays(
        *(np.asarray(a, dtype=np.float64) for a in (read_share, sensitivity, specificity))
    )
    informedness = sens + spec - 1
    share: FloatArray = np.full(read.shape, np.nan)
    np.divide(read - (1 - spec), informedness, out=share, where=informedness > 0)
    return share.clip(0.0, 1.0)


def corrected_bounds(
    read: tuple[FloatArray, FloatArray],
    sensitivity: tuple[FloatArray, FloatArray],
    specificity: tuple[FloatArray, FloatArray],
) -> tuple[FloatArray, FloatArray]:
    """Bounds of the true share from bounds of all three quantities behind it.

    The correction rises with the read share and the specificity and falls with the sensitivity, so its
    extremes lie in two corners of the box, whose error is at most the sum of the three (Bonferroni).
    (0, 1) where a corner tells nothing. Source: as `corrected_share`, on the whole box.
    """
    low = corrected_share(read[0], sensitivity[1], specificity[0])
    high = corrected_share(read[1], sensitivity[0], specificity[1])
    return np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=1.0)


def widened(
    low: ArrayLike, high: ArrayLike, confidence: ArrayLike, stated_confidence: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """An interval of a share stated at one confidence, widened to a greater one.

    Read as the beta distribution with the interval's centre and its standard deviation (half the width over
    the normal quantile); an interval without width is a known figure and stays. Never narrower than stated.
    Source: matching of moments, as for effective sample sizes; beta intervals as in L. Brown, T. Cai,
    A. DasGupta, Interval estimation for a binomial proportion, Statistical Science 16 (2001).
    """
    stated_low, stated_high, level = np.broadcast_arrays(
        *(np.asarray(a, dtype=np.float64) for a in (low, high, confidence))
    )
    centre = np.clip((stated_low + stated_high) / 2, 1e-9, 1 - 1e-9)
    deviation = (stated_high - stated_low) / 2 / norm.ppf((1 + stated_confidence) / 2)
    is_known = deviation <= 0
    size = centre * (1 - centre) / np.where(is_known, 1.0, deviation) ** 2 - 1
    size = np.maximum(size, 1e-3)  # an interval as wide as the whole scale says nothing
    tail = (1 - level) / 2
    wide_low = beta.ppf(tail, centre * size, (1 - centre) * size)
    wide_high = beta.isf(tail, centre * size, (1 - centre) * size)
    return (
        np.where(is_known, stated_low, np.minimum(stated_low, wide_low)),
        np.where(is_known, stated_high, np.maximum(stated_high, wide_high)),
    )
