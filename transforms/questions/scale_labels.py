"""Scales in words: which label stands on which point, in eight languages."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Annotated

import polars as pl
from pydantic import AfterValidator

from transforms.mappings.words import UMLAUTS
from transforms.questions.folding import folded, folded_column
from transforms.tables import table
from transforms.validation import meant

NOTHING = "nothing"
"""The family of labels that are no answer."""

NUMBERED = "numbered"
"""Instead of a set, where each label has its number beside it: 5 - Very satisfied."""

Levels = dict[str, frozenset[str]]


@dataclass(frozen=True)
class LabelSet:
    """A scale in words.

    Attributes:
        name: family and points: satisfaction_5.
        points: from the lowest to the highest.
        positions: the point of each label, folded, 1 the lowest.
    """

    name: str
    family: str
    points: int
    positions: dict[str, int]

    def holds(self, labels: Collection[str]) -> bool:
        """Whether all of these labels are on it, and only spellings of one level share a point."""
        if not all(label in self.positions for label in labels):
            return False
        known = levels()
        by_point: dict[int, frozenset[str]] = {}
        for label in labels:
            point, named = self.positions[label], known[label][self.family]
            by_point[point] = by_point.get(point, named) & named
        return all(by_point.values())


@cache
def levels() -> dict[str, Levels]:
    """By folded label, the levels that it may name in each family."""
    found: dict[str, dict[str, set[str]]] = {}
    for family, level, label in (
        table("questions", "scale_labels.tsv").select("family", "level", "label").rows()
    ):
        without = "".join(UMLAUTS.get(sign, sign) for sign in label)
        for spelling in (folded(label), folded(without)):
            found.setdefault(spelling, {}).setdefault(family, set()).add(level)
    return {
        label: {family: frozenset(named) for family, named in families.items()}
        for label, families in found.items()
    }


@cache
def label_sets() -> dict[str, LabelSet]:
    """Every scale in words, by name; the usual ones first."""
    families = sorted({family for known in levels().values() for family in known} - {NOTHING})
    shapes = table("questions", "scale_sets.tsv").select("points", "levels").rows()
    sets = [_label_set(family, shape, places) for (shape, places), family in product(shapes, families)]
    named = {one.name: one for one in sets if len(set(one.positions.values())) > 1}
    return named | {NUMBERED: LabelSet(NUMBERED, "", 0, {})}


def _known(name: str) -> str:
    if name not in label_sets():
        raise ValueError(f'"{name}" is no scale in words{meant(name, label_sets())}')
    return name


Labels = Annotated[str, AfterValidator(_known)]
"""The name of a scale in words."""


def _label_set(family: str, shape: str, places: str) -> LabelSet:
    points = [frozenset(place.split()) for place in places.split("/")]
    positions = {
        label: number
        for label, families in levels().items()
        for number, place in enumerate(points, start=1)
        if families.get(family, frozenset()) & place
    }
    return LabelSet(f"{family}_{shape}", family, len(points), positions)


@cache
def _intense() -> frozenset[str]:
    """Words that open the labels at the ends of scales: very, extremely, sehr, très."""
    ends = {"p3", "px", "n3", "nx"}
    labels = (label for label, families in levels().items() if ends & frozenset().union(*families.values()))
    return frozenset(label.split()[0] for label in labels if " " in label)


def is_graded(labels: Collection[str]) -> bool:
    """Whether folded labels look like the points of some scale, be it one that is not known."""
    return 2 * sum(label in levels() or label.split()[0] in _intense() for label in labels if label) > len(
        labels
    )


def is_nothing(label: str) -> bool:
    """Whether a folded label is no answer: not applicable, prefer not to say."""
    return NOTHING in levels().get(label, {})


def score_of(text: pl.Expr, name: str, low: pl.Expr) -> pl.Expr:
    """The number (text) that a label stands for: of "5 - Very satisfied", and of words by their set.

    Args:
        text: what was answered.
        name: the label set.
        low: the lowest score of the scale.
    Returns:
        The text itself where it names no number; null where it says that there is no answer.
    """
    label = folded_column(text)
    number = pl.coalesce(text.str.extract(LEADING), text.str.extract(TRAILING))
    point = label.replace_strict(label_sets()[name].positions, default=None, return_dtype=pl.Float64)
    spelled = (point - 1 + low).cast(pl.String).str.replace(r"\.0$", "")
    nothing = [label for label, families in levels().items() if NOTHING in families]
    return pl.coalesce(number, spelled, pl.when(~label.is_in(nothing)).then(text))


LEADING = r"^\s*(\d{1,2})(?:\s*[-–—=:.)(]+\s*|\s+)\p{L}[^\d]*$"
TRAILING = r"^\s*\p{L}[^\d]*[-–—=:(]\s*(\d{1,2})\s*\)?\s*$"
"""5 - Very satisfied, 5 (very satisfied), 5 stars; Very satisfied (5), Very satisfied - 5."""
