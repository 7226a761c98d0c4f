"""The words a company's model knows: the shipped ones, and those that enough of its customers use."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.features import Features
from models.language import LANGUAGES
from models.training.sentiment import Vocabulary
from models.weights import HEADS, Ints, Weights
from transforms.text import ids


@dataclass(frozen=True)
class JoinedVocabulary:
    """Shipped and own features in one numbering.

    Attributes:
        known: all of them, words and stems sorted, pairs ascending.
        is_learnable: words, stems and pairs that at least the floor of distinct speakers use. Of others
            nothing is learned: a weight would tell of a few persons' words.
        shipped: the shipped weight tables in this numbering, 0 where a feature is the company's own.
    """

    known: Vocabulary
    is_learnable: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]
    shipped: Weights

    @property
    def learnable_columns(self) -> NDArray[np.bool_]:
        """Which columns of the design of this vocabulary are learned: nothing by language, no constants."""
        words, stems, pairs = self.is_learnable
        by_language = np.zeros(len(words) * len(LANGUAGES), dtype=bool)
        constants = np.zeros(len(LANGUAGES), dtype=bool)
        return np.concatenate([words, by_language, words, stems, pairs, constants])


def joined_vocabulary(
    shipped: Weights, seen: Features, speakers: pl.Series, speaker_floor: int
) -> JoinedVocabulary:
    """Joins the shipped vocabulary and what the company's texts use often enough.

    Args:
        shipped: the weights that every project begins with.
        seen: the company's texts.
        speakers: who said each text.
        speaker_floor: fewer distinct speakers than this leave no trace of a feature.
    """
    by_token = speakers.cast(pl.Categorical).to_physical().gather(seen.rows)
    own_words = _used(seen.spellings["word"].gather(seen.codes), by_token, speaker_floor)
    own_stems = _used(seen.spellings["stem"].gather(seen.codes), by_token, speaker_floor)
    words = pl.concat([shipped.words["word"], own_words]).unique().sort()
    stems = pl.concat([shipped.stems["stem"], own_stems]).unique().sort()
    keys, is_pair = seen.pairs(ids(seen.spellings["word"], words)[seen.codes], len(words))
    own_pairs = _used(pl.Series(keys[is_pair]), by_token.filter(pl.Series(is_pair)), speaker_floor)
    shipped_pairs = _renumbered(shipped, words)
    pairs = pl.concat([shipped_pairs["key"], own_pairs.cast(pl.Int64)]).unique().sort()
    known = Vocabulary(words, stems, pairs.to_numpy())
    tables = Weights(
        _filled(words.to_frame("word"), shipped.words, "word"),
        _filled(stems.to_frame("stem"), shipped.stems, "stem"),
        _filled(pairs.to_frame("key"), shipped_pairs, "key").select(
            (pl.col("key") // len(words)).cast(pl.Int32).alias("left"),
            (pl.col("key") % len(words)).cast(pl.Int32).alias("right"),
            *HEADS,
        ),
    )
    own = zip((words, stems, pairs), (own_words, own_stems, own_pairs.cast(pl.Int64)), strict=True)
    words_in, stems_in, pairs_in = (every.is_in(used.implode()).to_numpy() for every, used in own)
    return JoinedVocabulary(known, (words_in, stems_in, pairs_in), tables)


def _used(feature: pl.Series, by_token: pl.Series, speaker_floor: int) -> pl.Series:
    """The features that at least `speaker_floor` speakers use, sorted."""
    frame = pl.DataFrame({"feature": feature, "speaker": by_token}).drop_nulls("feature")
    counted = frame.group_by("feature").agg(pl.col("speaker").n_unique())
    return counted.filter(pl.col("speaker") >= speaker_floor)["feature"].sort()


def _renumbered(shipped: Weights, words: pl.Series) -> pl.DataFrame:
    """key (left × number of words + right, in the joined numbering) and the heads of each shipped pair."""
    place: Ints = ids(shipped.words["word"], words)
    left, right = (place[shipped.pairs[side].to_numpy()] for side in ("left", "right"))
    return shipped.pairs.select(pl.Series("key", left * len(words) + right, dtype=pl.Int64), *HEADS)


def _filled(every: pl.DataFrame, known: pl.DataFrame, key: str) -> pl.DataFrame:
    return every.join(known, on=key, how="left", validate="1:1", maintain_order="left").fill_null(0)
