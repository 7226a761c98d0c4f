"""What those who wrote say together: as the model read them, and as persons read some of them since."""

import numpy as np
from numpy.typing import NDArray

from models.divergence.readers import RATED, Readers
from models.statistics import ReaderRates, Sample, Verified, verified_sample

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def written_sample(negative: FloatArray, polar: FloatArray, readers: Readers) -> Sample:
    """The people who wrote and can be read, at every look; shape (cells, windows, looks).

    Where persons read any of a language, all of it is counted by the likelihood of both together: what they
    left unread is a selection. Languages that the model cannot read count with what persons read.

    Args:
        negative, polar: shape (cells, windows, readers, looks).
        readers: of each cell.
    """
    texts = readers.texts
    used = readers.is_known[:, :texts].astype(np.float64)
    used[:, RATED] = 0.0
    rates = readers.rates.map(lambda values: values[:, None, :texts])
    unverified_negative, unverified = negative[:, :, :texts], polar[:, :, :texts]
    if not readers.verified.unread.size:
        return Sample.read(unverified_negative, unverified, rates, used[:, None])
    is_mended = _is_mended(polar, readers)
    unverified_negative, unverified = unverified_negative.copy(), unverified.copy()
    for counts in (unverified_negative, unverified):
        counts[:, :, readers.verified.unread] *= ~is_mended
    alone = Sample.read(unverified_negative, unverified, rates, used[:, None])
    return alone.map_with(_mended(negative, polar, readers, is_mended), np.add).map_with(
        _known(negative, polar, readers, is_mended), np.add
    )


def _is_mended(polar: FloatArray, readers: Readers) -> BoolArray:
    """Where persons read some of what the model reads; shape (cells, windows, languages, looks)."""
    verified = readers.verified
    is_read = (polar[:, :, verified.as_complaint] + polar[:, :, verified.as_praise]) > 0
    found: BoolArray = is_read & readers.is_known[:, None, verified.unread, None]
    return found


def _mended(negative: FloatArray, polar: FloatArray, readers: Readers, is_mended: BoolArray) -> Sample:
    """The languages that were read by both, summed up."""
    verified = readers.verified
    unread = polar[:, :, verified.unread]
    complaints = negative[:, :, verified.as_complaint] + negative[:, :, verified.as_praise]
    counts = Verified(
        complaints=complaints[is_mended],
        as_complaint=polar[:, :, verified.as_complaint][is_mended],
        as_praise=polar[:, :, verified.as_praise][is_mended],
        unread_complaint=negative[:, :, verified.unread][is_mended],
        unread_praise=(unread - negative[:, :, verified.unread])[is_mended],
    )

    def of_places(values: FloatArray) -> FloatArray:
        return np.broadcast_to(values[:, None, verified.unread, None], is_mended.shape)[is_mended]

    rates: ReaderRates = readers.rates.map(of_places)

    def summed(values: FloatArray) -> FloatArray:
        placed = np.zeros(is_mended.shape)
        placed[is_mended] = values
        total: FloatArray = placed.sum(axis=2)
        return total

    return verified_sample(counts, rates).map(summed)


def _known(negative: FloatArray, polar: FloatArray, readers: Readers, is_mended: BoolArray) -> Sample:
    """What persons read beside: where the model cannot read, and what it had not taken for either side."""
    verified = readers.verified

    def total(counts: FloatArray) -> FloatArray:
        of_sides = counts[:, :, verified.as_complaint] + counts[:, :, verified.as_praise]
        found: FloatArray = (of_sides * ~is_mended + counts[:, :, verified.as_neither]).sum(axis=2)
        return found

    return Sample.rated(total(negative), total(polar))
