"""The plays that a project recommends: shipped ones, and its own plays.toml."""

import tomllib

from pydantic import ValidationError

from models import taxonomy
from models.plays import OwnPlays, Plays, extended, shipped
from models.taxonomy import Taxonomy
from transforms.validation import first_problem
from warehouse.errors import UsageError
from warehouse.project import Project


def plays_of(project: Project, known: Taxonomy, language: str) -> Plays:
    """The shipped plays, with the project's own over them.

    Args:
        known: the project's aspects, by which plays call them.
        language: that the plays are told in.
    Raises:
        UsageError: plays.toml is no TOML, or says something that is not known.
    """
    try:
        text = project.plays.read_text(encoding="utf-8-sig") if project.plays.is_file() else ""
        own = OwnPlays.model_validate(tomllib.loads(text))
        return extended(shipped(), own, language, _own_titles(known))
    except UnicodeDecodeError as error:
        raise UsageError("plays.toml is no UTF-8 text: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"plays.toml is no TOML: {error}") from error
    except ValidationError as error:
        raise UsageError(f"plays.toml, {first_problem(error, OwnPlays)}") from error
    except ValueError as error:
        raise UsageError(f"plays.toml, {error}") from error


def _own_titles(known: Taxonomy) -> dict[str, str]:
    """Titles that the project has given its aspects itself, which stand in every language."""
    usual = taxonomy.shipped().aspects
    return {
        name: aspect.title
        for name, aspect in known.aspects.items()
        if aspect.title and (name not in usual or aspect.title != usual[name].title)
    }
