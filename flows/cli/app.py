"""The commands. What each needs is imported when it is called: help and queries start at once."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli import forgetting, models
from flows.cli.exit_codes import DONE
from flows.cli.options import HERE, JsonOption, ProjectOption

app = typer.Typer(
    name="voc",
    help="What customers say, and whether it is one voice or a trend.",
    epilog="Begin with `voc demo`, or `voc init` and drop your exports into inbox/. Exit codes: 0 done, "
    "1 failed, 2 wrong usage or configuration, 3 done, but an audit warned. --debug shows tracebacks.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="Where to make the project.")] = HERE) -> int:
    """Make a project: a commented voc.toml, inbox/, sources/ and the project's key."""
    from flows.cli import projects
    from flows.cli.printing import out

    project = projects.create(folder, folder.resolve().name)
    out.print(
        f"Project in {project.root.resolve()}. Drop exports into inbox/, then: voc run --project {folder}\n"
        "Back up state/secret.key apart from the data: without it, pseudonyms cannot be traced back."
    )
    return DONE


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to make the demo project.")] = Path("demo"),
    as_json: JsonOption = False,
) -> int:
    """Write example exports in eight languages, with planted truths, and run everything on them."""
    from flows.cli import demonstration

    return demonstration.show(folder, as_json)


@app.command()
def run(
    project: ProjectOption = HERE,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Publish deliveries ten times as large as usual, or a tenth of it."),
    ] = False,
    as_json: JsonOption = False,
    trigger: Annotated[str, typer.Option(help="What is noted as the run's cause.", hidden=True)] = "run",
) -> int:
    """Everything, once: inbox to published snapshot and report."""
    from flows.cli import running

    return running.run(project, trigger, as_json, accept)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Exports to look at.")],
    source: Annotated[str | None, typer.Option(help="Read them with this source's description.")] = None,
    project: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Tell what files are taken for, which rows are good or bad and why; write nothing."""
    from flows.cli import running

    return running.check(project, files, source, as_json)


@app.command()
def ingest(
    files: Annotated[list[Path], typer.Argument(help="Exports to load.")],
    source: Annotated[str | None, typer.Option(help="Read them with this source's description.")] = None,
    project: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Load these files only; the next `voc run` publishes them."""
    from flows.cli import running

    return running.ingest(project, files, source, as_json)


@app.command()
def report(
    project: ProjectOption = HERE,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> int:
    """Draw the HTML report anew from the published snapshot."""
    from flows.cli import looking

    return looking.report(project, open_it)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help='Such as "from report.kpi limit 5".')],
    project: ProjectOption = HERE,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
) -> int:
    """Ask the published snapshot, read-only.

    Example: voc query "select * from report.divergence where verdict = 'trend'"
    """
    from flows.cli import looking

    return looking.query(project, sql, form)


@app.command()
def explain(
    feedback_id: Annotated[str, typer.Argument(help="As core.feedback names it.")],
    project: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Tell which words moved the score of a feedback, and where each of its opinions comes from.

    Example: voc explain 2f1c09a4b7de6c5f8a1b3d40
    """
    from flows.cli import explaining

    return explaining.explain(project, feedback_id, as_json)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to write the files.")],
    project: ProjectOption = HERE,
    form: Annotated[
        str, typer.Option("--format", help="Any of parquet, csv, xlsx, separated by commas.")
    ] = "parquet,csv",
) -> int:
    """Write all report tables as files."""
    from flows.cli import looking

    return looking.export(project, folder, form)


@app.command()
def contacts(
    file: Annotated[Path, typer.Argument(help="Where to write the list: a .csv or .xlsx of your own.")],
    project: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Write the contacts as they should be, for re-import into the CRM. The file names persons.

    Example: voc contacts ~/contacts.xlsx
    """
    from flows.cli import contacts as listing

    return listing.contacts(project, file, as_json)


@app.command("follow-up")
def follow_up(
    file: Annotated[Path, typer.Argument(help="Where to write the list: a .csv or .xlsx of your own.")],
    project: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Write whom to speak to again, under the CRM's own keys. The file names persons.

    Example: voc follow-up ~/call_back.xlsx
    """
    from flows.cli import following_up

    return following_up.follow_up(project, file, as_json)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="Where to write them: a .csv or .xlsx of your own.")],
    project: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Write the opinions that a person should read, and would decide a verdict by; they go into the inbox.

    Example: voc verify ~/to_read.csv
    """
    from flows.cli import verifying

    return verifying.verify(project, file, as_json)


sources = typer.Typer(help="The export formats that the project knows.", invoke_without_command=True)
app.add_typer(sources, name="sources")


@sources.callback()
def list_sources(
    context: typer.Context, project: ProjectOption = HERE, as_json: JsonOption = False
) -> int | None:
    """List the export formats that the project knows; `draft` begins a new one."""
    from flows.cli import looking

    return looking.sources(project, as_json) if context.invoked_subcommand is None else None


@sources.command()
def draft(
    file: Annotated[Path, typer.Argument(help="An export that no source knows.")],
    project: ProjectOption = HERE,
) -> int:
    """Write a commented description for an unknown export into sources/; without a project, print it.

    Example: voc sources draft inbox/reviews.csv
    """
    from flows.cli import drafting

    return drafting.draft(project, file)


for command in (forgetting.forget, models.evaluate, models.train, models.bench, models.calibrate):
    app.command()(command)


identity = typer.Typer(
    help="Who is who: contacts of several sources that may be one person's.", no_args_is_help=True
)
app.add_typer(identity, name="identity")


@identity.command()
def review(
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write all pairs into this file, to decide in.")
    ] = None,
    project: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Show the contacts that may be one person's, with their names; decisions go into the inbox.

    Example: voc identity review --csv ~/to_decide.csv
    """
    from flows.cli import identity as reviewing

    return reviewing.show_review(project, csv, as_json)


@app.command()
def doctor(project: ProjectOption = HERE, as_json: JsonOption = False) -> int:
    """Look after the project: key, disk, lock, schedule, databases, versions."""
    from flows.cli import health

    return health.show(health.examine(project), as_json)


@app.command()
def serve(
    cron: Annotated[
        str, typer.Option(help="When to run, as a cron line in the project's time zone.")
    ] = "0 2 * * *",
    project: ProjectOption = HERE,
) -> int:
    """Keep the nightly schedule, through a Prefect server (PREFECT_API_URL)."""
    from flows.cli import running

    return running.serve(project, cron)
