"""What a classifier does that is worse than it is said to be, and what stands against it."""

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from models.calibration.calibrate import Scenario
from models.calibration.exact import stated
from models.calibration.outcomes import Row, row
from models.calibration.reach import called_at
from models.calibration.reading import Reading, classifier
from models.calibration.truths import STEADY, Truth
from models.divergence.parameters import DivergenceParameters
from models.divergence.replay import evidence_of

BoolArray = NDArray[np.bool_]

TOTALS = (40, 200, 600, 2000)
SHARES = (0.0, 0.10)
TRUE, SAID = 0.70, 0.85


def rows(repetitions: int, parameters: DivergenceParameters) -> Iterator[Row]:
    """Unanimous praise read at 70 %: uncorrected, corrected, corrected by rates that are too good."""
    for total in TOTALS[:2]:
        rng = np.random.default_rng([7, total])
        yield row(f"nobody complains, {total} texts read at 70 %, uncorrected Wilson interval above 20 %",
                  _uncorrected(rng, total, repetitions), "43 %, 91 %")  # fmt: skip
    readings = {
        "corrected": classifier(TRUE),
        "taken for ratings": classifier(TRUE, overstated_by=1 - TRUE),
        "said to be 85 %": classifier(TRUE, overstated_by=SAID - TRUE),
        "measured on 30 own rated texts a side": classifier(TRUE, labelled=30),
        "measured on 100 own rated texts a side": classifier(TRUE, labelled=100),
    }
    for name, reading in readings.items():
        for total, share in itertools.product(TOTALS, SHARES):
            hits = ever_trend(total, share, reading, repetitions, parameters)
            bound = "≤ 5 %" if name == "corrected" or "measured" in name else "reported"
            what = f"{share:.0%} complain, ever a trend up to {total} texts read at 70 %, {name}"
            yield row(what, hits, bound)
    for total in TOTALS:
        hits = _contradicted(np.random.default_rng([8, total]), total, repetitions)
        what = f"nobody complains, {total} rate and {total} others write, read at 70 %, said to be 85 %: "
        yield row(f"{what}text and score are told to differ", hits, "reported")


def ever_trend(
    total: int, share: float, reading: Reading, repetitions: int, parameters: DivergenceParameters
) -> BoolArray:
    """Whether a steady share is ever called a trend, looked at after every 10 customers."""
    truth = Truth(STEADY, share)
    rng = Scenario(truth, total, reading).rng("overstated")
    looks = np.arange(10, total + 1, 10)
    called = called_at(rng, truth, reading, looks, parameters, repetitions, sought="large")
    found: BoolArray = np.any(called, axis=1)
    return found


def _uncorrected(rng: np.random.Generator, total: int, repetitions: int) -> BoolArray:
    """Whether the lower end of Wilson's 95 % interval of the share as read is above 20 %."""
    z, read = norm.ppf(0.975), rng.binomial(total, 1 - TRUE, repetitions) / total
    middle = read + z**2 / (2 * total)
    half = z * np.sqrt(read * (1 - read) / total + z**2 / (4 * total**2))
    found: BoolArray = (middle - half) / (1 + z**2 / total) > 0.20
    return found


def _contradicted(rng: np.random.Generator, total: int, repetitions: int) -> BoolArray:
    """Whether ratings and texts are told to differ, as many of each."""
    reading = classifier(TRUE, overstated_by=SAID - TRUE)
    polar = np.full((repetitions, 1, 2, 1), float(total))
    negative = np.zeros(polar.shape)
    negative[:, 0, 1, 0] = rng.binomial(total, 1 - TRUE, repetitions)
    found: BoolArray = evidence_of(negative, polar, stated(reading, repetitions)).is_contradicted[:, 0, 0]
    return found
