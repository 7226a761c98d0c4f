"""The data files beside the modules of this package."""

from functools import cache
from importlib.resources import files
from io import StringIO

import polars as pl


@cache
def table(folder: str, name: str) -> pl.DataFrame:
    """A `.tsv` of a folder of transforms/: a header, then text columns; lines with # in front are remarks."""
    text = files("transforms").joinpath(folder, name).read_text(encoding="utf-8")
    return pl.read_csv(
        StringIO(text), separator="\t", comment_prefix="#", infer_schema=False, quote_char=None
    )
