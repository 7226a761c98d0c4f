"""The thresholds that a snapshot was made with, as its publication tells them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True)
class Rules:
    """What voc.toml decided; shares are 0 to 1."""

    isolated_below: float
    trend_above: float
    privacy_floor: int
    indicative_below: int
    significant_below: float

    @classmethod
    def of(cls, publication: Mapping[str, Any]) -> Self:
        """The rules in a row of ops.publication."""
        return cls(**{field.name: publication[field.name] for field in fields(cls)})

    @property
    def few(self) -> str:
        """How a number below the privacy floor is written."""
        return f"fewer than {self.privacy_floor}"
