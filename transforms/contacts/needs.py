"""What sources have columns for, and what segments need of it."""

from collections.abc import Iterable, Mapping

import polars as pl

from transforms.description import Description
from transforms.segments import Dimension

NEEDS_SCHEMA = pl.Schema({"source": pl.String, "attribute": pl.String, "dimension": pl.String})
TOLD_SCHEMA = pl.Schema({"source": pl.String, "told": pl.String})


def needs_of(descriptions: Iterable[Description], dimensions: Mapping[str, Dimension]) -> pl.DataFrame:
    """source, attribute, dimension: the attributes that a profile has a column for and a dimension reads."""
    rows = [
        (one.name, attribute, name)
        for one in descriptions
        for attribute in (one.profile.attributes if one.profile else ())
        for name, dimension in dimensions.items()
        if attribute in (dimension.attribute, dimension.since)
    ]
    return pl.DataFrame(rows, schema=NEEDS_SCHEMA, orient="row").sort(pl.all())


def told_of(descriptions: Iterable[Description]) -> pl.DataFrame:
    """source, told: the details and attributes that a profile has a column for."""
    rows = [
        (one.name, told)
        for one in descriptions
        if one.profile
        for told in sorted({*one.details, *one.profile.attributes})
    ]
    return pl.DataFrame(rows, schema=TOLD_SCHEMA, orient="row")
