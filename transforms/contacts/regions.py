"""Which country a contact's country is: the ISO code that telephone numbers and exports go by."""

import polars as pl

from transforms.mappings.countries import country, english_names


def regions_of(countries: pl.Series) -> pl.DataFrame:
    """The ISO 3166 code of two letters of each distinct spelling.

    Returns:
        country, region (null where nobody knows the spelling).
    """
    codes = {name: code for code, name in english_names().items()}
    distinct = pl.DataFrame({"country": countries.drop_nulls().unique()}, schema={"country": pl.String})
    known = country(pl.col("country")).replace_strict(codes, default=None, return_dtype=pl.String)
    return distinct.with_columns(region=known)
