"""Issues of contacts: which, how grave, in words that name nobody."""

import random
from datetime import timedelta

import polars as pl
import pytest
from contact_rows import AS_OF, NEEDS_NOTHING, TOLD, contacts
from polars.testing import assert_frame_equal
from populations import crm, population

from transforms.contacts import HYGIENE_SCHEMA, contact_issues
from transforms.contacts.needs import needs_of, told_of
from transforms.description import Description
from transforms.segments import Band, Dimension


def issues(
    frame: pl.DataFrame, importances: pl.DataFrame = NEEDS_NOTHING, told: pl.DataFrame = TOLD
) -> pl.DataFrame:
    return contact_issues(frame, told, importances, AS_OF, stale_after_days=730)


def named(found: pl.DataFrame) -> set[tuple[str, str]]:
    return set(found.select("contact_key", "issue").rows())


def test_a_sound_contact_has_none():
    found = issues(contacts({"name": "Ann Lee", "phone": "+493023125000", "company": "Norvik"}))
    assert found.is_empty()
    assert found.schema == HYGIENE_SCHEMA


@pytest.mark.parametrize(
    ("row", "issue", "severity", "is_corrected"),
    [
        ({"email": "ann@@example.org"}, "malformed_email", "high", False),
        ({"email": "ann@example.org;"}, "malformed_email", "high", True),
        ({"email": None}, "missing_email", "high", False),
        ({"email": "ann@gmial.com"}, "email_domain_typo", "medium", True),
        ({"email": "info@example.org"}, "role_email", "low", False),
        ({"phone": "12", "country": "Germany"}, "malformed_phone", "medium", False),
        ({"consent": "false"}, "consent_refused", "medium", False),
        ({"consent": None}, "consent_unknown", "medium", False),
        ({"name": "ANN LEE"}, "name_in_capitals", "low", False),
        ({"first_name": "A.", "last_name": "O'NEIL"}, "name_in_capitals", "low", False),
        ({"first_name": "Ann", "last_name": "Lee", "company": "ann lee"}, "name_in_company", "low", False),
        ({"last_at": AS_OF - timedelta(days=731)}, "stale_record", "low", False),
    ],
)
def test_one_issue_each(row: dict, issue: str, severity: str, is_corrected: bool):
    (found,) = issues(contacts(row)).rows(named=True)
    assert (found["issue"], found["severity"], found["is_corrected"]) == (issue, severity, is_corrected)


@pytest.mark.parametrize(
    "row",
    [
        {"last_at": AS_OF - timedelta(days=730)},
        {"name": "J. R."},
        {"name": "IBM"},
        {"name": "Norvik", "company": "Norvik"},
        {"email": "ann@gmaill.com", "website": "https://www.gmaill.com/contact"},
    ],
)
def test_what_is_no_issue(row: dict):
    assert issues(contacts(row)).is_empty()


def test_a_domain_of_many_colleagues_is_no_slip():
    assert issues(contacts({"email": "a@gmaill.com"}, {"email": "b@gmaill.com"})).is_empty()
    slip = [{"email": "a@gmaill.com"}, {"email": "b@gmaill.com"}]
    known = [{"email": f"p{n}@gmail.com"} for n in range(20)]
    found = issues(contacts(*slip, *known))  # two are at most a tenth of twenty
    assert named(found) == {("k1", "email_domain_typo"), ("k2", "email_domain_typo")}


def test_an_address_of_several_persons_is_shared_and_that_of_one_persons_contacts_is_not():
    at = {"email": "lee.family@example.org"}
    found = issues(contacts(at, {"email": "Lee.Family@Example.org"}))
    assert named(found) == {("k1", "shared_email"), ("k2", "shared_email")}
    twice = issues(contacts(at | {"customer_id": "c"}, at | {"customer_id": "c"}))
    assert set(twice["issue"]) == {"duplicate_contact"}


def test_of_duplicates_the_one_that_knows_most_is_kept_then_the_oldest():
    same = {"customer_id": "c"}
    young, old = {"customer_since": "2024-01-01T00:00:00Z"}, {"customer_since": "2020-01-01T00:00:00Z"}
    found = issues(contacts(same | old, same | young | {"phone": "+493023125000"}, same | old))
    assert found.select("contact_key", "duplicate_of").rows() == [("k1", "k2"), ("k3", "k2")]
    assert found["detail"][0] == "the same person as the contact k2 of this source"
    equal = issues(contacts(same | young, same | old, same | young))
    assert equal.select("contact_key", "duplicate_of").rows() == [("k1", "k2"), ("k3", "k2")]
    elsewhere = issues(contacts(same, same | {"source": "other"}), told=TOLD)
    assert elsewhere.is_empty()  # another CRM may have them too


def test_what_a_source_has_no_column_for_is_no_gap():
    bare = contacts({"email": None, "consent": None})
    assert issues(bare, told=TOLD.head(0)).is_empty()


def test_missing_attributes_carry_their_importance():
    frame = contacts({"attributes": ["plan"], "feedback": 3}, {"attributes": ["plan", "industry"]})
    needs = pl.DataFrame(
        {"source": ["crm", "crm"], "attribute": ["industry", "plan"], "importance": [0.25, 0.0]}
    )
    (found,) = issues(frame, needs).rows(named=True)
    assert (found["contact_key"], found["attribute"], found["importance"]) == ("k1", "industry", 0.25)
    assert (found["detail"], found["feedback"]) == ("industry is not known", 3)


def test_the_order_of_contacts_decides_nothing():
    rows = [{"customer_id": f"c{n % 7}", "email": f"info@firm{n % 5}.org"} for n in range(40)]
    frame = contacts(*rows)
    shuffled = frame.sample(fraction=1, shuffle=True, seed=1)
    assert_frame_equal(issues(frame), issues(shuffled))


def test_needs_are_the_attributes_that_dimensions_read():
    description = Description.model_validate(
        {"name": "crm", "title": "CRM", "recognise": {"columns": ["No"]}, "record": {"key": ["No"]},
         "customer": {"key": "No", "namespace": "crm", "email": "Mail"},
         "profile": {"attributes": {"industry": "Industry", "customer_since": "Since",
                                    "lifetime_value": "Value"}}}
    )  # fmt: skip
    tenure = Dimension(since="customer_since", bands=(Band(name="any", from_value=0),))
    dimensions = {
        "industry": Dimension(attribute="industry"),
        "tenure": tenure,
        "plan": Dimension(attribute="plan"),
    }
    assert needs_of([description], dimensions).rows() == [
        ("crm", "customer_since", "tenure"),
        ("crm", "industry", "industry"),
    ]
    assert told_of([description])["told"].to_list() == [
        "customer_since",
        "email",
        "industry",
        "lifetime_value",
    ]


# the generated population, with its true persons as customers ----------------------------------------------

PLANTED = (
    "malformed_email", "missing_email", "email_domain_typo", "role_email", "shared_email", "malformed_phone",
    "consent_refused", "consent_unknown", "name_in_capitals", "name_in_company",
)  # fmt: skip
COLUMNS = {
    "first_name": "First Name", "last_name": "Last Name", "email": "Email", "phone": "Phone Number",
    "company": "Company name", "website": "Website URL", "country": "Country/Region",
}  # fmt: skip


@pytest.fixture(scope="module")
def planted_and_found() -> tuple[pl.DataFrame, pl.DataFrame]:
    people = population(4_000, seed=11)
    export = people.exports["crm.csv"].with_columns(pl.all().replace("", None))
    persons = people.records.filter(source=crm.SOURCE)["person_id"].to_list()
    rows = [
        {detail: row[column] for detail, column in COLUMNS.items()}
        | {"contact_key": row["Record ID"], "customer_id": person}
        | {"consent": {"yes": "true", "no": "false", None: None}[row["Consent"]]}
        for row, person in zip(export.to_dicts(), persons, strict=True)
    ]
    random.Random(1).shuffle(rows)
    return people.planted, issues(contacts(*rows))


@pytest.mark.parametrize("issue", PLANTED)
def test_what_was_planted_is_found_and_little_else(planted_and_found, issue: str):
    planted, found = (frame.filter(issue=issue) for frame in planted_and_found)
    expected, told = set(planted["row_key"]), set(found["contact_key"])
    assert len(expected) > 5
    assert len(expected & told) >= 0.95 * len(expected)
    assert len(expected & told) >= 0.95 * len(told)


def test_each_further_contact_of_a_person_is_a_duplicate(planted_and_found):
    planted, found = (frame.filter(issue="duplicate_contact") for frame in planted_and_found)
    assert 2 * found.height == planted.height  # planted are both, found is the one to merge
    assert set(found["contact_key"]) | set(found["duplicate_of"]) == set(planted["row_key"])


def test_no_detail_names_anybody(planted_and_found):
    _, found = planted_and_found
    said = set(found["detail"]) | set(found["suggestion"])
    assert {one.split(" ")[0] for one in said}  # something is said
    assert not [one for one in said if "@" in one and not one.startswith(("the e-mail address has",))]
