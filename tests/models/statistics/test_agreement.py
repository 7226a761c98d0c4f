"""Van der Eijk's A on three classes: its known values."""

import numpy as np
import pytest

from models.statistics import ordinal_agreement


@pytest.mark.parametrize(
    ("counts", "agreement"),
    [
        ((0, 0, 12), 1.0),  # unanimity, at a pole or in the middle
        ((0, 12, 0), 1.0),
        ((4, 4, 4), 0.0),  # uniform
        ((6, 0, 6), -1.0),  # two camps
        ((6, 6, 0), 0.5),  # two neighbours
        ((0, 6, 6), 0.5),
        # Layers of (1, 2, 5): three classes 3/8 × 0, two neighbours 2/8 × 0.5, one class 3/8 × 1
        ((1, 2, 5), 0.5),
        # Layers of (3, 1, 4): three classes 3/8 × 0, two poles 4/8 × -1, one class 1/8 × 1
        ((3, 1, 4), -3 / 8),
    ],
)
def test_known_values(counts: tuple[int, int, int], agreement: float) -> None:
    assert ordinal_agreement(*counts) == pytest.approx(agreement)


def test_nobody_neither_agrees_nor_disagrees() -> None:
    assert np.isnan(ordinal_agreement(0, 0, 0))
