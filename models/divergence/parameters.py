"""What a verdict is measured against."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

WATCHED_DAYS = 180
"""Nights of runs over which a cell without any change is to get a false verdict with the stated probability
at most."""


@dataclass(frozen=True)
class DivergenceParameters:
    """Thresholds of the complaint share, windows and guards.

    Args:
        config_version, model_version: stated on every row, never used.
        isolated_below, trend_above: shares that the interval must clear.
        confidence: of each bound of the share, over all looks of half a year at once (of all time at all
            looks there are).
        windows_days: lengths back from the data's watermark; None is all time.
        min_informedness: sensitivity + specificity - 1 below which a language's texts decide nothing.
        quotes_per_side: quotes shown for complaint and for praise, at most.
        is_per_account: colleagues count once together, stated by the project; the speakers are given so.
        two_way: pairs of dimensions whose combinations are dimensions as well.
        privacy_floor: cells with fewer speakers show nothing but their number.
    Raises:
        ValueError: a threshold out of order.
    """

    config_version: str
    model_version: str
    isolated_below: float = 0.10
    trend_above: float = 0.20
    confidence: float = 0.95
    windows_days: tuple[int | None, ...] = (30, 90, 365, None)
    min_informedness: float = 0.4
    quotes_per_side: int = 5
    is_per_account: bool = False
    two_way: tuple[tuple[str, str], ...] = ()
    privacy_floor: int = 5

    def __post_init__(self) -> None:
        if not 0 < self.isolated_below <= self.trend_above < 0.5:
            raise ValueError(
                f"isolated_below ({self.isolated_below}) and trend_above ({self.trend_above}) must rise "
                "between 0 and 0.5"
            )
        if not 0.5 <= self.confidence < 1:
            raise ValueError(f"confidence must lie between 0.5 and 1, not {self.confidence}")
        if not self.windows_days or any(days is not None and days <= 0 for days in self.windows_days):
            raise ValueError(f"windows_days must be positive numbers of days, not {self.windows_days}")

    @property
    def log_needed(self) -> NDArray[np.float64]:
        """Log of the evidence that a verdict needs, per window of `windows`: 20 at a confidence of 95 %.

        A window shorter than WATCHED_DAYS is a new sample several times in that time, so it needs as many
        times more evidence (Bonferroni).
        """
        renewals = [max(WATCHED_DAYS / days, 1.0) if days else 1.0 for days in self._longest_first()]
        needed: NDArray[np.float64] = np.log(np.array(renewals)) - math.log(1 - self.confidence)
        return needed

    def _longest_first(self) -> list[int | None]:
        return sorted(set(self.windows_days), key=lambda days: (days is not None, -(days or 0)))

    def windows(self, as_of: datetime) -> pl.DataFrame:
        """One row per window, the widest first, so that each lies within the one before.

        Returns:
            window (0, 1 ...), window_days (null: all time), opens_at (exclusive; null: no limit).
        """
        longest_first = self._longest_first()
        opens_at = [None if days is None else as_of - timedelta(days=days) for days in longest_first]
        return pl.DataFrame(
            {"window": range(len(longest_first)), "window_days": longest_first, "opens_at": opens_at},
            schema={
                "window": pl.UInt8,
                "window_days": pl.Int32,
                "opens_at": pl.Datetime("us", "UTC"),
            },
        )
