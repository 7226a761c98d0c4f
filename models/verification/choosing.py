"""The few opinions whose reading by a person is expected to decide a verdict."""

import polars as pl

from models.divergence.parameters import DivergenceParameters
from models.divergence.slices import ALL
from models.divergence.unsettled import Unsettled
from models.opinions import COMPLAINT, OVERALL
from models.verification.expecting import expected_readings

MOST_OF_A_ROW = 30
"""Opinions to read that are listed for one row: an hour's work."""
MOST_IN_ALL = 200

TO_VERIFY_SCHEMA = pl.Schema(
    {
        "position": pl.Int64(),
        "opinion_id": pl.String(),
        "quote": pl.String(),
        "language": pl.String(),
        "aspect": pl.String(),
        "dimension": pl.String(),
        "segment": pl.String(),
        "window_days": pl.Int32(),
        "read_as": pl.Int8(),
        "would_decide": pl.String(),
        "readings_needed": pl.Int64(),
        "created_at": pl.Datetime("us", "UTC"),
    }
)


def to_verify(unsettled: Unsettled | None, parameters: DivergenceParameters) -> pl.DataFrame:
    """Opinions in the order in which to read them: rows of TO_VERIFY_SCHEMA.

    Open rows come in the order of `Unsettled`, each aspect and segment with the shortest window that readings
    are expected to settle. Within a row, the label that settles sooner comes first; within a label the order
    is that of the identifiers, which has to do with nothing that is said: what is read is then no selection.
    An opinion stands once, with the first row that it helps.
    """
    if unsettled is None or unsettled.unread.is_empty():
        return pl.DataFrame(schema=TO_VERIFY_SCHEMA)
    rows = _chosen_rows(unsettled, parameters)
    return (
        unsettled.unread.join(rows, on="row", how="inner", validate="m:1")
        .with_columns(is_later=pl.col("read_as") != pl.col("first"))
        .sort("row", "is_later", "opinion_id")
        .filter(pl.int_range(pl.len()).over("row") < pl.col("readings_needed"))
        .unique("opinion_id", keep="first", maintain_order=True)
        .filter(pl.int_range(pl.len()).over("row") < MOST_OF_A_ROW)
        .head(MOST_IN_ALL)
        .with_columns(would_decide=_sentence(), position=pl.int_range(1, pl.len() + 1))
        .select(pl.col(name).cast(dtype) for name, dtype in TO_VERIFY_SCHEMA.items())
    )


def _chosen_rows(unsettled: Unsettled, parameters: DivergenceParameters) -> pl.DataFrame:
    """row, aspect, dimension, segment, window_days, readings_needed, first."""
    expected = expected_readings(unsettled, parameters)
    key = ["aspect", "dimension", "segment"]
    return (
        unsettled.rows.with_columns(
            readings_needed=pl.Series(expected.readings).fill_nan(None).cast(pl.Int64),
            first=pl.Series(expected.first),
        )
        .filter(pl.col("readings_needed").is_not_null())
        .filter(pl.col("window") == pl.col("window").max().over(key))  # the shortest is the last
        .select("row", *key, "window_days", "readings_needed", "first")
    )


def _sentence() -> pl.Expr:
    """ "Whether complaints about delivery are isolated or a trend in plan Free, of the last 90 days: about 24
    readings like this one are expected to tell." """
    about = (
        pl.when(pl.col("aspect") == OVERALL)
        .then(pl.lit(""))
        .otherwise(pl.format(" about {}", pl.col("aspect").str.replace_all("_", " ")))
    )
    where = (
        pl.when(pl.col("dimension") == ALL)
        .then(pl.lit(""))
        .otherwise(pl.format(" in {} {}", pl.col("dimension").str.replace_all("_", " "), "segment"))
    )
    since = (
        pl.when(pl.col("window_days").is_null())
        .then(pl.lit("of all time"))
        .otherwise(pl.format("of the last {} days", "window_days"))
    )
    side = pl.when(pl.col("first") == COMPLAINT).then(pl.lit("complaint")).otherwise(pl.lit("praise"))
    plural = pl.when(pl.col("readings_needed") == 1).then(pl.lit(" is")).otherwise(pl.lit("s are"))
    return pl.format(
        "Whether complaints{} are isolated or a trend{}, {}: about {} reading{} expected to tell, "
        "of what was taken for {} first.",
        about, where, since, "readings_needed", plural, side,
    )  # fmt: skip
