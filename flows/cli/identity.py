"""`voc identity review`: who stands behind the pairs that a person should decide."""

from pathlib import Path
from typing import Any

import polars as pl

from flows.cli.exit_codes import DONE
from flows.cli.printing import out, print_json, table
from flows.identity import review
from flows.run import new_run
from warehouse.linking.reviewing import SIDES
from warehouse.project import Project

SHOWN_PAIRS = 20


def show_review(folder: Path, target: Path | None, as_json: bool) -> int:
    """Shows the pairs, or writes them all into a file to decide in."""
    pairs = review(new_run(Project(folder).require(), "identity review"), target)
    if as_json:
        print_json({"pairs": pairs.drop("decision").to_dicts(), "file": target and str(target.resolve())})
    elif pairs.is_empty():
        out.print("No contacts wait for a decision.")
    elif target:
        out.print(
            f"{pairs.height:,} pairs in {target}, readable by you alone. Write same or different under "
            "decision, leave the others blank, and put it into inbox/: the next `voc run` goes by it."
        )
    else:
        _print(pairs)
    return DONE


def _print(pairs: pl.DataFrame) -> None:
    for row in pairs.head(SHOWN_PAIRS).iter_rows(named=True):
        title = f"{row['probability']:.2f}, {row['reason']}"
        table(("key", *SIDES), [_side(row, "left"), _side(row, "right")], title=title)
    if pairs.height > SHOWN_PAIRS:
        out.print(f"... {pairs.height - SHOWN_PAIRS:,} more pairs; --csv FILE writes all of them.")


def _side(row: dict[str, Any], side: str) -> list[object]:
    return [row[f"{side}_key"], *(row[f"{side}_{name}"] for name in SIDES)]
