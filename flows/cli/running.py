"""The commands that read exports."""

from collections.abc import Sequence
from pathlib import Path

from flows.cli.drafting import looks_as_json, print_looks
from flows.cli.exit_codes import DONE, FAILED, WARNED
from flows.cli.printing import (
    files_as_json,
    out,
    print_files,
    print_json,
    print_notes,
    print_taken_out,
    run_as_json,
    say,
)
from flows.cli.progress import with_progress
from flows.cli.questions import print_questions
from flows.direct import conduct
from flows.orchestration import configured_api, is_reachable
from flows.parts import load_files, look_at_files, looks, pairs_to_review
from flows.run import RunResult, looking_run, new_run
from warehouse.errors import UsageError
from warehouse.loading import FileOutcome
from warehouse.project import Project


def run(folder: Path, trigger: str, as_json: bool, accept: bool) -> int:
    """The nightly run, once."""
    result = run_project(Project(folder), trigger, quiet=as_json, accept=accept)
    if as_json:
        print_json(run_as_json(result))
    else:
        _print_result(result, Project(folder))
    return WARNED if any(audit.status == "warned" for audit in result.audits) else DONE


def run_project(project: Project, trigger: str, quiet: bool, accept: bool = False) -> RunResult:
    """The run, through Prefect where an API is configured and answers, else directly."""
    api = configured_api()
    if api and is_reachable(api):
        from flows.nightly import run_as_flow

        return run_as_flow(project, trigger, accept)
    if api:
        say(f"voc: the Prefect API at {api} does not answer; running without it.")
    planned = new_run(project, trigger, accept=accept)
    return conduct(planned) if quiet else with_progress(planned)


def check(folder: Path, files: Sequence[Path], source: str | None, as_json: bool) -> int:
    """What files are taken for."""
    planned = looking_run(Project(folder), tuple(files), source)
    outcomes, found = look_at_files(planned), looks(planned)
    if as_json:
        both = zip(files_as_json(outcomes), looks_as_json(found), strict=True)
        print_json({"files": [file | shown for file, shown in both]})
    else:
        print_files(outcomes)
        print_questions(outcomes)
        print_looks(found)
    return _code(outcomes, planned.settings.ingest.rejected_share_warning)


def ingest(folder: Path, files: Sequence[Path], source: str | None, as_json: bool) -> int:
    """Loads named files."""
    planned = new_run(Project(folder), "ingest", tuple(files), source)
    loaded = load_files(planned)
    code = _show_files(loaded.files, as_json, planned.settings.ingest.rejected_share_warning)
    if not as_json:
        print_taken_out(loaded.taken_out)
    if not as_json and code != FAILED:
        out.print("`voc run` publishes what was loaded.")
    return code


def serve(folder: Path, cron: str) -> int:
    """Keeps the schedule until it is stopped."""
    api = configured_api()
    if api is None:
        raise UsageError(
            "no Prefect API is configured: start one (`prefect server start`) and set PREFECT_API_URL "
            "(http://127.0.0.1:4200/api), or let cron call `voc run` instead"
        )
    if not is_reachable(api):
        raise UsageError(f"the Prefect API at {api} does not answer: start it, or correct PREFECT_API_URL")
    from flows.nightly import serve_nightly

    serve_nightly(Project(folder).require(), cron)
    return DONE


def _show_files(outcomes: Sequence[FileOutcome], as_json: bool, tolerated: float) -> int:
    if as_json:
        print_json({"files": files_as_json(outcomes)})
    else:
        print_files(outcomes)
        print_questions(outcomes)
    return _code(outcomes, tolerated)


def _code(outcomes: Sequence[FileOutcome], tolerated: float) -> int:
    if any(one.status in ("rejected", "unrecognised") for one in outcomes):
        return FAILED
    is_warned = any(
        one.status == "growing"
        or one.rejected - one.left_out > tolerated * one.lines
        or any(question.ask for question in one.questions)
        for one in outcomes
    )
    return WARNED if is_warned else DONE


def _print_result(result: RunResult, project: Project) -> None:
    for note in result.notes:
        say(f"voc: {note}")
    news = [one for one in result.files if one.status != "unchanged" and not one.is_known]
    if news and result.status != "unchanged":
        print_files(news)
    print_taken_out(result.taken_out)
    for audit in result.audits:
        if audit.status != "passed":
            say(f"audit {audit.audit} {audit.status}: {audit.message}")
    if result.status == "unchanged":
        for gone in (one for one in result.files if one.status == "gone"):
            print_notes(gone)
        out.print("Nothing new: the published snapshot stands as it is.")
        return
    if waiting := pairs_to_review(project):
        out.print(f"{waiting:,} pairs of contacts wait for a person's decision: voc identity review")
    out.print(
        f"Published {result.snapshot} and {result.report} in {sum(s.seconds for s in result.steps):.1f} s."
    )
