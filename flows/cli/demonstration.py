"""`voc demo`: a made-up company's exports, everything run on them, and what was planted found again."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from flows.cli.exit_codes import DONE, FAILED
from flows.cli.printing import out, print_json, run_as_json, say, table
from flows.cli.projects import create
from flows.cli.running import run_project
from warehouse.demo import Planted, write_demo
from warehouse.errors import UsageError
from warehouse.project import Project
from warehouse.publishing.snapshot import reading
from warehouse.statements import statement

WINDOW_DAYS = 365
DEMO_FILES = frozenset({"lumenta_customers.xlsx", "lumenta_reviews.csv", "lumenta_survey.csv"})

Finding = tuple[str, str, str, str]


def show(folder: Path, as_json: bool) -> int:
    """Writes the demo and runs it; fails where a planted truth is not found."""
    project = Project(folder)
    if not project.settings_file.exists():
        _create(project)
    elif {path.name for path in project.inbox.iterdir()} - DEMO_FILES:
        raise UsageError(f"{folder} is a project with exports of its own: give the demo another folder")
    exports = write_demo(project.inbox)
    result = run_project(project, "demo", quiet=as_json)
    with reading(project) as snapshot:
        metrics = _metrics(snapshot)
        truths = [_truth(snapshot, planted) for planted in exports.planted]
    missed = [
        one for one, planted in zip(truths, exports.planted, strict=True) if one[2] not in planted.verdicts
    ]
    if as_json:
        findings = [dict(zip(COLUMNS, one, strict=True)) for one in (*metrics, *truths)]
        print_json({**run_as_json(result), "findings": findings})
    else:
        _print(folder, [*metrics, *truths])
    for one in missed:
        say(f"voc: planted, but not found: {one[0]} ({one[1]})")
    return FAILED if missed else DONE


def _create(project: Project) -> None:
    """The usual settings, but that the ideal customer is learned."""
    settings = create(project.root, "Lumenta").settings_file
    usual = settings.read_text(encoding="utf-8")
    settings.write_text(usual.replace("\nlearn = false\n", "\nlearn = true\n", 1), encoding="utf-8")


COLUMNS = ("what", "where", "found", "in words")


def _metrics(snapshot: duckdb.DuckDBPyConnection) -> list[Finding]:
    rows = snapshot.execute(statement("demo/metrics.sql")).fetchall()
    return [(metric, "everybody", found, words) for metric, found, words in rows]


def _truth(snapshot: duckdb.DuckDBPyConnection, planted: Planted) -> Finding:
    row = snapshot.execute(
        statement("demo/verdict.sql"),
        {
            "aspect": planted.aspect,
            "dimension": planted.dimension,
            "segment": planted.segment,
            "window_days": WINDOW_DAYS,
        },
    ).fetchone()
    segment = (
        "everybody"
        if planted.dimension == "all"
        else f"{planted.dimension.replace('_', ' ')} {planted.segment}"
    )
    verdict, reason = row or ("nothing", "no opinion of it was found")
    return (planted.title, f"{planted.aspect}, {segment}", verdict, reason)


def _print(folder: Path, findings: Sequence[Finding]) -> None:
    table(COLUMNS, findings, title="What customers say (the last 365 days)")
    trends = "select aspect, dimension, segment, reason from report.divergence where verdict = 'trend'"
    out.print(f"\nThe report: {folder}/report/index.html")
    out.print(f'The tables: voc query --project {folder} "{trends}"')
    out.print("Your own exports: voc init mine, drop them into mine/inbox/, voc run --project mine")
