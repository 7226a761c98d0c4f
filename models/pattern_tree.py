"""The patterns of a taxonomy as one tree per language: patterns that begin alike share a path."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.language import LANGUAGES

ANY_ENDING = "*"
SIEVE = 1 << 20
WHOLE_WORD = 100  # letters that spelling a word out is worth: more than any word has

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Listed:
    """Zero or more numbers per item: those of item i are values[starts[i]:starts[i + 1]]."""

    starts: Ints
    values: Ints

    @classmethod
    def of(cls, items: Ints, values: Ints, size: int) -> "Listed":
        order = np.lexsort((values, items))
        starts = np.searchsorted(items[order], np.arange(size + 1))
        return cls(starts.astype(np.int64), values[order])

    def expanded(self, items: Ints) -> tuple[Ints, Ints]:
        """Which of `items` each number belongs to, and the numbers."""
        counts = self.starts[items + 1] - self.starts[items]
        row = np.repeat(np.arange(len(items)), counts)
        within = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        return row, self.values[self.starts[items][row] + within]


@dataclass(frozen=True)
class Matches:
    """Patterns under way: first token, next token, node of the tree reached."""

    first: Ints
    end: Ints
    node: Ints

    def where(self, kept: NDArray[np.bool_]) -> "Matches":
        return Matches(self.first[kept], self.end[kept], self.node[kept])


@dataclass(frozen=True)
class Tree:
    """Nodes 0 to 8 are the roots of the languages and of none.

    Attributes:
        elements: word, length (of a beginning; 0: the whole word), element (its number).
        keys: node × number of elements + element of each step, ascending; `targets`: the node it leads to.
        is_pattern, goes_on: per node, whether a pattern ends there and whether one goes on.
        letters: per node, how closely its words are spelled out: a whole word counts more than any beginning.
        meanings: rows of `Patterns.meanings` per node.
    """

    elements: pl.DataFrame
    keys: Ints
    targets: Ints
    is_pattern: NDArray[np.bool_]
    goes_on: NDArray[np.bool_]
    letters: Ints
    meanings: Listed

    @property
    def roots(self) -> Ints:
        return np.arange(len(LANGUAGES) + 1)

    def stepped(self, active: Matches, codes: Ints, elements: Listed) -> Matches:
        """One token further along every path that it fits."""
        row, element = elements.expanded(codes[active.end])
        keys = active.node[row] * len(self.elements) + element
        sieved = np.flatnonzero(self._sieve[keys & (SIEVE - 1)])
        row, keys = row[sieved], keys[sieved]
        place = np.searchsorted(self.keys, keys)
        fits = np.append(self.keys, -1)[place] == keys
        row, place = row[fits], place[fits]
        return Matches(active.first[row], active.end[row] + 1, self.targets[place])

    @cached_property
    def _sieve(self) -> NDArray[np.bool_]:
        """True at the last bits of every step's key: most tokens lead nowhere and are passed over."""
        sieve = np.zeros(SIEVE, bool)
        sieve[self.keys & (SIEVE - 1)] = True
        return sieve


def tree_of(patterns: pl.DataFrame, meanings: pl.DataFrame) -> Tree:
    elements: dict[str, int] = {}
    steps: dict[tuple[int, int], int] = {}
    letters = [0] * (len(LANGUAGES) + 1)
    number = {row: position for position, row in enumerate(meanings.rows())}
    ends: list[tuple[int, int | None]] = []
    for language, aspect, pole, pattern in patterns.select("language", "aspect", "pole", "pattern").rows():
        node = LANGUAGES.index(language)
        for word in pattern.split():
            step = (node, elements.setdefault(word, len(elements)))
            if step not in steps:
                steps[step] = len(letters)
                letters.append(letters[node] + len(word) + WHOLE_WORD * (not word.endswith(ANY_ENDING)))
            node = steps[step]
        ends.append((node, number.get((aspect, pole))))
    keys = np.array([node * len(elements) + element for node, element in steps], np.int64)
    order = np.argsort(keys)
    is_pattern, goes_on = np.zeros(len(letters), bool), np.zeros(len(letters), bool)
    is_pattern[[node for node, _ in ends]] = True
    goes_on[[node for node, _ in steps]] = True
    meant = np.array([end for end in ends if end[1] is not None], np.int64).reshape(-1, 2)
    return Tree(
        elements=_spelled(elements),
        keys=keys[order],
        targets=np.array(list(steps.values()), np.int64)[order],
        is_pattern=is_pattern,
        goes_on=goes_on,
        letters=np.array(letters),
        meanings=Listed.of(meant[:, 0], meant[:, 1], len(letters)),
    )


def _spelled(elements: dict[str, int]) -> pl.DataFrame:
    frame = pl.DataFrame(
        {"word": list(elements), "element": list(elements.values())},
        schema={"word": pl.String, "element": pl.Int64},
    )
    is_beginning = pl.col("word").str.ends_with(ANY_ENDING)
    bare = pl.col("word").str.strip_chars_end(ANY_ENDING)
    return frame.with_columns(
        word=bare, length=pl.when(is_beginning).then(bare.str.len_chars()).otherwise(0).cast(pl.Int64)
    )
