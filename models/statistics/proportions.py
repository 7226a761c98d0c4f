"""Intervals of a share that was counted once."""

from scipy.stats import beta


def exact_interval(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of a share that holds the true one at least as often as it says.

    Args:
        successes: 0 to `trials`.
        trials: at least 1.
    Source: C. Clopper, E. Pearson, The use of confidence or fiducial limits illustrated in the case of the
    binomial, Biometrika 26 (1934), pp. 404-413.
    """
    tail = (1 - confidence) / 2
    low = float(beta.ppf(tail, successes, trials - successes + 1)) if successes > 0 else 0.0
    high = float(beta.ppf(1 - tail, successes + 1, trials - successes)) if successes < trials else 1.0
    return low, high
