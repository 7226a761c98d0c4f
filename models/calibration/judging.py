"""Populations of a scenario drawn and judged, by the code that judges a company's own opinions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.calibration.crowds import CLOSED_WEEKS, Crowd, IntArray
from models.calibration.outcomes import Saying, Watched, ever, first_called, watched
from models.calibration.reading import Reading
from models.calibration.truths import (
    ACCOUNTS,
    BEFORE_DAYS,
    BEFORE_WEEKS,
    WATCHED_WEEKS,
    WEEK,
    Truth,
)
from models.calibration.written import Counting, opinions_of, standing_of_written, written
from models.divergence.parameters import WATCHED_DAYS, DivergenceParameters
from models.divergence.readers import Readers
from models.divergence.replay import Codes
from models.divergence.standing import SEE_SEGMENT, VERDICTS, Standing, replayed, verdict_codes
from models.statistics import ReaderRates

BoolArray = NDArray[np.bool_]

CELLS_AT_ONCE = 400

SEGMENTS = 5
"""Segments beside each other, the planted one the first."""


@dataclass(frozen=True)
class Drawn:
    """Populations with what is known of their readers."""

    crowd: Crowd
    readers: Readers

    @classmethod
    def of(
        cls,
        rng: np.random.Generator,
        truth: Truth,
        weekly: int,
        reading: Reading,
        populations: int,
        parameters: DivergenceParameters,
    ) -> "Drawn":
        """Of a truth in which everybody speaks once."""
        crowd = Crowd.drawn(rng, truth.daily(), weekly / WEEK, reading, populations)
        return cls(crowd, reading.readers(rng, populations, parameters))

    @classmethod
    def joined(cls, parts: Sequence["Drawn"]) -> "Drawn":
        """One after the other."""
        crowds = [part.crowd for part in parts]
        rates = [part.readers.rates for part in parts]
        names = ReaderRates.__dataclass_fields__
        return cls(
            Crowd(
                *(np.concatenate([getattr(one, name) for one in crowds]) for name in ("polar", "negative"))
            ),
            Readers.unread(
                ReaderRates(*(np.concatenate([getattr(one, name) for one in rates]) for name in names)),
                np.concatenate([part.readers.is_known for part in parts]),
            ),
        )

    def part(self, cells: IntArray) -> "Drawn":
        """Some of them."""
        return Drawn(Crowd(self.crowd.polar[cells], self.crowd.negative[cells]), self.readers.of(cells))

    def replayed(self, looks: IntArray, parameters: DivergenceParameters) -> tuple[Codes, Codes]:
        """Levels and verdicts at the looks; shape (populations, windows, looks)."""
        standing = replayed(self.crowd.seen(looks, parameters), self.readers, parameters)
        return standing.levels, verdicts(standing)


def judged(drawn: Drawn, truths: Sequence[Truth], parameters: DivergenceParameters) -> list[Watched]:
    """What happens in populations of several truths, as many of each, judged at the end of every week."""
    cells = np.arange(drawn.crowd.polar.shape[0])
    parts = [
        drawn.part(chosen).replayed(CLOSED_WEEKS, parameters)
        for chosen in np.array_split(cells, -(-cells.size // CELLS_AT_ONCE))
    ]
    levels, codes = (np.concatenate(each) for each in zip(*parts, strict=True))
    apart = zip(truths, *(np.split(each, len(truths)) for each in (levels, codes)), strict=True)
    return [_watched(level, code, truth, parameters) for truth, level, code in apart]


def judged_written(
    rng: np.random.Generator,
    truth: Truth,
    weekly: int,
    reading: Reading,
    populations: int,
    counting: Counting,
    parameters: DivergenceParameters,
) -> Watched:
    """The same of a truth of the WRITTEN kinds, through the code that counts opinions."""
    per_account = replace(parameters, is_per_account=truth.kind == ACCOUNTS)
    said = written(rng, truth, weekly, populations)
    opinions = opinions_of(rng, said, reading)
    standing = standing_of_written(rng, opinions, reading, counting, per_account)
    return _watched(standing.levels, verdicts(standing), truth, parameters)


def _watched(levels: Codes, codes: Codes, truth: Truth, parameters: DivergenceParameters) -> Watched:
    saying, right = Saying.of(codes, levels), truth.right(parameters)
    is_right = saying.is_right(right) if right else np.zeros(codes.shape, dtype=bool)
    return watched(saying, codes, _weeks(is_right, truth))


def verdicts(standing: Standing) -> Codes:
    """Of cells without segments within."""
    return verdict_codes(standing, [], aspects=int(standing.cells.max(initial=0)) + 1)


def _weeks(is_right: BoolArray, truth: Truth) -> NDArray[np.float64]:
    """From the beginning of the truth to its call in any window; looks before the first week are empty."""
    empty = is_right.shape[-1] - BEFORE_WEEKS - WATCHED_WEEKS
    return first_called(np.asarray(np.any(is_right, axis=1)), empty + truth.begins_in_week)


def judged_segments(
    rng: np.random.Generator,
    truth: Truth,
    weekly: int,
    reading: Reading,
    populations: int,
    parameters: DivergenceParameters,
) -> Watched:
    """The same of populations with segments; right is what `is_located` says."""
    shares = np.full((populations, SEGMENTS, 1), truth.share)
    shares[:, 0] = truth.share if truth.share_after is None else truth.share_after
    daily = np.broadcast_to(shares, (populations, SEGMENTS, truth.daily().size))
    crowd = Crowd.drawn(
        rng, daily.reshape(-1, daily.shape[-1]), weekly / WEEK, reading, populations * SEGMENTS
    ).with_sums(SEGMENTS)
    readers = reading.readers(rng, populations, parameters)
    levels, codes = within_segments(crowd, readers, CLOSED_WEEKS, parameters)
    saying = Saying.of(codes, levels)
    own = Saying(saying.small[:, 0], saying.large[:, 0], saying.rising[:, 0], saying.is_open[:, 0])
    found = watched(own, codes[:, 0], _weeks(is_located(saying, codes), truth))
    is_alarmed = (saying.large | saying.rising)[:, 2:, :, -WATCHED_WEEKS:]
    return replace(found, false_trend=ever(is_alarmed))


def within_segments(
    crowd: Crowd, readers: Readers, looks: IntArray, parameters: DivergenceParameters
) -> tuple[Codes, Codes]:
    """Levels and verdicts of populations with segments; shape (populations, all and its segments, windows,
    looks).

    Args:
        crowd: cells in the order of `Crowd.with_sums`.
        readers: of each population.
    """
    slices = crowd.polar.shape[0]
    apart = SEGMENTS + 1
    own = readers.of(np.arange(slices) // apart)
    standing = replayed(crowd.seen(looks, parameters), own, parameters)
    nobody = np.zeros(0, dtype=np.int64)
    children = [np.arange(each + 1, each + apart) if each % apart == 0 else nobody for each in range(slices)]
    codes = verdict_codes(standing, children, aspects=1)
    shape = (-1, apart, *codes.shape[1:])
    return standing.levels.reshape(shape), codes.reshape(shape)


def is_located(saying: Saying, codes: Codes) -> BoolArray:
    """Whether the planted segment alone is a trend and everybody's verdict points to its segments; without
    the axis of segments."""
    is_alone = saying.large[:, 1] & ~np.any(saying.large[:, 2:], axis=1)
    found: BoolArray = is_alone & (codes[:, 0] == VERDICTS.index(SEE_SEGMENT))
    return found


def nightly(
    drawn: Drawn, parameters: DivergenceParameters, nights: int = WATCHED_DAYS
) -> tuple[Codes, Codes]:
    """Levels and verdicts on each night of the watch: the closed weeks replayed, and the night's own look.

    Returns:
        Two arrays of shape (cells, windows, nights).
    """
    found = []
    for night in range(BEFORE_DAYS + 1, BEFORE_DAYS + nights + 1):
        looks = np.append(CLOSED_WEEKS[: (night - 1) // WEEK], night)
        found.append([each[..., -1] for each in drawn.replayed(looks, parameters)])
    levels, codes = (np.stack(each, axis=-1) for each in zip(*found, strict=True))
    return levels, codes
