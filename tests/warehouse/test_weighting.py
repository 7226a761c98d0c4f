"""Answers weighted to the customers of the CRM: the population, the figures, and how well they hold."""

from datetime import UTC, datetime

import numpy as np
import pytest
from marts_data import SETTINGS, Warehouse
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from weighted_population import divided_silent, monthly_rows, one_margin, two_margins

from models.weighting import WeightingParameters
from warehouse.analysing.weighting import weigh_answers

AS_OF = datetime(2026, 6, 30, 12, tzinfo=UTC)
ALL_TIME = "dimension = 'all' and period_grain = 'all'"
SIZE = WeightingParameters(margins=("size",))


@pytest.fixture
def warehouse():
    one = Warehouse()
    yield one
    one.connection.close()


def customers(warehouse: Warehouse, segment: str, number: int, dimension="size", valid=(None, None), **known):
    for _ in range(number):
        warehouse.count += 1
        name = f"crm{warehouse.count:05}"
        warehouse.insert("core.customers", {"customer_id": name, **known})
        row = {"customer_id": name, "dimension": dimension, "segment": segment}
        warehouse.insert("core.customer_segments", row | {"valid_from": valid[0], "valid_to": valid[1]})


def build(warehouse: Warehouse, parameters: WeightingParameters = SIZE) -> None:
    weigh_answers(warehouse.connection, parameters, SETTINGS.time_zone, AS_OF)
    warehouse.build()


def counted(warehouse: Warehouse, parameters: WeightingParameters = SIZE) -> dict[str, int]:
    """Customers of the segment 'large' by period, by grain and start."""
    build(warehouse, parameters)
    rows = warehouse.rows("weighting", "segment = 'large'")
    return {f"{row['period_grain']} {row['period_start'] or ''}".strip(): row["customers"] for row in rows}


# the population -------------------------------------------------------------------------------------------


def test_customers_are_counted_as_they_were_at_the_end_of_each_period(warehouse):
    for at in ("2026-01-10", "2026-04-10", "2026-06-10"):
        warehouse.answers("nps", [9] * 5, at, segments={"size": "large"})
    customers(warehouse, "large", 10)
    customers(
        warehouse, "large", 3, customer_since="2026-04-01 00:00:00+03"
    )  # in Bucharest: not yet in March
    customers(warehouse, "large", 4, churned_at="2026-05-01 00:00:00+00", is_active=False)
    customers(warehouse, "large", 2, churned_at="2026-05-01 00:00:00+00", is_active=True)  # and came back
    customers(warehouse, "large", 5, is_active=False)  # nobody knows since when
    customers(warehouse, "large", 6, valid=(None, "2026-04-15 00:00:00+00"))  # then they moved
    customers(warehouse, "large", 7, valid=("2026-06-29 00:00:00+00", None))
    customers(warehouse, "large", 8, valid=("2026-06-30 13:00:00+00", None))  # after the watermark
    customers(warehouse, "unknown", 9)
    everybody = 10 + 3 + 4 + 2 + 5 + 6 + 7
    assert counted(warehouse) == {
        "month 2026-01-01": 10 + 4 + 2 + 6,
        "month 2026-04-01": 10 + 3 + 4 + 2,
        "month 2026-06-01": 10 + 3 + 2 + 7,
        "quarter 2026-01-01": 10 + 4 + 2 + 6,
        "quarter 2026-04-01": 10 + 3 + 2 + 7,
        "all": 10 + 3 + 2 + 7,
    }
    with_inactive = counted(warehouse, WeightingParameters(margins=("size",), is_active_only=False))
    assert with_inactive["all"] == everybody - 6


def test_without_margins_there_are_no_weights_of_our_own(warehouse):
    customers(warehouse, "large", 10)
    warehouse.answers("nps", [9] * 10, "2026-06-10", segments={"size": "large"}, weight=2.0)
    build(warehouse, WeightingParameters())
    assert warehouse.rows("weighting") == []
    assert warehouse.connection.sql("from core.answer_weights").fetchall() == []
    assert warehouse.row("kpi", ALL_TIME)["weighted_value"] == 100


# the weighted figures -------------------------------------------------------------------------------------


def answered(warehouse: Warehouse) -> None:
    """20 of 1,000 small companies answer, 80 of 1,000 large ones; the small ones are unhappy."""
    customers(warehouse, "small", 1000)
    customers(warehouse, "large", 1000)
    warehouse.answers("nps", [9] * 5 + [8] * 5 + [2] * 10, "2026-06-10", segments={"size": "small"})
    warehouse.answers("nps", [9] * 50 + [7] * 20 + [0] * 10, "2026-06-10", segments={"size": "large"})


def test_weighted_nps_and_its_interval_by_hand(warehouse):
    answered(warehouse)
    build(warehouse)
    row = warehouse.row("kpi", ALL_TIME)
    # each small one stands for 0.5 / 0.2 = 2.5, each large one for 0.5 / 0.8 = 0.625
    promoters, detractors = 5 * 2.5 + 50 * 0.625, 10 * 2.5 + 10 * 0.625
    assert row["value"] == 55 - 20
    assert row["weighted_value"] == pytest.approx(promoters - detractors)
    squares = 20 * 2.5**2 + 80 * 0.625**2
    assert row["n_effective"] == pytest.approx(100**2 / squares)
    mean = (promoters - detractors) / 100
    residuals = 2.5**2 * (5 * (1 - mean) ** 2 + 5 * mean**2 + 10 * (1 + mean) ** 2)
    residuals += 0.625**2 * (50 * (1 - mean) ** 2 + 20 * mean**2 + 10 * (1 + mean) ** 2)
    spread = (promoters + detractors) / 100 - mean**2
    worth = spread / (residuals / 100**2 * 100 / 99)  # the small ones are divided: worth less than Kish says
    assert worth < row["n_effective"]
    total = worth + 3
    p, d = (worth * promoters / 100 + 0.75) / total, (worth * detractors / 100 + 0.75) / total
    half = 1.959964 * ((p + d - (p - d) ** 2) / total) ** 0.5
    bounds = (100 * (p - d - half), 100 * (p - d + half))
    assert (row["weighted_low"], row["weighted_high"]) == pytest.approx(bounds, rel=1e-6)
    assert row["weighted_value"] < row["ci_low"]
    assert row["is_moved_by_weighting"]


def test_weighted_shares_and_stars_by_hand(warehouse):
    customers(warehouse, "small", 50)
    customers(warehouse, "large", 50)
    for segment, stars in (("small", [1, 2, 5, 4]), ("large", [5, 5, 4, 3, 5, 4, 2, 5, 5, 5, 4, 5])):
        warehouse.answers("csat", stars, "2026-06-10", segments={"size": segment})
        for number, star in enumerate(stars):
            given = {"rating": star, "rating_min": 1, "rating_max": 5, "segments": {"size": segment}}
            warehouse.feedback(f"{segment}{number}", "2026-06-10", **given)
    build(warehouse)
    csat, rating = (warehouse.row("kpi", f"{ALL_TIME} and metric = '{one}'") for one in ("csat", "rating"))
    weights = np.array([0.5 / 0.25] * 4 + [0.5 / 0.75] * 12)
    scores = np.array([1, 2, 5, 4, 5, 5, 4, 3, 5, 4, 2, 5, 5, 5, 4, 5.0])
    kish = 16**2 / (weights**2).sum()
    for row, y in ((csat, scores >= 4), (rating, scores)):
        mean = (weights * y).sum() / 16
        variance = (weights * (y - mean) ** 2).sum() / 16
        worth = min(kish, variance / ((weights**2 * (y - mean) ** 2).sum() / 16**2 * 16 / 15))
        assert row["weighted_value"] == pytest.approx(mean)
        assert row["n_effective"] == pytest.approx(kish)
        if row is csat:
            bounds = proportion_confint(worth * mean, worth, method="wilson")
        else:
            half = stats.t.ppf(0.975, worth - 1) * (variance / (worth - 1)) ** 0.5
            bounds = (mean - half, min(5, mean + half))
        assert (row["weighted_low"], row["weighted_high"]) == pytest.approx(bounds, abs=2e-3)


def test_equal_weights_give_the_unweighted_interval(warehouse):
    customers(warehouse, "small", 50)
    customers(warehouse, "large", 50)
    for segment in ("small", "large"):
        warehouse.answers("nps", [9] * 10 + [8] * 5 + [2] * 5, "2026-06-10", segments={"size": segment})
    build(warehouse)
    row = warehouse.row("kpi", ALL_TIME)
    assert (row["weighted_value"], row["n_effective"]) == pytest.approx((row["value"], 40))
    assert row["weighted_low"] == pytest.approx(row["ci_low"], abs=0.5)  # 39 / 40 of the answers
    assert not row["is_moved_by_weighting"]


def test_answers_that_all_say_the_same_keep_an_interval(warehouse):
    customers(warehouse, "small", 50)
    customers(warehouse, "large", 50)
    warehouse.answers("nps", [9] * 10, "2026-06-10", segments={"size": "small"})
    warehouse.answers("nps", [10] * 30, "2026-06-10", segments={"size": "large"})
    build(warehouse)
    row = warehouse.row("kpi", ALL_TIME)
    assert (row["weighted_value"], row["weighted_high"]) == (100, 100)
    assert row["weighted_low"] == pytest.approx(row["ci_low"], abs=5)
    assert row["weighted_low"] < row["ci_low"]


def test_many_answers_of_few_respondents_are_worth_few(warehouse):
    customers(warehouse, "large", 50)
    for number in range(60):
        warehouse.answer(
            "nps", 9 if number % 2 else 3, f"c{number % 6}", "2026-06-10", segments={"size": "large"}
        )
    build(warehouse)
    row = warehouse.row("kpi", ALL_TIME)
    assert (row["responses"], row["customers"], row["weighted_value"]) == (60, 6, 0)
    assert row["n_effective"] == pytest.approx(6)
    day = warehouse.row("kpi", "dimension = 'all' and period_grain = 'day'")
    assert day["n_effective"] == pytest.approx(6)


def test_weights_of_fewer_customers_than_the_floor_show_nothing(warehouse):
    warehouse.answers("nps", [9] * 4, weight=1.0)
    warehouse.answers("nps", [0] * 4)
    build(warehouse)
    row = warehouse.row("kpi", ALL_TIME)
    assert row["value"] == 0
    weighted = ("weighted_value", "weighted_low", "weighted_high", "n_effective", "is_moved_by_weighting")
    assert {row[name] for name in weighted} == {None}


# how well it holds ----------------------------------------------------------------------------------------


@pytest.mark.system
@pytest.mark.parametrize("made", [one_margin, two_margins, divided_silent])
def test_the_raw_nps_is_off_by_ten_points_and_the_weighted_one_within_its_interval(made):
    random = np.random.default_rng(20260630)
    people = made(random)
    rows = monthly_rows(people, answers=300, draws=150, random=random)
    assert len(rows) == 150
    assert 8 < np.mean([row["value"] for row in rows]) - people.nps < 12
    assert abs(np.mean([row["weighted_value"] for row in rows]) - people.nps) < 1.5
    within = [row["weighted_low"] <= people.nps <= row["weighted_high"] for row in rows]
    assert np.mean(within) >= 0.93
    assert np.mean([row["ci_low"] <= people.nps <= row["ci_high"] for row in rows]) < 0.6
