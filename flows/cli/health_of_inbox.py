"""`voc doctor`, of the inbox: what lies there and is not loaded, long after the night that told of it."""

from collections.abc import Iterator, Sequence

from flows.cli.checks import Check
from warehouse.database import Connection
from warehouse.inbox import CLOSED, UNFINISHED, left_in, not_loaded_of
from warehouse.project import Project
from warehouse.report.wording import counted, listed

SHOWN_NAMES = 3

NOT_FOLLOWED = "not followed: copy the files themselves into the inbox"
UNKNOWN = (
    "of no known source: `voc check FILE` shows one, `voc sources draft FILE` describes it; what is no "
    "export, move away"
)
REFUSED = "refused: `voc check FILE` says why; mend the export, or move it away"


def places_checked(project: Project) -> Iterator[Check]:
    """What a run cannot read, does not follow, or takes for being still written."""
    if not project.inbox.is_dir():
        yield Check("inbox", "bad", "inbox/ is not there: mount its disk, or make the folder")
        return
    left = left_in(project)
    yield _check("unreadable", left.unreadable, "place", CLOSED, "all of the inbox can be read")
    yield _check("links", left.links, "link", NOT_FOLLOWED, "no symbolic links in the inbox")
    yield _check("unfinished", left.unfinished, "file", UNFINISHED, "no half-written file lies in the inbox")


def files_checked(project: Project, work: Connection) -> Iterator[Check]:
    """The files that lie in the inbox and that no run could load."""
    left = not_loaded_of(project, work)
    unknown = [path for path, status in left if status == "unrecognised"]
    refused = [path for path, status in left if status != "unrecognised"]
    yield _check("unrecognised", unknown, "file", UNKNOWN, "no file of the inbox is unknown")
    yield _check("refused", refused, "file", REFUSED, "no file of the inbox was refused")


def _check(name: str, found: Sequence[str], noun: str, remedy: str, good: str) -> Check:
    if not found:
        return Check(name, "good", good)
    told = f"{counted(len(found), noun)} ({listed(list(found), SHOWN_NAMES)})"
    return Check(name, "warning", f"{told} {remedy}")
