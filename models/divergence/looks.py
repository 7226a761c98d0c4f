"""The moments at which the verdict is replayed: the end of every closed week, and the watermark."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

REPLAYED_WEEKS = 104
"""Two years: what was said of a cell before that is forgotten."""

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Looks:
    """Ends of weeks (Monday, 00:00 UTC) in order, the watermark last; the first holds all that was before.

    Args:
        moments: when each look is taken.
    """

    moments: tuple[datetime, ...]

    def __len__(self) -> int:
        return len(self.moments)

    def first_seen(self, said_at: pl.Series) -> NDArray[np.int64]:
        """The first look that knows an opinion: a week holds what was said before its end, the watermark what
        was said up to it. Opinions without a time were there before the first."""
        after = [*self.moments[:-1], self.moments[-1] + MICROSECOND]
        return np.searchsorted(_microseconds(after), as_numbers(said_at), side="right")

    def last_seen(self, said_at: pl.Series, days: int | None) -> NDArray[np.int64]:
        """The first look whose window of so many days no longer holds an opinion; beyond the last: all do."""
        if days is None:
            return np.full(len(said_at), len(self), dtype=np.int64)
        length = int(timedelta(days=days) / MICROSECOND)
        numbers = as_numbers(said_at)
        gone = np.searchsorted(_microseconds(self.moments), numbers + length, side="left")
        return np.where(said_at.is_null().to_numpy(), 0, gone)


def looks_until(as_of: datetime, weeks: int = REPLAYED_WEEKS) -> Looks:
    """The closed weeks before the watermark, and the watermark itself."""
    midnight = as_of.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = midnight - timedelta(days=midnight.weekday())
    ends = [monday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    return Looks((*(end for end in ends if end < as_of), as_of))


def _microseconds(moments: "list[datetime] | tuple[datetime, ...]") -> NDArray[np.int64]:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return np.array([(moment - epoch) // MICROSECOND for moment in moments], dtype=np.int64)


def as_numbers(said_at: pl.Series) -> NDArray[np.int64]:
    """Microseconds since 1970; what has no time is before all others."""
    return said_at.dt.epoch("us").fill_null(np.iinfo(np.int64).min // 2).to_numpy()
