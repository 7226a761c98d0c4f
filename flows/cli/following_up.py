"""`voc follow-up`: whom to speak to again, for the CRM."""

from pathlib import Path

import polars as pl

from flows.cli.exit_codes import DONE
from flows.cli.printing import out, print_json
from flows.persons_list import FOLLOW_UP, write_list
from flows.run import new_run
from warehouse.project import Project


def follow_up(folder: Path, target: Path, as_json: bool) -> int:
    """Writes the list and says, in numbers, what is in it."""
    found = write_list(new_run(Project(folder).require(), "follow-up"), FOLLOW_UP, target)
    counts = {
        "contacts": found.height,
        "overdue": found.filter("is_overdue").height,
        "complaints": found.filter(pl.col("side") == "complaint").height,
        "praises": found.filter(pl.col("side") == "praise").height,
    }
    if as_json:
        print_json({"file": str(target.resolve()), **counts})
    else:
        _print(target, counts)
    return DONE


def _print(target: Path, counts: dict[str, int]) -> None:
    if not counts["contacts"]:
        out.print("Nobody is due: report.follow_up says when who is, and who is left out and why.")
        return
    out.print(
        f"{counts['contacts']:,} contacts to speak to in {target}: {counts['overdue']:,} overdue; "
        f"{counts['complaints']:,} who complained, {counts['praises']:,} who praised.\n"
        "It names persons and is readable by you alone: delete it once it is imported. "
        "What came of each contact goes into a contact log in the inbox."
    )
