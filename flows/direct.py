"""The steps, taken here and now, one after the other."""

import time
from collections.abc import Callable
from dataclasses import replace

from flows.run import Run, RunResult, StepResult, StepTiming
from flows.steps import STEPS, Step
from warehouse import journal
from warehouse.audits import WARNED
from warehouse.lock import writing

Take = Callable[[Step, Run], StepResult]


def take(step: Step, run: Run) -> StepResult:
    """Takes a step in this process."""
    return step.take(run)


def conduct(run: Run, take_step: Take = take) -> RunResult:
    """Takes all steps under the project's lock; ends after the first where there is nothing new.

    Args:
        run: the run.
        take_step: how a step is taken (here, or as a task of an orchestrator).
    """
    with writing(run.project, f"voc {run.trigger}"):
        timings: list[StepTiming] = []
        result = RunResult(run.run_id, "done", run.project.snapshot, run.project.report, (), (), ())
        try:
            for step in STEPS:
                started = time.perf_counter()
                outcome = take_step(step, run)
                timings.append(StepTiming(step.name, round(time.perf_counter() - started, 3), outcome.rows))
                result = _with(result, outcome, timings)
                if outcome.is_unchanged:
                    return replace(result, status="unchanged")
        except BaseException:
            journal.note_failure(run.project, run.settings.database, run.run_id)
            raise
    return replace(result, status="warned" if any(one.status == WARNED for one in result.audits) else "done")


def _with(result: RunResult, outcome: StepResult, timings: list[StepTiming]) -> RunResult:
    return replace(
        result,
        steps=tuple(timings),
        files=outcome.files or result.files,
        audits=outcome.audits or result.audits,
        notes=result.notes + outcome.notes,
        taken_out=outcome.taken_out or result.taken_out,
    )
