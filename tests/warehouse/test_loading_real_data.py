"""The public exports, as they were published: every line accounted for."""

import csv
from pathlib import Path

import pytest
from small_project import STARTED_AT

from models.linkage.parameters import LinkageParameters
from warehouse.catalogue import catalogue
from warehouse.database import Resources, working
from warehouse.linking.people import link_people
from warehouse.loading import FileOutcome, LoadedWith, delivery, load_file
from warehouse.project import Project

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the development data are not here")


@pytest.fixture
def work(tmp_path: Path):
    with working(Project(tmp_path), Resources(threads=1)) as connection:
        yield connection


def load(work, tmp_path: Path, name: str) -> FileOutcome:
    project = Project(tmp_path)
    with_ = LoadedWith(project, catalogue(None), b"k" * 32, "run", STARTED_AT)
    outcome = load_file(work, delivery(DATA / name, project), with_)
    assert outcome.lines == outcome.loaded + outcome.rejected + outcome.duplicate == records(DATA / name)
    return outcome


def records(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for row in csv.reader(file) if any(row)) - 1


def test_olist_reviews_lead_to_customers_with_a_state(work, tmp_path):
    reviews = load(work, tmp_path, "olist_pt/olist_order_reviews_dataset.csv")
    for name in ("orders", "customers"):
        assert load(work, tmp_path, f"olist_pt/olist_{name}_dataset.csv").rejected == 0
    assert (reviews.source, reviews.lines, reviews.loaded) == ("olist_reviews", 5551, 5551)
    link_people(work, Project(tmp_path), b"k" * 32, LinkageParameters(0.99, 0.8))
    joined = work.execute(
        "select count(distinct feedback_id) from core.feedback "
        "join core.customer_records customers on customers.customer_key = feedback.customer_id "
        "where customers.attributes['state'] is not null"
    ).fetchone()
    assert joined == (5551,)


def test_a_lounge_review_off_its_scale_is_the_one_reject(work, tmp_path):
    outcome = load(work, tmp_path, "skytrax_en/lounge.csv")
    assert (outcome.loaded, outcome.rejected) == (2263, 1)
    (reject,) = outcome.rejects
    assert (reject.line, reject.column) == (432, "overall_rating")
    assert reject.reason == "8.0 is not on the declared scale 1–5"


@pytest.mark.parametrize("name", ["Garmin_Connect.en", "Garmin_Connect.fr", "Samsung_Health.fr"])
def test_app_reviews(work, tmp_path, name):
    assert load(work, tmp_path, f"app_reviews_en_fr/{name}.csv").loaded == 2000


def test_the_airport_survey_counts_its_own_net_promoters(work, tmp_path):
    name = "sfo_survey_2017/2017_SFO_Customer_Survey_20250817.csv"
    assert load(work, tmp_path, name).loaded == 2831
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        codes = [row["NETPRO"].strip() for row in csv.DictReader(file)]
    by_hand = sorted(float(code) for code in codes if code not in ("", "11"))
    scores = work.execute("select score from core.survey_answers where metric = 'nps' order by 1").fetchall()
    assert [score for (score,) in scores] == by_hand
