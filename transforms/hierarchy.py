"""Small segments merge into the larger one that they are part of."""

from collections.abc import Iterable, Mapping

import polars as pl

OTHERS = "{}: others"
"""What is left of a segment of which parts stand on their own."""


def checked_parents(parents: Mapping[str, str]) -> None:
    """Refuses a hierarchy that leads back to where it began.

    Raises:
        ValueError: it does, with the way round.
    """
    for start in parents:
        way = [start]
        while way[-1] in parents:
            way.append(parents[way[-1]])
            if way.count(way[-1]) > 1:
                round_ = " in ".join(f'"{name}"' for name in way[way.index(way[-1]) :])
                raise ValueError(f"parents lead in a circle: {round_}")


def merged(members: pl.DataFrame, parents: Mapping[str, str], merge_below: int) -> dict[str, str]:
    """The segment that each segment counts as, where that is another one.

    From the smallest parts upward: who has fewer distinct members than `merge_below`, with all that merged
    into it, merges into its parent. A segment keeps its name where it holds all of its parts that have
    members; where some stand on their own it is called "NAME: others".

    Args:
        members: segment, member.
        parents: the larger segment of each; chains end.
    """
    grouped = members.group_by("segment").agg(pl.col("member").unique())
    people = {segment: set(those) for segment, those in grouped.iter_rows()}
    held = {segment: [segment] for segment in people}
    for segment in _deepest_first({*people, *parents, *parents.values()}, parents):
        parent = parents.get(segment)
        if parent is not None and segment in people and len(people[segment]) < merge_below:
            people.setdefault(parent, set()).update(people.pop(segment))
            held.setdefault(parent, []).extend(held.pop(segment))
    parts = _parts(grouped["segment"], parents)
    names = {whole: whole if parts[whole] == {*of} else OTHERS.format(whole) for whole, of in held.items()}
    return {one: names[whole] for whole, of in sorted(held.items()) for one in of if one != names[whole]}


def _deepest_first(segments: Iterable[str], parents: Mapping[str, str]) -> list[str]:
    return sorted(segments, key=lambda segment: (-len(_above(segment, parents)), segment))


def _above(segment: str, parents: Mapping[str, str]) -> list[str]:
    above = []
    while segment in parents:
        segment = parents[segment]
        above.append(segment)
    return above


def _parts(segments: Iterable[str], parents: Mapping[str, str]) -> dict[str, set[str]]:
    """The segments with members below each segment, itself included."""
    parts: dict[str, set[str]] = {}
    for segment in segments:
        for whole in (segment, *_above(segment, parents)):
            parts.setdefault(whole, set()).add(segment)
    return parts
