"""The plays that a project recommends: shipped ones, and its own plays.toml."""

from models import taxonomy
from models.plays import OwnPlays, Plays, extended, shipped
from models.taxonomy import Taxonomy
from warehouse.own_file import over_shipped
from warehouse.project import Project


def plays_of(project: Project, known: Taxonomy, language: str) -> Plays:
    """The shipped plays, with the project's own over them.

    Args:
        known: the project's aspects, by which plays call them.
        language: that the plays are told in.
    Raises:
        UsageError: plays.toml is no TOML, or says something that is not known.
    """
    return over_shipped(
        project.plays, OwnPlays, lambda own: extended(shipped(), own, language, _own_titles(known))
    )


def _own_titles(known: Taxonomy) -> dict[str, str]:
    """Titles that the project has given its aspects itself, which stand in every language."""
    usual = taxonomy.shipped().aspects
    return {
        name: aspect.title
        for name, aspect in known.aspects.items()
        if aspect.title and (name not in usual or aspect.title != usual[name].title)
    }
