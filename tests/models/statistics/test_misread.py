"""Counts of readers that err, seen as one sample."""

import numpy as np
import pytest

from models.statistics import ReaderRates, Sample, log_evidence_above, log_evidence_below


def rates(*readers: tuple[float, float], variance: float = 0.0) -> ReaderRates:
    """Sensitivity and specificity of each reader."""
    sensitivity, specificity = np.array(readers).T
    doubt = np.full(len(readers), variance)
    return ReaderRates(sensitivity, specificity, doubt, doubt)


def read(counts: list[tuple[int, int]], known: ReaderRates) -> Sample:
    """One cell, one look: complaints read and customers, per reader."""
    negative, polar = np.array(counts, dtype=float).T[..., None]
    return Sample.read(negative, polar, known, np.ones(len(counts)))


def test_ratings_are_their_own_counts() -> None:
    sample = Sample.rated(np.array([7.0]), np.array([20.0]))
    assert sample.share == pytest.approx(0.35)
    assert sample.variance(0.2) == pytest.approx(0.2 * 0.8 / 20)
    assert sample.log_above(0.2)[0] == pytest.approx(float(log_evidence_above(7, 20, 0.2)))
    assert sample.log_below(0.5)[0] == pytest.approx(float(log_evidence_below(7, 20, 0.5)))


def test_one_reader_of_known_rates_is_tested_on_its_own_counts() -> None:
    # At a true share of 0.2, 0.2 × 0.8 + 0.8 × 0.05 = 0.2 of the texts are read as complaints.
    sample = read([(70, 200)], rates((0.8, 0.95)))
    assert sample.share == pytest.approx((0.35 - 0.05) / 0.75)
    assert sample.variance(0.2) == pytest.approx(0.2 * 0.8 / 200 / 0.75**2)
    assert sample.log_above(0.2)[0] == pytest.approx(float(log_evidence_above(70, 200, 0.2)))


def test_readers_are_weighted_by_their_customers() -> None:
    sample = read([(20, 100), (130, 200)], rates((1.0, 1.0), (0.9, 0.9)))
    assert sample.share == pytest.approx((100 * 0.20 + 200 * (0.65 - 0.1) / 0.8) / 300)


def test_doubt_about_the_rates_is_variance_that_more_texts_do_not_lessen() -> None:
    known, doubted = (read([(300, 1000)], rates((0.85, 0.85), variance=v)) for v in (0.0, 0.02**2))
    extra = (0.2**2 + 0.8**2) * 0.02**2 / 0.7**2
    assert doubted.variance(0.2) - known.variance(0.2) == pytest.approx(extra)
    more = doubted.scaled(np.array([1e6]))
    assert more.variance(0.2) == pytest.approx(extra, rel=1e-3)
    assert doubted.log_above(0.15) < known.log_above(0.15)


def test_texts_never_tell_more_than_as_many_ratings() -> None:
    # None of 80 read as complaints, where 8 would be by misreading alone.
    sample = read([(0, 80)], rates((0.9, 0.9)))
    assert sample.log_below(0.1) <= log_evidence_below(0, 80, 0.1)


def test_nobody_is_no_evidence() -> None:
    sample = read([(0, 0)], rates((0.9, 0.9)))
    assert (sample.log_above(0.2), sample.log_below(0.1)) == (0, 0)
    assert np.isnan(sample.share).all()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.2, 0.5])
def test_the_corrected_share_and_its_variance_are_right_by_simulation(share: float) -> None:
    rng, customers, repetitions = np.random.default_rng(3), np.array([60, 140]), 20_000
    known = rates((0.95, 0.9), (0.8, 0.85))
    seen = share * known.sensitivity + (1 - share) * (1 - known.specificity)
    negative = rng.binomial(customers, seen, (repetitions, 2)).T[None]
    polar = np.broadcast_to(customers[None, :, None], negative.shape)
    sample = Sample.read(negative.astype(float), polar.astype(float), known, np.ones(2))
    assert sample.share.mean() == pytest.approx(share, abs=0.002)
    assert sample.share.var() == pytest.approx(float(sample.variance(share)[0, 0]), rel=0.05)
