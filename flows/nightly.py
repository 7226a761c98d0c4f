"""The same steps as a Prefect flow: states, artifacts and a schedule, for those who run a Prefect server."""

import logging
import os

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from pathlib import Path
from typing import Any

from prefect import Task, flow
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.schedules import Cron

from flows.direct import conduct
from flows.run import Run, RunResult, StepResult, new_run
from flows.settings import read_settings
from flows.steps import STEPS, Step
from warehouse.errors import UsageError, VocError
from warehouse.project import Project

FLOW_NAME = "voc-nightly"

_TASKS: dict[str, Task[[Run], StepResult]] = {
    step.name: Task(step.take, name=step.name, cache_policy=NO_CACHE, persist_result=False) for step in STEPS
}


def _without_users_tracebacks(record: logging.LogRecord) -> bool:
    """Takes the traceback off a failure that a user can mend: its message says what to do."""
    if record.exc_info and isinstance(record.exc_info[1], VocError):
        record.exc_info = None
    return True


for _name in ("prefect.flow_runs", "prefect.task_runs"):
    logging.getLogger(_name).addFilter(_without_users_tracebacks)


@flow(name=FLOW_NAME, persist_result=False)
def nightly(project: str, trigger: str = "schedule") -> dict[str, Any]:
    """Inbox to published snapshot and report.

    Returns:
        run_id, status and the numbers of files and warnings: nothing that a customer said.
    """
    return _summary(_conducted(Path(project), trigger))


def run_as_flow(project: Project, trigger: str, accept: bool) -> RunResult:
    """Runs the flow in this process, states kept by the configured API; gives the run's own result."""
    results: list[RunResult] = []

    @flow(name=FLOW_NAME, persist_result=False)
    def once(project: str, trigger: str) -> dict[str, Any]:
        results.append(_conducted(Path(project), trigger, accept))
        return _summary(results[-1])

    once(str(project.root.resolve()), trigger)
    return results[-1]


def serve_nightly(project: Project, cron: str) -> None:
    """Serves a deployment of the flow on a schedule in the project's time zone, until it is stopped."""
    zone = read_settings(project).project.time_zone
    try:
        schedule = Cron(cron, timezone=zone)
    except ValueError as error:
        raise UsageError(
            f'"{cron}" is no cron line: write it as "0 2 * * *" (two o\'clock every night)'
        ) from error
    nightly.serve(name="nightly", schedule=schedule, parameters={"project": str(project.root.resolve())})


def _conducted(folder: Path, trigger: str, accept: bool = False) -> RunResult:
    result = conduct(new_run(Project(folder), trigger, accept=accept), _take_as_task)
    _leave_artifacts(result)
    return result


def _take_as_task(step: Step, run: Run) -> StepResult:
    outcome: StepResult = _TASKS[step.name](run)
    return outcome


def _summary(result: RunResult) -> dict[str, Any]:
    warnings = sum(one.status == "warned" for one in result.audits)
    return {
        "run_id": result.run_id,
        "status": result.status,
        "files": len(result.files),
        "warnings": warnings,
    }


def _leave_artifacts(result: RunResult) -> None:
    counts = ("path", "source", "status", "lines", "loaded", "rejected", "duplicate")
    files = [{name: getattr(one, name) for name in counts} for one in result.files]
    create_table_artifact(
        files, key="voc-files", description="Every file: lines = loaded + rejected + duplicate"
    )
    audits = [{"audit": one.audit, "status": one.status, "message": one.message} for one in result.audits]
    create_table_artifact(audits, key="voc-audits", description="What was audited before publishing")
    text = (
        f"Run `{result.run_id}`: **{result.status}**. Snapshot `{result.snapshot}`, report `{result.report}`."
    )
    create_markdown_artifact(text, key="voc-run", description="How the run ended")
