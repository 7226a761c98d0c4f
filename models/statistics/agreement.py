"""How far people agree on an ordered scale."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


def ordinal_agreement(low: ArrayLike, middle: ArrayLike, high: ArrayLike) -> FloatArray:
    """Van der Eijk's agreement A on three ordered classes, from counts.

    1 is unanimity, 0 an even spread over the three classes, -1 two camps at the poles; NaN without a count.
    The counts are peeled into layers of equal height: a layer over all three classes has A = 0, over two
    neighbours 0.5, over the two poles -1, over a single class 1; A is their mean weighted by their people.
    Source: C. van der Eijk, Measuring agreement in ordered rating scales, Quality and Quantity 35 (2001).
    """
    counts = np.stack([np.asarray(a, dtype=np.float64) for a in np.broadcast_arrays(low, middle, high)])
    people = counts.sum(axis=0)
    ordered = np.sort(counts, axis=0)
    pair = 2 * (ordered[1] - ordered[0])
    single = ordered[2] - ordered[1]
    is_split = (counts[1] == ordered[0]) & (pair > 0)
    weighted = single + np.where(is_split, -1.0, 0.5) * pair
    agreement: FloatArray = np.full(people.shape, np.nan)
    np.divide(weighted, people, out=agreement, where=people > 0)
    return agreement
