"""An erased person's records of every kind go; what only looks like their key stays, and is told."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from small_project import CUSTOMERS, DEALS, INVITATIONS, REVIEWS, Small

from transforms.privacy import Pseudonymiser
from warehouse.erasing import erased_persons, mark_person, take_out
from warehouse.erasing.persons import Person, by_customer, by_email
from warehouse.erasing.signs import mentions
from warehouse.errors import UsageError
from warehouse.secret import read_secret

HEADER = "review_id,customer_no,stars,body,written,changed\n"
PETS = """
    name = "pets"
    title = "Another system that numbers its customers"
    channel = "review"
    [recognise]
    columns = ["pet", "owner_no"]
    [record]
    key = ["pet"]
    [customer]
    key = "owner_no"
    namespace = "vet"
    [feedback]
    text = "pet"
"""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    """Customers 4711 (to be forgotten) and 4712, with records of every kind."""
    own = {
        "reviews": REVIEWS,
        "customers": CUSTOMERS,
        "deals": DEALS,
        "invitations": INVITATIONS,
        "pets": PETS,
    }
    with Small(tmp_path / "project", **own) as project:
        project.load(
            "reviews.csv", HEADER + "r1,4711,5,mine,2026-05-01,\nr2,4712,4,order 4711 came,2026-05-02,\n"
        )
        project.load(
            "customers.csv",
            "customer_no,full_name,mail\n4711,Ana Quint,éva1@a.example\n4712,Bo,b@b.example\n",
        )
        project.load(
            "deals.csv", "deal,customer_no,won,opened,closes\nd1,4711,,2026-05-01,\nd2,4712,,2026-05-01,\n"
        )
        project.load("invitations.csv", "customer_no,invited\n4711,2026-05-01\n4712,2026-05-01\n")
        project.load("log.csv", "customer_key,contacted_at\n4711,2026-05-03\n4712,2026-05-03\n")
        project.load("pets.csv", "pet,owner_no\nMinka,4711\n")
        theirs, other = (
            key
            for (key,) in project.rows(
                "select speaker_key from core.feedback where source = 'reviews' order by created_at"
            )
        )
        third = "f" * 24
        project.load(
            "decided.csv", f"left_key,right_key,decision\n{theirs},{third},same\n{other},{third},different\n"
        )
        first, second = (
            one
            for (one,) in project.rows(
                "select feedback_id from core.feedback where source = 'reviews' order by created_at"
            )
        )
        project.load("read.csv", f"opinion_id,polarity\n{first}:overall,1\n{second}:overall,1\n")
        yield project


def document(customers: dict[str, str]) -> str:
    """Reviews as a JSON list, by text the customer."""
    return json.dumps(
        [
            {"review_id": f"x {text}", "customer_no": customer, "stars": "5", "body": text}
            for text, customer in customers.items()
        ]
    )


def forget(small: Small, name: str, namespace: str | None = None) -> tuple[Person, list[str]]:
    pseudonymiser = Pseudonymiser(read_secret(small.project))

    def find(work):
        if "@" in name:
            return by_email(work, pseudonymiser, name)
        return by_customer(work, pseudonymiser, name, namespace)

    person, _, look_at = mark_person(small.work, small.with_(), find)
    erased = erased_persons(small.work, small.project, read_secret(small.project))
    take_out(small.work, replace(small.with_(), erased=erased))
    return person, look_at


def kept(small: Small) -> dict[str, int]:
    tables = (
        "feedback",
        "customer_records",
        "deals",
        "invitations",
        "contacted",
        "identity_decisions",
        "readings",
    )
    return {table: len(small.rows(f"from core.{table}")) for table in tables}


def test_records_of_every_kind_go_and_those_of_others_stay(small: Small):
    before = kept(small)
    assert before == {"feedback": 3, "customer_records": 2, "deals": 2, "invitations": 2, "contacted": 2,
                      "identity_decisions": 2, "readings": 2}  # fmt: skip
    person, _ = forget(small, "4711", "crm")
    assert kept(small) == {name: count - 1 for name, count in before.items()}
    assert small.rows(
        "select distinct loaded, rejected, duplicate from ops.files where source <> 'pets'"
    ) == [(1, 1, 0)]
    told = small.rows("select distinct reason, raw from ops.rejects")
    assert told == [("belongs to a person who was erased", None)]
    assert len(small.rows("from core.records")) == 7 + 1
    inbox = list(small.project.inbox.iterdir())
    assert not [path.name for path in inbox if mentions(path, person.keys)]


def test_a_number_of_several_systems_needs_its_namespace(small: Small):
    with pytest.raises(
        UsageError, match=r"several systems number a customer so \(crm, vet\): .*--namespace crm"
    ):
        forget(small, "4711")
    forget(small, "4711", "vet")
    assert small.rows("select source, count(*) from core.feedback group by source") == [("reviews", 2)]


def test_a_key_that_is_a_number_is_told_where_it_stands_in_what_is_not_loaded(small: Small):
    small.put("notes.txt", "call 4711 back\n")
    small.put("prices.txt", "14711 and 47110\n")
    person, look_at = forget(small, "4711", "crm")
    assert person.weak_signs == ("4711",)
    assert look_at == ["inbox/notes.txt"]
    assert small.rows("select text from core.feedback where source = 'reviews'") == [("order 4711 came",)]


def test_an_address_goes_from_others_texts_however_it_is_written(small: Small):
    written = ["ask Éva1@A.example", "https://x.example/?m=%C3%A9va1%40a.example", "éva1@a.example"]
    small.load("escaped.json", document(dict.fromkeys(written, "4712")))  # é as \u00e9
    small.load("plain.csv", (HEADER + f"y1,4712,5,{written[0]},2026-05-04,\n").encode("cp1252"))
    forget(small, "éva1@a.example")
    left = (small.project.inbox / "escaped.json").read_text().lower()
    assert left.count("[erased]") == 2 * 3
    assert "va1" not in left
    assert b"va1" not in (small.project.inbox / "plain.csv").read_bytes()


def test_a_second_person_of_a_document_takes_no_other_line(small: Small):
    small.load("list.json", document({f"text {n}": f"K-999{n}" for n in range(6)}))
    forget(small, "K-9991")
    forget(small, "K-9994")
    told = small.rows("select lines, loaded, rejected from ops.files where path = 'inbox/list.json'")
    assert told == [(6, 4, 2)]
    assert small.rows("select line from ops.rejects order by line") == [(2,), (5,)]


def test_a_file_that_was_refused_keeps_its_count(small: Small):
    small.load("asked.csv", HEADER + "z1,4711,5,x,03/04/2026,\nz2,4712,5,y,05/06/2026,\n")
    told = "select status, lines, loaded, rejected from ops.files where path = 'inbox/asked.csv'"
    assert small.rows(told) == [("rejected", 2, 0, 2)]
    forget(small, "4711", "crm")
    assert small.rows(told) == [("rejected", 2, 0, 2)]
    assert "4711" not in (small.project.inbox / "asked.csv").read_text()
