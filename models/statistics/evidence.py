"""Evidence on a share that holds at every look, and the bounds that it gives."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize.elementwise import find_root

FloatArray = NDArray[np.float64]

TILTS = np.array([0.1, 0.25, 0.5, 0.8, 1.2, 1.8, 3.0])
"""How far the log-odds of the alternatives lie from the tested share: small ones for many opinions, large
ones for few."""
WEIGHTS = np.array([0.05, 0.10, 0.25, 0.25, 0.15, 0.12, 0.08])

PARTS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95)
"""Of an estimate: where its lower bound is looked for first. Near 0 and 1 the doubt about a reader can hide
what its counts tell."""

ENDS = 1e-12  # shares of 0 and 1 themselves can be no tested share


def log_evidence_above(successes: ArrayLike, trials: ArrayLike, share: ArrayLike) -> FloatArray:
    """Log of the evidence that the true share is above `share`.

    The evidence is a mixture of likelihood ratios of greater shares against `share`: a supermartingale that
    starts at 1 whenever the true share is `share` or less, so that it ever reaches 20 with probability at
    most 1 in 20, however often one looks (Ville's inequality). It can be read as a bet that won that factor.

    Args:
        successes, trials: broadcastable; counts need not be whole.
        share: the tested share, 0 to 1.
    Source: H. Robbins, Statistical methods related to the law of the iterated logarithm, Annals of
    Mathematical Statistics 41 (1970), pp. 1397-1409 (mixtures); A. Ramdas, P. Grünwald, V. Vovk, G. Shafer,
    Game-theoretic statistics and safe anytime-valid inference, Statistical Science 38 (2023), section 3.
    """
    x, n, tested = np.broadcast_arrays(*(np.asarray(a, dtype=np.float64) for a in (successes, trials, share)))
    inside = np.clip(tested, 0.0, 1.0)
    total = np.zeros(x.shape)
    top = np.full(x.shape, -np.inf)
    for tilt, weight in zip(TILTS, WEIGHTS, strict=True):
        log_ratio = x * tilt - n * np.log1p(inside * np.expm1(tilt)) + np.log(weight)
        new_top = np.maximum(top, log_ratio)
        total = total * np.exp(top - new_top) + np.exp(log_ratio - new_top)
        top = new_top
    found: FloatArray = np.where(n > 0, top + np.log(total), 0.0)
    return found


def log_evidence_below(successes: ArrayLike, trials: ArrayLike, share: ArrayLike) -> FloatArray:
    """Log of the evidence that the true share is below `share`: as `log_evidence_above`, seen from the other
    side."""
    x, n, tested = np.broadcast_arrays(*(np.asarray(a, dtype=np.float64) for a in (successes, trials, share)))
    return log_evidence_above(n - x, n, 1 - tested)


Evidence = Callable[[FloatArray, NDArray[np.int64]], FloatArray]
"""Log evidence at tested shares, of the cells whose numbers are given beside them."""


def lower_bounds(above: Evidence, estimate: FloatArray, log_needed: FloatArray) -> FloatArray:
    """The greatest share per cell that the evidence refutes from above; 0 where none.

    Args:
        above: log evidence that the true share is above the tested one; falls as that rises.
        estimate: where the evidence says nothing either way, 0 to 1; shape (cells,).
        log_needed: what refutes a share; shape (cells,).
    """
    cells = np.arange(estimate.size)
    low, refuted = np.zeros(estimate.size), np.full(estimate.size, -1.0)
    for part in PARTS:  # what refutes a share refutes all that are less: the greatest part counts
        tested = np.maximum(part * estimate, ENDS)
        is_refuted = (estimate > ENDS) & (above(tested, cells) > log_needed)
        refuted = np.where(is_refuted, tested, refuted)
    chosen = cells[refuted > 0]
    if chosen.size:
        low[chosen] = _crossing(above, refuted[chosen], estimate[chosen], chosen, log_needed)
    return low


def upper_bounds(below: Evidence, estimate: FloatArray, log_needed: FloatArray) -> FloatArray:
    """The smallest share per cell that the evidence refutes from below; 1 where none."""

    def mirrored(share: FloatArray, cells: NDArray[np.int64]) -> FloatArray:
        return below(1 - share, cells)

    return 1 - lower_bounds(mirrored, 1 - estimate, log_needed)


def _crossing(
    evidence: Evidence, left: FloatArray, right: FloatArray, cells: NDArray[np.int64], log_needed: FloatArray
) -> FloatArray:
    """Where the evidence falls to what is needed; at the estimate it is below, at the left end above."""

    def excess(share: FloatArray, cells: FloatArray) -> FloatArray:
        numbers = cells.astype(np.int64)
        return np.clip(evidence(share, numbers) - log_needed[numbers], -1e6, 1e6)

    found = find_root(excess, (left, np.maximum(right, left * 2)), args=(cells.astype(np.float64),))
    return np.asarray(np.where(found.success, found.x, 0.0), dtype=np.float64)
