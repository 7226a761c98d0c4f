"""Rows of report.divergence, for the tests of the plays."""

import polars as pl

from models.divergence.parameters import DivergenceParameters
from models.divergence.tables import DIVERGENCE_SCHEMA

PARAMETERS = DivergenceParameters(config_version="c", model_version="m")
USUAL = {"aspect": "price", "dimension": "all", "segment": "all", "reach_customers": 12}


def verdict_rows(*rows: dict) -> pl.DataFrame:
    """Rows with these columns, the usual ones where they are not given, and null elsewhere."""
    schema = DIVERGENCE_SCHEMA | {"poles": pl.String(), "ideal_pole": pl.String()}
    return pl.DataFrame([USUAL | row for row in rows], schema=schema)
