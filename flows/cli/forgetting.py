"""`voc forget`: a person is erased everywhere."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import DONE
from flows.cli.options import HERE, JsonOption, ProjectOption
from warehouse.errors import UsageError
from warehouse.project import Project

OWN_FILES = (
    "Copies and lists that you wrote elsewhere (voc export, voc contacts, voc follow-up, voc verify) and "
    "backups are not looked at: delete those that may name the person."
)


def forget(
    customer: Annotated[
        str | None, typer.Option(help="A customer_id, or the key of a source, such as the CRM's number.")
    ] = None,
    email: Annotated[str | None, typer.Option(help="An e-mail address of theirs.")] = None,
    namespace: Annotated[
        str | None, typer.Option(help="Whose numbers --customer is of, where several systems use it.")
    ] = None,
    project: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Erase a person from every table, file and original; old files do not bring them back.

    Example: voc forget --email ana@firm.example
    """
    if (customer is None) == (email is None):
        raise UsageError("say whom: either --customer ID or --email ADDRESS")
    return _forget(project, customer, email, namespace, as_json)


def _forget(
    folder: Path, customer: str | None, email: str | None, namespace: str | None, as_json: bool
) -> int:
    from flows.cli.printing import out, print_json
    from flows.forgetting import forget as erase
    from flows.run import new_run

    erasure = erase(new_run(Project(folder).require(), "forget"), customer, email, namespace)
    if as_json:
        told = {"erased": erasure.counts, "originals_rewritten": erasure.originals}
        told |= {"look_at": list(erasure.look_at), "copies": list(erasure.copies)}
        told |= {"keys_not_searched": erasure.unsearched}
        print_json({**told, "was_erased_before": erasure.was_gone, "run_id": erasure.result.run_id})
        return DONE
    if erasure.was_gone:
        out.print(
            f"Erased before; {erasure.originals:,} originals held something again, and hold it no more."
        )
        return DONE
    counts = ", ".join(f"{count:,} {kind}" for kind, count in erasure.counts.items())
    out.print(f"Erased: {counts}; {erasure.originals:,} originals rewritten. {OWN_FILES}")
    if erasure.unsearched:
        out.print(
            f"{erasure.unsearched:,} of their keys are of digits alone, or short: they stand as they did in "
            "what others wrote and in files that were not loaded."
        )
    if erasure.copies:
        out.print(
            "These tables and lists, which somebody wrote below the project, name the person still: "
            f"delete them, or write them anew: {', '.join(erasure.copies)}"
        )
    if erasure.look_at:
        out.print(
            "These files were not loaded, and hold a number or word that is such a key: look at them, and "
            f"delete what names the person: {', '.join(erasure.look_at)}"
        )
    return DONE
