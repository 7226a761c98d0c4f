"""What came of a scenario: how often the verdict was wrong, missing or late."""

from dataclasses import dataclass, fields

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.calibration.truths import LARGE, RISING, SMALL, WATCHED_WEEKS
from models.divergence.replay import RARE, UNANIMOUS, Codes
from models.divergence.standing import (
    CONSENSUS,
    EMERGING,
    INSUFFICIENT,
    ISOLATED,
    RESOLVED,
    TREND,
    VERDICTS,
)
from models.statistics.proportions import exact_interval

BoolArray = NDArray[np.bool_]

_SHARES = ("false_trend", "false_isolated", "missed", "undecided")
_RATES = {f"{share}{end}": pl.Float64() for share in _SHARES for end in ("", "_low", "_high")}

CALIBRATION_SCHEMA = pl.Schema(
    {
        "scenario": pl.String(),
        "share": pl.Float64(),
        "share_after": pl.Float64(),
        "weekly_customers": pl.Int64(),
        "reading": pl.String(),
        "repetitions": pl.Int64(),
        **_RATES,
        "weeks_to_call_median": pl.Float64(),
        "weeks_to_call_p90": pl.Float64(),
        "changes_per_half_year": pl.Float64(),
        "customers_needed": pl.Int64(),
        "inputs_version": pl.String(),
    }
)


@dataclass(frozen=True)
class Saying:
    """What the verdicts say; arrays of one shape, the looks last.

    Args:
        small: that complaints are isolated, none or no longer a trend.
        large: that they are a trend, or unanimous.
        rising: that they emerge.
        is_open: nothing yet.
    """

    small: BoolArray
    large: BoolArray
    rising: BoolArray
    is_open: BoolArray

    @classmethod
    def of(cls, codes: Codes, levels: Codes) -> "Saying":
        def said(*verdicts: str) -> BoolArray:
            return np.isin(codes, [VERDICTS.index(verdict) for verdict in verdicts])

        is_consensus = said(CONSENSUS)
        return cls(
            small=said(ISOLATED, RESOLVED) | (is_consensus & (levels == RARE)),
            large=said(TREND) | (is_consensus & (levels == UNANIMOUS)),
            rising=said(EMERGING),
            is_open=said(INSUFFICIENT),
        )

    def is_right(self, right: str) -> BoolArray:
        """Where it says so; a rise may be called a trend as well."""
        return {SMALL: self.small, LARGE: self.large, RISING: self.rising | self.large}[right]


@dataclass(frozen=True)
class Share:
    """A share of repetitions, with its exact 95 % interval (Clopper and Pearson)."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of

    @property
    def interval(self) -> tuple[float, float]:
        return exact_interval(self.hits, self.of)


Row = tuple[str, int, str, str]
"""What, repetitions, figure, bound."""


def row(what: str, hits: BoolArray, bound: str) -> Row:
    """A share of repetitions in per cent, with its interval."""
    share = Share(int(hits.sum()), hits.size)
    low, high = share.interval
    return what, share.of, f"{100 * share.value:.1f} % ({100 * low:.1f}–{100 * high:.1f})", bound


@dataclass(frozen=True)
class Outcome:
    """Of one scenario.

    Args:
        false_trend, false_isolated: called at any look of the watch, in any window; None where it is true.
        missed: what is true was not called in any window up to the end; None where nothing should be.
        undecided: no window says anything at the end of the watch.
        weeks_to_call_median, weeks_to_call_p90: of what is true, from its beginning; None where fewer were
            called at all.
        changes_per_half_year: of a cell's verdict in a window.
    """

    false_trend: Share | None
    false_isolated: Share | None
    missed: Share | None
    undecided: Share
    weeks_to_call_median: float | None
    weeks_to_call_p90: float | None
    changes_per_half_year: float

    def as_row(self) -> dict[str, float | None]:
        """Columns of CALIBRATION_SCHEMA."""
        row: dict[str, float | None] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in _SHARES:
                low, high = value.interval if value else (None, None)
                row |= {field.name: value and value.value, f"{field.name}_low": low}
                row[f"{field.name}_high"] = high
            else:
                row[field.name] = value
        return row


@dataclass(frozen=True)
class Watched:
    """What happened in some repetitions; arrays of shape (repetitions,), joined over chunks.

    Args:
        false_trend, false_isolated, undecided: see Outcome.
        weeks: from the beginning of the truth to its call; infinite where it was not called.
        changes: of the verdict, mean over windows.
    """

    false_trend: BoolArray
    false_isolated: BoolArray
    undecided: BoolArray
    weeks: NDArray[np.float64]
    changes: NDArray[np.float64]

    @classmethod
    def joined(cls, parts: "list[Watched]") -> "Watched":
        return cls(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(cls)))

    def outcome(self, right: str | None, can_be_trend: bool, can_be_isolated: bool) -> Outcome:
        def share(hits: BoolArray) -> Share:
            return Share(int(hits.sum()), hits.size)

        def quantile(level: float) -> float | None:
            found = float(np.quantile(self.weeks, level, method="inverted_cdf"))
            return found if np.isfinite(found) else None

        return Outcome(
            false_trend=share(self.false_trend) if can_be_trend else None,
            false_isolated=share(self.false_isolated) if can_be_isolated else None,
            missed=share(~np.isfinite(self.weeks)) if right else None,
            undecided=share(self.undecided),
            weeks_to_call_median=quantile(0.5) if right else None,
            weeks_to_call_p90=quantile(0.9) if right else None,
            changes_per_half_year=float(self.changes.mean()),
        )


def ever(is_called: BoolArray) -> BoolArray:
    """Whether in any window, at any look, of each cell."""
    found: BoolArray = np.any(is_called.reshape(is_called.shape[0], -1), axis=1)
    return found


def first_called(is_called: BoolArray, from_week: int) -> NDArray[np.float64]:
    """Weeks until the first True, counted from `from_week`, infinite without; shape without the last axis."""
    later = is_called[..., from_week:]
    return np.where(np.any(later, axis=-1), later.argmax(axis=-1) + 1.0, np.inf)


def watched(saying: Saying, codes: Codes, weeks: NDArray[np.float64]) -> Watched:
    """Of the last WATCHED_WEEKS looks; arrays of shape (cells, windows, looks)."""
    watch = slice(-WATCHED_WEEKS, None)
    return Watched(
        false_trend=ever((saying.large | saying.rising)[..., watch]),
        false_isolated=ever(saying.small[..., watch]),
        undecided=~ever(~saying.is_open[..., -1]),
        weeks=weeks,
        changes=(np.diff(codes[..., -WATCHED_WEEKS - 1 :], axis=-1) != 0).sum(axis=-1).mean(axis=1),
    )
