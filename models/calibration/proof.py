"""The figures of README.md beside this file: `python -m models.calibration.proof [repetitions]`.

Each is printed as a row of its table: what, repetitions, figure with its exact 95 % interval, bound.
"""

import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from models.calibration import exact, overstated
from models.calibration.calibrate import Scenario
from models.calibration.crowds import CLOSED_WEEKS
from models.calibration.judging import Drawn, nightly
from models.calibration.outcomes import Row, Saying, ever, first_called, row
from models.calibration.reach import called_at
from models.calibration.reading import RATINGS, Reading, classifier, known_classifiers
from models.calibration.truths import (
    BEFORE_DAYS,
    BEFORE_WEEKS,
    SEGMENT,
    STEADY,
    SUDDEN,
    WATCHED_WEEKS,
    Truth,
)
from models.divergence.parameters import WATCHED_DAYS, DivergenceParameters

PARAMETERS = DivergenceParameters("", "")
ALL_TIME = DivergenceParameters("", "", windows_days=(None,))
WEEKLY = (5, 15, 50)

BoolArray = NDArray[np.bool_]


def _seen(truth: Truth, weekly: int, reading: Reading, repetitions: int) -> Saying:
    """At the end of each week of the watch."""
    rng = Scenario(truth, weekly, reading).rng("proof")
    drawn = Drawn.of(rng, truth, weekly, reading, repetitions, PARAMETERS)
    parts = [
        drawn.part(cells).replayed(CLOSED_WEEKS, PARAMETERS)
        for cells in np.array_split(np.arange(repetitions), max(repetitions // 500, 1))
    ]
    levels, codes = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Saying.of(codes, levels)


def false_calls(repetitions: int) -> Iterator[Row]:
    """At the thresholds, in half a year of weekly looks: the worst window, and any of the four."""
    watch = slice(-WATCHED_WEEKS, None)
    for share, name in ((0.20, "large"), (0.10, "small")):
        for reading in known_classifiers():
            for weekly in WEEKLY:
                said = getattr(_seen(Truth(STEADY, share), weekly, reading, repetitions), name)[..., watch]
                what = f"false {'trend' if name == 'large' else 'isolated'} at {share:.0%}, {reading.name}, "
                what += f"{weekly} a week, half a year"
                worst = max(range(said.shape[1]), key=lambda window: ever(said[:, window]).sum())
                yield row(f"{what}, worst window", ever(said[:, worst]), "≤ 5 %")
                yield row(f"{what}, any window", ever(said), "none stated")


def _weeks_of(total: int, weekly: int) -> NDArray[np.int64]:
    """Numbers of customers at the end of each week, up to the total."""
    return np.unique(np.append(np.arange(weekly, total, weekly), total))


def power(repetitions: int) -> Iterator[Row]:
    """What so many customers show, over all time."""
    even, third = Truth(STEADY, 0.50), Truth(STEADY, 0.30)
    nobody, segment = Truth(STEADY, 0.0), Truth(SEGMENT, 0.05, 0.40)
    cases = [
        *((nobody, 0.95, 200, "≥ 90 %"), (nobody, 0.85, 600, "≥ 90 %")),
        *((even, 0.95, 60, "≥ 90 %"), (even, 0.85, 80, "≥ 90 %")),
        *((third, 0.95, 400, "≥ 85 %"), (third, 0.85, 1000, "≥ 85 %")),
        *((segment, 0.95, 120, "≥ 85 %"), (segment, 0.85, 200, "≥ 85 %")),
    ]
    for truth, accuracy, total, bound in cases:
        for labelled, weekly in ((5000, 5), (5000, 15), (1000, 15)):
            reading = classifier(accuracy, labelled=labelled)
            rng = Scenario(truth, total, reading).rng(f"power {labelled} {weekly}")
            called = called_at(rng, truth, reading, _weeks_of(total, weekly), PARAMETERS, repetitions)
            what = (
                f"{truth.name} called at {total}, {reading.name}, {labelled} labelled a side, {weekly} a week"
            )
            yield row(what, called[:, -1], bound)


def small_counts() -> Iterator[Row]:
    """Exact counts, on ratings."""
    for negative, polar, name in ((1, 100, "small"), (50, 100, "large"), (0, 10, "is_open")):
        complaints, people = (np.array([[float(count)]]) for count in (negative, polar))
        said = exact.given(RATINGS, complaints, people, ALL_TIME)
        yield row(f"{negative} of {polar} ratings is called {name}", getattr(said, name), "always")


def rises(repetitions: int) -> Iterator[Row]:
    """Weeks to call, in the median and in nine of ten."""
    for after, accuracy, bound in ((0.25, 0.85, "median ≤ 3"), (0.12, 0.95, "median ≤ 8")):
        truth = Truth(SUDDEN, 0.05, after)
        said = _seen(truth, 50, classifier(accuracy), repetitions)
        weeks = first_called(np.asarray(np.any(said.is_right("rising"), axis=1)), BEFORE_WEEKS)
        middle, most = np.quantile(weeks, [0.5, 0.9], method="inverted_cdf")
        low, high = np.quantile(weeks, _median_ranks(weeks.size), method="inverted_cdf")
        figure = f"median {middle:.0f} weeks ({low:.0f}–{high:.0f}), 90 %: {most:.0f}"
        yield f"{truth.name}, 50 a week, {accuracy:.0%}", repetitions, figure, bound


def _median_ranks(size: int) -> tuple[float, float]:
    """Quantiles between which the median lies (binomial ranks, normal approximation)."""
    half = 0.98 / np.sqrt(size)
    return 0.5 - half, 0.5 + half


def nights(cells: int = 240) -> Iterator[Row]:
    """180 nights without any change, every night with its own look; and a naive retest of the same."""
    settings = [(weekly, share) for weekly in WEEKLY for share in (0.05, 0.10, 0.15)]
    for reading in (RATINGS, classifier(0.85)):
        scenarios = [Scenario(Truth(STEADY, share), weekly, reading) for weekly, share in settings]
        drawn = [
            Drawn.of(one.rng("nights"), one.truth, one.weekly, reading, cells, PARAMETERS)
            for one in scenarios
        ]
        everything = Drawn.joined(drawn)
        levels, codes = nightly(everything, PARAMETERS)
        said = Saying.of(codes, levels)
        alarmed, changes = ever(said.large | said.rising), (np.diff(codes, axis=-1) != 0).sum(axis=-1)
        naive = _naive(everything)
        what = f"no change, 180 nights, {reading.name}"
        for (weekly, share), place in zip(
            settings, np.split(np.arange(alarmed.size), len(settings)), strict=True
        ):
            of = f"{what}, {weekly} a week, {share:.0%}"
            yield row(f"{of}: ever emerging or trend, any window", alarmed[place], "≤ 5 %")
            yield f"{of}: verdict changes in 180 nights, a window", cells, f"{changes[place].mean():.2f}", ""
        yield row(f"{what}, all: ever emerging or trend, any window", alarmed, "≤ 5 %")
        yield row(f"{what}, all: naive retest ever p < 0.05", naive, "76 % expected")


def _naive(drawn: Drawn) -> BoolArray:
    """Each night the last 30 days against the year before them, two-sided z test of two shares."""
    polar, negative = (
        np.pad(np.cumsum(values.sum(axis=1), axis=-1), ((0, 0), (1, 0)))
        for values in (drawn.crowd.polar, drawn.crowd.negative)
    )
    nightly_ends = np.arange(BEFORE_DAYS + 1, BEFORE_DAYS + WATCHED_DAYS + 1)
    starts, years = nightly_ends - 30, np.maximum(nightly_ends - 30 - 365, 0)
    n, x = (values[:, nightly_ends] - values[:, starts] for values in (polar, negative))
    m, y = (values[:, starts] - values[:, years] for values in (polar, negative))
    both = (x + y) / np.maximum(n + m, 1)
    spread = np.sqrt(both * (1 - both) * (1 / np.maximum(n, 1) + 1 / np.maximum(m, 1)))
    z = np.abs(x / np.maximum(n, 1) - y / np.maximum(m, 1)) / np.maximum(spread, 1e-12)
    return ever((2 * norm.sf(z) < 0.05) & (n > 0) & (m > 0))


def main(repetitions: int) -> None:
    """Prints every row."""
    parts = (
        *(false_calls(repetitions), power(repetitions), small_counts(), rises(repetitions)),
        *(exact.needed_rows(repetitions, ALL_TIME), overstated.rows(repetitions, PARAMETERS), nights()),
    )
    for part in parts:
        for found in part:
            sys.stdout.write("| " + " | ".join(map(str, found)) + " |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
