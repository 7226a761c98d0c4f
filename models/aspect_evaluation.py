"""How well aspects and their sides are read: opinions told by labels and opinions found in, figures out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

Pair = tuple[str, str | None]
"""A label's aspect and one of ours that it stands for; None leaves it out of the comparison."""


@dataclass(frozen=True)
class AspectMap:
    """Which of the labels' aspects stand for which of ours.

    One label may stand for several of our aspects and the reverse; what hangs together so is compared as one
    group. Ours that no label stands for, and labels that stand for none of ours, are not compared.

    Attributes:
        pairs: label's aspect (compared without regard to case), ours.
    """

    pairs: tuple[Pair, ...]

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> "AspectMap":
        return cls(tuple(dict.fromkeys((theirs.lower(), ours) for theirs, ours in pairs)))

    @cached_property
    def groups(self) -> dict[str, str]:
        """Name of the group of each of our aspects: its members."""
        members: dict[str, set[str]] = {}
        for theirs in {theirs for theirs, _ in self.pairs}:
            joined = {ours for label, ours in self.pairs if label == theirs and ours is not None}
            for one in tuple(joined):
                joined |= members.get(one, set())
            members |= dict.fromkeys(joined, joined)
        return {ours: ", ".join(sorted(together)) for ours, together in members.items()}

    @cached_property
    def group_of_label(self) -> dict[str, str | None]:
        """Group of each label's aspect; None where it is left out."""
        return {theirs: None if ours is None else self.groups[ours] for theirs, ours in self.pairs}


def pairs_in(text: str) -> tuple[Pair, ...]:
    """The pairs of a map: in each line a label's aspect, a tab, one of ours; nothing after the tab: None.

    Lines that begin with "# " are remarks; a first line "theirs<TAB>ours" is a heading.

    Raises:
        ValueError: a line is no such pair.
    """
    pairs: list[Pair] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("# ") or (not pairs and line == "theirs\tours"):
            continue
        theirs, tab, ours = line.partition("\t")
        if not tab or not theirs.strip() or "\t" in ours:
            raise ValueError(f"line {number}: a label, a tab and an aspect were expected")
        pairs.append((theirs.strip(), ours.strip() or None))
    return tuple(pairs)


def by_group(opinions: pl.DataFrame, groups: Mapping[str, str | None]) -> pl.DataFrame:
    """What each text says of each group: a pole outweighs neutral, both poles together are 0.

    Args:
        opinions: text_id, aspect, polarity (-1, 0, 1), any number per text and aspect.
        groups: by aspect; others are left out.
    Returns:
        text_id, group, polarity; one row per text and group.
    """
    named = {aspect: group for aspect, group in groups.items() if group is not None}
    lowest, highest = pl.col("polarity").min(), pl.col("polarity").max()
    return (
        opinions.with_columns(
            group=pl.col("aspect").replace_strict(named, default=None, return_dtype=pl.String)
        )
        .drop_nulls("group")
        .group_by("text_id", "group")
        .agg(polarity=lowest.clip(upper_bound=0) + highest.clip(lower_bound=0))
    )


def aspect_evaluation(texts: pl.DataFrame, told: pl.DataFrame, found: pl.DataFrame) -> dict[str, Any]:
    """The figures of `voc evaluate --aspects`.

    Args:
        texts: text_id, language; one row per text.
        told, found: text_id, group, polarity, as `by_group` gives them: what is labelled and what was read.
    Returns:
        n (texts), precision, recall, f1 (of groups present per text, all pairs alike), polarity_n and
        polarity_accuracy (rightly found groups with a labelled pole; read as neither counts as wrong),
        by_aspect and by_language with the same figures; null of nothing.
    """
    pairs = told.join(
        found, on=["text_id", "group"], how="full", coalesce=True, suffix="_read", validate="1:1"
    )
    spoken = pairs.join(texts, on="text_id", how="left", validate="m:1")
    by_aspect = {
        group: _figures(part) for (group,), part in sorted(spoken.partition_by("group", as_dict=True).items())
    }
    by_language = {
        language: {"n": len(part), **_figures(spoken.filter(pl.col("language") == language))}
        for (language,), part in sorted(texts.partition_by("language", as_dict=True).items())
    }
    return {"n": len(texts), **_figures(spoken), "by_aspect": by_aspect, "by_language": by_language}


def _figures(pairs: pl.DataFrame) -> dict[str, Any]:
    hits = pairs.drop_nulls(["polarity", "polarity_read"])
    polar = hits.filter(pl.col("polarity") != 0)
    told, found = pairs["polarity"].count(), pairs["polarity_read"].count()
    return {
        "labelled": told,
        "found": found,
        "precision": _share(len(hits), found),
        "recall": _share(len(hits), told),
        "f1": _share(2 * len(hits), told + found),
        "polarity_n": len(polar),
        "polarity_accuracy": _share(int((polar["polarity"] == polar["polarity_read"]).sum()), len(polar)),
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
