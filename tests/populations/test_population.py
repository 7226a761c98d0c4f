"""The population itself: its rates hold, its truth is true, and the descriptions read what is delivered."""

import tomllib

import phonenumbers
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from populations import crm, occurrences, pairwise, population, rates, survey, tickets
from populations.generating import Population
from populations.places import PLACES
from transforms.describe import describe
from transforms.description import Description
from transforms.privacy import Pseudonymiser
from transforms.values import raw_name

PEOPLE = 6_000
SECRET = Pseudonymiser(b"a key for tests, at least 32 bytes")
EXPORT_OF = {crm.SOURCE: "crm.csv", survey.SOURCE: "survey.csv", tickets.SOURCE: "tickets.csv"}


@pytest.fixture(scope="module")
def people() -> Population:
    return population(PEOPLE, seed=3)


def share(frame: pl.DataFrame, condition: pl.Expr) -> float:
    return frame.select(condition.fill_null(False).mean()).item()


def about(rate: float, n: int):
    """Within four standard errors: one in sixteen thousand misses by chance, and the seed is fixed."""
    return pytest.approx(rate, abs=4 * (rate * (1 - rate) / n) ** 0.5)


def test_the_same_seed_gives_the_same_population(people: Population):
    again, other = population(PEOPLE, seed=3), population(PEOPLE, seed=4)
    assert_frame_equal(people.records, again.records)
    assert_frame_equal(people.planted, again.planted)
    for name, frame in people.exports.items():
        assert_frame_equal(frame, again.exports[name])
        assert not frame.equals(other.exports[name])
    assert people.personal_values() == again.personal_values()


def test_every_delivered_row_has_one_person_who_exists(people: Population):
    for source, name in EXPORT_OF.items():
        key = people.exports[name].columns[0]
        keys = people.records.filter(source=source)["row_key"]
        assert keys.to_list() == people.exports[name][key].to_list()
        assert keys.is_unique().all()
    assert set(people.records["person_id"]) <= set(people.truth["person_id"])
    assert people.truth.height == people.truth["person_id"].n_unique() == PEOPLE


@pytest.mark.parametrize(
    ("source", "rate"),
    [
        (crm.SOURCE, rates.IN_CRM),
        (survey.SOURCE, rates.IN_SURVEY),
        (tickets.SOURCE, rates.IN_TICKETS),
    ],
)
def test_so_many_people_are_in_each_export(people: Population, source: str, rate: float):
    assert people.records.filter(source=source)["person_id"].n_unique() / PEOPLE == about(rate, PEOPLE)


def test_what_rows_do_not_know_is_blank_as_often_as_stated(people: Population):
    contacts, answers, asked = (people.exports[name] for name in EXPORT_OF.values())
    assert share(contacts, pl.col("Email") == "") == about(rates.CRM_EMAIL_MISSING, contacts.height)
    assert share(contacts, pl.col("Date of birth") == "") == about(
        1 - rates.BIRTH_DATE_KNOWN, contacts.height
    )
    assert share(contacts, pl.col("Consent") == "") == about(rates.CONSENT_UNKNOWN, contacts.height)
    assert share(answers, pl.col("E-mail") == "") == about(rates.SURVEY_EMAIL_MISSING, answers.height)
    requesters = asked.unique("Requester ID")
    missing = share(requesters, pl.col("Requester phone") == "")
    assert missing == about(rates.TICKET_PHONE_MISSING, requesters.height)


def test_duplicate_contacts_are_as_many_as_stated(people: Population):
    contacts = people.records.filter(source=crm.SOURCE).group_by("person_id").len()
    assert (contacts["len"] == 2).mean() == about(rates.DUPLICATE_CONTACT, contacts.height)
    planted = people.planted.filter(issue="duplicate_contact").height
    assert planted == 2 * (contacts["len"] == 2).sum()


def test_the_hard_cases_are_there(people: Population):
    contacts = people.exports["crm.csv"].with_columns(
        person_id=people.records.filter(source=crm.SOURCE)["person_id"]
    )
    addressed = contacts.filter(pl.col("Email") != "").group_by(pl.col("Email").str.to_lowercase())
    assert (
        addressed.agg(pl.col("person_id").n_unique())["person_id"] > 1
    ).sum() > 20  # mailboxes, households
    named = [pl.col("First Name"), pl.col("Last Name")]
    same_name = contacts.group_by(named).agg(pl.col("person_id").n_unique())
    assert same_name["person_id"].max() >= 5  # many Maria Garcias
    at_one_company = contacts.group_by(*named, "Website URL").agg(pl.col("person_id").n_unique())
    assert (at_one_company["person_id"] > 1).sum() >= 3  # father and son, namesakes
    births = contacts.filter(pl.col("Date of birth") != "").group_by("Last Name", "Date of birth")
    twins = births.agg(pl.col("person_id").n_unique(), pl.col("First Name").n_unique())
    assert twins.filter((pl.col("person_id") > 1) & (pl.col("First Name") > 1)).height >= 1


def test_one_person_is_written_in_many_ways(people: Population):
    keys = people.keys.join(people.truth.select("person_id"), on="person_id", validate="m:1")
    assert keys.group_by("person_id").len()["len"].max() >= 4
    changed = people.records.group_by("person_id").agg(pl.col("company_id").n_unique())
    assert (changed["company_id"] > 1).sum() > 20  # the employer of before in some rows


def test_numbers_are_numbers_of_their_country(people: Population):
    contacts = people.exports["crm.csv"].with_columns(row_key=pl.col("Record ID"))
    broken = people.planted.filter(issue="malformed_phone").select("row_key")
    sound = contacts.filter(pl.col("Phone Number") != "", pl.col("Country/Region") != "").join(
        broken, on="row_key", how="anti"
    )
    code = {spelling: place.code for place in PLACES for spelling in place.spellings}
    valid = [
        phonenumbers.is_valid_number(phonenumbers.parse(number, code[country]))
        for number, country in sound.select("Phone Number", "Country/Region").rows()
    ]
    assert sum(valid) / len(valid) > 0.97


@pytest.mark.parametrize("source", EXPORT_OF)
def test_the_descriptions_read_every_row_under_the_key_that_the_truth_names(people: Population, source: str):
    export = people.exports[EXPORT_OF[source]]
    raw = export.rename(raw_name).with_row_index("line").with_columns(pl.col("line").cast(pl.Int64))
    description = Description.model_validate(tomllib.loads(people.descriptions[source]))
    read = describe(raw, description, SECRET)
    expected = [
        SECRET.pseudonym(f"customer:{namespace}", key)
        for namespace, key in people.records.filter(source=source).select("namespace", "source_key").rows()
    ]
    frame = read.customer_records if description.profile else read.feedback
    key = "customer_key" if description.profile else "speaker_key"
    assert read.rejects.height == 0
    assert frame.sort("line")[key].to_list() == expected


def test_nobody_is_named_in_what_was_said(people: Population):
    said = [*people.exports["survey.csv"]["Comment"], *people.exports["tickets.csv"]["Description"]]
    assert occurrences("\n".join(said).encode(), people.personal_values()) == []


def test_personal_values_are_found_where_they_stand(people: Population):
    values = people.personal_values()
    found = set(occurrences(people.exports["survey.csv"].write_csv().encode(), values))
    answers = people.exports["survey.csv"]
    addresses = {one for one in answers["E-mail"] if one}
    names = {one for one in answers["Name"] if " " in one and len(one) >= 8}
    phones = {one for one in answers["Phone"] if one}
    assert addresses <= found
    assert names <= found
    assert len(phones - found) / len(phones) < 0.02  # a bare number at a line's end beside a digit


def test_a_bare_number_inside_a_digest_is_not_somebodys():
    values = ["612345678", "+34 612 345 678", "Maria Garcia"]
    assert occurrences(b"9f612345678ab,0.612345678", values) == []
    assert occurrences(b"x,612345678\n+34 612 345 678", values) == ["+34 612 345 678", "612345678"]
    assert occurrences("…Maria Garcia…".encode(), values) == ["Maria Garcia"]
    with pytest.raises(ValueError, match="six bytes"):
        occurrences(b"", ["Ann"])


def test_pairwise_counts_pairs_of_rows():
    rows = {"source": ["a"] * 6, "row_key": list("123456")}
    truth = pl.DataFrame(rows | {"person_id": ["p", "p", "p", "q", "q", "r"]})
    found = pl.DataFrame(rows | {"cluster": ["x", "x", "y", "y", "z", None]})
    result = pairwise(truth, found)
    assert (result.pairs, result.found, result.shared) == (3 + 1, 1 + 1, 1)  # pp pp pp, qq; xx, yy; 1-2
    assert result.precision == pytest.approx(1 / 2)
    assert result.recall == pytest.approx(1 / 4)


def test_pairwise_of_rows_apart_has_no_precision():
    truth = pl.DataFrame({"source": ["a", "a"], "row_key": ["1", "2"], "person_id": ["p", "q"]})
    found = truth.select("source", "row_key", cluster=pl.lit(None, dtype=pl.String))
    assert pairwise(truth, found).precision is None
    assert pairwise(truth, found).recall is None
