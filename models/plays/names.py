"""What aspects, segments and poles are called, in the language of the plays."""

from collections.abc import Callable
from functools import cache

import polars as pl

from models.divergence.slices import ALL
from models.plays.playbook import NAMES_FILE, Plays

TWO_WAY = " x "  # between the names of a dimension, or of a segment, that is two at once
POLES = " / "
NOTHING = "–"


@cache
def names_of(kind: str, language: str) -> dict[str, str]:
    """What each is called in a language: of kind aspect, dimension, segment or pole.

    Raises:
        polars.exceptions.ColumnNotFoundError: the language is none of the eight.
    """
    names = pl.read_csv(NAMES_FILE, separator="\t", quote_char=None, infer_schema=False)
    return dict(names.filter(pl.col("kind") == kind).select("name", language).rows())


def with_names(cells: pl.DataFrame, plays: Plays, language: str) -> pl.DataFrame:
    """Adds what the placeholders stand for, in columns of their names with `told_` before.

    Args:
        cells: aspect, dimension, segment, located_in, ideal_pole, poles, reach_customers.
        language: one of the eight.
    """

    def quoted(name: str) -> str:
        return plays.quotes[language].replace("{}", name)  # type: ignore[index]

    def where(located_in: str) -> str:
        dimension, _, segment = located_in.partition("=")
        return quoted(segment_name(dimension, segment, language)) if segment else located_in

    def segment(dimension: str, name: str) -> str:
        return segment_name(dimension, name, language)

    titles = {**names_of("aspect", language), **plays.titles}
    return (
        cells.pipe(_told, "aspect", ["aspect"], lambda key: quoted(titles.get(key, _plain(key).capitalize())))
        .pipe(_told, "segment", ["dimension", "segment"], segment)
        .pipe(_told, "where", ["located_in"], where)
        .pipe(_told, "pole", ["ideal_pole"], lambda pole: poles_name(pole, language))
        .pipe(_told, "poles", ["poles"], lambda poles: poles_name(poles, language))
        .with_columns(told_customers=pl.col("reach_customers").cast(pl.String).fill_null(NOTHING))
    )


def segment_name(dimension: str, segment: str, language: str) -> str:
    """ "company size: 1-9"; "all customers"; "company size: 1-9, plan: unknown" of two dimensions at once."""
    special = names_of("segment", language)
    if dimension == ALL:
        return special[ALL]
    names = names_of("dimension", language)
    dimensions, segments = dimension.split(TWO_WAY), segment.split(TWO_WAY)
    if len(dimensions) != len(segments):  # a segment that has the sign in its own name
        dimensions, segments = [dimension], [segment]
    return ", ".join(
        f"{names.get(one, _plain(one))}: {special['unknown'] if part == 'unknown' else part}"
        for one, part in zip(dimensions, segments, strict=True)
    )


def poles_name(poles: str, language: str) -> str:
    """One pole or several, " / " between them."""
    names = names_of("pole", language)
    return POLES.join(names.get(_plain(pole), _plain(pole)) for pole in poles.split(POLES))


def _told(cells: pl.DataFrame, placeholder: str, keys: list[str], name: Callable[..., str]) -> pl.DataFrame:
    """Adds told_<placeholder>, named once for each distinct key; a dash where there is none."""
    distinct = cells.select(keys).unique().drop_nulls()
    told = pl.Series(f"told_{placeholder}", [name(*key) for key in distinct.rows()], pl.String)
    return cells.join(
        distinct.with_columns(told), on=keys, how="left", maintain_order="left", validate="m:1"
    ).with_columns(pl.col(f"told_{placeholder}").fill_null(NOTHING))


def _plain(name: str) -> str:
    return name.replace("_", " ")
