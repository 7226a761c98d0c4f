"""Files that are wrong altogether leave nothing behind when they leave the inbox before they are settled."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_project import REVIEWS, STARTED_AT, Small, counts

from warehouse.audits import run_audits
from warehouse.inbox import deliveries
from warehouse.loading import (
    accept_volumes,
    hold_unusual_volumes,
    load_file,
    note_published,
    take_back,
    withdraw_outdated,
)
from warehouse.loading.taking_back import LEFT

HEADER = "review_id,customer_no,stars,body,written,changed\n"
SURVEY = """
    name = "tool"
    title = "Responses"
    channel = "survey"
    questions = true
    [recognise]
    columns = ["id", "at"]
    [record]
    key = ["id"]
    [feedback]
    created_at = "at"
"""


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path / "shop", reviews=REVIEWS, tool=SURVEY) as project:
        project.work.execute(
            "create table report.kpi as select null::varchar as metric, 0 as value, 0 as ci_low, "
            "0 as ci_high, 0 as weighted_value, 0 as weighted_low, 0 as weighted_high"
        )
        project.work.execute(
            "create table report.divergence "
            "(aspect varchar, dimension varchar, segment varchar, window_days integer)"
        )
        yield project


def reviews(numbers: range, stars: int = 5, changed: str = "") -> str:
    return HEADER + "".join(f"r{n},c{n},{stars},x,2026-05-01,{changed}\n" for n in numbers)


def night(small: Small, run_id: str = "run") -> tuple[tuple[str, ...], dict[str, str]]:
    """Loads what lies in the inbox; returns what was taken back, and the audits with findings."""
    found, with_ = deliveries(small.project), replace(small.with_(), run_id=run_id)
    taken = take_back(small.work, found.settled, found.growing, with_)
    withdraw_outdated(small.work, found.settled, with_)
    for one in found.settled:
        outcome = load_file(small.work, one, with_)
        assert outcome.lines == outcome.loaded + outcome.rejected + outcome.duplicate
    hold_unusual_volumes(small.work)
    audits = run_audits(small.work, small.project, run_id, 0.01)
    if not any(one.status == "failed" for one in audits):
        note_published(small.work)
    return taken, {one.audit: one.message for one in audits if one.status != "passed"}


def test_a_held_file_that_goes_leaves_the_tables_as_if_it_had_never_come(small: Small) -> None:
    for number in range(4):
        small.put(f"{number}.csv", reviews(range(100 * number, 100 * number + 10)))
    assert night(small) == ((), {})
    small.put("after.csv", reviews(range(150, 155)))
    night(small)
    before = small.all_core()
    wrong = small.put(
        "wrong.csv", reviews(range(200), stars=1, changed="2026-06-01")
    )  # corrects others', too
    assert night(small)[1].keys() == {"volumes_usual"}
    assert small.all_core() != before
    wrong.unlink()
    assert night(small) == ((f"inbox/wrong.csv: {LEFT}: what it brought is taken back",), {})
    assert small.all_core() == before
    told = "select status, lines, loaded, rejected, duplicate from ops.files where path = 'inbox/wrong.csv'"
    assert small.rows(told) == [("withdrawn", 200, 0, 200, 0)]
    assert night(small) == ((), {})
    assert counts(small.load("wrong.csv", reviews(range(200), stars=1, changed="2026-06-01")))[:2] == (
        "loaded",
        200,
    )


def test_what_others_no_longer_tell_is_said(small: Small) -> None:
    for number in range(4):
        small.put(f"{number}.csv", reviews(range(100 * number, 100 * number + 10)))
    night(small)
    wrong = small.put("wrong.csv", reviews(range(200), stars=1, changed="2026-06-01"))
    night(small)
    for path in (wrong, wrong.with_name("0.csv")):
        path.unlink()
    ((said,), _) = night(small)
    assert said.endswith(
        "Files of reviews that are no longer here (1): put them into the inbox again if their records "
        "were in it, too"
    )


def test_what_is_settled_stays_when_its_file_goes(small: Small) -> None:
    for number in range(4):
        small.put(f"{number}.csv", reviews(range(100 * number, 100 * number + 10)))
    night(small)
    many = small.put("many.csv", reviews(range(1000, 1200)))
    night(small)
    accept_volumes(small.work, "somebody", STARTED_AT)
    many.unlink()
    assert night(small)[0] == ()
    assert small.rows("select count(*) from core.feedback") == [(240,)]


@pytest.mark.parametrize(
    ("text", "audit", "says"),
    [
        (
            "id,at,How satisfied are you?\n1,2026-05-01,3\n",
            "questions_answered",
            "1 question is not read until",
        ),
        ("id,at,How likely are you to recommend us?\n1,03/04/2026,9\n", "files_recognised", '"dmy"'),
        ("who,when\n1,2\n", "files_recognised", "no source description"),
    ],
    ids=["question", "date order", "unknown"],
)
def test_what_is_asked_of_a_file_ends_with_it(small: Small, text: str, audit: str, says: str) -> None:
    wrong = small.put("wrong.csv", text)
    for _ in range(2):  # it still wants an answer
        (message,) = [said for one, said in night(small)[1].items() if one == audit]
        assert says in message
        assert "take" in message.split(says)[1]
    wrong.unlink()
    assert night(small)[1] == {}
    assert small.rows("select status, lines - rejected from ops.files") == [("withdrawn", 0)]
    assert small.rows("select count(*) from core.feedback") == [(0,)]


def test_findings_of_a_file_are_told_until_they_were_published_and_again_when_it_is_read_anew(
    small: Small,
) -> None:
    small.put("bad.csv", reviews(range(3), stars=9))
    assert night(small)[1].keys() == {"rejected_share"}
    small.work.execute("delete from ops.told_files")  # as where the run was killed before it published
    assert night(small)[1].keys() == {"rejected_share"}
    assert night(small)[1] == {}
    small.describe("reviews", REVIEWS.replace("[1, 5]", "[1, 6]"))
    assert night(small, "later")[1].keys() == {"rejected_share"}
