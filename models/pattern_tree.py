"""The patterns of a taxonomy as one tree per language: patterns that begin alike share a path."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.language import LANGUAGES
from models.weights import Rows

ANY_ENDING = "*"
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

    def only(self, kept: NDArray[np.bool_]) -> "Listed":
        """Without the numbers that are not kept (one flag per number there is)."""
        chosen = kept[self.values]
        before = np.concatenate([[0], np.cumsum(chosen)])
        return Listed(before[self.starts], self.values[chosen])

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

    @classmethod
    def joined(cls, parts: Sequence["Matches"]) -> "Matches":
        none = np.zeros(0, np.int64)
        return cls(
            first=np.concatenate([none, *(one.first for one in parts)]),
            end=np.concatenate([none, *(one.end for one in parts)]),
            node=np.concatenate([none, *(one.node for one in parts)]),
        )

    def where(self, kept: NDArray[np.bool_]) -> "Matches":
        return Matches(self.first[kept], self.end[kept], self.node[kept])


@dataclass(frozen=True)
class Tree:
    """Nodes 0 to 8 are the roots of the languages and of none.

    Attributes:
        elements: word, length (of a beginning; 0: the whole word), element (its number).
        keys: node × number of elements + element of each step; `targets`: the node that it leads to.
        opens: per element, whether a pattern begins with it.
        is_pattern, goes_on: per node, whether a pattern ends there and whether one goes on.
        rank: per node, which of two that begin at one token counts: the higher.
        meanings: rows of `Patterns.meanings` per node.
    """

    elements: pl.DataFrame
    keys: Ints
    targets: Ints
    opens: NDArray[np.bool_]
    is_pattern: NDArray[np.bool_]
    goes_on: NDArray[np.bool_]
    rank: Ints
    meanings: Listed

    @property
    def roots(self) -> Ints:
        return np.arange(len(LANGUAGES) + 1)

    def stepped(self, active: Matches, codes: Ints, elements: Listed) -> Matches:
        """One token further along every path that it fits."""
        row, element = elements.expanded(codes[active.end])
        keys = active.node[row] * len(self.elements) + element
        place = self._steps.of(keys)
        fits = np.flatnonzero(place >= 0)
        row, place = row[fits], place[fits]
        return Matches(active.first[row], active.end[row] + 1, self.targets[place])

    @cached_property
    def _steps(self) -> Rows:
        return Rows.by(self.keys)


def tree_of(patterns: pl.DataFrame, meanings: pl.DataFrame) -> Tree:
    elements: dict[str, int] = {}
    steps: dict[tuple[int, int], int] = {}
    # per node: words, and letters that they spell out
    depth, letters = ([0] * (len(LANGUAGES) + 1) for _ in range(2))
    number = {row: position for position, row in enumerate(meanings.rows())}
    ends: list[tuple[int, int | None]] = []
    for language, aspect, pole, pattern in patterns.select("language", "aspect", "pole", "pattern").rows():
        node = LANGUAGES.index(language)
        for word in pattern.split():
            step = (node, elements.setdefault(word, len(elements)))
            if step not in steps:
                steps[step] = len(letters)
                depth.append(depth[node] + 1)
                letters.append(letters[node] + len(word) + WHOLE_WORD * (not word.endswith(ANY_ENDING)))
            node = steps[step]
        ends.append((node, number.get((aspect, pole))))
    keys = np.array([node * len(elements) + element for node, element in steps], np.int64)
    is_pattern, goes_on = np.zeros(len(letters), bool), np.zeros(len(letters), bool)
    is_pattern[[node for node, _ in ends]] = True
    goes_on[[node for node, _ in steps]] = True
    opens = np.zeros(len(elements), bool)
    opens[[element for node, element in steps if node <= len(LANGUAGES)]] = True
    meant = np.array([end for end in ends if end[1] is not None], np.int64).reshape(-1, 2)
    return Tree(
        elements=_spelled(elements),
        keys=keys,
        targets=np.array(list(steps.values()), np.int64),
        opens=opens,
        is_pattern=is_pattern,
        goes_on=goes_on,
        rank=np.argsort(np.lexsort([-np.arange(len(depth)), np.array(letters), np.array(depth)])),
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
