"""The lists beside this module, read once."""

from functools import cache
from importlib.resources import files
from io import StringIO

import polars as pl


@cache
def table(name: str) -> pl.DataFrame:
    """A `.tsv` of this folder: a header, then text columns; lines with # in front are remarks."""
    text = files("transforms.contacts").joinpath(name).read_text(encoding="utf-8")
    return pl.read_csv(
        StringIO(text), separator="\t", comment_prefix="#", infer_schema=False, quote_char=None
    )
