"""Making and opening projects."""

from pathlib import Path

from flows.settings import named_defaults
from warehouse.errors import UsageError
from warehouse.project import Project
from warehouse.secret import create_secret

IGNORED = """# Only settings and sources belong into version control.
*
!voc.toml
!sources/
!sources/**
"""


def create(folder: Path, name: str) -> Project:
    """A new project in a folder; an existing one is refused. `name` stands on its report."""
    project = Project(folder)
    if project.settings_file.exists():
        raise UsageError(f"{folder} is a project already (it has a voc.toml): nothing was changed")
    for one in (project.inbox, project.sources):
        one.mkdir(parents=True, exist_ok=True)
    project.settings_file.write_text(named_defaults(name), encoding="utf-8")
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    create_secret(project)
    return project
