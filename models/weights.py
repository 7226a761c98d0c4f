"""The sentiment weights as tables, and what they say of each token and pair of a chunk of texts."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.features import PLAIN, Features
from models.language import LANGUAGES

HEADS = ("polarity", "neutrality")
SCALE = 1024  # whole weight units per unit of log-odds
UNIT = PLAIN * SCALE  # sums are in 1/UNIT: counts are halves
SIEVE = 1 << 21

Ints = NDArray[np.int64]


def ids(spellings: pl.Series, known: pl.Series) -> Ints:
    """Row of each spelling in a vocabulary, -1 where unknown."""
    codes = spellings.cast(pl.Enum(known), strict=False).to_physical().cast(pl.Int64).fill_null(-1)
    return codes.to_numpy()


def looked_up(weights: Ints, rows: Ints) -> Ints:
    """Weight of each row along the last axis; 0 where the row is -1."""
    padded = np.concatenate([weights, np.zeros((*weights.shape[:-1], 1), np.int64)], axis=-1)
    found: Ints = padded[..., rows]
    return found


def _column(table: pl.DataFrame, name: str) -> Ints:
    return table[name].to_numpy().astype(np.int64)


@dataclass(frozen=True)
class Evidence:
    """What each token and each known pair of a chunk adds to one head, in 1/UNIT.

    Attributes:
        of_tokens: one value per token.
        of_pairs: one value per known pair; `at` is the position of its first token.
    """

    of_tokens: Ints
    of_pairs: Ints
    at: Ints

    def per_token(self) -> Ints:
        """Both, each pair counted at its first token."""
        values = self.of_tokens.copy()
        values[self.at] += self.of_pairs
        return values


@dataclass(frozen=True)
class Weights:
    """The weight tables, in 1/SCALE; `<head>` is each of HEADS.

    Attributes:
        words: word, `<head>`, `<head>_<language>` (added where the text is in that language), `<head>_denied`
            (added where the word is denied).
        stems: stem, `<head>`.
        pairs: left, right (row numbers of `words`), sorted; `<head>`.
    """

    words: pl.DataFrame
    stems: pl.DataFrame
    pairs: pl.DataFrame

    def known_words(self, seen: Features) -> Ints:
        """Row of each distinct word of a chunk, -1 where unknown."""
        return ids(seen.spellings["word"], self.words["word"])

    def evidence(self, seen: Features) -> dict[str, Evidence]:
        """What every token and pair says, by head."""
        words, stems = self.known_words(seen), ids(seen.spellings["stem"], self.stems["stem"])
        at, pair = self._pairs_in(seen, words[seen.codes])
        language = seen.languages[seen.rows]
        found = {}
        for head in HEADS:
            per_word = looked_up(self._by_language[head], words) + looked_up(self._of_stems[head], stems)
            denied = PLAIN * looked_up(self._denied[head], words)
            tokens = per_word[language, seen.codes] * seen.halves + denied[seen.codes] * seen.is_denied
            found[head] = Evidence(tokens, PLAIN * self._of_pairs[head][pair], at)
        return found

    def _pairs_in(self, seen: Features, words: Ints) -> tuple[Ints, Ints]:
        """Positions of the tokens that open a known pair, and that pair's row in the table."""
        keys, is_pair = seen.pairs(words, len(self.words))
        is_pair &= self._sieve[keys % SIEVE]
        at = np.flatnonzero(is_pair)
        row = np.searchsorted(self._pair_keys, keys[at])
        hit = np.append(self._pair_keys, -1)[row] == keys[at]
        return at[hit], row[hit]

    @cached_property
    def _by_language(self) -> dict[str, Ints]:
        """Weight by language (rows; the last is 'none of them') and word (columns)."""
        return {
            head: np.array(
                [
                    *(_column(self.words, head) + _column(self.words, f"{head}_{x}") for x in LANGUAGES),
                    _column(self.words, head),
                ]
            )
            for head in HEADS
        }

    @cached_property
    def _denied(self) -> dict[str, Ints]:
        return {head: _column(self.words, f"{head}_denied") for head in HEADS}

    @cached_property
    def _of_stems(self) -> dict[str, Ints]:
        return {head: _column(self.stems, head) for head in HEADS}

    @cached_property
    def _of_pairs(self) -> dict[str, Ints]:
        return {head: _column(self.pairs, head) for head in HEADS}

    @cached_property
    def _pair_keys(self) -> Ints:
        """One number per pair, ascending: left × number of words + right."""
        keys: Ints = _column(self.pairs, "left") * len(self.words) + _column(self.pairs, "right")
        return keys

    @cached_property
    def _sieve(self) -> NDArray[np.bool_]:
        """True at the remainder of every known pair: most neighbours are none and are passed over."""
        sieve = np.zeros(SIEVE, bool)
        sieve[self._pair_keys % SIEVE] = True
        return sieve
