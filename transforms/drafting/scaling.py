"""On which scale a column of scores is, and what about it a person must say."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from transforms.drafting.facts import Facts

USUAL = ((1, 5), (0, 10), (1, 10), (1, 7), (0, 5), (1, 6), (1, 4), (1, 3), (0, 100))
CERTAIN = frozenset({(1, 5), (0, 10), (1, 10), (1, 7), (0, 100)})
"""Scales that are taken for granted where both ends occur."""

SHORT_END, LONG_END = 5, 10
ENOUGH = 20
"""Scores without one above 5 that make a part of a file look like one of five points."""

HARDLY_ANY = 0.02
"""Share of a part's scores that may be mistakes."""

AGAINST = -0.3
"""Rank correlation with another score from which a scale looks reversed."""


@dataclass(frozen=True)
class Scaling:
    """A scale, as keys of a description, and what else it may be.

    Attributes:
        keys: TOML by key.
        others: the same, of the alternatives.
        question: what a person must decide, to be read behind the column's name; empty where nothing is open.
    """

    keys: dict[str, str]
    others: tuple[str, ...] = ()
    question: str = ""


def scale_of(facts: Facts, others: Sequence[Facts], scores: Sequence[Facts], is_nps: bool = False) -> Scaling:
    """The scale of a column.

    Args:
        others: the other columns of the file, one of which may say where another scale holds.
        scores: the other columns of scores.
        is_nps: the question is asked from 0 to 10.
    """
    if facts.worded_scale:
        name, points = facts.worded_scale
        return Scaling({"scale": f"[1, {points}]", "labels": _quoted(name)})
    low, high = _ends(facts)
    if is_nps and high <= LONG_END:
        return Scaling({"scale": "[0, 10]"})
    if (where := _longer_where(facts, others)) is not None:
        two = f"scale_where = [{{ filled = {_quoted(where)}, scale = [{low:g}, {LONG_END}] }}]"
        question = (
            f'goes to {SHORT_END} where "{where}" is blank, and to {LONG_END} where it is filled: '
            "are these two scales?"
        )
        keys = {"scale": f"[{low:g}, {SHORT_END}]", "scale_where": two.split(" = ", 1)[1]}
        return Scaling(keys, (f"scale = [{low:g}, {LONG_END}]",), question)
    if low == 0 and high == SHORT_END and facts.numbers.drop_nulls().n_unique() == SHORT_END + 1:
        question = 'goes from 0 to 5: is 0 a score, or "not rated"?'
        keys = {"scale": "[1, 5]", "null_values": '["0", "0.0"]'}
        return Scaling(keys, ("scale = [0, 5]",), question)
    if _is_reversed(facts, scores):
        fitting = _fitting(low, high)
        question = "may be reversed: is a low score the good one?"
        return Scaling(
            {"scale": _written(fitting[0]), "is_reversed": "true"}, ("is_reversed = false",), question
        )
    if (low, high) in CERTAIN:
        return Scaling({"scale": _written((low, high))})
    fitting = _fitting(low, high)
    question = f"goes from {low:g} to {high:g} in this file: which are the ends of its scale?"
    return Scaling(
        {"scale": _written(fitting[0])}, tuple(f"scale = {_written(one)}" for one in fitting[1:3]), question
    )


def as_its_likes(scalings: dict[str, Scaling], ends: dict[str, tuple[float, float]]) -> dict[str, Scaling]:
    """The scales of a file's scores; of which only the ends are open, as the others that are certain."""
    certain = {one.keys["scale"] for one in scalings.values() if not one.question and len(one.keys) == 1}
    if len(certain) != 1:
        return scalings
    (scale,) = certain
    low, high = (float(end) for end in scale.strip("[]").split(","))
    return {
        name: Scaling({"scale": scale})
        if "ends of its scale" in one.question and low <= ends[name][0] and ends[name][1] <= high
        else one
        for name, one in scalings.items()
    }


def ends_of(facts: Facts) -> tuple[float, float]:
    """The least and the greatest score."""
    return _ends(facts)


def _ends(facts: Facts) -> tuple[float, float]:
    if facts.worded_scale:
        return 1.0, float(facts.worded_scale[1])
    numbers = facts.numbers.drop_nulls()
    return float(numbers.min()), float(numbers.max())  # type: ignore[arg-type]


def _fitting(low: float, high: float) -> list[tuple[float, float]]:
    fitting = [(a, b) for a, b in USUAL if a <= low and high <= b]
    return sorted(fitting, key=lambda one: (one[1] - one[0], one[0] == 0)) or [(low, high)]


def _longer_where(facts: Facts, others: Sequence[Facts]) -> str | None:
    """The column in whose presence alone scores go beyond five."""
    low, high = _ends(facts)
    if not (SHORT_END < high <= LONG_END and low in (0, 1)):
        return None
    found: dict[str, tuple[float, int]] = {}
    for other in others:
        blank = facts.numbers.filter(other.values.is_null()).drop_nulls()
        filled = facts.numbers.filter(other.values.is_not_null()).drop_nulls()
        if min(len(blank), len(filled)) >= ENOUGH and _share_above(blank) < HARDLY_ANY:
            found[other.name] = round(_share_above(filled), 1), -other.distinct
    best = max(found, key=lambda name: found[name], default=None)
    return best if best and found[best][0] > HARDLY_ANY else None


def _share_above(numbers: pl.Series) -> float:
    return int((numbers > SHORT_END).sum()) / len(numbers)


def _is_reversed(facts: Facts, scores: Sequence[Facts]) -> bool:
    if "reversed" in facts.means:
        return True
    pairs = (pl.DataFrame({"a": facts.numbers, "b": one.numbers}).drop_nulls() for one in scores)
    against = [
        float(pair.select(pl.corr("a", "b", method="spearman")).item())
        for pair in pairs
        if pair.height >= ENOUGH and pair["a"].n_unique() > 1 and pair["b"].n_unique() > 1
    ]
    return bool(against) and max(against) < AGAINST


def _written(scale: tuple[float, float]) -> str:
    return f"[{scale[0]:g}, {scale[1]:g}]"


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
