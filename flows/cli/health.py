"""`voc doctor`: what a project needs, and whether it is there."""

import dataclasses
import platform
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from flows.cli.checks import Check, Status
from flows.cli.exit_codes import DONE, FAILED, WARNED
from flows.cli.health_of_data import data_checks
from flows.cli.health_of_inbox import places_checked
from flows.cli.printing import print_json, table
from flows.orchestration import configured_api, is_reachable
from flows.run import VOC_VERSION, require_known
from flows.settings import read_settings
from models.sentiment import SentimentModel
from warehouse.adapting import LOST_REMEDY, active_models, lost_models
from warehouse.catalogue import catalogue
from warehouse.errors import VocError
from warehouse.lock import holder, is_locked
from warehouse.private import can_encrypt
from warehouse.project import Project
from warehouse.publishing.snapshot import damage, published

SPARE_FACTOR = 3
"""Free disk that a run wants, in sizes of the working database: its copy, the exports, room to spill."""

LEAST_SPARE_BYTES = 500_000_000


def examine(folder: Path) -> list[Check]:
    """Looks at everything; the project must exist."""
    project = Project(folder).require()
    return [
        _settings(project),
        _key(project),
        _private(project),
        _disk(project),
        *_runs(project),
        *data_checks(project),
        *places_checked(project),
        _models(project),
        _schedule(),
        _versions(),
    ]


def show(checks: list[Check], as_json: bool) -> int:
    """Prints the checks; returns the exit code."""
    if as_json:
        print_json({"checks": [dataclasses.asdict(one) for one in checks]})
    else:
        table(("check", "", "what"), ((one.check, one.status, one.message) for one in checks))
    statuses = {one.status for one in checks}
    return FAILED if "bad" in statuses else WARNED if "warning" in statuses else DONE


def _settings(project: Project) -> Check:
    try:
        settings = read_settings(project)
        known = catalogue(project)
        require_known(settings, known, project)
    except VocError as error:
        return Check("settings", "bad", str(error))
    return Check(
        "settings",
        "good",
        f"voc.toml is understood (version {settings.version}); {len(known.sources)} sources known",
    )


def _key(project: Project) -> Check:
    if not project.secret.exists():
        gone = project.work.exists()
        text = (
            "state/secret.key is gone: restore it from your backup"
            if gone
            else "no key yet: the first run makes it"
        )
        return Check("key", "bad" if gone else "warning", text)
    if stat.S_IMODE(project.secret.stat().st_mode) & 0o077:
        return Check("key", "bad", "state/secret.key can be read by others: chmod 600 state/secret.key")
    return Check(
        "key", "good", "state/secret.key is there, its owner's alone; keep a backup apart from the data"
    )


def _private(project: Project) -> Check:
    with duckdb.connect() as connection:
        encrypted = can_encrypt(connection)
    if encrypted:
        return Check(
            "identities", "good", "private.duckdb is encrypted with a key derived from state/secret.key"
        )
    return Check(
        "identities", "warning", "DuckDB's crypto is not available here: private.duckdb is not encrypted"
    )


def _disk(project: Project) -> Check:
    free = shutil.disk_usage(project.root).free
    used = project.work.stat().st_size if project.work.exists() else 0
    wanted = max(LEAST_SPARE_BYTES, SPARE_FACTOR * used)
    status: Status = "good" if free >= wanted else "bad"
    return Check("disk", status, f"{free / 1e9:.1f} GB free; a run wants {wanted / 1e9:.1f} GB")


def _runs(project: Project) -> Iterator[Check]:
    if is_locked(project):
        yield Check("lock", "warning", f"a run is under way: {holder(project)}")
    else:
        yield Check("lock", "good", "no run is under way")
    last = published(project)
    if wrong := damage(project):
        text = f"{project.snapshot.name} is damaged ({wrong}): voc run publishes it anew"
        yield Check("snapshot", "bad", text)
    elif last is None:
        yield Check("snapshot", "warning", "none yet: voc run makes it")
    else:
        at = last.published_at.isoformat(sep=" ", timespec="minutes")
        yield Check(
            "snapshot", "good", f"published {at} by run {last.run_id}, data up to {last.as_of:%Y-%m-%d}"
        )


def _models(project: Project) -> Check:
    try:
        own = active_models(project)
    except VocError as error:
        return Check("models", "bad", str(error))
    if lost := _lost_models(project):
        text = f"state/models/ no longer holds the own models of {', '.join(lost)}: {LOST_REMEDY}"
        return Check("models", "warning", text)
    if not own:
        return Check("models", "good", "the shipped models are in force")
    shipped = SentimentModel.load().version
    older = [language for language, model in own.items() if model.card["shipped_version"] != shipped]
    if older:
        text = f"own models of {', '.join(older)} were judged beside earlier shipped ones: voc train"
        return Check("models", "warning", text)
    return Check("models", "good", f"own models in force: {', '.join(own)}")


def _lost_models(project: Project) -> list[str]:
    """Languages of adopted models that are gone; none while a run, which says so itself, has the database."""
    if is_locked(project) or not project.work.exists():
        return []
    try:
        with duckdb.connect(project.work, read_only=True) as work:
            return lost_models(project, work)
    except duckdb.Error:  # damaged, or of an earlier version: the next run says or migrates it
        return []


def _schedule() -> Check:
    api = configured_api()
    if api is None:
        return Check(
            "schedule", "good", "no Prefect API configured: `voc run` from cron, or `voc serve` with one"
        )
    if is_reachable(api):
        return Check("schedule", "good", f"the Prefect API at {api} answers")
    return Check("schedule", "warning", f"the Prefect API at {api} does not answer: runs go on without it")


def _versions() -> Check:
    libraries = f"DuckDB {duckdb.__version__}, Polars {pl.__version__}"
    return Check("versions", "good", f"voc {VOC_VERSION}, Python {platform.python_version()}, {libraries}")
