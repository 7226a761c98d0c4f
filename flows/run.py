"""What a run is given and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex

from flows.settings import Settings, read_settings
from warehouse.audits import Audit
from warehouse.catalogue import Catalogue, catalogue
from warehouse.loading import FileOutcome
from warehouse.project import Project
from warehouse.secret import read_secret

VOC_VERSION = version("voc")


def _silent(_: str) -> None:
    return None


@dataclass(frozen=True)
class Run:
    """One run: what it works on, and when it began.

    Attributes:
        only: load these files instead of the inbox.
        source: the description to read them with; None recognises them.
        tell: called with a phrase when a step gets on.
    """

    project: Project
    settings: Settings
    catalogue: Catalogue
    secret: bytes = field(repr=False)
    run_id: str
    started_at: datetime
    trigger: str
    only: tuple[Path, ...] | None = None
    source: str | None = None
    tell: Callable[[str], None] = _silent


@dataclass(frozen=True)
class StepResult:
    """What a step did; `rows` counts what its title promises."""

    rows: int
    files: tuple[FileOutcome, ...] = ()
    audits: tuple[Audit, ...] = ()
    is_unchanged: bool = False


@dataclass(frozen=True)
class StepTiming:
    """A step that was taken."""

    name: str
    seconds: float
    rows: int


@dataclass(frozen=True)
class RunResult:
    """How a run ended: done, warned (an audit has findings) or unchanged (nothing new)."""

    run_id: str
    status: str
    snapshot: Path
    report: Path
    steps: tuple[StepTiming, ...]
    files: tuple[FileOutcome, ...]
    audits: tuple[Audit, ...]


def new_run(
    project: Project, trigger: str, only: tuple[Path, ...] | None = None, source: str | None = None
) -> Run:
    """A run of the project as it is now.

    Raises:
        UsageError: the folder is no project, or its settings or sources are wrong.
    """
    settings = read_settings(project)
    now = datetime.now(UTC)
    return Run(
        project=project,
        settings=settings,
        catalogue=catalogue(project),
        secret=read_secret(project),
        run_id=f"{now:%Y%m%dT%H%M%SZ}-{token_hex(3)}",
        started_at=now,
        trigger=trigger,
        only=only,
        source=source,
    )
