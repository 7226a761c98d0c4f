"""Patterns laid out as one tree: shared paths, beginnings of words, what each end means."""

import numpy as np
import polars as pl
from spoken_patterns import Pattern, taxonomy

from models.language import LANGUAGES
from models.mentions import Patterns
from models.pattern_tree import Listed, Matches, Tree, tree_of
from models.taxonomy import NO_ASPECT

ROOTS = len(LANGUAGES) + 1


def tree(*patterns: Pattern) -> Tree:
    known = taxonomy(*patterns)
    return tree_of(known.patterns, Patterns(known).meanings)


def test_lists_of_items_are_kept_in_one_array() -> None:
    listed = Listed.of(np.array([2, 0, 2]), np.array([7, 5, 6]), 4)  # item 0: 5; item 2: 6, 7
    assert listed.starts.tolist() == [0, 1, 1, 3, 3]
    row, values = listed.expanded(np.array([2, 1, 0, 2]))
    assert row.tolist() == [0, 0, 2, 3, 3]
    assert values.tolist() == [6, 7, 5, 6, 7]


def test_patterns_that_begin_alike_share_a_path() -> None:
    one = tree(("a", "room service"), ("b", "room"), ("c", "room key"))
    assert len(one.is_pattern) == ROOTS + 3  # room, room service, room key
    assert one.elements["word"].sort().to_list() == ["key", "room", "service"]
    assert one.is_pattern[ROOTS:].all()
    assert one.goes_on[ROOTS:].sum() == 1


def test_a_beginning_knows_how_many_letters_it_has() -> None:
    elements = tree(("a", "deliver*"), ("b", "deliver")).elements.sort("length")
    assert elements.select("word", "length").rows() == [("deliver", 0), ("deliver", 7)]  # 0: the whole word


def test_every_language_has_a_root_of_its_own() -> None:
    known = taxonomy(("a", "hotel"), language="fr")
    one = tree_of(known.patterns, Patterns(known).meanings)
    start = Matches(np.zeros(ROOTS, np.int64), np.zeros(ROOTS, np.int64), one.roots)
    after = one.stepped(start, np.zeros(1, np.int64), Listed(np.array([0, 1]), np.array([0])))
    assert after.node.tolist() == [ROOTS]  # one step, from one root of nine
    assert after.end.tolist() == [1]


def test_what_means_nothing_ends_a_pattern_without_a_meaning() -> None:
    one = tree(("room", "room"), (NO_ASPECT, "room for improvement"))
    assert one.is_pattern.sum() == 2
    assert one.meanings.expanded(np.flatnonzero(one.is_pattern))[1].tolist() == [0]


def test_no_patterns_make_a_tree_of_roots() -> None:
    one = tree()
    assert (len(one.is_pattern), len(one.keys)) == (ROOTS, 0)
    assert one.elements.schema == pl.Schema(
        {"word": pl.String(), "element": pl.Int64(), "length": pl.Int64()}
    )
