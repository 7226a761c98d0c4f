"""Where tokens mention an aspect: all patterns of a taxonomy walked at once.

A pattern is a row of words; each is a word, or the beginning of one. Every token may begin a pattern; of
those that begin at the same token the longest counts (of equals the most closely spelled), and it claims its
tokens: one that begins inside an earlier one is passed over.
"""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.features import Features
from models.pattern_tree import Ints, Listed, Matches, Tree, tree_of
from models.taxonomy import NO_ASPECT, Taxonomy


@dataclass(frozen=True)
class Mentions:
    """Mentions in order of their first token.

    Attributes:
        first: position of the first token.
        end: position after the last token.
        meaning: row of the taxonomy's distinct (aspect, pole) in `Patterns.meanings`.
        is_denied: whether one of its words is.
    """

    first: Ints
    end: Ints
    meaning: Ints
    is_denied: NDArray[np.bool_]


@dataclass(frozen=True)
class Patterns:
    """The patterns of a taxonomy, ready to be looked for."""

    taxonomy: Taxonomy

    @cached_property
    def meanings(self) -> pl.DataFrame:
        """aspect, pole: distinct, sorted; a mention points to a row."""
        said = self.taxonomy.patterns.filter(pl.col("aspect") != NO_ASPECT)
        return said.select("aspect", "pole").unique().sort("aspect", "pole", nulls_last=False)

    def found_in(self, seen: Features) -> Mentions:
        """The mentions in a chunk of texts, each text's patterns those of its own language."""
        best = _claimed(self._longest(seen))
        row, meaning = self._tree.meanings.expanded(best.node)
        denied = np.concatenate([[0], np.cumsum(seen.is_denied)])
        is_denied = denied[best.end] > denied[best.first]
        return Mentions(best.first[row], best.end[row], meaning, is_denied[row])

    def _longest(self, seen: Features) -> Matches:
        """Per token that begins a pattern, the longest one that it begins."""
        elements, text = self._elements_of(seen.spellings["word"]), seen.rows
        opening = elements.only(self._tree.opens)
        at = np.flatnonzero((np.diff(opening.starts) > 0)[seen.codes])
        active = self._tree.stepped(
            Matches(at, at, self._tree.roots[seen.languages[text[at]]]), seen.codes, opening
        )
        found = []
        while len(active.first):
            found.append(active.where(self._tree.is_pattern[active.node]))
            is_open = self._tree.goes_on[active.node] & (active.end < seen.starts[text[active.first] + 1])
            active = self._tree.stepped(active.where(is_open), seen.codes, elements)
        return self._best(Matches.joined(found))

    def _best(self, found: Matches) -> Matches:
        """The highest rank of those that begin at one token."""
        order = np.argsort(found.first * len(self._tree.rank) + self._tree.rank[found.node])
        is_best = np.append(np.diff(found.first[order]) > 0, True)[: len(order)]
        chosen = order[is_best]
        return Matches(found.first[chosen], found.end[chosen], found.node[chosen])

    def _elements_of(self, words: pl.Series) -> Listed:
        """The elements of patterns that each distinct word fits: itself, or a beginning of it."""
        numbered = words.to_frame("word").with_row_index("item").lazy()
        fits = []
        for length, known in self._elements.items():
            spelled = pl.col("word").str.slice(0, length) if length else pl.col("word")
            fits.append(numbered.with_columns(spelled).join(known, on="word", validate="m:1"))
        found = pl.concat([fit.select("item", "element") for fit in fits]).collect()
        items, elements = (found[name].cast(pl.Int64).to_numpy() for name in ("item", "element"))
        return Listed.of(items, elements, len(words))

    @cached_property
    def _elements(self) -> dict[int, pl.LazyFrame]:
        """Whole words (0) and beginnings, by their length."""
        known = self._tree.elements
        lengths = {0, *known["length"]}
        return {length: known.filter(pl.col("length") == length).lazy() for length in sorted(lengths)}

    @cached_property
    def _tree(self) -> Tree:
        return tree_of(self.taxonomy.patterns, self.meanings)


@cache
def compiled(taxonomy: Taxonomy) -> Patterns:
    """The patterns of a taxonomy, laid out once."""
    return Patterns(taxonomy)


def _claimed(matches: Matches) -> Matches:
    """Without those that begin inside an earlier one that stands (matches are sorted by first token)."""
    reach = np.maximum.accumulate(np.append(0, matches.end))
    stands = np.append(matches.first >= reach[:-1], True)
    # behind one that is overlapped, the first that begins after its end stands too, and so on
    latest = np.flatnonzero(stands[:-1] & ~stands[1:])
    while len(latest):
        following = np.searchsorted(matches.first, matches.end[latest])
        latest = following[~stands[following]]
        stands[latest] = True
    return matches.where(stands[:-1])
