"""What values of known kinds become as segments: countries, industries, ranges of employees."""

from collections.abc import Callable
from typing import Literal

import polars as pl

from transforms.mappings.countries import country
from transforms.mappings.headcount import headcount_band
from transforms.mappings.industries import industry

Mapping = Literal["countries", "industries", "headcount"]

NAMED: dict[str, Callable[[pl.Expr], pl.Expr]] = {"countries": country, "industries": industry}
"""The mappings that give names; headcount gives bands."""

__all__ = ["NAMED", "Mapping", "headcount_band"]
