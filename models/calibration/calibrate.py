"""Scenarios, each drawn as often as wanted and held against what was planted."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from models.calibration.judging import Drawn, judged, judged_segments, judged_written
from models.calibration.outcomes import CALIBRATION_SCHEMA, Outcome, Watched
from models.calibration.reading import Reading
from models.calibration.truths import DAYS, SEGMENT, TRUTHS, WEEK, WRITTEN, Truth
from models.calibration.written import ROWS_AT_ONCE, Counting
from models.divergence.parameters import DivergenceParameters

SEED = 20_250_602
POPULATIONS_AT_ONCE = 100


WRITTEN_PART = 4
"""Opinions that are written out take their time: one population of so many is drawn."""


@dataclass(frozen=True)
class Scenario:
    """A truth, how many customers speak of it in a week (of each segment, where there are some), and how
    they are read."""

    truth: Truth
    weekly: int
    reading: Reading

    def rng(self, purpose: str = "") -> np.random.Generator:
        """Of its own, so that a scenario's figures depend on no other."""
        name = f"{self.truth.name}|{self.weekly}|{self.reading.name}|{purpose}"
        return np.random.default_rng([SEED, zlib.crc32(name.encode())])


Outcomes = list[tuple[Scenario, Outcome]]


@dataclass(frozen=True)
class Calibration:
    """How scenarios are repeated.

    Args:
        parameters: the thresholds, windows and guards that are calibrated.
        repetitions: populations of each scenario.
        truths: what is planted.
        counting: see `Counting`; only truths of the WRITTEN kinds need it.
    """

    parameters: DivergenceParameters
    repetitions: int
    truths: tuple[Truth, ...] = TRUTHS
    counting: Counting | None = None

    def outcomes(self, weekly: int, reading: Reading) -> Outcomes:
        """Draws and judges the populations of every truth."""
        scenarios = [Scenario(truth, weekly, reading) for truth in self.truths]
        plain = [one for one in scenarios if one.truth.kind not in (*WRITTEN, SEGMENT)]
        found = {one.truth: [seen] for one, seen in zip(plain, self._plain(plain), strict=True)}
        found |= {one.truth: self._others(one) for one in scenarios if one not in plain}
        return [(one, self._outcome(one.truth, found[one.truth])) for one in scenarios]

    def _plain(self, scenarios: Sequence[Scenario]) -> list[Watched]:
        """All replayed together, which is faster."""
        drawn = [
            Drawn.of(one.rng(), one.truth, one.weekly, one.reading, self.repetitions, self.parameters)
            for one in scenarios
        ]
        truths = [one.truth for one in scenarios]
        return judged(Drawn.joined(drawn), truths, self.parameters) if drawn else []

    def _others(self, scenario: Scenario) -> list[Watched]:
        truth, weekly, reading, rng = scenario.truth, scenario.weekly, scenario.reading, scenario.rng()
        if truth.kind == SEGMENT:
            at_once, total = POPULATIONS_AT_ONCE, self.repetitions
            return [
                judged_segments(rng, truth, weekly, reading, size, self.parameters)
                for size in _sizes(total, at_once)
            ]
        if self.counting is None:
            raise ValueError(f"{truth.name}: who counts once decides, so counting must be given")
        total = max(self.repetitions // WRITTEN_PART, 1)
        at_once = max(ROWS_AT_ONCE * WEEK // (DAYS * weekly), 1)
        return [
            judged_written(rng, truth, weekly, reading, size, self.counting, self.parameters)
            for size in _sizes(total, at_once)
        ]

    def _outcome(self, truth: Truth, parts: list[Watched]) -> Outcome:
        return Watched.joined(parts).outcome(
            truth.right(self.parameters),
            truth.can_be_false_trend(self.parameters),
            truth.can_be_false_isolated(self.parameters),
        )


def _sizes(total: int, at_once: int) -> list[int]:
    return [min(at_once, total - first) for first in range(0, total, at_once)]


def calibrated(
    outcomes: Outcomes,
    needed: Mapping[tuple[Truth, Reading], int | None],
    inputs_version: str,
) -> pl.DataFrame:
    """Rows of CALIBRATION_SCHEMA.

    Args:
        needed: customers from whom on a truth is called, see `customers_needed`.
        inputs_version: of all that the rows follow from.
    """
    rows = [
        {
            "scenario": scenario.truth.kind,
            "share": scenario.truth.share,
            "share_after": scenario.truth.share_after,
            "weekly_customers": scenario.weekly,
            "reading": scenario.reading.name,
            "repetitions": outcome.undecided.of,
            **outcome.as_row(),
            "customers_needed": needed.get((scenario.truth, scenario.reading)),
            "inputs_version": inputs_version,
        }
        for scenario, outcome in outcomes
    ]
    return pl.DataFrame(rows, schema=CALIBRATION_SCHEMA)
