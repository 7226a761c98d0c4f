"""The sentiment weights as tables, and what they say of each token and pair of a chunk of texts."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.features import PLAIN, Features, cells
from models.language import LANGUAGES
from transforms.text import ids, totals

HEADS = ("polarity", "neutrality")
SCALE = 1024  # whole weight units per unit of log-odds
UNIT = PLAIN * SCALE  # sums are in 1/UNIT: counts are halves
SLOTS_PER_ROW = 8  # of a hash table: few collisions, and still in the processor's cache
GOLDEN_RATIO = np.uint64(0x9E3779B97F4A7C15)  # of 2**64: Knuth, The Art of Computer Programming 3, 6.4

Ints = NDArray[np.int64]


def looked_up(weights: Ints, rows: Ints) -> Ints:
    """Weight of each row along the last axis; 0 where the row is -1."""
    padded = np.concatenate([weights, np.zeros((*weights.shape[:-1], 1), np.int64)], axis=-1)
    found: Ints = padded[..., rows]
    return found


def _side_by_side(tables: list[Ints]) -> Ints:
    """One column per table, each laid flat."""
    return np.column_stack([table.ravel() for table in tables])


def _column(table: pl.DataFrame, name: str) -> Ints:
    return table[name].to_numpy().astype(np.int64)


@dataclass(frozen=True)
class Rows:
    """Finds the row of a number: a hash table, where what collides stands in the next free slot.

    Attributes:
        keys: the number of each row.
        slots: a row each, -1 where free; as many as a power of two.
    """

    keys: Ints
    slots: NDArray[np.int32]

    @classmethod
    def by(cls, keys: Ints) -> "Rows":
        """Rows of distinct numbers, none of them negative."""
        table = cls(keys, np.full(1 << (SLOTS_PER_ROW * len(keys)).bit_length(), -1, np.int32))
        row, slot = np.arange(len(keys)), table._first_slots(keys)
        while row.size:
            is_free = table.slots[slot] < 0
            table.slots[slot[is_free]] = row[is_free]
            waits = table.slots[slot] != row
            row, slot = row[waits], table._next_slots(slot[waits])
        return table

    def of(self, numbers: Ints) -> Ints:
        """Row of each number, -1 where it has none."""
        slot = self._first_slots(numbers)
        rows = self.slots[slot].astype(np.int64)
        at = np.flatnonzero(rows >= 0)
        while (at := at[self.keys[rows[at]] != numbers[at]]).size:
            slot[at] = self._next_slots(slot[at])
            rows[at] = self.slots[slot[at]]
            at = at[rows[at] >= 0]
        return rows

    def _first_slots(self, numbers: Ints) -> Ints:
        spread = numbers.astype(np.uint64) * GOLDEN_RATIO
        return (spread >> np.uint64(65 - len(self.slots).bit_length())).astype(np.int64)

    def _next_slots(self, slots: Ints) -> Ints:
        return (slots + 1) % len(self.slots)


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
        pairs: left, right (row numbers of `words`); `<head>`.
    """

    words: pl.DataFrame
    stems: pl.DataFrame
    pairs: pl.DataFrame

    def known_words(self, seen: Features) -> Ints:
        """Row of each distinct word of a chunk, -1 where unknown."""
        return ids(seen.spellings["word"], self.words["word"])

    def evidence(self, seen: Features, words: Ints | None = None) -> dict[str, Evidence]:
        """What every token and pair says, by head; `words`: the `known_words`, where they are at hand."""
        words = self.known_words(seen) if words is None else words
        stems = ids(seen.spellings["stem"], self.stems["stem"])
        at, pair = self._pairs_in(seen, words[seen.codes])
        place = cells(seen.languages, seen.starts, seen.codes, len(words))
        denied = np.flatnonzero(seen.is_denied)
        found = {}
        for head in HEADS:
            per_word = looked_up(self._by_language[head], words) + looked_up(self._of_stems[head], stems)
            tokens = per_word.ravel()[place] * seen.halves
            tokens[denied] += PLAIN * looked_up(self._denied[head], words)[seen.codes[denied]]
            found[head] = Evidence(tokens, PLAIN * self._of_pairs[head][pair], at)
        return found

    def sums(self, seen: Features, words: Ints) -> dict[str, Ints]:
        """Exact sum of the evidence per text, by head, without spelling it out token by token."""
        stems = ids(seen.spellings["stem"], self.stems["stem"])
        at, pair = self._pairs_in(seen, words[seen.codes])
        denied = np.flatnonzero(seen.is_denied)
        per_word = [
            looked_up(self._by_language[x], words) + looked_up(self._of_stems[x], stems) for x in HEADS
        ]
        place = cells(seen.languages, seen.starts, seen.codes, len(words))
        total = totals(_side_by_side(per_word), place, seen.starts, seen.halves)
        when_denied = _side_by_side([looked_up(self._denied[x], words) for x in HEADS])
        total += PLAIN * totals(when_denied, seen.codes[denied], np.searchsorted(denied, seen.starts))
        of_pairs = _side_by_side([self._of_pairs[x] for x in HEADS])
        total += PLAIN * totals(of_pairs, pair, np.searchsorted(at, seen.starts))
        return dict(zip(HEADS, total.T, strict=True))

    def _pairs_in(self, seen: Features, words: Ints) -> tuple[Ints, Ints]:
        """Positions of the tokens that open a known pair, and that pair's row in the table."""
        keys, is_pair = seen.pairs(words, len(self.words))
        row = self._pair_rows.of(keys)
        at = np.flatnonzero(is_pair & (row >= 0))
        return at, row[at]

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
    def _pair_rows(self) -> Rows:
        """The pairs, by left × number of words + right."""
        return Rows.by(_column(self.pairs, "left") * len(self.words) + _column(self.pairs, "right"))
