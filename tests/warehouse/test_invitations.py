"""Invitations to surveys: loaded like other rows, joined to customers, matched with what they answered."""

from pathlib import Path

import pytest
from pydantic import ValidationError
from small_project import CUSTOMERS, Small, counts

from transforms.description import Description
from warehouse.enriching.people import match_invitations

INVITATIONS = """
    name = "invitations"
    title = "Invitations to a survey"
    [recognise]
    columns = ["mail", "sent", "batch"]
    [record]
    key = ["mail", "batch"]
    [customer]
    email = "mail"
    [invitation]
    survey = "relation"
    invited_at = "sent"
"""
ANSWERS = """
    name = "answers"
    title = "Answers to two surveys"
    channel = "survey"
    [recognise]
    columns = ["response", "customer_no", "answered", "likely"]
    [record]
    key = ["response"]
    [customer]
    key = "customer_no"
    namespace = "crm"
    [feedback]
    created_at = "answered"
    [[answers]]
    survey = "relation"
    metric = "nps"
    column = "likely"
    scale = [0, 10]
    [[answers]]
    survey = "relation"
    metric = "csat"
    column = "happy"
    scale = [1, 5]
    [[answers]]
    survey = "delivery"
    metric = "ces"
    column = "easy"
    scale = [1, 7]
"""
CRM = "customer_no,full_name,mail,plan,since,joined\nc1,Ann,ann@example.org,,,\nc2,Bo,bo@example.org,,,\n"
SENT = "mail,sent,batch\n"
ANSWERED = "response,customer_no,answered,likely,happy,easy\n"
MATCHED = "select invited_at::varchar, responded_at::varchar from core.invitations order by all"


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path, customers=CUSTOMERS, invitations=INVITATIONS, answers=ANSWERS) as project:
        yield project


def matched(small: Small) -> list[tuple[str, str | None]]:
    """Day and hour of each invitation and of the response to it."""
    small.link()
    match_invitations(small.work)
    return [(sent[:13], told and told[:13]) for sent, told in small.rows(MATCHED)]


def test_each_invitation_has_the_first_answer_up_to_the_next_invitation(small: Small):
    small.load("crm.csv", CRM)
    small.load(
        "sent.csv",
        SENT
        + "ann@example.org,2026-01-10T08:00:00Z,1\nANN@example.org,2026-03-10T08:00:00Z,2\n"
        + "ann@example.org,2026-05-10T08:00:00Z,3\nbo@example.org,2026-01-10T09:00:00Z,1\n",
    )
    small.load(
        "told.csv",
        ANSWERED
        + "r0,c1,2026-01-09T08:00:00Z,9,5,\n"  # before she was asked
        + "r1,c1,2026-02-01T08:00:00Z,9,5,\nr2,c1,2026-02-02T08:00:00Z,8,,\n"  # NPS and CSAT: one response
        + "r3,c1,2026-05-10T08:00:00Z,3,,\n"  # at the moment of the third: not the second
        + "r4,c2,2026-01-11T08:00:00Z,,,6\n",  # another survey
    )
    assert matched(small) == [
        ("2026-01-10 08", "2026-02-01 08"),
        ("2026-01-10 09", None),
        ("2026-03-10 08", None),
        ("2026-05-10 08", "2026-05-10 08"),
    ]
    people = """
        select count(distinct invitations.customer_id)
        from core.invitations invitations
        join core.customer_keys keys using (customer_id)
        join core.customer_records records on records.customer_key = keys.customer_key
    """
    assert small.rows(people) == [(2,)]


def test_an_answer_that_is_withdrawn_takes_the_response_with_it(small: Small):
    small.load("crm.csv", CRM)
    small.load("sent.csv", SENT + "ann@example.org,2026-01-10T08:00:00Z,1\n")
    small.load("told.csv", ANSWERED + "r1,c1,2026-02-01T08:00:00Z,9,5,\n")
    assert matched(small) == [("2026-01-10 08", "2026-02-01 08")]
    small.load("told2.csv", ANSWERED + "r1,c1,2026-02-01T08:00:00Z,,,4\n")  # it was the other survey
    assert matched(small) == [("2026-01-10 08", None)]


def test_the_order_of_delivery_changes_nothing(small: Small):
    files = {
        "crm.csv": CRM,
        "sent.csv": SENT + "ann@example.org,2026-01-10T08:00:00Z,1\nann@example.org,2026-02-10T08:00:00Z,2\n",
        "told.csv": ANSWERED + "r1,c1,2026-02-01T08:00:00Z,9,5,\nr2,c1,2026-03-01T08:00:00Z,9,5,\n",
    }
    told = []
    for name, text in files.items():
        small.load(name, text)
        told.append(matched(small))
    assert told[1:] == [
        [("2026-01-10 08", None), ("2026-02-10 08", None)],
        [("2026-01-10 08", "2026-02-01 08"), ("2026-02-10 08", "2026-03-01 08")],
    ]
    once = small.all_core()["invitations"]
    with Small(
        small.project.root / "again", customers=CUSTOMERS, invitations=INVITATIONS, answers=ANSWERS
    ) as again:
        (again.project.root / "state" / "secret.key").write_bytes(
            (small.project.root / "state" / "secret.key").read_bytes()
        )
        for name in reversed(files):
            again.load(name, files[name])
            matched(again)
        assert again.all_core()["invitations"] == once


def test_whom_nobody_knows_and_what_was_never_sent(small: Small):
    rows = "who@example.org,2026-01-10T08:00:00Z,1\nnobody,2026-01-10T09:00:00Z,1\nann@example.org,,1\n"
    assert counts(small.load("sent.csv", SENT + rows)) == ("loaded", 3, 0, 0)
    assert matched(small) == [("2026-01-10 08", None), ("2026-01-10 09", None)]
    assert small.rows("select customer_id is null from core.invitations order by invited_at") == [
        (False,),
        (True,),
    ]


def test_a_wrong_time_rejects_the_line(small: Small):
    assert counts(small.load("sent.csv", SENT + "ann@example.org,soon,1\n")) == ("loaded", 0, 1, 0)


def test_again_later_and_taken_out(small: Small):
    assert counts(small.load("a.csv", SENT + "ann@example.org,2026-01-10T08:00:00Z,1\n"))[1] == 1
    assert counts(small.load("b.csv", SENT + "ann@example.org,2026-01-10,1\n")) == ("loaded", 1, 0, 0)
    assert matched(small) == [("2026-01-10 00", None)]
    small.describe("invitations", INVITATIONS.replace('"sent"', '"batch"'))
    assert counts(small.load("b.csv")) == ("loaded", 0, 1, 0)
    assert matched(small) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"customer": None}, r"\[invitation\] needs a \[customer\] table that says whose it is"),
        (
            {"feedback": {"created_at": "sent"}, "channel": "survey"},
            "describe invitations and answers as two sources",
        ),
    ],
)
def test_a_description_that_cannot_be(change: dict, said: str):
    whole = {
        **{"name": "x", "title": "X", "recognise": {"columns": ["sent"]}, "customer": {"email": "mail"}},
        **{"invitation": {"survey": "relation", "invited_at": "sent"}},
    }
    Description.model_validate(whole)
    with pytest.raises(ValidationError, match=said):
        Description.model_validate(whole | change)
