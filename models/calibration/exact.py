"""Given counts at one look: what is said of them, and whether `opinions_needed` is right."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.calibration.calibrate import Scenario
from models.calibration.outcomes import Row, Saying, row
from models.calibration.reading import RATINGS, Reading, classifier, variance_of
from models.calibration.truths import STEADY, Truth
from models.divergence.history import History
from models.divergence.parameters import DivergenceParameters
from models.divergence.readers import Readers
from models.divergence.replay import evidence_of
from models.divergence.shares import people_needed
from models.divergence.standing import replayed, verdict_codes
from models.statistics import ReaderRates

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def given(
    reading: Reading, negative: FloatArray, polar: FloatArray, parameters: DivergenceParameters
) -> Saying:
    """What is said of counts at a single look, in one window of all time.

    Args:
        negative, polar: shape (cells, readers).
        parameters: with one window.
    """
    cells = polar.shape[0]
    history = History(
        np.arange(cells),
        *(counts[:, None, :, None] for counts in (negative, polar)),
        *(counts[:, :, None] for counts in (negative, polar)),
    )
    standing = replayed(history, stated(reading, cells), parameters)
    codes = verdict_codes(standing, [], aspects=cells)
    return Saying.of(codes, standing.levels)


def stated(reading: Reading, cells: int) -> Readers:
    """Rates as they are, with the doubt that their labelled texts leave; the same for all cells."""
    rates = {}
    for rate, labelled in (("sensitivity", "complaints_labelled"), ("specificity", "praises_labelled")):
        value = reading.of_readers(rate, 1.0) + reading.of_readers("overstated_by", 0.0)
        rates[rate] = value
        rates[f"{rate}_variance"] = variance_of(value, reading.of_readers(labelled, np.inf))
    found = ReaderRates(**rates).map(lambda values: np.tile(values, (cells, 1)))
    return Readers.unread(found, np.ones(found.sensitivity.shape, dtype=bool))


def needed(reading: Reading, share: float, customers: int, parameters: DivergenceParameters) -> float:
    """People who would decide, as report.divergence says it of `customers` among whom `share` complain; NaN
    where none would."""
    polar = np.where(reading.weights > 0, float(customers), 0.0)[None, None, :, None]
    sensitivity, specificity = (reading.of_readers(rate, 1.0) for rate in ("sensitivity", "specificity"))
    read = share * sensitivity + (1 - share) * (1 - specificity)
    evidence = evidence_of(polar * read[None, None, :, None], polar, stated(reading, 1))
    flat = evidence.map(lambda values: values[:, 0, 0])
    return float(people_needed(flat, np.ones(1, dtype=bool), parameters.log_needed, parameters)[0])


def decided(
    rng: np.random.Generator,
    reading: Reading,
    share: float,
    customers: int,
    repetitions: int,
    parameters: DivergenceParameters,
) -> BoolArray:
    """Whether so many customers are decided on, at one look, where `share` truly complain."""
    complaining = rng.binomial(customers, share, repetitions)[:, None]
    sensitivity, specificity = (reading.of_readers(rate, 1.0) for rate in ("sensitivity", "specificity"))
    read = rng.binomial(complaining, sensitivity) + rng.binomial(customers - complaining, 1 - specificity)
    is_used = reading.weights > 0
    negative, polar = np.where(is_used, read, 0).astype(np.float64), np.where(is_used, float(customers), 0.0)
    said = given(reading, negative, np.tile(polar, (repetitions, 1)), parameters)
    found: BoolArray = ~said.is_open[:, 0, 0]
    return found


def needed_rows(repetitions: int, parameters: DivergenceParameters) -> Iterator[Row]:
    """Of 20 customers with these shares, how often as many as are named decide."""
    for reading in (RATINGS, classifier(0.95), classifier(0.85)):
        for share in (0.0, 0.01, 0.05, 0.30, 0.40):
            total = needed(reading, share, 20, parameters)
            rng = Scenario(Truth(STEADY, share), 0, reading).rng("opinions needed")
            hits = decided(rng, reading, share, int(total), repetitions, parameters)
            yield row(
                f"opinions_needed of {share:.0%}, {reading.name}: {total:.0f} decide",
                hits,
                "about half or more",
            )
