"""How well rows were put together: precision and recall over pairs of rows."""

from dataclasses import dataclass

import polars as pl

ROW = ["source", "row_key"]


@dataclass(frozen=True)
class Pairwise:
    """Of the pairs that were put together, how many belong together; of those that do, how many were found.

    Attributes:
        precision: null where no pair was put together.
        recall: null where no pair belongs together.
        pairs: pairs of rows that belong together.
        found: pairs that were put together, right or wrong.
        shared: pairs that are both.
    """

    precision: float | None
    recall: float | None
    pairs: int
    found: int
    shared: int


def pairwise(truth: pl.DataFrame, found: pl.DataFrame) -> Pairwise:
    """Counted by groups, so that a hundred thousand rows take no time.

    Args:
        truth: source, row_key, person_id.
        found: source, row_key, cluster; a row that is missing or has none stands alone.
    """
    both = truth.select(*ROW, "person_id").join(
        found.select(*ROW, "cluster"), on=ROW, how="left", validate="1:1", maintain_order="left"
    )
    clustered = both.drop_nulls("cluster")
    pairs = _pairs(both, "person_id")
    put_together = _pairs(clustered, "cluster")
    shared = _pairs(clustered, "person_id", "cluster")
    return Pairwise(
        precision=shared / put_together if put_together else None,
        recall=shared / pairs if pairs else None,
        pairs=pairs,
        found=put_together,
        shared=shared,
    )


def _pairs(rows: pl.DataFrame, *by: str) -> int:
    sizes = rows.group_by(*by).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())
