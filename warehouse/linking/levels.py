"""The comparisons of two persons, from levels.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

UNKNOWN = "unknown"

LEAST_OF_PRIOR = 0.1
"""What is never seen is not impossible: a learned share stays above this part of the expected one."""

Shares = Mapping[tuple[str, str], tuple[float | None, float | None]]
"""By comparison and label: shares of one person's and of strangers' pairs; None where nothing was learned."""


@dataclass(frozen=True)
class Level:
    """One level of likeness, and how often it is expected."""

    label: str
    condition: str
    matching: float
    strangers: float
    rare_by: str | None = None


@dataclass(frozen=True)
class Comparison:
    """One comparison; its levels highest first, the last for all that is left."""

    name: str
    unknown: str
    levels: tuple[Level, ...]

    def label_of(self, gamma: int) -> str:
        """The label of a level as Splink numbers them: the highest first, -1 where nothing is known."""
        return UNKNOWN if gamma < 0 else self.levels[len(self.levels) - 1 - gamma].label

    def as_splink(self, learned: Shares) -> dict[str, Any]:
        """What Splink calls a comparison, with the shares that were learned where some were."""
        matching = _blended({one.label: one.matching for one in self.levels}, self._learned(learned, 0))
        strangers = _blended({one.label: one.strangers for one in self.levels}, self._learned(learned, 1))
        known = [_as_splink(one, matching[one.label], strangers[one.label]) for one in self.levels]
        unknown = {"sql_condition": self.unknown, "is_null_level": True, "label_for_charts": UNKNOWN}
        return {"output_column_name": self.name, "comparison_levels": [unknown, *known]}

    def _learned(self, learned: Shares, which: int) -> dict[str, float | None]:
        return {one.label: learned.get((self.name, one.label), (None, None))[which] for one in self.levels}


@cache
def comparisons() -> tuple[Comparison, ...]:
    """All comparisons, in order."""
    text = files("warehouse.linking").joinpath("levels.toml").read_text(encoding="utf-8")
    return tuple(_comparison(one) for one in tomllib.loads(text)["comparison"])


def _comparison(told: dict[str, Any]) -> Comparison:
    otherwise = Level(condition="ELSE", **told["otherwise"])
    return Comparison(told["name"], told["unknown"], (*(Level(**one) for one in told["levels"]), otherwise))


def _blended(prior: Mapping[str, float], learned: Mapping[str, float | None]) -> dict[str, float]:
    """Learned shares, none below a tenth of what was expected, adding up to 1."""
    raised = {
        label: expected if (found := learned[label]) is None else max(found, LEAST_OF_PRIOR * expected)
        for label, expected in prior.items()
    }
    return {label: share / sum(raised.values()) for label, share in raised.items()}


def _as_splink(level: Level, matching: float, strangers: float) -> dict[str, Any]:
    shares = {"m_probability": matching, "u_probability": strangers}
    told = {"sql_condition": level.condition, "label_for_charts": level.label, **shares}
    return told | ({"tf_adjustment_column": level.rare_by} if level.rare_by else {})
