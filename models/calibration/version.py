"""What the calibration's figures follow from, as one version."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files

from models.calibration.reading import Reading
from models.divergence.parameters import DivergenceParameters

_CODE = ("models.calibration", "models.divergence", "models.statistics")
_JUDGED_BY = (
    "isolated_below",
    "trend_above",
    "confidence",
    "windows_days",
    "min_informedness",
    "privacy_floor",
)


def inputs_version(
    readings: Sequence[Reading],
    weekly: Sequence[int],
    parameters: DivergenceParameters,
    repetitions: int,
) -> str:
    """Changes with the reading errors, the volumes, the thresholds or the code that judges."""
    decided = {name: getattr(parameters, name) for name in _JUDGED_BY}
    told = [[asdict(one) for one in readings], list(weekly), decided, repetitions, _code_version()]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


@cache
def _code_version() -> str:
    found = hashlib.sha256()
    for package in _CODE:
        for module in sorted(files(package).iterdir(), key=lambda one: one.name):
            if module.name.endswith(".py"):
                found.update(module.read_bytes())
    return found.hexdigest()
