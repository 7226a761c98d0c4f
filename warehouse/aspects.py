"""The aspects that a project's texts are searched for: shipped taxonomies, and its own aspects.toml."""

import tomllib
from collections.abc import Sequence

import polars as pl
from pydantic import ValidationError

from models.taxonomy import OwnAspects, Taxonomy, extended, shipped
from transforms.validation import first_problem
from warehouse.database import Connection, transaction
from warehouse.enriching.people import insert
from warehouse.errors import UsageError
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
    try:
        own = OwnAspects.model_validate(tomllib.loads(project.aspects.read_text(encoding="utf-8-sig")))
        return extended(known, own)
    except UnicodeDecodeError as error:
        raise UsageError("aspects.toml is no UTF-8 text: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"aspects.toml is no TOML: {error}") from error
    except ValidationError as error:
        raise UsageError(f"aspects.toml, {first_problem(error, OwnAspects)}") from error
    except ValueError as error:
        raise UsageError(f"aspects.toml, {error}") from error


def publish_aspects(connection: Connection, known: Taxonomy) -> None:
    """core.aspects, made anew: what texts are searched for."""
    rows = [
        (name, aspect.title or name.capitalize(), aspect.about, list(aspect.poles))
        for name, aspect in sorted(known.aspects.items())
    ]
    with transaction(connection):
        connection.execute("delete from core.aspects")
        insert(connection, "core.aspects", pl.DataFrame(rows, schema=ASPECTS, orient="row"))
