"""How well the model reads, measured on what persons read, and what that makes of the rates that correct.

Persons do not read at random: mostly what the model took for complaints. So each reading stands for as many
opinions as were taken for the same and not read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import polars as pl
from scipy.special import expit, logit

from models.error_rates import OPINIONS, USED_OPINIONS
from models.evaluation import DECIMALS
from models.opinions import COMPLAINT, OVERALL, PRAISE
from models.quality import FEWEST_PER_SIDE, SHIPPED, USED, unseen
from models.sentiment import QUALITY

READ_TEXTS, READ_OPINIONS = f"{SHIPPED} read by persons", f"{OPINIONS} read by persons"
MEASURED_ON = "own opinions that persons read, weighted by how many of each label they read"

STATED_Z = 1.959963984540054  # of the 95 % intervals of the rates

_RATES = ("sensitivity", "specificity")
_BOUNDS = [f"{rate}{bound}" for rate in _RATES for bound in ("", "_low", "_high")]

Row = dict[str, Any]


@dataclass(frozen=True)
class _Label:
    """Opinions that the model took for one side: all, those that persons read, and what these truly are."""

    all: int
    read: int
    complaints: int
    praises: int

    @classmethod
    def of(cls, opinions: pl.DataFrame) -> "_Label":
        truth = opinions["truth"].drop_nulls()
        complaints, praises = (truth.filter(truth == side).len() for side in (COMPLAINT, PRAISE))
        return cls(opinions.height, truth.len(), complaints, praises)


def with_verified_rates(
    quality: pl.DataFrame, opinions: pl.DataFrame, learned_until: Mapping[str, datetime]
) -> pl.DataFrame:
    """The rows of report.model_quality with those of persons' readings; the rates that correct are of both.

    Where both agree they are combined, each with the weight of its certainty; where they surely differ, what
    persons read of the company's own opinions counts alone.

    Args:
        quality: rows of QUALITY.
        opinions: opinion_id, speaker, language, aspect, created_at, read_as (-1 or 1, what the model read),
            truth (-1, 0, 1, what a person read; null where nobody did).
        learned_until: per language, up to when the model in force learned from such texts.
    """
    measured = verified_quality(opinions, learned_until)
    used_models = {READ_TEXTS: USED, READ_OPINIONS: USED_OPINIONS}
    used = {(row["model"], row["language"], row["aspect"]): row for row in quality.iter_rows(named=True)}
    for row in measured.sort("aspect", nulls_last=True).iter_rows(named=True):
        key = (used_models[row["model"]], row["language"], row["aspect"])
        base = used.get(key) or used.get((*key[:2], None))
        used[key] = {**_together(base, row), "model": key[0]}
    return pl.DataFrame([*used.values(), *measured.to_dicts()], schema=QUALITY)


def verified_quality(opinions: pl.DataFrame, learned_until: Mapping[str, datetime]) -> pl.DataFrame:
    """Rates by language, of whole texts, of clauses, and of clauses about an aspect, where persons read
    enough of both labels.

    One opinion of each speaker, language and aspect counts: one that was read, else the latest.
    """
    counted = (
        unseen(opinions, learned_until)
        .sort("created_at", "opinion_id")
        .sort(pl.col("truth").is_not_null(), maintain_order=True)
        .unique(["speaker", "language", "aspect"], keep="last", maintain_order=True)
    )
    of_clauses = counted.filter(pl.col("aspect") != OVERALL)
    rows = [
        *_measured(counted.filter(pl.col("aspect") == OVERALL), READ_TEXTS, ["language"]),
        *_measured(of_clauses, READ_OPINIONS, ["language"]),
        *_measured(of_clauses, READ_OPINIONS, ["language", "aspect"]),
    ]
    return pl.DataFrame(rows, schema=QUALITY)


def _measured(opinions: pl.DataFrame, model: str, by: list[str]) -> list[Row]:
    rows = []
    for key, part in sorted(opinions.partition_by(by, as_dict=True).items()):
        complaint, praise = (
            _Label.of(part.filter(pl.col("read_as") == side)) for side in (COMPLAINT, PRAISE)
        )
        if min(complaint.read, praise.read) >= FEWEST_PER_SIDE:
            named = {"aspect": None, **dict(zip(by, key, strict=True))}
            found = {"model": model, **named, "n": complaint.read + praise.read, "measured_on": MEASURED_ON}
            found |= _rate("sensitivity", (complaint, complaint.complaints), (praise, praise.complaints))
            found |= _rate("specificity", (praise, praise.praises), (complaint, complaint.praises))
            rows.append(found)
    return rows


def _rate(name: str, hit: tuple[_Label, int], miss: tuple[_Label, int]) -> Row:
    """A share with its interval at 95 %, on the scale of log-odds; half a reading is added to each count.

    Source: C. Begg, R. Greenes, Assessment of diagnostic tests when disease verification is subject to
    selection bias, Biometrics 39 (1983), pp. 207-215.
    """
    centre, variance = 0.0, 0.0
    for sign, (label, count) in ((1, hit), (-1, miss)):
        part = (count + 0.5) / (label.read + 1)
        centre += sign * np.log(label.all * part)
        variance += (1 - part) / (part * (label.read + 1)) + 1 / label.all
    half = STATED_Z * np.sqrt(variance)
    values = zip(("", "_low", "_high"), expit([centre, centre - half, centre + half]), strict=True)
    return {f"{name}{bound}": round(float(value), DECIMALS) for bound, value in values}


def _together(base: Row | None, read: Row) -> Row:
    """The rates in use, given those that persons' readings give."""
    plain = {**dict.fromkeys(QUALITY), **{name: read[name] for name in ("language", "aspect", "n", *_BOUNDS)}}
    if base is None or any(base[name] is None for name in _BOUNDS):
        return {**plain, "measured_on": MEASURED_ON}
    if any(_differ(base, read, rate) for rate in _RATES):
        return {**plain, "measured_on": f"{MEASURED_ON}; they surely differ from: {base['measured_on']}"}
    combined = [_combined(base, read, rate) for rate in _RATES]
    told = f"{base['measured_on']}, combined with {MEASURED_ON}"
    return {**plain, **combined[0], **combined[1], "n": base["n"] + read["n"], "measured_on": told}


def _log_odds(row: Row, rate: str) -> tuple[float, float]:
    """Of an estimate, with their variance by its interval; ends of 0 and 1 are taken a little inside."""
    estimate, low, high = (
        float(logit(np.clip(row[f"{rate}{bound}"], 1e-3, 1 - 1e-3))) for bound in ("", "_low", "_high")
    )
    return estimate, max(((high - low) / 2 / STATED_Z) ** 2, 1e-9)


def _differ(base: Row, read: Row, rate: str) -> bool:
    (one, one_variance), (other, other_variance) = _log_odds(base, rate), _log_odds(read, rate)
    return bool(abs(one - other) > STATED_Z * np.sqrt(one_variance + other_variance))


def _combined(base: Row, read: Row, rate: str) -> Row:
    """Mean of both, weighted by the inverse of their variances."""
    (one, one_variance), (other, other_variance) = _log_odds(base, rate), _log_odds(read, rate)
    variance = 1 / (1 / one_variance + 1 / other_variance)
    centre = variance * (one / one_variance + other / other_variance)
    half = STATED_Z * np.sqrt(variance)
    values = zip(("", "_low", "_high"), expit([centre, centre - half, centre + half]), strict=True)
    return {f"{rate}{bound}": round(float(value), DECIMALS) for bound, value in values}
