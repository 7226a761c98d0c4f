"""The aspects that a project's texts are searched for: shipped taxonomies, and its own aspects.toml."""

from collections.abc import Sequence

import polars as pl

from models.taxonomy import OwnAspects, Taxonomy, extended, shipped
from warehouse.database import Connection, transaction
from warehouse.enriching.people import insert
from warehouse.own_file import over_shipped
from warehouse.project import Project

ASPECTS = pl.Schema(
    {
        "aspect": pl.String(),
        "title": pl.String(),
        "about": pl.String(),
        "poles": pl.List(pl.String()),
    }
)


def taxonomy(project: Project | None, names: Sequence[str]) -> Taxonomy:
    """The shipped taxonomies of these names, extended by the project's own aspects.

    Raises:
        UsageError: aspects.toml is no TOML, or says something that is not known.
    """
    known = shipped(tuple(names))
    if project is None or not project.aspects.is_file():
        return known
    return over_shipped(project.aspects, OwnAspects, lambda own: extended(known, own))


def publish_aspects(connection: Connection, known: Taxonomy) -> None:
    """core.aspects, made anew: what texts are searched for."""
    rows = [
        (name, aspect.title or name.capitalize(), aspect.about, list(aspect.poles))
        for name, aspect in sorted(known.aspects.items())
    ]
    with transaction(connection):
        connection.execute("delete from core.aspects")
        insert(connection, "core.aspects", pl.DataFrame(rows, schema=ASPECTS, orient="row"))
