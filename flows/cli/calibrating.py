"""`voc calibrate`: what the verdict can and cannot see, on populations whose truth is known."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl
from rich.progress import track

from flows.cli.exit_codes import DONE
from flows.cli.printing import err, print_json, table
from flows.readers import readers_of
from flows.settings import default_settings, read_settings
from models.calibration import (
    CALLED_IN,
    TRUTHS,
    Calibration,
    Reading,
    calibrated,
    inputs_version,
    known_classifiers,
)
from models.calibration.reach import MOST_CUSTOMERS
from models.divergence.parameters import DivergenceParameters
from models.opinions import OVERALL
from warehouse.analysing import watermark
from warehouse.analysing.calibration import ON_ASPECTS, WHOLE_TEXTS, Sight, needed_of, sight_of
from warehouse.calibrating import counting
from warehouse.catalogue import catalogue
from warehouse.errors import UsageError
from warehouse.project import Project
from warehouse.publishing.snapshot import reading

WEEKLY = (5, 15, 50)
"""Customers a week, where no project says how many there are."""

NO_ASPECTS = pl.DataFrame(schema={"aspect": pl.String, "weekly_customers": pl.Float64, "customers": pl.Int64})


@dataclass(frozen=True)
class Found:
    """Rows of report.calibration's columns, and how many customers each truth needs."""

    sight: Sight
    rows: pl.DataFrame
    needed: Mapping[tuple[str, str], int | None]


def calibrate(folder: Path, repetitions: int, as_json: bool) -> int:
    """Simulates and prints, for a project's own error rates and volumes where there is one."""
    sight, parameters = _looked_at(folder)
    if not sight.weekly:
        raise UsageError("nobody took a side in the last year: there are no volumes to calibrate for")
    found = _found(sight, parameters, repetitions)
    is_project = not sight.aspects.is_empty()
    print_json(_as_json(found, parameters, is_project)) if as_json else _print(found, is_project)
    return DONE


def _looked_at(folder: Path) -> tuple[Sight, DivergenceParameters]:
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder")
    project = Project(folder)
    if not project.settings_file.is_file():
        return Sight(known_classifiers(), WEEKLY, NO_ASPECTS), default_settings().divergence("", ())
    settings = read_settings(project)
    version = readers_of(project, settings).version
    with reading(project) as snapshot:
        quality = snapshot.execute("from report.model_quality").pl()
        sight = sight_of(snapshot, quality, watermark(snapshot))
    return sight, settings.divergence(version, settings.pairs(catalogue(project)))


def _found(sight: Sight, parameters: DivergenceParameters, repetitions: int) -> Found:
    pairs = [(weekly, one) for one in sight.readings for weekly in sight.weekly]
    with counting() as count:
        calibration = Calibration(parameters, repetitions, TRUTHS, count)
        outcomes = [
            each
            for weekly, one in _watched(pairs, "simulating")
            for each in calibration.outcomes(weekly, one)
        ]
    needed = {
        key: customers
        for one in _watched(list(sight.readings), "counting customers")
        for key, customers in needed_of(TRUTHS, [one], parameters).items()
    }
    version = inputs_version(sight.readings, sight.weekly, parameters, repetitions)
    by_name = {(truth.name, one.name): customers for (truth, one), customers in needed.items()}
    return Found(sight, calibrated(outcomes, needed, version), by_name)


def _watched(work: list[Any], said: str) -> Iterator[Any]:
    """With a bar on stderr, where somebody watches."""
    return iter(track(work, said, console=err, transient=True, disable=not err.is_terminal))


def _as_json(found: Found, parameters: DivergenceParameters, is_project: bool) -> dict[str, Any]:
    return {
        "is_project": is_project,
        "isolated_below": parameters.isolated_below,
        "trend_above": parameters.trend_above,
        "readings": [asdict(one) for one in found.sight.readings],
        "scenarios": found.rows.to_dicts(),
        "customers_needed": [
            {"truth": truth, "reading": name, "called_in": CALLED_IN, "customers": customers}
            for (truth, name), customers in found.needed.items()
        ],
        "aspects": [{**row, "seen_in_a_year": seen} for row, seen in _aspects(found)],
    }


def _print(found: Found, is_project: bool) -> None:
    for one in found.sight.readings:
        table(
            ("truth", "a week", "drawn", "false trend %", "false isolated %", "missed %", "undecided %",
             "weeks to call", "90 %", "changes"),
            [_row(row) for row in found.rows.filter(pl.col("reading") == one.name).iter_rows(named=True)],
            title=f"\n{_described(one)}",
        )  # fmt: skip
    names = [one.name for one in found.sight.readings]
    truths = [truth for truth in TRUTHS if any(found.needed[truth.name, name] for name in names)]
    table(
        ("truth", *names),
        [(truth.name, *(found.needed[truth.name, name] for name in names)) for truth in truths],
        title=f"\nCustomers at whom a truth is called in {CALLED_IN:.0%} (–: not at {MOST_CUSTOMERS:,})",
    )
    if is_project:
        rows = [
            (row["aspect"], row["weekly_customers"], row["customers"], *seen.values())
            for row, seen in _aspects(found)
        ]
        table(
            ("aspect", "a week", "in a year", "seen if they rate", "seen if they write"),
            rows,
            title="\nWhat a year's customers show of each aspect: true shares that are called",
        )


def _described(one: Reading) -> str:
    languages = ", ".join(
        f"{each.name} {each.weight:.0%}: {each.sensitivity:.3f}/{each.specificity:.3f}"
        for each in one.languages
    )
    return f"{one.name} ({languages})" if languages else one.name


def _row(row: Mapping[str, Any]) -> tuple[object, ...]:
    to = "" if row["share_after"] is None else f" to {100 * row['share_after']:.3g}"
    return (
        f"{row['scenario']}, {100 * row['share']:.3g}{to} %",
        row["weekly_customers"],
        row["repetitions"],
        *(_share(row, name) for name in ("false_trend", "false_isolated", "missed", "undecided")),
        _whole(row["weeks_to_call_median"]),
        _whole(row["weeks_to_call_p90"]),
        f"{row['changes_per_half_year']:.1f}",
    )


def _share(row: Mapping[str, Any], name: str) -> str | None:
    """ "3.0 (1.1–6.4)"."""
    if row[name] is None:
        return None
    return f"{100 * row[name]:.1f} ({100 * row[f'{name}_low']:.1f}–{100 * row[f'{name}_high']:.1f})"


def _whole(weeks: float | None) -> int | None:
    return None if weeks is None else int(weeks)


def _aspects(found: Found) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Each aspect, and the truths that as many customers as in the last year show."""
    for row in found.sight.aspects.iter_rows(named=True):
        written = WHOLE_TEXTS if row["aspect"] == OVERALL else ON_ASPECTS
        seen = {
            name: _seen(found, name, row["customers"]) for name in (found.sight.readings[0].name, written)
        }
        yield row, {"rated": seen[found.sight.readings[0].name], "written": seen[written]}


def _seen(found: Found, reading_name: str, customers: int) -> str:
    """The true shares that are called, such as "0, 1, 50 %"."""
    needed = {
        truth: found.needed.get((truth.name, reading_name)) for truth in TRUTHS if truth.share_after is None
    }
    seen = [f"{100 * truth.share:.3g}" for truth, least in needed.items() if least and least <= customers]
    return f"{', '.join(seen)} %" if seen else "none"
