"""A delivery that was held for its volume and taken out of the inbox again leaves nothing behind."""

from pathlib import Path

import pytest
from small_project import REVIEWS, Small

from warehouse import private
from warehouse.errors import VocError
from warehouse.inbox import deliveries
from warehouse.loading import (
    hold_unusual_volumes,
    load_file,
    note_published,
    withdraw_outdated,
    withdraw_removed,
)
from warehouse.secret import read_secret

HEADER = "review_id,customer_no,stars,body,written,changed,mail\n"
NAMED = REVIEWS.replace('namespace = "crm"', 'namespace = "crm"\nemail = "mail"')


CONTACTS = """
    name = "customers"
    title = "Contacts"
    [recognise]
    columns = ["contact", "mail"]
    [record]
    key = ["contact"]
    [customer]
    key = "contact"
    namespace = "crm"
    name = "name"
    email = "mail"
    [profile.attributes]
    segment = "plan"
"""


def reviews(numbers: range, stars: int = 5, changed: str = "2026-05-01") -> str:
    return HEADER + "".join(f"r{n},c{n},{stars},x,2026-05-01,{changed},c{n}@x.example\n" for n in numbers)


FLOOD = reviews(range(30, 400), stars=1, changed="2026-05-02")
"""Replaces ten records of the fourth file, and holds those of the fifth already."""


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path / "shop", reviews=NAMED) as project:
        for number in range(4):
            project.put(f"{number}.csv", reviews(range(10 * number, 10 * number + 10)))
        night(project)
        note_published(project.work)
        yield project


def night(small: Small, accept: bool = False, unreadable: tuple[str, ...] = ()) -> dict[str, str]:
    """Loads the inbox; statuses by path."""
    found = deliveries(small.project).settled
    withdraw_removed(small.work, found, small.with_(), accept, unreadable)
    withdraw_outdated(small.work, found, small.with_())
    for one in found:
        load_file(small.work, one, small.with_())
    hold_unusual_volumes(small.work)
    return dict(small.rows("select path, status from ops.files order by path"))


def held(small: Small) -> list[tuple]:
    return small.rows("select path from ops.volume_holds join ops.files using (file_id)")


def persons(small: Small) -> list[tuple]:
    with private.attached(small.work, small.project, read_secret(small.project)):
        return small.rows("select distinct email from private.identities order by all")


def test_what_is_taken_out_was_never_there(small: Small):
    flood = small.put("4.csv", FLOOD)
    night(small)
    assert held(small) == [("inbox/4.csv",)]
    small.put("5.csv", reviews(range(40, 50), stars=1, changed="2026-05-02"))
    night(small)
    flood.unlink()
    assert night(small)["inbox/4.csv"] == "withdrawn"
    assert held(small) == []
    lines = "select lines, loaded, rejected, duplicate from ops.files where path = "
    assert small.rows(lines + "'inbox/4.csv'") == [(370, 0, 370, 0)]
    assert small.rows(lines + "'inbox/5.csv'") == [(10, 10, 0, 0)]
    assert "held for its volume" in small.rows("select reason from ops.rejects")[0][0]
    assert small.rows(
        "select stars, count(*) from (select rating as stars from core.feedback) group by 1 order by 1"
    ) == [
        (1.0, 10),
        (5.0, 40),
    ]
    assert persons(small) == sorted((f"c{n}@x.example",) for n in range(50))
    small.put("4.csv", FLOOD)  # and comes again
    assert night(small)["inbox/4.csv"] == "loaded"
    assert held(small) == [("inbox/4.csv",)]


def test_the_contacts_that_it_told_are_unknown_again(tmp_path: Path):
    with Small(tmp_path / "shop", customers=CONTACTS) as small:
        kept = "".join(f"{n},Kept{n},k{n}@x.example,pro\n" for n in range(5))
        for number in range(4):
            small.put(f"{number}.csv", f"contact,name,mail,plan\n{kept}{number + 5},Kept,k@x.example,pro\n")
        night(small)
        note_published(small.work)
        flood = small.put(
            "4.csv", "contact,name,mail,plan\n" + "".join(f"w{n},W,w{n}@x.example,pro\n" for n in range(300))
        )
        night(small)
        assert held(small) == [("inbox/4.csv",)]
        flood.unlink()
        night(small)
        with private.attached(small.work, small.project, read_secret(small.project)):
            told = small.rows("select count(*), count(*) filter (name = 'W') from private.contacts")
        assert told == [(9, 0)]


TOOL = """
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


def test_a_question_ends_with_its_file(small: Small):
    small.describe("tool", TOOL)
    asked = "select sum(open_questions) from ops.files"
    told = "id,at,How satisfied are you?\n1,2026-05-01,3\n"
    wrong = small.put("tool.csv", told)
    night(small)
    night(small)
    assert small.rows(asked) == [(1,)]
    wrong.unlink()
    assert night(small)["inbox/tool.csv"] == "withdrawn"
    assert small.rows(asked) == [(0,)]
    assert small.rows("select count(*) from core.feedback where source = 'tool'") == [(0,)]
    assert small.rows("select lines, rejected from ops.files where path = 'inbox/tool.csv'") == [(1, 1)]
    wrong.write_text(told)
    assert night(small)["inbox/tool.csv"] == "loaded"
    assert small.rows(asked) == [(1,)]
    note_published(small.work)
    wrong.unlink()
    assert night(small)["inbox/tool.csv"] == "loaded"  # as any file that was published and left the inbox
    assert small.rows(asked) == [(0,)]
    assert small.rows("select count(*) from core.feedback where source = 'tool'") == [(1,)]


def test_nothing_is_withdrawn_where_what_it_replaced_is_gone(small: Small):
    small.put("4.csv", FLOOD)
    night(small)
    before = small.all_core()
    (small.project.inbox / "4.csv").unlink()
    (small.project.inbox / "3.csv").unlink()
    with pytest.raises(VocError, match=r"inbox/4\.csv, which is held .* inbox/3\.csv, which would have"):
        night(small)
    assert small.all_core() == before
    assert night(small, accept=True)["inbox/4.csv"] == "loaded"


@pytest.mark.parametrize("unreadable", ["inbox/4.csv", "inbox", "loaded/2026-05"])
def test_what_may_lie_where_nothing_can_be_read_was_not_taken_out(small: Small, unreadable: str):
    small.put("4.csv", FLOOD)
    night(small)
    (small.project.inbox / "4.csv").unlink()
    assert night(small, unreadable=(unreadable,))["inbox/4.csv"] == "loaded"
    (small.project.inbox / "3.csv").rename(small.project.root / "3.csv")  # as it would be in a closed folder
    assert night(small, unreadable=("inbox/4",))["inbox/4.csv"] == "loaded"
    (small.project.root / "3.csv").rename(small.project.inbox / "3.csv")
    assert night(small, unreadable=("inbox/4",))["inbox/4.csv"] == "withdrawn"  # another's folder


def test_what_was_loaded_from_elsewhere_stays(small: Small, tmp_path: Path):
    path = tmp_path / "elsewhere.csv"
    path.write_text(FLOOD)
    for one in deliveries(small.project, (path,)).settled:
        load_file(small.work, one, small.with_())
    hold_unusual_volumes(small.work)
    assert night(small)["elsewhere.csv"] == "loaded"
    assert held(small) == [("elsewhere.csv",)]
