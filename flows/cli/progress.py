"""Progress bars on stderr, where somebody watches."""

from dataclasses import replace

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from flows.cli.printing import err
from flows.direct import conduct, take
from flows.run import Run, RunResult, StepResult
from flows.steps import STEPS, Step


def with_progress(run: Run) -> RunResult:
    """Conducts a run with a bar over its steps; silent where stderr is no terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<9}"),
        BarColumn(24),
        TextColumn("{task.fields[at]}"),
    )
    with Progress(
        *columns, TimeElapsedColumn(), console=err, transient=True, disable=not err.is_terminal
    ) as progress:
        bar = progress.add_task("starting", total=len(STEPS), at="")

        def take_watched(step: Step, given: Run) -> StepResult:
            return _take_watched(progress, bar, step, given)

        return conduct(run, take_watched)


def _take_watched(progress: Progress, bar: TaskID, step: Step, run: Run) -> StepResult:
    progress.update(bar, description=step.name, at="")
    outcome = take(step, replace(run, tell=lambda phrase: progress.update(bar, at=phrase)))
    progress.advance(bar)
    return outcome
