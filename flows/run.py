"""What a run is given and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from secrets import token_bytes, token_hex

from flows.ideal import ideal_parameters
from flows.margins import require_margins
from flows.retention import require_retention
from flows.settings import Settings, default_settings, read_settings
from warehouse.ageing import TakenOut
from warehouse.audits import Audit
from warehouse.catalogue import Catalogue, catalogue
from warehouse.loading import FileOutcome
from warehouse.project import Project
from warehouse.secret import SECRET_BYTES, read_secret

VOC_VERSION = version("voc")


def _silent(_: str) -> None:
    return None


@dataclass(frozen=True)
class Run:
    """One run: what it works on, and when it began.

    Attributes:
        only: load these files instead of the inbox.
        source: the description to read them with; None recognises them.
        accept: release deliveries of an unusual volume, which hold the publishing.
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
    accept: bool = False
    tell: Callable[[str], None] = _silent


@dataclass(frozen=True)
class StepResult:
    """What a step did; `rows` counts what its title promises."""

    rows: int
    files: tuple[FileOutcome, ...] = ()
    audits: tuple[Audit, ...] = ()
    notes: tuple[str, ...] = ()
    taken_out: tuple[TakenOut, ...] = ()
    is_unchanged: bool = False


@dataclass(frozen=True)
class StepTiming:
    """A step that was taken."""

    name: str
    seconds: float
    rows: int


@dataclass(frozen=True)
class RunResult:
    """How a run ended: done, warned (an audit has findings) or unchanged (nothing new, but audits may warn).

    Attributes:
        notes: what else there is to say, a sentence each.
        taken_out: what was older than its source's retention period.
    """

    run_id: str
    status: str
    snapshot: Path
    report: Path
    steps: tuple[StepTiming, ...]
    files: tuple[FileOutcome, ...]
    audits: tuple[Audit, ...]
    notes: tuple[str, ...] = ()
    taken_out: tuple[TakenOut, ...] = ()


def new_run(
    project: Project,
    trigger: str,
    only: tuple[Path, ...] | None = None,
    source: str | None = None,
    accept: bool = False,
) -> Run:
    """A run of the project as it is now.

    Raises:
        UsageError: the folder is no project, or its settings or sources are wrong.
    """
    settings = read_settings(project)
    known = settings.told(catalogue(project))
    planned = _planned(project, settings, known, read_secret(project), trigger, only, source)
    return replace(planned, accept=accept)


def looking_run(project: Project, only: tuple[Path, ...], source: str | None) -> Run:
    """A run that only looks at files: works outside a project too, with the shipped sources and settings.

    Its pseudonyms are of a throw-away key, for it writes none.
    """
    is_project = project.settings_file.is_file()
    settings = read_settings(project) if is_project else default_settings()
    known = settings.told(catalogue(project if is_project else None))
    return _planned(project, settings, known, token_bytes(SECRET_BYTES), "check", only, source)


def require_known(settings: Settings, known: Catalogue, project: Project) -> None:
    """Refuses settings that name dimensions or sources which the project lacks, before anything is done.

    Raises:
        UsageError: the first of them, with the nearest name.
    """
    settings.pairs(known)
    require_margins(settings, known)
    require_retention(settings, known, project)
    ideal_parameters(settings, known)


def _planned(
    project: Project,
    settings: Settings,
    known: Catalogue,
    secret: bytes,
    trigger: str,
    only: tuple[Path, ...] | None,
    source: str | None,
) -> Run:
    require_known(settings, known, project)
    now = datetime.now(UTC)
    run_id = f"{now:%Y%m%dT%H%M%SZ}-{token_hex(3)}"
    known = known.with_questions(settings.questions)
    return Run(project, settings, known, secret, run_id, now, trigger, only, source)
