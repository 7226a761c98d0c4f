"""One penalty a block, found by the data."""

import numpy as np
import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from models.ideal.ridge import FREE, BlockRidge


@parametrize_with_checks([BlockRidge()])
@pytest.mark.filterwarnings("ignore:Skipping check:sklearn.exceptions.SkipTestWarning")
def test_it_keeps_the_conventions(estimator, check):
    check(estimator)


def made_up(seed: int, effects: list[float], rows: int = 400) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rows, len(effects)))
    return x, x @ np.array(effects) + rng.normal(size=rows)


def test_a_block_without_effect_is_held_back_and_one_with_effect_is_not():
    x, y = made_up(1, [1.0, -1.0, 0.5, 0.0, 0.0, 0.0])
    model = BlockRidge([0, 0, 0, 1, 1, 1]).fit(x, y)
    assert model.penalties_[1] > 20 * model.penalties_[0]
    plain = np.linalg.lstsq(x - x.mean(axis=0), y - y.mean(), rcond=None)[0]
    assert model.coef_[:3] == pytest.approx(plain[:3], abs=0.02)
    assert np.abs(model.coef_[3:]).max() < np.abs(plain[3:]).max() / 2


def test_a_free_column_is_not_held_back():
    x, y = made_up(2, [0.1], rows=60)
    slope = float(np.polyfit(x[:, 0], y, 1)[0])
    assert BlockRidge([FREE]).fit(x, y).coef_[0] == pytest.approx(slope, rel=1e-6)
    assert abs(BlockRidge([0]).fit(x, y).coef_[0]) < abs(slope)


def test_a_weight_of_two_is_the_row_twice():
    x, y = made_up(3, [0.5, 0.2, 0.0], rows=80)
    weight = np.where(np.arange(80) < 30, 2.0, 1.0)
    weighted = BlockRidge().fit(x, y, sample_weight=weight)
    repeated = BlockRidge().fit(np.repeat(x, weight.astype(int), axis=0), np.repeat(y, weight.astype(int)))
    assert weighted.coef_ == pytest.approx(repeated.coef_, abs=1e-9)
    assert weighted.covariance_ == pytest.approx(repeated.covariance_, abs=1e-9)


def test_its_errors_cover_nineteen_coefficients_of_twenty():
    rng = np.random.default_rng(4)
    covered = []
    for seed in range(60):
        effects = rng.normal(0, 0.2, 10)
        x, y = made_up(seed, list(effects), rows=150)
        model = BlockRidge().fit(x, y)
        covered.extend(np.abs(model.coef_ - effects) < 1.96 * np.sqrt(np.diag(model.covariance_)))
    assert np.mean(covered) > 0.92


def test_blocks_that_do_not_match_the_columns_are_refused():
    with pytest.raises(ValueError, match="names 1 columns, X has 2"):
        BlockRidge([0]).fit(np.eye(2), [1.0, 2.0])
