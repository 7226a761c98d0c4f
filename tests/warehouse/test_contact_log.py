"""The contact log: loaded like other rows, joined to customers; what lacks key or time is told."""

from pathlib import Path

import pytest
from pydantic import ValidationError
from small_project import CUSTOMERS, REVIEWS, Small, counts

from transforms.description import Description
from warehouse.audits import run_audits
from warehouse.enriching.people import match_contacts

CRM = "customer_no,full_name,mail,plan,since,joined\nc1,Ann,ann@example.org,,,\nc2,Bo,bo@example.org,,,\n"
LOG = "customer_key,contacted_at,reason,outcome\n"
CONTACTS = "select contacted_at::date::varchar, outcome from core.contacted order by all"


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path, customers=CUSTOMERS, reviews=REVIEWS) as project:
        project.work.execute("create table report.divergence as select '' as aspect, '' as dimension, "
                             "'' as segment, 1 as window_days")  # fmt: skip
        project.work.execute("create table report.kpi (metric varchar, value double, ci_low double, "
                             "ci_high double, weighted_value double, weighted_low double, "
                             "weighted_high double)")  # fmt: skip
        project.load("crm.csv", CRM)
        yield project


def audited(small: Small) -> dict[str, str]:
    return {
        one.audit: one.message for one in run_audits(small.work, small.project, "run", 0.5) if one.message
    }


def matched(small: Small) -> None:
    small.link()
    match_contacts(small.work)


def test_a_contact_is_its_customers_under_whatever_key(small: Small):
    small.load("log.csv", LOG + "c1,2026-05-01T10:00:00Z,call,Not reached\nc2,2026-05-02,,\n")
    small.load("r.csv", "review_id,customer_no,stars,body,written\nr1,c1,1,bad,2026-04-01\n")
    matched(small)
    spoken = "select outcome from core.contacted join core.feedback using (customer_id)"
    assert small.rows(spoken) == [("not_reached",)]
    assert small.rows(CONTACTS) == [("2026-05-01", "not_reached"), ("2026-05-02", None)]
    assert "contacts_have_customers" not in audited(small)


def test_what_lacks_key_or_time_or_says_another_outcome_is_told(small: Small):
    wrong = ",2026-05-01,,\nc1,,,\nc1,soon,,\nc1,2026-05-02,,opted out!\nc2,2026-05-03,,Opted-out\n"
    assert counts(small.load("log.csv", LOG + wrong)) == ("loaded", 1, 4, 0)
    assert small.rows("select line, column_name, reason from ops.rejects order by all") == [
        (2, "customer_key", "is empty, and the record's key needs it"),
        (3, "contacted_at", "is empty, and the record's key needs it"),
        (4, "contacted_at",
         '"soon" is not a date and time (ISO 8601, such as 2024-05-31 or 2024-05-31T14:30:00Z)'),
        (5, "outcome",
         '"opted out!" is no outcome: write reached, not_reached, solved, opted_out, erased'),
    ]  # fmt: skip
    assert small.rows("select outcome from core.contacted") == [("opted_out",)]


def test_an_own_log_without_a_record_key_needs_customer_and_time_too(small: Small):
    own = """
        name = "calls"
        title = "Calls"
        [recognise]
        columns = ["who", "when"]
        [customer]
        key = "who"
        namespace = "crm"
        [contact]
        contacted_at = "when"
    """
    small.describe("calls", own)
    assert counts(small.load("calls.csv", "who,when\nc1,2026-05-01\n,2026-05-01\nc1,\n")) == (
        *("loaded", 1, 2),
        0,
    )
    assert small.rows("select reason from ops.rejects order by line") == [
        ("is empty, and the record's key needs it",),
        ("is empty",),
    ]


def test_a_line_that_comes_again_corrects_the_outcome(small: Small):
    small.load("a.csv", LOG + "c1,2026-05-01,,reached\n")
    assert counts(small.load("b.csv", LOG + "c1,2026-05-01,,solved\n")) == ("loaded", 1, 0, 0)
    assert small.rows(CONTACTS) == [("2026-05-01", "solved")]


def test_a_changed_description_takes_out_what_it_brought(small: Small):
    small.load("log.csv", LOG + "c1,2026-05-01,,reached\n")
    text = Path("transforms/sources/contact_log.toml").read_text().replace('= "outcome"', '= "reason"')
    small.describe("contact_log", text)
    small.load("log.csv")
    assert small.rows(CONTACTS) == [("2026-05-01", None)]


def test_what_a_log_says_of_persons_is_redacted(small: Small):
    small.load("log.csv", LOG + "c1,2026-05-01,wrote to ann@example.org,reached\n")
    ((reason,),) = small.rows("select reason from core.contacted")
    assert "ann@" not in reason
    assert reason.startswith("wrote to")


def test_customers_whom_nobody_knows_and_times_that_cannot_be_warn(small: Small):
    small.load("log.csv", LOG + "c1,2099-05-01,,\nC-1,2026-05-01,,\n")
    found = audited(small)
    assert found["contacts_have_customers"].startswith(
        "inbox/log.csv: 1 contacts with customers that no other record names: is the namespace in "
        "sources/contact_log.toml"
    )
    assert found["times_credible"] == (
        "inbox/log.csv: 1 contacts with a time that cannot be true (such as 2099-05-01)"
    )


def test_a_contact_is_somebodys():
    whole = {
        **{"name": "x", "title": "X", "recognise": {"columns": ["sent"]}, "customer": {"email": "mail"}},
        **{"contact": {"contacted_at": "sent"}},
    }
    Description.model_validate(whole)
    with pytest.raises(ValidationError, match=r"\[contact\] needs a \[customer\] table"):
        Description.model_validate(whole | {"customer": None})
