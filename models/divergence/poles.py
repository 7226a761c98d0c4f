"""Complaints about opposite ends of one aspect: too complex, and too simple."""

import math

import polars as pl

from models.divergence.parameters import DivergenceParameters
from models.statistics import log_evidence_above


def with_opposite_poles(
    cells: pl.DataFrame, poles: pl.DataFrame, parameters: DivergenceParameters
) -> pl.DataFrame:
    """Adds has_opposite_poles, poles (the two ends complained of most, "too complex / too simple") and
    ideal_pole (the end that surely more of the customers close to the ideal complain of, or null).

    Ends are opposite where the smaller is surely more than `isolated_below` of the complaints about both.

    Args:
        poles: cell, window, pole, people, ideal; by cell and window, the most complained of first.
    """
    ends = (
        poles.group_by("cell", "window", maintain_order=True)
        .agg(pl.col("pole", "people", "ideal").head(2))
        .filter(pl.col("pole").list.len() == 2)
        .select(
            "cell",
            "window",
            both=pl.col("pole").list.join(" / "),
            first=pl.col("pole").list.get(0),
            second=pl.col("pole").list.get(1),
            smaller=pl.col("people").list.get(1),
            people=pl.col("people").list.sum(),
            ideal_first=pl.col("ideal").list.get(0),
            ideal_second=pl.col("ideal").list.get(1),
        )
    )
    evidence = log_evidence_above(
        ends["smaller"].to_numpy(), ends["people"].to_numpy(), parameters.isolated_below
    )
    is_opposite = pl.Series(evidence >= -math.log(1 - parameters.confidence)) & (
        ends["people"] >= parameters.privacy_floor
    )
    ideal = (ends["ideal_first"] + ends["ideal_second"]).to_numpy()
    larger = ends.select(pl.max_horizontal("ideal_first", "ideal_second")).to_series().to_numpy()
    leads = (log_evidence_above(larger, ideal, 0.5) >= -math.log(1 - parameters.confidence)) & (
        ideal >= parameters.privacy_floor
    )
    told = (
        ends.with_columns(leads=pl.Series(leads))
        .filter(is_opposite)
        .select(
            "cell",
            "window",
            poles="both",
            ideal_pole=pl.when(pl.col("leads")).then(
                pl.when(pl.col("ideal_first") > pl.col("ideal_second")).then("first").otherwise("second")
            ),
            has_opposite_poles=pl.lit(True),
        )
    )
    return cells.join(
        told, on=["cell", "window"], how="left", maintain_order="left", validate="1:1"
    ).with_columns(pl.col("has_opposite_poles").fill_null(False))
