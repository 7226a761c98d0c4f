"""How well a fit tells who is worth more."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike
from scipy.stats import norm, spearmanr

FEWEST_ACCOUNTS = 50
DECIMALS = 4


@dataclass(frozen=True)
class RankCorrelation:
    """Spearman's, with its 95 % interval; None where it cannot be known."""

    accounts: int
    value: float | None = None
    low: float | None = None
    high: float | None = None


def rank_correlation(
    fit: ArrayLike, value: ArrayLike, account: pl.Series, inflation: float = 1.0
) -> RankCorrelation:
    """Between the fit and the value of accounts, each the mean of its customers.

    Accounts, for colleagues share a contract: counted by heads, they would feign certainty. None where there
    are fewer than FEWEST_ACCOUNTS, or where all are alike.

    Args:
        inflation: of the variance, where the fits are not independent of each other.
    Source of the interval: Fisher's z with the variance of D. Bonett, T. Wright, Sample size requirements for
    estimating Pearson, Kendall and Spearman correlations, Psychometrika 65 (2000).
    """
    frame = pl.DataFrame({"account": account, "fit": np.asarray(fit), "value": np.asarray(value)})
    by_account = frame.sort(frame.columns).group_by("account", maintain_order=True)
    means = by_account.agg(pl.col("fit", "value").mean())
    sides = [means[name].round(9) for name in ("fit", "value")]
    if means.height < FEWEST_ACCOUNTS or any(side.n_unique() < 2 for side in sides):
        return RankCorrelation(means.height)
    found = float(spearmanr(*sides).statistic)
    reach = norm.ppf(0.975) * np.sqrt(inflation * (1 + found**2 / 2) / (means.height - 3))
    z = np.arctanh(np.clip(found, -1 + 1e-9, 1 - 1e-9))
    low, high = np.tanh([z - reach, z + reach])
    value_low_high = (round(float(one), DECIMALS) for one in (found, low, high))
    return RankCorrelation(means.height, *value_low_high)
