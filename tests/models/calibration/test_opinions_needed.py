"""The number that `opinions_needed` names is right: at it, about half of such populations are decided."""

import numpy as np
import pytest
from calibrating import ALL_TIME

from models.calibration import RATINGS, Reading, Truth, customers_needed
from models.calibration.exact import decided, given, needed
from models.calibration.reading import classifier
from models.calibration.truths import STEADY, SUDDEN


@pytest.mark.parametrize("reading", [RATINGS, classifier(0.95), classifier(0.85)], ids=lambda one: one.name)
@pytest.mark.parametrize("share", [0.0, 0.01, 0.05, 0.30, 0.40])
def test_at_the_number_that_is_named_about_half_are_decided(reading: Reading, share: float) -> None:
    total = needed(reading, share, 20, ALL_TIME)
    rng = np.random.default_rng(7)
    assert decided(rng, reading, share, int(total), 1000, ALL_TIME).mean() >= 0.42
    fewer, more = (
        decided(rng, reading, share, round(total * part), 1000, ALL_TIME).mean() for part in (0.5, 2)
    )
    assert fewer < 0.42
    assert more > 0.6


@pytest.mark.parametrize("share", [0.10, 0.15, 0.20])
def test_no_number_is_named_where_none_decides(share: float) -> None:
    assert np.isnan(needed(RATINGS, share, 20, ALL_TIME))


@pytest.mark.parametrize(
    ("negative", "polar", "said"), [(1, 100, "small"), (50, 100, "large"), (0, 10, "is_open")]
)
def test_given_counts(negative: int, polar: int, said: str) -> None:
    counts = (np.array([[float(count)]]) for count in (negative, polar))
    found = given(RATINGS, next(counts), next(counts), ALL_TIME)
    assert [name for name in ("small", "large", "rising", "is_open") if getattr(found, name).item()] == [said]


def test_customers_needed_grow_with_the_reading_errors_and_near_the_thresholds() -> None:
    def at(share: float, reading: Reading) -> int:
        found = customers_needed(np.random.default_rng(8), Truth(STEADY, share), reading, ALL_TIME, 100)
        assert found is not None
        return found

    assert at(0.0, RATINGS) < at(0.01, RATINGS) < at(0.05, RATINGS)
    assert at(0.50, RATINGS) < at(0.30, RATINGS) < at(0.30, classifier(0.85))


def test_nothing_is_needed_of_what_is_not_to_be_called_or_depends_on_time() -> None:
    for truth in (Truth(STEADY, 0.15), Truth(SUDDEN, 0.05, 0.25)):
        assert customers_needed(np.random.default_rng(9), truth, RATINGS, ALL_TIME, 20) is None
