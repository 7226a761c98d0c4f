"""report.calibration: what a project's own error rates and volumes let the verdict see."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import duckdb
import polars as pl

from models.calibration import (
    CALIBRATION_SCHEMA,
    RATINGS,
    TRUTHS,
    Calibration,
    Language,
    Outcomes,
    Reading,
    Scenario,
    Truth,
    calibrated,
    customers_needed,
    inputs_version,
)
from models.calibration.truths import SEGMENT, WRITTEN
from models.divergence.parameters import DivergenceParameters
from models.divergence.tables import ANY_ASPECT
from models.error_rates import error_rates
from models.opinions import OVERALL
from warehouse.analysing import replace_table
from warehouse.database import Connection, transaction
from warehouse.statements import statement

REPETITIONS = 50
"""So few that a run is not held up; the intervals say what they are worth, `voc calibrate` repeats more."""

REPORTED = tuple(truth for truth in TRUTHS if truth.kind not in (*WRITTEN, SEGMENT))

WHOLE_TEXTS, ON_ASPECTS = "whole texts", "what texts say of aspects"

UNREADABLE = 0.5
"""Both rates of a language that nobody measured: as good as drawing lots, so it decides nothing."""


@dataclass(frozen=True)
class Sight:
    """What a project looks with.

    Args:
        readings: ratings, and its texts as they are read.
        weekly: customers a week of the middle and the most spoken of the aspects with at least
            one a week, rounded to two digits; 1 where there is none such.
        aspects: aspect, weekly_customers (median), customers (of the last year).
    """

    readings: tuple[Reading, ...]
    weekly: tuple[int, ...]
    aspects: pl.DataFrame


def sight_of(connection: Connection, quality: pl.DataFrame, as_of: datetime) -> Sight:
    """From core.stances and the rates that correct.

    Args:
        quality: rows of report.model_quality.
        as_of: the data's watermark.
    """
    aspects = connection.execute(statement("analysing/weekly_volumes.sql"), {"as_of": as_of}).pl()
    read = connection.execute(statement("analysing/read_languages.sql")).pl()
    rates = {(row["language"], row["aspect"]): row for row in error_rates(quality).iter_rows(named=True)}
    readings = [RATINGS]
    for name, is_overall, about in ((WHOLE_TEXTS, True, OVERALL), (ON_ASPECTS, False, ANY_ASPECT)):
        languages = read.filter(pl.col("is_overall") == is_overall)
        if not languages.is_empty():
            readings.append(_reading(name, languages, about, rates))
    return Sight(tuple(readings), _weekly(aspects), aspects)


def _weekly(aspects: pl.DataFrame) -> tuple[int, ...]:
    if aspects.is_empty():
        return ()
    spoken = aspects["weekly_customers"].filter(aspects["weekly_customers"] >= 1)
    chosen = [spoken.quantile(level, "lower") or 1.0 for level in (0.5, 1.0)]
    return tuple(sorted({_rounded(each) for each in chosen}))


def _reading(
    name: str, languages: pl.DataFrame, about: str, rates: dict[tuple[str, str], dict[str, Any]]
) -> Reading:
    """Weights in whole hundredths, so that a few texts more change nothing."""
    total = languages["customers"].sum()
    hundredths = {
        language: round(100 * customers / total)
        for language, customers in languages.select("language", "customers").iter_rows()
    }
    known = [
        _language(language, weight / sum(hundredths.values()), rates.get((language, about)))
        for language, weight in hundredths.items()
        if weight
    ]
    return Reading(name, tuple(known))


def _language(name: str, weight: float, rates: dict[str, Any] | None) -> Language:
    if rates is None:
        return Language(name, weight, UNREADABLE, UNREADABLE)
    sensitivity, specificity = (
        (rates[f"{rate}_low"], rates[f"{rate}_high"]) for rate in ("sensitivity", "specificity")
    )
    return Language.measured(name, weight, sensitivity, specificity)


def _rounded(customers: float) -> int:
    """To two digits."""
    return int(round(customers, 1 - math.floor(math.log10(customers))))


def needed_of(
    truths: Iterable[Truth],
    readings: Iterable[Reading],
    parameters: DivergenceParameters,
    repetitions: int = 200,
) -> dict[tuple[Truth, Reading], int | None]:
    """Customers from whom on each truth is called, by truth and reading."""
    return {
        (truth, reading): customers_needed(
            Scenario(truth, 0, reading).rng("customers needed"), truth, reading, parameters, repetitions
        )
        for truth in truths
        for reading in readings
    }


def publish_calibration(
    connection: Connection, quality: pl.DataFrame, parameters: DivergenceParameters, as_of: datetime
) -> int:
    """Makes report.calibration anew where anything changed that it follows from; returns its rows."""
    sight = sight_of(connection, quality, as_of)
    version = inputs_version(sight.readings, sight.weekly, parameters, REPETITIONS)
    if (rows := _rows_of(connection, version)) is not None:
        return rows
    outcomes = [
        each
        for reading in sight.readings
        for weekly in sight.weekly
        for each in _outcomes(parameters, weekly, reading)
    ]
    needed = {key: of for reading in sight.readings for key, of in _needed(parameters, reading).items()}
    table = calibrated(outcomes, needed, version)
    with transaction(connection):
        replace_table(connection, "report.calibration", table, CALIBRATION_SCHEMA)
    return table.height


@lru_cache(maxsize=64)
def _outcomes(parameters: DivergenceParameters, weekly: int, reading: Reading) -> Outcomes:
    """Simulated once a process: projects with the same settings see alike."""
    return Calibration(parameters, REPETITIONS, REPORTED).outcomes(weekly, reading)


@lru_cache(maxsize=64)
def _needed(parameters: DivergenceParameters, reading: Reading) -> dict[tuple[Truth, Reading], int | None]:
    return needed_of(REPORTED, [reading], parameters, REPETITIONS)


def _rows_of(connection: Connection, version: str) -> int | None:
    """Rows of the table that is there, None where it is of another version, or none."""
    try:
        found = connection.execute(
            "select inputs_version, count(*) from report.calibration group by all"
        ).fetchall()
    except duckdb.CatalogException:
        return None
    return int(found[0][1]) if [row[0] for row in found] == [version] else None
