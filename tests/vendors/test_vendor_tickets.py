"""A helpdesk's tables, and an answer that two of its exports tell."""

# ruff: noqa: E501  (an export is read best as its own lines)

import pytest
from delivered import Delivered, as_csv, as_json

from warehouse.statements import statement

AT = "2026-05-03T14:30:00Z"
ORGANIZATIONS = {
    "organizations": [
        {"id": 3, "name": "Acme", "domain_names": ["acme.example"], "created_at": AT, "updated_at": AT}
    ]
}
USERS = {
    "users": [
        {"id": 7, "name": "Ada A", "email": "ada@acme.example", "role": "end-user", "organization_id": 3,
         "verified": True, "restricted_agent": True, "created_at": AT, "updated_at": AT},
        {"id": 9, "name": "Bob B", "email": "bob@us.example", "role": "agent", "organization_id": None,
         "verified": True, "restricted_agent": False, "created_at": AT, "updated_at": AT},
    ]
}  # fmt: skip
TICKETS = {
    "tickets": [
        {"id": 1, "requester_id": 7, "submitter_id": 7, "assignee_id": 9, "organization_id": 3, "status": "solved",
         "subject": "Late", "description": "It came late.", "via": {"channel": "web"},
         "created_at": AT, "updated_at": AT, "custom_fields": [{"id": 1, "value": "x"}],
         "satisfaction_rating": {"score": "bad"}},
    ],
    "users": USERS["users"],
}  # fmt: skip
COMMENTS = [
    ["id", "ticket_id", "user_id", "body", "public", "created", "_fivetran_synced"],
    [11, 1, 7, "Where is it?", "true", AT, AT],
    [12, 1, 9, "Do not tell them.", "false", AT, AT],
]
RATINGS = [
    ["id", "ticket_id", "requester_id", "score", "comment", "reason", "created_at", "updated_at"],
    [5, 1, 7, "bad", "Too late", "Slow", AT, AT],
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    with Delivered(tmp_path_factory.mktemp("desk")) as delivered:
        for name, content in (
            ("organizations", as_json(ORGANIZATIONS)),
            ("users", as_json(USERS)),
            ("tickets", as_json(TICKETS)),
            ("ticket_comments", as_csv(COMMENTS)),
            ("satisfaction_ratings", as_csv(RATINGS)),
        ):
            outcome = delivered.load(f"{name}.txt", content)
            assert outcome.source == f"zendesk_{name}"
            assert outcome.rejected == outcome.left_out
        delivered.enrich({})
        yield delivered


def test_agents_notes_and_side_loaded_lists_are_left_out(desk: Delivered):
    assert desk.rows("select distinct reason from ops.rejects order by all") == [
        ("left out: a note among agents, nothing a customer said",),
        ('left out: it is in "users", another list of the document: deliver that by itself',),
        ("left out: works for the company, no customer",),
    ]


def test_whoever_wrote_a_ticket_a_comment_and_a_rating_is_one_customer_of_one_company(desk: Delivered):
    assert desk.rows("select text, count(distinct customer_id) over () from core.feedback order by all") == [
        ("It came late.", 1),
        ("Too late", 1),
        ("Where is it?", 1),
    ]
    assert desk.rows(
        "select count(distinct customer_id), count(distinct account_id) from core.customer_accounts"
    ) == [(1, 1)]


def test_an_answer_that_two_exports_tell_is_warned_of_once_the_files_are_new(desk: Delivered):
    audit = statement("audits/answers_told_once.sql")
    files = [name for (name,) in desk.rows("select file_id from ops.files")]
    desk.work.execute("set variable news = ?::varchar[]", [files])
    ((status, answers, message),) = desk.rows(audit)
    assert (status, answers) == ("warned", 1)
    assert "told by zendesk_satisfaction_ratings and zendesk_tickets alike" in message
    desk.work.execute("set variable news = []::varchar[]")
    assert desk.rows(audit) == []
