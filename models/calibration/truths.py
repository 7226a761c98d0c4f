"""What is planted: the true share of complaints on every day, and who speaks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.divergence.parameters import DivergenceParameters

FloatArray = NDArray[np.float64]

WEEK = 7
BEFORE_WEEKS, WATCHED_WEEKS = 52, 26
"""A year that is known, then the half-year that is watched."""
BEFORE_DAYS, DAYS = BEFORE_WEEKS * WEEK, (BEFORE_WEEKS + WATCHED_WEEKS) * WEEK

STEADY, SUDDEN, SLOW, WAVE = "steady", "sudden rise", "slow rise", "seasonal wave"
SEGMENT = "segment within"
LOUD, BURST = "one loud customer", "copied texts"
COLLEAGUES, ACCOUNTS = "colleagues, each counted", "colleagues, accounts counted"

WRITTEN = (LOUD, BURST, COLLEAGUES, ACCOUNTS)
"""Kinds in which who counts once decides: their opinions are written out and counted as a company's are."""

SMALL, LARGE, RISING = "small", "large", "rising"
"""What a verdict can say of the complaints: an isolated case or none at all, a trend, or a rise."""


@dataclass(frozen=True)
class Truth:
    """A planted truth.

    Args:
        kind: one of the kinds above.
        share: true share of complaints, 0 to 1; of a wave its mean, of a segment within the others' share.
        share_after: what it rises to at the start of the watch (slowly: at its end); a wave's crest; the
            planted segment's share. None where nothing changes.
    """

    kind: str
    share: float
    share_after: float | None = None

    @property
    def name(self) -> str:
        """Such as "sudden rise, 5 to 25 %"."""
        to = "" if self.share_after is None else f" to {100 * self.share_after:.3g}"
        return f"{self.kind}, {100 * self.share:.3g}{to} %"

    def daily(self) -> FloatArray:
        """The true share on each day, shape (DAYS,)."""
        after = self.share if self.share_after is None else self.share_after
        days = np.arange(DAYS, dtype=np.float64)
        if self.kind == SUDDEN:
            return np.where(days < BEFORE_DAYS, self.share, after)
        if self.kind == SLOW:
            return np.interp(days, [BEFORE_DAYS, DAYS], [self.share, after])
        if self.kind == WAVE:  # its crest lies in the middle of the watch
            crest = BEFORE_DAYS + (DAYS - BEFORE_DAYS) / 2
            wave = np.cos(2 * np.pi * (days - crest) / BEFORE_DAYS)
            return self.share + (after - self.share) * wave
        return np.full(DAYS, self.share)

    @property
    def begins_in_week(self) -> int:
        """From which week on the right verdict could be called."""
        return BEFORE_WEEKS if self.kind in (SUDDEN, SLOW) else 0

    def right(self, parameters: DivergenceParameters) -> str | None:
        """What should be said; None where the share lies between the thresholds, and nothing should."""
        if self.kind in (SUDDEN, SLOW):
            return RISING
        if self.kind == SEGMENT or self.share > parameters.trend_above:
            return LARGE
        return SMALL if self.kind == STEADY and self.share < parameters.isolated_below else None

    def can_be_false_trend(self, parameters: DivergenceParameters) -> bool:
        """Whether a trend or a rise would be a false alarm."""
        return self.right(parameters) in (SMALL, None) or self.kind == SEGMENT

    def can_be_false_isolated(self, parameters: DivergenceParameters) -> bool:
        """Whether an isolated case would be a false reassurance."""
        is_still = self.kind not in (SUDDEN, SLOW, WAVE, SEGMENT)
        return is_still and self.share >= parameters.isolated_below


TRUTHS = (
    *(Truth(STEADY, share) for share in (0.0, 0.01, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.50)),
    Truth(SUDDEN, 0.05, 0.25),
    Truth(SUDDEN, 0.05, 0.12),
    Truth(SLOW, 0.05, 0.25),
    Truth(WAVE, 0.10, 0.15),
    Truth(SEGMENT, 0.05, 0.40),
    Truth(LOUD, 0.15),
    Truth(BURST, 0.15),
    Truth(COLLEAGUES, 0.20),
    Truth(ACCOUNTS, 0.20),
)
"""The shares on and around both thresholds, and what could look like a trend without being one."""
