"""A generated population in three exports: who is put together, in any order of delivery."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from populations import pairwise, population
from populations.generating import Population

from models.linkage.parameters import LinkageParameters
from transforms.privacy import Pseudonymiser
from warehouse.catalogue import catalogue
from warehouse.database import Resources, working
from warehouse.linking.people import link_people
from warehouse.loading import LoadedWith, delivery, load_file
from warehouse.project import Project
from warehouse.secret import create_secret, read_secret

PEOPLE = 1_500
STARTED_AT = datetime(2026, 7, 1, tzinfo=UTC)
PARAMETERS = LinkageParameters(accept_at=0.99, ask_at=0.8)
SECRET = "5e" * 32
CUSTOMERS = """
    select feedback_id as record, customer_id as cluster from core.feedback
    union all
    select distinct record_id, customer_id
    from core.customer_records
    join core.customer_keys using (customer_key)
"""
TABLES = ("identity_links", "customer_keys", "customer_accounts")


pytestmark = pytest.mark.system  # thousands of persons


@pytest.fixture(scope="module")
def people() -> Population:
    return population(PEOPLE, seed=11)


def linked(folder: Path, people: Population, exports: list[str]) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The customer of each record, and the tables of links, after delivery in that order, night by night."""
    project = Project(folder)
    project.inbox.mkdir(parents=True)
    project.sources.mkdir()
    create_secret(project)
    project.secret.write_text(SECRET + "\n", encoding="ascii")
    people.write(project.inbox, project.sources)
    secret = read_secret(project)
    with_ = LoadedWith(project, catalogue(project), secret, "run", STARTED_AT)
    with working(project, Resources(threads=2)) as work:
        for name in exports:
            load_file(work, delivery(project.inbox / name, project), with_)
            link_people(work, project, secret, PARAMETERS)
        tables = [work.execute(f"from core.{name} order by all").pl() for name in TABLES]
        return work.execute(CUSTOMERS).pl(), tables


@pytest.fixture(scope="module")
def forwards(people: Population, tmp_path_factory: pytest.TempPathFactory):
    return linked(
        tmp_path_factory.mktemp("forwards") / "firm", people, ["crm.csv", "survey.csv", "tickets.csv"]
    )


def test_who_is_put_together_belongs_together_and_nearly_all_are_found(people: Population, forwards):
    secret = Pseudonymiser(bytes.fromhex(SECRET))
    records = people.keys.with_columns(
        record=pl.Series([secret.pseudonym(f"record:{source}", key)
                          for source, key in people.keys.select("source", "row_key").rows()])
    )  # fmt: skip
    found = records.join(forwards[0], on="record", how="left", validate="1:1")
    assert found["cluster"].null_count() == 0
    measured = pairwise(records, found)
    assert measured.pairs > PEOPLE / 2
    assert measured.precision >= 0.99
    assert measured.recall >= 0.90


def test_the_same_links_in_any_order_of_delivery(people: Population, forwards, tmp_path: Path):
    _, backwards = linked(tmp_path / "firm", people, ["tickets.csv", "survey.csv", "crm.csv"])
    for one, other in zip(forwards[1], backwards, strict=True):
        assert one.height > PEOPLE / 10
        assert one.equals(other)


def test_few_wait_for_a_person(forwards):
    links = forwards[1][0]
    asked, made = ((links["status"] == status).sum() for status in ("to_review", "accepted"))
    assert 0 < asked < 0.1 * made
