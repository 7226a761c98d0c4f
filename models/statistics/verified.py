"""Opinions of which a person has read some, and a classifier all: what both say together of the share.

Which opinions are read may depend on what the classifier said of them (say, all that it took for
complaints), and on nothing else that has to do with the truth. Then the choice cancels out of the likelihood
of the share p,

    p^k (1 - p)^(v - k)  r^x (1 - r)^y,    r = a + p J,

with k true complaints among v that were read, x and y others that the classifier took for complaint and for
praise, a = 1 - specificity and J = sensitivity + specificity - 1. Sums of corrected counts over what is left
unread would be biased: that is a selection.

Sources: C. Begg, R. Greenes, Assessment of diagnostic tests when disease verification is subject to selection
bias, Biometrics 39 (1983), pp. 207-215 (the choice cancels); A. Angelopoulos, S. Bates, C. Fannjiang,
M. Jordan, T. Zrnic, Prediction-powered inference, Science 382 (2023), pp. 669-674 (few known labels beside
many read ones).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import rel_entr, xlogy

from models.statistics.misread import ReaderRates, Sample

FloatArray = NDArray[np.float64]

HALVINGS = 48  # of an interval: what is left is below 1e-14

COMPARED_AT = 0.08
"""How far from the likeliest share the evidence of an equally good classifier is matched: about as far as
shares that are told apart lie from a threshold."""
UPWARD_BELOW = 0.15
"""Shares below are compared with greater ones, the others with smaller ones."""


@dataclass(frozen=True)
class Verified:
    """Counts of people, arrays of one shape.

    Args:
        complaints: they who complain, as a person read.
        as_complaint, as_praise: whom a person read, by what the classifier said of them.
        unread_complaint, unread_praise: whom nobody read, by what the classifier said of them.
    """

    complaints: FloatArray
    as_complaint: FloatArray
    as_praise: FloatArray
    unread_complaint: FloatArray
    unread_praise: FloatArray

    @property
    def read(self) -> FloatArray:
        """Whom a person read."""
        return self.as_complaint + self.as_praise

    @property
    def people(self) -> FloatArray:
        """All of them."""
        return self.read + self.unread_complaint + self.unread_praise


def likeliest_share(counts: Verified, false_alarm: FloatArray, informed: FloatArray) -> FloatArray:
    """The share of complaints under which the counts are likeliest; 0.5 without people.

    Args:
        false_alarm, informed: a and J of the module's text.
    """
    low, high = np.zeros(counts.people.shape), np.ones(counts.people.shape)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_rising = _slope(counts, middle, false_alarm, informed) > 0
        low, high = np.where(is_rising, middle, low), np.where(is_rising, high, middle)
    share = np.where(low <= 0, 0.0, np.where(high >= 1, 1.0, (low + high) / 2))
    nothing_unread = (counts.unread_complaint + counts.unread_praise <= 0) & (counts.read > 0)
    return np.where(nothing_unread, counts.complaints / np.maximum(counts.read, 1e-300), share)


def _slope(counts: Verified, share: FloatArray, false_alarm: FloatArray, informed: FloatArray) -> FloatArray:
    """Derivative of the log likelihood: it falls, for the likelihood is log-concave."""
    read_as = false_alarm + share * informed
    praises = counts.read - counts.complaints
    found: FloatArray = (
        counts.complaints / share
        - praises / (1 - share)
        + informed * (counts.unread_complaint / read_as - counts.unread_praise / (1 - read_as))
    )
    return found


def log_likelihood(
    counts: Verified, share: FloatArray, false_alarm: FloatArray, informed: FloatArray
) -> FloatArray:
    """Up to a constant."""
    read_as = false_alarm + share * informed
    found: FloatArray = (
        xlogy(counts.complaints, share)
        + xlogy(counts.read - counts.complaints, 1 - share)
        + xlogy(counts.unread_complaint, read_as)
        + xlogy(counts.unread_praise, 1 - read_as)
    )
    return found


def verified_sample(counts: Verified, rates: ReaderRates) -> Sample:
    """The likeliest share among all people, as of one classifier that reads them as well as both together do.

    What was read cannot be misread any more, so that classifier errs less: its false alarms are as many as
    give the likelihood ratio of the likeliest share against one that is COMPARED_AT away; of praise that is
    really complaint it misses what nobody read (the other way round where most complain). With everything
    read it never errs, and the sample is that of as many ratings.

    Args:
        counts: with at least one person read.
        rates: of the classifier; sensitivity + specificity above 1.
    """
    false_alarm, informed = 1 - rates.specificity, rates.sensitivity + rates.specificity - 1
    share = likeliest_share(counts, false_alarm, informed)
    read_complaint = _read_part(counts.as_complaint, counts.unread_complaint)
    read_praise = _read_part(counts.as_praise, counts.unread_praise)
    missed = (1 - rates.sensitivity) * (1 - read_praise)
    alarmed = false_alarm * (1 - read_complaint)
    is_most = share > 0.5
    near = np.where(is_most, 1 - share, share)
    other = np.where(near < UPWARD_BELOW, near + COMPARED_AT, near - COMPARED_AT)
    compared = np.where(is_most, 1 - other, other)
    ratio = log_likelihood(counts, share, false_alarm, informed) - log_likelihood(
        counts, compared, false_alarm, informed
    )
    hit = 1 - np.where(is_most, alarmed, missed)
    worst = np.where(is_most, 1 - rates.sensitivity, false_alarm)
    errs = _false_alarms(ratio / np.maximum(counts.people, 1e-300), near, other, hit, worst)
    is_all_read = counts.unread_complaint + counts.unread_praise <= 0
    alarmed = np.where(is_all_read, 0.0, np.where(is_most, alarmed, errs))
    missed = np.where(is_all_read, 0.0, np.where(is_most, errs, missed))
    doubts = (
        np.square(1 - read_praise) * rates.sensitivity_variance,
        np.square(1 - read_complaint) * rates.specificity_variance,
    )
    return _sample(counts, share, alarmed, 1 - missed - alarmed, doubts)


def _read_part(read: FloatArray, unread: FloatArray) -> FloatArray:
    """Of those of one label, the part that was read; all of them where there are none."""
    total = read + unread
    return np.where(total > 0, read / np.where(total > 0, total, 1.0), 1.0)


def _false_alarms(
    ratio: FloatArray, share: FloatArray, other: FloatArray, hit: FloatArray, worst: FloatArray
) -> FloatArray:
    """False alarms of the classifier that tells a share from another as well as `ratio` says, per person.

    Args:
        worst: never more than so many.
    """
    low, high = np.zeros(share.shape), worst.copy()
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        one, two = (middle + (hit - middle) * each for each in (share, other))
        told = rel_entr(one, two) + rel_entr(1 - one, 1 - two)
        is_better = told > ratio  # than both together are: it must err more
        low, high = np.where(is_better, middle, low), np.where(is_better, high, middle)
    return (low + high) / 2


def _sample(
    counts: Verified,
    share: FloatArray,
    false_alarm: FloatArray,
    informed: FloatArray,
    doubts: tuple[FloatArray, FloatArray],
) -> Sample:
    people = counts.people
    is_all_read = counts.unread_complaint + counts.unread_praise <= 0
    return Sample(
        people=people,
        complaints=np.where(is_all_read, counts.complaints, people * share),
        false_alarms=people * false_alarm,
        stretch=people / informed,
        noise=people * false_alarm * (1 - false_alarm) / informed**2,
        slope=people * (1 - 2 * false_alarm) / informed,
        sensitivity_doubt=people**2 * doubts[0] / informed**2,
        specificity_doubt=people**2 * doubts[1] / informed**2,
    )
