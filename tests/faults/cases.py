"""A fault of a delivered file: what is delivered, and what has to come of it."""

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path
from typing import Literal

import duckdb
from command import new_project, voc

SOURCE = """
name = "reviews"
title = "Reviews of a shop"
channel = "review"
[recognise]
columns = ["review", "said_at", "stars", "words"]
[record]
key = ["review"]
version = "edited_at"
[feedback]
created_at = "said_at"
text = "words"
rating = { column = "stars", scale = [1, 5] }
product = "product"
"""
"""The one source of all cases; edited_at and product may be missing."""

Told = Callable[[object, object], None]
"""The fixture `told`: what was expected, and what came, for the table of outcomes."""

HEADER = "review,said_at,stars,words\n"


def review(number: int, words: str = "It is a chair.", stars: object = 5) -> str:
    """A line of an export."""
    return f"R{number},2026-03-{1 + number % 28:02d},{stars},{words}\n"


def reviews(*numbers: int) -> str:
    """An export without faults."""
    return HEADER + "".join(review(number) for number in numbers)


@dataclass(frozen=True)
class Outcome:
    """What came of the last file by name. A count of None is not compared; a status of None: not taken in."""

    code: int
    status: str | None
    lines: int | None = None
    loaded: int | None = None
    rejected: int | None = None
    duplicate: int | None = None

    def __str__(self) -> str:
        counts = (
            ""
            if self.lines is None
            else f" {self.lines} = "
            + " + ".join(
                "?" if count is None else str(count) for count in (self.loaded, self.rejected, self.duplicate)
            )
        )
        return f"exit {self.code}, {self.status or 'not taken in'}{counts}"


@dataclass(frozen=True)
class Case:
    """One fault.

    Attributes:
        group: where it stands in the table of outcomes.
        name: the fault, in a few words.
        make: writes the file or files into the inbox it is given.
        expected: exit code of the command, status and counts of the last file in ops.files.
        message: a regular expression that what the command says (stdout, then stderr) has to match.
        through: the command; `run` takes seconds: for what `ingest`, which names its files, cannot show.
    """

    group: str
    name: str
    make: Callable[[Path], None]
    expected: Outcome
    message: str = ""
    through: Literal["ingest", "run"] = "ingest"

    def __str__(self) -> str:
        return f"{self.group}: {self.name}"


@dataclass(frozen=True)
class Taken:
    """A case that was tried: what came of it, what the command said, and what does not add up in ops."""

    outcome: Outcome
    said: str
    unreconciled: list[str] = field(default_factory=list)


def take(case: Case, folder: Path) -> Taken:
    """Delivers the case's files to a new project, and calls the command."""
    project = new_project(folder, {"reviews": SOURCE})
    case.make(project / "inbox")
    files = sorted(path for path in (project / "inbox").rglob("*") if path.is_file())
    named = files if case.through == "ingest" else []
    called = voc(case.through, *named, "--project", project)
    with duckdb.connect(project / "state" / "work.duckdb", read_only=True) as work:
        last = work.execute(
            "select status, lines, loaded, rejected, duplicate from ops.files order by path desc limit 1"
        ).fetchone()
        unreconciled = [path for (path,) in work.execute(UNRECONCILED).fetchall()]
    return Taken(Outcome(called.code, *(last or (None,))), called.out + called.err, unreconciled)


UNRECONCILED = """
select path
from ops.files
left join (select file_id, count(distinct line) as reasons from ops.rejects group by file_id) using (file_id)
where lines <> loaded + rejected + duplicate
    or (status = 'loaded' and rejected <> coalesce(reasons, 0))
    or (status <> 'loaded' and coalesce(reasons, 0) = 0)
"""
"""Files whose lines are not all accounted for, each rejected one with its reason."""


def differences(case: Case, taken: Taken) -> list[str]:
    """What is not as it should be, in words; empty where the case passes."""
    wrong = []
    for one, wanted, got in zip(fields(Outcome), astuple(case.expected), astuple(taken.outcome), strict=True):
        if wanted != got and not (wanted is None and one.name not in ("code", "status")):
            wrong.append(f"{one.name} {got} instead of {wanted}")
    if not re.search(case.message, taken.said, re.DOTALL):
        wrong.append(f"no message like {case.message!r}")
    if "Traceback" in taken.said or "unexpected" in taken.said:
        wrong.append("a traceback, or an error that nobody foresaw")
    wrong += [f"{path} does not reconcile" for path in taken.unreconciled]
    return wrong
