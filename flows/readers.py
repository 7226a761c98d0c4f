"""The models that a project reads with."""

from pathlib import Path

from flows.settings import Settings, default_settings, read_settings
from warehouse.adapting import active_models
from warehouse.aspects import taxonomy
from warehouse.enriching.texts import Readers
from warehouse.errors import UsageError
from warehouse.project import Project


def readers_of(project: Project | None, settings: Settings) -> Readers:
    """The models for the languages and aspects that the project names; its own where it has adopted some."""
    adapted = active_models(project) if project else {}
    return Readers.load(settings.project.languages, taxonomy(project, settings.opinions.taxonomies), adapted)


def readers_at(folder: Path) -> Readers:
    """Those of the project in a folder; where there is none, the shipped ones for all languages.

    Raises:
        UsageError: there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder")
    project = Project(folder)
    if project.settings_file.is_file():
        return readers_of(project, read_settings(project))
    return readers_of(None, default_settings())
