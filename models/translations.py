"""Which English words a word of another language may stand for."""

from functools import cache
from pathlib import Path

import polars as pl

TRANSLATIONS = Path(__file__).parent / "lexicons" / "translations.parquet"


@cache
def translations() -> pl.DataFrame:
    """language, word and english (both folded), weight (0 to 1), source (compiled, learned).

    A word may have several rows. Learned words are those forms that were seen; look others up by their stem.
    """
    return pl.read_parquet(TRANSLATIONS)
