"""Who counts where: the latest opinion of each speaker on each aspect, in each segment and window.

All windows end at the same moment, so each lies within the next wider one and a speaker's latest opinion is
the same in all of them: it is found once, and its depth says in how many windows it still counts. Earlier
opinions counted at earlier looks, until the next of the same speaker.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from models.divergence.cast import SIDES, VOICES, Cast
from models.divergence.looks import MICROSECOND

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

NEWS_AFTER = timedelta(days=90)
"""A speaker who says something on the same aspect again within this time is no news for a rise."""

POLAR = np.array([VOICES.index(side) for side in SIDES])


@dataclass(frozen=True)
class Voices:
    """The opinions of one dimension, by cell, speaker and time; a cell is slice × number of aspects + aspect.

    Args:
        row: of each opinion, among those of the cast.
        cell, speaker: of each.
        voice: index of VOICES.
        next: position of the speaker's next opinion on it; -1 where it is the latest.
        is_news: nothing was said of it by the speaker in a while.
        has_changed: the speaker took the other side before.
    """

    row: IntArray
    cell: IntArray
    speaker: IntArray
    voice: NDArray[np.uint8]
    next: IntArray
    is_news: BoolArray
    has_changed: BoolArray

    @property
    def latest(self) -> IntArray:
        """Positions of the opinions that still count."""
        return np.flatnonzero(self.next < 0)


def voices_in(cast: Cast, slice_of: IntArray) -> Voices:
    """The voices of one dimension.

    Args:
        slice_of: number of the segment of each feedback of the cast; -1 where it is in none.
    """
    own = slice_of[cast.feedback]
    inside = np.flatnonzero(own >= 0)
    first = own[inside].min(initial=0)
    # The cast is sorted by aspect, speaker and time: a stable sort by segment keeps that order within each.
    row = inside[np.argsort((own[inside] - first).astype(np.uint16), kind="stable")]
    cell = own[row] * len(cast.aspects) + cast.aspect[row]
    speaker, voice, said_at = cast.speaker[row], cast.voice[row], cast.said_at[row]
    is_same = np.zeros(row.size, dtype=bool)
    is_same[1:] = (cell[1:] == cell[:-1]) & (speaker[1:] == speaker[:-1])
    followed = np.append(is_same[1:], False)
    before = np.append(said_at[:1], said_at[:-1])
    is_polar = np.isin(voice, POLAR)
    polar_before = np.append(False, is_polar[:-1])
    return Voices(
        row=row,
        cell=cell,
        speaker=speaker,
        voice=voice,
        next=np.where(followed, np.arange(1, row.size + 1), -1),
        is_news=~is_same | (said_at - before > NEWS_AFTER // MICROSECOND),
        has_changed=is_same & is_polar & polar_before & (voice != np.append(voice[:1], voice[:-1])),
    )
