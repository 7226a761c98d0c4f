"""Which evidence a cell is judged by: ratings, which cannot be misread, come before texts."""

import polars as pl

from models.divergence.parameters import DivergenceParameters
from models.divergence.shares import complaint_bounds, strata_of
from models.divergence.tally import Tally


def evidence_that_counts(
    tally: Tally, error_rates: pl.DataFrame, parameters: DivergenceParameters
) -> pl.DataFrame:
    """The strata of the tally without the texts of cells in which at least as many customers rated.

    The share is then of those who rated, and stands for everybody only while writers may hold the same: where
    the two intervals exclude each other, all evidence counts. How many rated and wrote says nothing of what
    they say, so that choice leaves the bounds their confidence; and where both hold the same share, intervals
    exclude each other only when one of them misses.

    Args:
        error_rates: rows of ErrorRates.
    Returns:
        The strata that count, sorted alike; `stands_alone` says of the rated that others wrote, and are left
        out.
    """
    marked = _marked(tally.strata)
    alone = marked.filter("stands_alone")["row"]
    beside = marked.filter(pl.col("row").is_in(alone.implode()))
    (rated_low, rated_high), (read_low, read_high) = (
        complaint_bounds(strata_of(Tally(tally.cells, part), error_rates, parameters))
        for part in (beside.filter("is_rated"), beside.filter(~pl.col("is_rated")))
    )
    is_contradicted = pl.Series((read_low > rated_high) | (read_high < rated_low))
    contradicted = tally.cells["row"].filter(is_contradicted)
    stands_alone = pl.col("stands_alone") & ~pl.col("row").is_in(contradicted.implode())
    return (
        marked.with_columns(stands_alone=stands_alone)
        .filter(pl.col("is_rated") | ~pl.col("stands_alone").any().over("row"))
        .drop("is_rated")
    )


def _marked(strata: pl.DataFrame) -> pl.DataFrame:
    """Adds is_rated and stands_alone: rated by at least as many as wrote, and some did write."""
    is_rated, everybody = pl.col("language").is_null(), pl.col("polar").sum().over("row")
    rated = pl.col("polar").filter(is_rated).sum().over("row")
    return strata.with_columns(
        is_rated=is_rated, stands_alone=is_rated & (2 * rated >= everybody) & (rated < everybody)
    )
