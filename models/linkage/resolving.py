"""Which links stand: a person's decisions first, then what records say, then likeness."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

import polars as pl

from models.linkage.clusters import Clusters, Pair
from models.linkage.parameters import ACCEPTED, APART, TO_REVIEW

DECISION = "a person's decision"
LIKENESS = "likeness"
SAID_APART = "a person said that they are two"
SHARED = "an address that several persons use"
BETWEEN = "fits two persons who are not one"

CLEARLY_MORE_LIKELY = 7.0
"""Bits by which a record must be likelier one of two different persons before it is taken for that one."""

LINKS: dict[str, pl.DataType | type[pl.DataType]] = {
    "left_key": pl.String,
    "right_key": pl.String,
    "rule": pl.String,
    "status": pl.String,
    "probability": pl.Float64,
    "reason": pl.String,
    "evidence": pl.List(pl.Struct({"key": pl.String, "value": pl.String})),
}


@dataclass(frozen=True)
class Told:
    """What is known before likeness is asked.

    Attributes:
        exact: left_key, right_key, rule: what records say.
        shared: keys of addresses that several persons use: they join nobody.
        decisions: left_key, right_key, is_same: what persons decided, one row per pair.
    """

    exact: pl.DataFrame
    shared: frozenset[str]
    decisions: pl.DataFrame


def exact_links(told: Told) -> tuple[pl.DataFrame, Clusters]:
    """The links that persons and records make, and the persons that come of them.

    Returns:
        LINKS: decisions, and each link of a record, accepted or apart with its reason.
    """
    clusters = Clusters()
    decided = told.decisions.sort("left_key", "right_key")
    same, different = (decided.filter(pl.col("is_same") == is_same) for is_same in (True, False))
    clusters.separate(_pairs(different))
    rows = [_decision(pair, clusters.join(*pair)) for pair in _pairs(same)]
    rows += [(*pair, DECISION, APART, None, SAID_APART, None) for pair in _pairs(different)]
    for left, right, rule in (
        told.exact.select("left_key", "right_key", "rule").unique().sort(pl.all()).rows()
    ):
        if left in told.shared or right in told.shared:
            rows.append((left, right, rule, APART, None, SHARED, None))
        else:
            stands = clusters.join(left, right)
            rows.append(
                (left, right, rule, *((ACCEPTED, None, "one record names both") if stands else _APART), None)
            )
    return pl.DataFrame(rows, schema=LINKS, orient="row"), clusters


_APART = (APART, None, SAID_APART)


def likeness_links(judged: pl.DataFrame, clusters: Clusters, decided: frozenset[Pair]) -> pl.DataFrame:
    """The links that likeness makes or proposes.

    Args:
        judged: left_key, right_key, probability, status, reason, is_conflict, evidence; any number of rows
            for each pair of persons.
        clusters: persons so far; joined further here.
        decided: pairs of keys on which a person has decided: of whom they are, nobody is asked again.
    Returns:
        LINKS of status accepted or to_review, at most one per pair of persons.
    """
    best = _best_of_persons(judged, clusters)
    clusters.separate(_pairs(best.filter("is_conflict")))
    possible = best.filter(pl.col("status") != APART)
    apart = [*_pairs(best.filter("is_conflict"), "left_person", "right_person"), *_persons(clusters, decided)]
    between = _between_two(possible.filter(pl.col("status") == ACCEPTED), apart)
    rows = []
    for row in possible.sort(pl.col("probability") * -1, "left_person", "right_person").iter_rows(named=True):
        is_accepted = row["status"] == ACCEPTED
        pair = (row["left_person"], row["right_person"])
        if is_accepted and (pair in between or not clusters.join(*pair)):
            row |= {"status": TO_REVIEW, "reason": BETWEEN}
        rows.append(row)
    told = pl.DataFrame(rows, schema=possible.schema)
    settled = frozenset(_persons(clusters, decided))
    asked = [
        status == ACCEPTED or _is_open(_in_order(clusters.root(left), clusters.root(right)), settled)
        for left, right, status in told.select("left_key", "right_key", "status").rows()
    ]
    return (
        told.filter(pl.Series(asked, dtype=pl.Boolean))
        .with_columns(rule=pl.lit(LIKENESS))
        .select(list(LINKS))
    )


def _persons(clusters: Clusters, pairs: Iterable[Pair]) -> list[Pair]:
    return [_in_order(clusters.root(left), clusters.root(right)) for left, right in sorted(pairs)]


def _is_open(persons: Pair, settled: frozenset[Pair]) -> bool:
    """Whether two persons are two still, and nobody has decided of them."""
    return persons[0] != persons[1] and persons not in settled


def _in_order(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _best_of_persons(judged: pl.DataFrame, clusters: Clusters) -> pl.DataFrame:
    """One row per pair of persons: the likeliest of their records; a conflict of any two is theirs."""
    sides = {"left_key": "left_person", "right_key": "right_person"}
    roots = {name: [clusters.root(key) for key in judged[side]] for side, name in sides.items()}
    placed = judged.with_columns(pl.Series(name, values, dtype=pl.String) for name, values in roots.items())
    persons = [pl.col("left_person"), pl.col("right_person")]
    return (
        placed.filter(persons[0] != persons[1])
        .with_columns(left_person=pl.min_horizontal(persons), right_person=pl.max_horizontal(persons))
        .with_columns(is_conflict=pl.col("is_conflict").any().over("left_person", "right_person"))
        .sort(pl.col("status") != ACCEPTED, pl.col("probability") * -1, "left_key", "right_key")
        .unique(["left_person", "right_person"], keep="first", maintain_order=True)
    )


def _between_two(accepted: pl.DataFrame, apart: Iterable[Pair]) -> frozenset[Pair]:
    """Links of a record that is about as likely one person as another, where the two are not one."""
    odds: dict[str, dict[str, float]] = defaultdict(dict)
    for left, right, probability in accepted.select("left_person", "right_person", "probability").rows():
        odds[left][right] = odds[right][left] = _bits(probability)
    found: set[Pair] = set()
    for one, other in apart:
        for between in odds[one].keys() & odds[other].keys():
            difference = odds[one][between] - odds[other][between]
            rivals = [
                person
                for person, lead in ((one, difference), (other, -difference))
                if lead < CLEARLY_MORE_LIKELY
            ]
            found.update((min(person, between), max(person, between)) for person in rivals)
    return frozenset(found)


def _bits(probability: float) -> float:
    return log2(probability) - log2(max(1 - probability, 1e-6))


def _pairs(frame: pl.DataFrame, left: str = "left_key", right: str = "right_key") -> Iterable[Pair]:
    return frame.select(left, right).rows()


def _decision(pair: Pair, stands: bool) -> tuple[object, ...]:
    said = (
        (ACCEPTED, "a person said that they are one")
        if stands
        else (APART, "persons said both: one, and two")
    )
    return (*pair, DECISION, said[0], None, said[1], None)
