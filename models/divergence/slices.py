"""Which segments lie within which: everybody holds all, a segment of one dimension its combinations."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from models.divergence.voices import IntArray
from transforms.segments import UNKNOWN, two_way

ALL = "all"
"""The dimension and the segment that hold everybody."""


def within(slices: pl.DataFrame, pairs: Sequence[tuple[str, str]]) -> list[IntArray]:
    """The slices within each slice; who is in an unknown segment is in none that could be acted on.

    Args:
        pairs: dimensions whose combinations are dimensions as well.
        slices: slice (0, 1 ...), dimension, segment.
    """
    combined = [two_way(first, second) for first, second in pairs]
    is_one_way = ~pl.col("dimension").is_in([ALL, *combined])
    known = slices.filter(pl.col("segment") != UNKNOWN)
    found: list[list[int]] = [[] for _ in range(slices.height)]
    everybody = slices.filter(pl.col("dimension") == ALL)["slice"].to_list()
    for slice_ in everybody:
        found[slice_] = known.filter(pl.col("dimension") != ALL)["slice"].to_list()
    numbers = {(row["dimension"], row["segment"]): row["slice"] for row in known.iter_rows(named=True)}
    one_way = known.filter(is_one_way).select("dimension", "segment").rows()
    for first, second in pairs:
        firsts = [segment for dimension, segment in one_way if dimension == first]
        seconds = [segment for dimension, segment in one_way if dimension == second]
        for one in firsts:
            for other in seconds:
                joint = numbers.get((two_way(first, second), two_way(one, other)))
                if joint is not None:
                    found[numbers[first, one]].append(joint)
                    found[numbers[second, other]].append(joint)
    return [np.array(sorted(one), dtype=np.int64) for one in found]
