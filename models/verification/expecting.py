"""What is to be expected of reading: how many readings settle an open row, and of which label first."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.divergence.parameters import DivergenceParameters
from models.divergence.readers import Readers, VerifiedColumns
from models.divergence.replay import Evidence, evidence_of, log_above, log_below
from models.divergence.unsettled import Unsettled
from models.opinions import COMPLAINT, PRAISE
from models.statistics import smallest_total

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

UNMEASURED_RATE = 0.70
"""Sensitivity and specificity that are expected of a reader nobody has measured."""


@dataclass(frozen=True)
class Expected:
    """Arrays over the open rows.

    Args:
        readings: how many settle it; NaN where reading everything would not.
        first: the label that is read first: -1 or 1.
    """

    readings: FloatArray
    first: NDArray[np.int8]


@dataclass(frozen=True)
class _Widened:
    """Counts of shape (rows, readers), with persons who read in every language.

    Args:
        listed: unread opinions with words, of each label (-1, 1); shape (rows,).
        truly: share of complaints to be expected among unread ones of each label; shape (rows, languages).
    """

    negative: FloatArray
    polar: FloatArray
    readers: Readers
    listed: dict[int, FloatArray]
    truly: dict[int, FloatArray]


def expected_readings(unsettled: Unsettled, parameters: DivergenceParameters) -> Expected:
    """The fewest readings after which the row is expected to be isolated or a trend, at its present share.

    One label is read before the other, languages in proportion; whichever order settles sooner is taken, and
    complaints first where both do alike.
    """
    widened = _widened(unsettled)
    needed = parameters.log_needed[unsettled.rows["window"].to_numpy()]
    listed = widened.listed[COMPLAINT] + widened.listed[PRAISE]

    def settling(first: int) -> FloatArray:
        def decides(readings: FloatArray) -> BoolArray:
            evidence = _after(widened, np.minimum(readings, listed), first)
            found: BoolArray = _is_settled(evidence, needed, parameters)
            return found

        return smallest_total(decides, np.zeros(needed.size), int(listed.max(initial=1.0)) or 1)

    found = {first: settling(first) for first in (COMPLAINT, PRAISE)}
    soonest = {first: np.nan_to_num(found[first], nan=np.inf) for first in found}
    is_complaint_first = soonest[COMPLAINT] <= soonest[PRAISE]
    readings = np.where(is_complaint_first, found[COMPLAINT], found[PRAISE])
    return Expected(
        readings=np.where(readings <= listed, readings, np.nan),
        first=np.where(is_complaint_first, np.int8(COMPLAINT), np.int8(PRAISE)),
    )


def _is_settled(evidence: Evidence, needed: FloatArray, parameters: DivergenceParameters) -> BoolArray:
    is_rare = log_below(evidence, parameters.isolated_below)[:, 0, 0] >= needed
    is_common = log_above(evidence, parameters.trend_above)[:, 0, 0] >= needed
    found: BoolArray = (is_rare | is_common) & (evidence.sample.people[:, 0, 0] >= parameters.privacy_floor)
    return found


def _after(widened: _Widened, readings: FloatArray, first: int) -> Evidence:
    """The evidence once so many are read, and turn out as is to be expected."""
    columns = widened.readers.verified
    negative, polar = widened.negative.copy(), widened.polar.copy()
    left = readings
    unread = {COMPLAINT: negative[:, columns.unread], PRAISE: (polar - negative)[:, columns.unread]}
    for label in (first, -first):
        taken = np.minimum(left, widened.listed[label])
        left = left - taken
        part = taken / np.maximum(unread[label].sum(axis=1), 1.0)
        read = unread[label] * part[:, None]
        into = columns.as_complaint if label == COMPLAINT else columns.as_praise
        polar[:, columns.unread] -= read
        polar[:, into] += read
        negative[:, into] += read * widened.truly[label]
        if label == COMPLAINT:
            negative[:, columns.unread] -= read
    return evidence_of(negative[:, None, :, None], polar[:, None, :, None], widened.readers)


def _widened(unsettled: Unsettled) -> _Widened:
    readers, texts = unsettled.readers, unsettled.readers.texts
    languages = np.arange(texts - 1)
    columns = VerifiedColumns(1 + languages, *(texts + 3 * languages + offset for offset in range(3)))
    negative, polar = (_moved(counts, readers, columns) for counts in (unsettled.negative, unsettled.polar))
    width = polar.shape[1]

    def padded(values: FloatArray, value: float) -> FloatArray:
        rest = np.full((values.shape[0], width - texts), value)
        return np.concatenate([values[:, :texts], rest], axis=1)

    rates = replace(
        readers.rates,
        sensitivity=padded(readers.rates.sensitivity, 1.0),
        specificity=padded(readers.rates.specificity, 1.0),
        sensitivity_variance=padded(readers.rates.sensitivity_variance, 0.0),
        specificity_variance=padded(readers.rates.specificity_variance, 0.0),
    )
    is_known = padded(readers.is_known.astype(np.float64), 1.0) > 0
    wide = Readers(rates, is_known, texts, columns)
    return _Widened(negative, polar, wide, _listed(unsettled), _truly(negative, polar, wide))


def _moved(counts: FloatArray, readers: Readers, columns: VerifiedColumns) -> FloatArray:
    found = np.zeros((counts.shape[0], readers.texts + 3 * columns.unread.size))
    found[:, : readers.texts] = counts[:, : readers.texts]
    own = readers.verified
    for name in ("as_complaint", "as_praise", "as_neither"):
        found[:, getattr(columns, name)[own.unread - 1]] = counts[:, getattr(own, name)]
    return found


def _listed(unsettled: Unsettled) -> dict[int, FloatArray]:
    rows, labels = unsettled.unread["row"].to_numpy(), unsettled.unread["read_as"].to_numpy()
    height = unsettled.rows.height
    return {
        label: np.bincount(rows[labels == label], minlength=height).astype(np.float64)
        for label in (COMPLAINT, PRAISE)
    }


def _truly(negative: FloatArray, polar: FloatArray, readers: Readers) -> dict[int, FloatArray]:
    """By Bayes' rule, from the present share of the row and the rates of each language."""
    columns = readers.verified.unread
    is_known = readers.is_known[:, columns]
    sensitivity = np.where(is_known, readers.rates.sensitivity[:, columns], UNMEASURED_RATE)
    specificity = np.where(is_known, readers.rates.specificity[:, columns], UNMEASURED_RATE)
    evidence = evidence_of(negative[:, None, :, None], polar[:, None, :, None], readers)
    raw = negative.sum(axis=1) / np.maximum(polar.sum(axis=1), 1.0)
    guessed = (raw - (1 - UNMEASURED_RATE)) / (2 * UNMEASURED_RATE - 1)
    known = evidence.sample.share[:, 0, 0]
    share = np.clip(np.where(np.isnan(known), guessed, known), 0.0, 1.0)[:, None]
    hit, missed = share * sensitivity, share * (1 - sensitivity)
    alarmed, passed = (1 - share) * (1 - specificity), (1 - share) * specificity
    return {
        COMPLAINT: hit / np.maximum(hit + alarmed, 1e-12),
        PRAISE: missed / np.maximum(missed + passed, 1e-12),
    }
