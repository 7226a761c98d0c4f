"""The share that known labels and a classifier's readings give together."""

import numpy as np
import pytest

from models.statistics import ReaderRates, Sample, Verified, verified_sample
from models.statistics.verified import likeliest_share, log_likelihood

RATES = ReaderRates(*(np.array([value]) for value in (0.85, 0.80, 0.0, 0.0)))


def counts(*numbers: float) -> Verified:
    """complaints, as_complaint, as_praise, unread_complaint, unread_praise."""
    return Verified(*(np.array([float(number)]) for number in numbers))


@pytest.mark.parametrize(
    "told", [(5, 20, 0, 10, 70), (0, 12, 3, 4, 50), (40, 41, 2, 30, 1), (0, 0, 9, 0, 90)]
)
def test_no_share_is_likelier(told: tuple[int, ...]) -> None:
    grid = np.linspace(0, 1, 20_001)
    false_alarm, informed = np.array([0.20]), np.array([0.65])
    found = likeliest_share(counts(*told), false_alarm, informed)
    best = grid[np.argmax(log_likelihood(counts(*told), grid, false_alarm, informed))]
    assert found[0] == pytest.approx(best, abs=1e-4)


def test_with_everything_read_nothing_is_misread() -> None:
    found = verified_sample(counts(7, 20, 30, 0, 0), RATES)
    rated = Sample.rated(np.array([7.0]), np.array([50.0]))
    assert [getattr(found, name)[0] for name in found.names()] == [
        getattr(rated, name)[0] for name in found.names()
    ]


def test_with_next_to_nothing_read_the_sample_is_the_classifiers_own() -> None:
    found = verified_sample(counts(0, 0, 1e-9, 30, 70), RATES)
    alone = Sample.read(np.array([[30.0]]), np.array([[100.0]]), RATES, np.array([1.0]))
    assert found.share == pytest.approx(alone.share, rel=1e-4)
    assert found.log_below(0.4) == pytest.approx(alone.log_below(0.4), rel=0.05)


def test_the_share_is_that_of_all_whichever_label_was_read() -> None:
    # 1,000 people, 100 complain: 85 + 180 read as complaints, 15 + 720 as praise.
    for told in ((85, 265, 0, 0, 735), (15, 0, 735, 265, 0), (42.5, 132.5, 0, 132.5, 735)):
        assert verified_sample(counts(*told), RATES).share == pytest.approx(0.10, abs=1e-9)


def test_more_read_tells_more_and_never_more_than_ratings() -> None:
    parts = (0.01, 0.25, 0.5, 0.75, 1.0)
    told = [
        verified_sample(counts(0, 200 * p, 0, 200 * (1 - p), 800), RATES).log_below(0.1)[0] for p in parts
    ]
    assert told == sorted(told)
    assert told[-1] <= Sample.rated(np.array([0.0]), np.array([1000.0])).log_below(0.1)[0]


def test_doubt_about_the_rates_is_left_only_of_what_is_unread() -> None:
    doubtful = ReaderRates(*(np.array([value]) for value in (0.85, 0.80, 0.001, 0.002)))
    read = verified_sample(counts(85, 265, 0, 0, 735), doubtful)
    assert read.specificity_doubt[0] == 0  # every alarm was looked at
    assert read.sensitivity_doubt[0] > 0
