"""How a segment differs from the others beside it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from models.divergence.replay import Evidence
from models.statistics import Sample, fisher_p_values

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Contrast:
    """Arrays over cells; NaN where a side is too small to compare.

    Args:
        effect: corrected complaint share minus that of the others together, -1 to 1.
        p_value: of no difference, two-sided.
        rest: the others' corrected share.
    """

    effect: FloatArray
    p_value: FloatArray
    rest: FloatArray


def contrast(evidence: Evidence, groups: IntArray, fewest: int) -> Contrast:
    """Each cell against the others of its group.

    Exact (Fisher) where all were rated; where some were read, the greater p of that on the corrected counts
    and of z on the corrected shares with their reading errors, those of both sides taken as independent,
    which is on the safe side where they share a language.
    A speaker who moved from one segment to another counts in both.

    Args:
        evidence: arrays of shape (cells,).
        groups: number of the group of each cell; -1: none.
        fewest: people who can be read, on either side.
    Source: R. Fisher, The design of experiments (1935); for read shares the Wald test with the variance of
    Reiczigel et al. (2010), as in `Sample`.
    """
    own = evidence.sample
    inside = groups >= 0
    size = int(groups.max(initial=-1)) + 1

    def of_others(values: FloatArray) -> FloatArray:
        total = np.bincount(groups[inside], weights=values[inside], minlength=size)
        found = np.zeros(values.shape)
        found[inside] = total[groups[inside]] - values[inside]
        return found

    rest = own.map(of_others)
    is_compared = inside & (own.people >= fewest) & (rest.people >= fewest)
    is_rated = is_compared & _is_rated(own) & _is_rated(rest)
    p_value = np.full(groups.shape, np.nan)
    counts = (own.complaints, own.people, rest.complaints, rest.people)
    p_value[is_rated] = fisher_p_values(*(np.rint(values[is_rated]) for values in counts))
    is_read = is_compared & ~is_rated
    p_value[is_read] = _read_p_values(own.map(lambda v: v[is_read]), rest.map(lambda v: v[is_read]))
    shares = (np.clip(own.share, 0, 1), np.clip(rest.share, 0, 1))
    effect = np.where(is_compared, shares[0] - shares[1], np.nan)
    return Contrast(effect, p_value, np.where(is_compared, shares[1], np.nan))


def _is_rated(sample: Sample) -> NDArray[np.bool_]:
    """Whether nothing of it was read: then nothing can be misread."""
    found: NDArray[np.bool_] = np.abs(sample.stretch - sample.people) < 1e-9
    return found & (sample.noise <= 0)


def _read_p_values(own: Sample, rest: Sample) -> FloatArray:
    """The greater p of z, which knows the reading errors, and of Fisher's test on the corrected counts, which
    knows how few people there are."""
    sides = (own, rest)
    counts = [
        np.rint(values) for one in sides for values in (np.clip(one.complaints, 0, one.people), one.people)
    ]
    return np.fmax(_z_p_values(own, rest), fisher_p_values(*counts))


def _z_p_values(own: Sample, rest: Sample) -> FloatArray:
    people = own.people + rest.people
    both = np.clip((own.complaints + rest.complaints) / people, 0.01, 0.99)
    z = (own.share - rest.share) / np.sqrt(own.variance(both) + rest.variance(both))
    found: FloatArray = 2 * norm.sf(np.abs(z))
    return found
