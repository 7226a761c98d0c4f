"""What a file would be taken for, shown row by row; and the description that an unknown one begins with."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows.cli.exit_codes import DONE
from flows.cli.printing import out, say, table
from flows.parts import looks
from flows.run import looking_run
from transforms.privacy import redacted_text
from warehouse.errors import UsageError
from warehouse.loading import Look
from warehouse.project import Project


def draft(folder: Path, file: Path) -> int:
    """Writes a description for an unknown export into sources/; without a project, prints it."""
    project = Project(folder)
    (found,) = looks(looking_run(project, (file,), None))
    if found.draft is None:
        raise UsageError(f"{file} needs no draft: `voc check` says what it is, or why it cannot be read")
    if not found.draft.toml:
        raise UsageError(f"{file}: no column looks like a text, a score or a customer's key")
    if not project.settings_file.is_file():
        out.print(found.draft.toml, end="")
        return DONE
    target = project.sources / f"{found.draft.name}.toml"
    _write_new(target, found.draft.toml)
    out.print(f"{target} describes {file.name}: read it, correct it, then `voc check {file}`.")
    for question in found.draft.questions:
        say(f"to decide: {question}")
    return DONE


def _write_new(target: Path, text: str) -> None:
    target.parent.mkdir(exist_ok=True)
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{target} is there already: correct it, or rename it away first") from None


def looks_as_json(found: Sequence[Look]) -> list[dict[str, Any]]:
    """Per file, its first rows and, where no source knows it, what its columns look like."""
    return [{"rows": list(one.rows), "proposal": _proposal(one)} for one in found]


def _proposal(one: Look) -> dict[str, Any] | None:
    if one.draft is None:
        return None
    columns = [
        {"column": redacted_text(choice.column), "taken_for": choice.meaning, "because": choice.why}
        for choice in one.draft.choices
    ]
    return {"columns": columns, "questions": list(one.draft.questions), "description": one.draft.toml}


def print_looks(found: Sequence[Look]) -> None:
    """The same for people."""
    for one in found:
        if one.draft is not None:
            columns = [
                (redacted_text(choice.column), choice.meaning, choice.why) for choice in one.draft.choices
            ]
            table(("column", "looks like", "because"), columns, title=f"\n{one.path}, which no source knows")
            for question in one.draft.questions:
                say(f"{one.path}, to decide: {question}")
        if one.rows:
            title = f"\n{one.path}, the first rows as they would load"
            table(tuple(one.rows[0]), [tuple(row.values()) for row in one.rows], title=title)
        if one.draft is not None and one.draft.toml:
            out.print(f"`voc sources draft {one.path}` writes this as a description, to be corrected.")
