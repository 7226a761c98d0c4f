"""`voc contacts`: the corrected list, for re-import into the CRM."""

from pathlib import Path

import polars as pl

from flows.cli.exit_codes import DONE
from flows.cli.printing import out, print_json
from flows.persons_list import CONTACTS, write_list
from flows.run import new_run
from warehouse.project import Project


def contacts(folder: Path, target: Path, as_json: bool) -> int:
    """Writes the list and says, in numbers, what is in it."""
    found = write_list(new_run(Project(folder).require(), "contacts"), CONTACTS, target)
    counts = {
        "contacts": found.height,
        "changed": found["changed"].count(),
        "suggestions": found["email_suggestion"].count(),
        "duplicates": found["duplicate_of"].count(),
        "without_issues": found["issues"].null_count(),
    }
    if as_json:
        print_json({"file": str(target.resolve()), **counts})
    else:
        _print(target, found, counts)
    return DONE


def _print(target: Path, found: pl.DataFrame, counts: dict[str, int]) -> None:
    if found.is_empty():
        out.print("There are no contacts: no source with a [profile] has been loaded.")
    out.print(
        f"{counts['contacts']:,} contacts in {target}: {counts['changed']:,} changed, "
        f"{counts['suggestions']:,} with an address to ask about, {counts['duplicates']:,} duplicates.\n"
        "It names persons and is readable by you alone: delete it once it is imported."
    )
