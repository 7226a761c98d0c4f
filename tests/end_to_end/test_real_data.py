"""Real exports as they were published, each set in one run, its figures compared with hand calculations."""

import csv
import shutil
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from command import new_project, rows, voc

pytestmark = pytest.mark.system  # minutes

Records = list[dict[str, str]]


def run_on(folder: Path, exports: Sequence[Path]) -> tuple[Path, dict[str, Any]]:
    """A project after one `voc run` on copies of the exports, and what the run printed."""
    project = new_project(folder / "project")
    for export in exports:
        shutil.copyfile(export, project / "inbox" / export.name)
    called = voc("run", "--project", project, "--json")
    assert called.code in (0, 3), called.err
    printed = called.json
    assert len(printed["files"]) == len(exports)
    return project, printed


def records(path: Path) -> Records:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def each_line_accounted_for(printed: dict[str, Any], lines_of: dict[str, int]) -> None:
    for one in printed["files"]:
        assert one["status"] == "loaded", one
        assert one["lines"] == lines_of[Path(one["path"]).name]
        assert one["lines"] == one["loaded"] + one["rejected"] + one["duplicate"]


def values_within_intervals(project: Path) -> None:
    found = rows(
        project, "select value, ci_low, ci_high from report.kpi where dimension = 'all' and value is not null"
    )
    assert found
    assert all(one["ci_low"] <= one["value"] <= one["ci_high"] for one in found)


class Olist:
    """Orders, customers and reviews of a marketplace, in one run."""

    def __init__(self, data: Path, folder: Path) -> None:
        folder_of = data / "olist_pt"
        names = ("orders", "customers", "order_reviews")
        paths = {name: folder_of / f"olist_{name}_dataset.csv" for name in names}
        self.orders, self.customers, self.reviews = (records(path) for path in paths.values())
        self.project, self.printed = run_on(folder, list(paths.values()))


@pytest.fixture(scope="module")
def olist(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Olist:
    return Olist(real_data, tmp_path_factory.mktemp("olist"))


def test_olist_every_line(olist: Olist) -> None:
    each_line_accounted_for(
        olist.printed,
        {
            "olist_orders_dataset.csv": len(olist.orders),
            "olist_customers_dataset.csv": len(olist.customers),
            "olist_order_reviews_dataset.csv": len(olist.reviews),
        },
    )
    assert len(olist.reviews) == 5551


def test_olist_every_review_leads_to_a_customer_with_a_state(olist: Olist) -> None:
    (found,) = rows(
        olist.project,
        "select count(*) as reviews, count(customers.attributes['state']) as with_state, "
        "count(segments.segment) filter (segments.segment = customers.attributes['state']) as in_segment "
        "from core.feedback left join core.customers customers using (customer_id) "
        "left join core.feedback_segments segments "
        "on segments.feedback_id = feedback.feedback_id and segments.dimension = 'state'",
    )
    assert found == {"reviews": 5551, "with_state": 5551, "in_segment": 5551}


def test_olist_reviews_a_state_are_those_of_the_files(olist: Olist) -> None:
    customer_of = {order["order_id"]: order["customer_id"] for order in olist.orders}
    state_of = {customer["customer_id"]: customer["customer_state"] for customer in olist.customers}
    expected = Counter(state_of[customer_of[review["order_id"]]] for review in olist.reviews)
    found = rows(
        olist.project,
        "select segment, count(*) as reviews from core.feedback_segments "
        "where dimension = 'state' group by segment",
    )
    assert {one["segment"]: one["reviews"] for one in found} == dict(expected)


def test_olist_who_bought_repeatedly_is_one_customer(olist: Olist) -> None:
    people = {customer["customer_unique_id"] for customer in olist.customers}
    assert len(people) < len(olist.customers)
    assert rows(olist.project, "select count(*) as n from core.customers") == [{"n": len(people)}]
    person_of = {customer["customer_id"]: customer["customer_unique_id"] for customer in olist.customers}
    customer_of = {order["order_id"]: order["customer_id"] for order in olist.orders}
    speakers = {person_of[customer_of[review["order_id"]]] for review in olist.reviews}
    assert len(speakers) < len(olist.reviews)
    (found,) = rows(
        olist.project,
        "select responses, customers from report.kpi "
        "where metric = 'csat' and period_grain = 'all' and dimension = 'all'",
    )
    assert found == {"responses": 5551, "customers": len(speakers)}


def test_olist_values_within_intervals(olist: Olist) -> None:
    values_within_intervals(olist.project)


def test_skytrax(real_data: Path, tmp_path: Path) -> None:
    exports = [real_data / "skytrax_en" / name for name in ("lounge.csv", "seat.csv")]
    project, printed = run_on(tmp_path, exports)
    each_line_accounted_for(printed, {path.name: len(records(path)) for path in exports})
    (found,) = rows(project, "select count(*) as n, count(sentiment) as reads from core.feedback")
    loaded = sum(one["loaded"] for one in printed["files"])
    assert loaded > 3_400
    assert found == {"n": loaded, "reads": loaded}
    assert rows(project, "select count(distinct aspect) as n from core.ratings")[0]["n"] >= 7
    values_within_intervals(project)


def test_app_reviews_repeated_reviews_are_not_lost(real_data: Path, tmp_path: Path) -> None:
    exports = sorted((real_data / "app_reviews_en_fr").glob("*.csv"))
    project, printed = run_on(tmp_path, exports)
    each_line_accounted_for(printed, {path.name: len(records(path)) for path in exports})
    assert sum(one["lines"] for one in printed["files"]) == 12_000
    found = rows(
        project,
        "select language, count(*) as n from core.feedback where language in ('en', 'fr') group by language",
    )
    assert min(one["n"] for one in found) > 4_000
    values_within_intervals(project)


class Airport:
    """The passenger survey of San Francisco airport of May 2017."""

    def __init__(self, data: Path, folder: Path) -> None:
        (path,) = (data / "sfo_survey_2017").glob("*.csv")
        self.name = path.name
        self.answers = records(path)
        self.project, self.printed = run_on(folder, [path])

    def kpi(self, metric: str) -> dict[str, Any]:
        (found,) = rows(
            self.project,
            f"from report.kpi where metric = '{metric}' and period_grain = 'all' and dimension = 'all'",
        )
        return found


@pytest.fixture(scope="module")
def airport(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Airport:
    return Airport(real_data, tmp_path_factory.mktemp("airport"))


def test_airport_every_line(airport: Airport) -> None:
    each_line_accounted_for(airport.printed, {airport.name: 2831})


def test_airport_nps_is_that_of_a_hand_calculation(airport: Airport) -> None:
    scores = [int(row["NETPRO"]) for row in airport.answers if row["NETPRO"].strip() not in ("", "11")]
    promoters = sum(score >= 9 for score in scores)
    detractors = sum(score <= 6 for score in scores)
    found = airport.kpi("nps")
    assert found["responses"] == len(scores)
    assert found["value"] == pytest.approx(100 * (promoters - detractors) / len(scores))
    assert found["ci_low"] < found["value"] < found["ci_high"]


def test_airport_weighted_nps_is_that_of_a_hand_calculation(airport: Airport) -> None:
    given = [
        (int(row["NETPRO"]), float(row["WEIGHT"]))
        for row in airport.answers
        if row["NETPRO"].strip() not in ("", "11") and row["WEIGHT"].strip()
    ]
    total = sum(weight for _, weight in given)
    promoters = sum(weight for score, weight in given if score >= 9)
    detractors = sum(weight for score, weight in given if score <= 6)
    found = airport.kpi("nps")
    assert found["weighted_value"] == pytest.approx(100 * (promoters - detractors) / total)
    assert found["n_effective"] == pytest.approx(total**2 / sum(weight**2 for _, weight in given))
    assert found["n_effective"] < len(given)
    assert found["weighted_low"] < found["weighted_value"] < found["weighted_high"]
    assert found["is_moved_by_weighting"] is False


def test_airport_csat_is_that_of_a_hand_calculation(airport: Airport) -> None:
    scores = [
        int(row["Q7ALL"]) for row in airport.answers if row["Q7ALL"].strip() in ("1", "2", "3", "4", "5")
    ]
    found = airport.kpi("csat")
    assert found["responses"] == len(scores)
    assert found["value"] == pytest.approx(sum(score >= 4 for score in scores) / len(scores))


def test_airport_nps_a_boarding_area_is_that_of_a_hand_calculation(airport: Airport) -> None:
    scores: dict[str, list[int]] = defaultdict(list)
    for row in airport.answers:
        if row["NETPRO"].strip() not in ("", "11"):
            scores[row["BAREA"]].append(int(row["NETPRO"]))
    found = rows(
        airport.project,
        "select segment, responses, value from report.kpi "
        "where metric = 'nps' and period_grain = 'all' and dimension = 'boarding_area'",
    )
    assert {one["segment"] for one in found} == set(scores)
    for one in found:
        of_area = scores[one["segment"]]
        points = 100 * (sum(s >= 9 for s in of_area) - sum(s <= 6 for s in of_area)) / len(of_area)
        assert (one["responses"], one["value"]) == (len(of_area), pytest.approx(points))


def test_airport_values_within_intervals(airport: Airport) -> None:
    values_within_intervals(airport.project)
