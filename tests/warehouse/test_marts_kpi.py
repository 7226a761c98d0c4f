"""report.kpi: grain, figures, change against the period before, and what must not be shown."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from marts_data import SETTINGS, Warehouse
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import DescrStatsW, ttest_ind

EVERYBODY = "dimension = 'all' and period_grain = 'all'"
FIGURES = (
    *("value", "ci_low", "ci_high", "mean", "promoters", "passives", "detractors", "distribution"),
    *("weighted_value", "n_effective", "previous_value", "change", "change_p", "change_q", "is_significant"),
)


@pytest.fixture
def warehouse():
    one = Warehouse()
    yield one
    one.connection.close()


def test_an_empty_warehouse_has_empty_tables(warehouse):
    assert warehouse.build() == {
        **{"report.data_quality": 0, "report.kpi": 0, "report.sentiment": 0, "report.aspects": 0},
        "report.text_and_score": 0,
        "report.segments": 0,
        "report.identity_review": 0,
        "report.follow_up": 0,
        "report.replies": 0,
        "report.testimonials": 0,
    }


def test_nps_of_ten_answers_by_hand(warehouse):
    warehouse.answers("nps", [9] * 3 + [10] * 2 + [7] * 3 + [0, 6], "2025-03-02")
    warehouse.build()
    row = warehouse.row("kpi", EVERYBODY)
    # 5 promoters, 3 passives, 2 detractors; the interval is worked out in test_macros.py
    assert (row["promoters"], row["passives"], row["detractors"]) == (5, 3, 2)
    assert row["value"] == pytest.approx(100 * (5 - 2) / 10)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((-19.051, 65.205), abs=0.002)
    assert row["mean"] == pytest.approx((27 + 20 + 21 + 0 + 6) / 10)
    assert row["distribution"] == {0: 1, 6: 1, 7: 3, 9: 3, 10: 2}
    assert (row["responses"], row["customers"], row["status"]) == (10, 10, "indicative")
    assert (row["top_box_count"], row["weighted_value"], row["n_effective"]) == (None, None, None)


def test_csat_and_ces_count_their_boxes(warehouse):
    warehouse.answers("csat", [5, 4, 4, 3, 1], "2025-03-02")
    warehouse.answers("ces", [7, 5, 4, 3, 1, 6], "2025-03-02")
    warehouse.build()
    csat, ces = (warehouse.row("kpi", f"{EVERYBODY} and metric = '{metric}'") for metric in ("csat", "ces"))
    assert (csat["value"], csat["ci_low"], csat["ci_high"]) == pytest.approx(
        (3 / 5, 0.230723, 0.882381), abs=1e-5
    )
    assert [csat[f"{box}_box_count"] for box in ("top", "middle", "bottom")] == [3, 1, 1]
    assert [ces[f"{box}_box_count"] for box in ("top", "middle", "bottom")] == [3, 1, 2]
    assert (ces["value"], ces["mean"], ces["promoters"]) == (3 / 6, pytest.approx(26 / 6), None)


def test_scales_are_never_pooled(warehouse):
    warehouse.answers("csat", [5] * 5)
    warehouse.answers("csat", [1] * 5, is_reversed=True)  # 1 of reversed 1-5 is as good as 5
    warehouse.answers("csat", [9] * 5, scale=(1, 10), top_box=9)
    warehouse.answers("csat", [8] * 5, scale=(1, 10), top_box=8)
    warehouse.build()
    series = [(row["scale"], row["value"], row["mean"]) for row in warehouse.rows("kpi", EVERYBODY, "scale")]
    assert series == [("1-10", 1, 9), ("1-10 from 8", 1, 8), ("1-5", 1, 5), ("1-5 reversed", 1, 1)]


def test_rating_is_the_mean_of_the_stars_with_students_interval(warehouse):
    stars = [1, 2, 3, 3, 4, 5, 2, 3]
    for star in stars:
        warehouse.feedback(rating=star, rating_min=1, rating_max=5)
    warehouse.feedback(rating=3)  # on no declared scale: nobody knows what it says
    warehouse.build()
    row = warehouse.row("kpi", EVERYBODY)
    assert (row["metric"], row["scale"], row["responses"]) == ("rating", "1-5", 8)
    assert row["value"] == pytest.approx(23 / 8)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(DescrStatsW(stars).tconfint_mean(), abs=1e-3)


def test_weighted_nps_by_hand(warehouse):
    for score, weight in ((10, 2.0), (9, 1.0), (7, 1.0), (0, 0.5), (3, 0.5)):
        warehouse.answers("nps", [score], weight=weight)
    warehouse.answers("nps", [0])  # without a weight it is no part of the weighted figures
    warehouse.build()
    row = warehouse.row("kpi", EVERYBODY)
    assert row["value"] == pytest.approx(100 * (2 - 3) / 6)
    assert row["weighted_value"] == pytest.approx(100 * (3 - 1) / 5)
    assert row["n_effective"] == pytest.approx(5**2 / (4 + 1 + 1 + 0.25 + 0.25))


# periods and speakers -------------------------------------------------------------------------------------


def test_periods_are_those_of_the_configured_zone(warehouse):
    warehouse.answers("nps", [9] * 5, "2025-03-31 20:59")  # 23:59 on 31 March in Bucharest, at +3
    warehouse.answers("nps", [9] * 5, "2025-03-31 21:00")  # midnight
    warehouse.build()
    starts = [(row["period_grain"], row["period_start"]) for row in warehouse.rows("kpi")]
    assert starts == [
        ("all", None),
        *(("day", date(2025, 3, 31)), ("day", date(2025, 4, 1))),
        *(("month", date(2025, 3, 1)), ("month", date(2025, 4, 1))),
        *(("quarter", date(2025, 1, 1)), ("quarter", date(2025, 4, 1))),
        ("week", date(2025, 3, 31)),
    ]


def test_answers_without_a_credible_time_count_only_in_all(warehouse):
    warehouse.answers("nps", [9] * 5)
    warehouse.answers("nps", [9] * 5, "2225-01-01", credible=False)
    warehouse.answers("nps", [9] * 5, "2025-01-01")
    warehouse.build()
    assert [(r["period_grain"], r["responses"]) for r in warehouse.rows("kpi", order="period_grain")] == [
        *(("all", 15), ("day", 5), ("month", 5), ("quarter", 5), ("week", 5))
    ]


def test_a_customer_counts_once_per_period_and_segment(warehouse):
    # Anna answers on Monday twice, on Wednesday as an enterprise, and undated; Bert once
    for at, size in (
        ("2025-03-03", "small"),
        ("2025-03-03", "small"),
        ("2025-03-05", "large"),
        (None, "small"),
    ):
        warehouse.answer("nps", 9, "anna", at, segments={"size": size})
    warehouse.answer("nps", 9, "bert", "2025-03-05", segments={"size": "large"})
    warehouse.build()
    customers = {
        (row["period_grain"], str(row["period_start"]), row["segment"]): (row["responses"], row["customers"])
        for row in warehouse.rows("kpi", "period_grain in ('day', 'week', 'all')")
    }
    assert customers == {
        ("day", "2025-03-03", "all"): (2, 1),
        ("day", "2025-03-05", "all"): (2, 2),
        ("week", "2025-03-03", "all"): (4, 2),
        ("all", "None", "all"): (5, 2),
        ("day", "2025-03-03", "small"): (2, 1),
        ("day", "2025-03-05", "large"): (2, 2),
        ("week", "2025-03-03", "small"): (2, 1),
        ("week", "2025-03-03", "large"): (2, 2),
        ("all", "None", "small"): (3, 1),
        ("all", "None", "large"): (2, 2),
    }


def test_unknown_customers_count_by_author_else_each_by_itself(warehouse):
    for author in ("pen name", "pen name", None, None):
        warehouse.answer("nps", 9, at="2025-03-03", author_id=author)
    warehouse.build()
    assert warehouse.row("kpi", EVERYBODY)["customers"] == 3


def test_customers_agree_with_counting_them_one_by_one(warehouse):
    random = np.random.default_rng(5)
    for _ in range(300):
        at = None if random.random() < 0.1 else f"2025-0{random.integers(1, 6)}-{random.integers(10, 28)}"
        segment = {"size": random.choice(["small", "large"])}
        warehouse.answer("nps", 9, f"c{random.integers(40)}", at, segments=segment)
    warehouse.build()
    unlike = warehouse.connection.sql("""
        with counted as (
            select period_grain, period_start_of(period_grain, day) as period_start, dimension, segment,
                   count(distinct customer_id) as customers
            from (select *, local_date(created_at, 'Europe/Bucharest') as day from core.feedback)
            join core.feedback_segments using (feedback_id)
            cross join period_grains()
            where day is not null or period_grain = 'all'
            group by all
        )
        (select period_grain, period_start, dimension, segment, customers from report.kpi
         except select * from counted)
        union all (select * from counted
         except select period_grain, period_start, dimension, segment, customers from report.kpi)
    """).fetchall()
    assert unlike == []


# privacy --------------------------------------------------------------------------------------------------


def test_fewer_customers_than_the_floor_show_no_figures(warehouse):
    for number in range(40):  # forty answers of four people
        warehouse.answer("nps", 9, f"c{number % 4}", "2025-03-03", weight=1.0)
    warehouse.build()
    rows = warehouse.rows("kpi")
    assert {(row["responses"], row["customers"], row["status"]) for row in rows} == {(40, 4, "suppressed")}
    assert {row[figure] for row in rows for figure in FIGURES} == {None}


def test_the_floor_is_reached_by_its_own_number(warehouse):
    warehouse.answers("nps", [9] * 5)
    warehouse.build()
    assert warehouse.row("kpi", EVERYBODY)["status"] == "indicative"
    warehouse.build(replace(SETTINGS, privacy_floor=6))
    assert warehouse.row("kpi", EVERYBODY)["value"] is None
    warehouse.build(replace(SETTINGS, indicative_below=5))
    assert warehouse.row("kpi", EVERYBODY)["status"] == "published"


# change ---------------------------------------------------------------------------------------------------


def monthly(warehouse, where="true"):
    return warehouse.rows("kpi", f"period_grain = 'month' and {where}", "period_start")


def test_change_is_against_the_month_before_and_tested_by_z_on_adjusted_values(warehouse):
    warehouse.answers("nps", [9] * 40 + [7] * 30 + [0] * 30, "2025-01-15")
    warehouse.answers("nps", [9] * 60 + [7] * 20 + [0] * 20, "2025-02-15")
    warehouse.build()
    january, february = monthly(warehouse)
    assert (january["previous_value"], january["change"], january["change_p"]) == (None, None, None)
    assert january["is_significant"] is None
    assert (february["previous_value"], february["change"]) == (10, 30)
    assert february["change_p"] == pytest.approx(2 * stats.norm.sf(2.5678), rel=1e-3)  # see test_macros.py


def test_a_gap_between_months_leaves_nothing_to_compare(warehouse):
    warehouse.answers("nps", [9] * 5, "2025-01-15")
    warehouse.answers("nps", [0] * 5, "2025-03-15")
    warehouse.build()
    assert [row["previous_value"] for row in monthly(warehouse)] == [None, None]
    assert warehouse.row("kpi", "period_grain = 'quarter'")["value"] == 0  # 5 promoters, 5 detractors


def test_december_comes_before_january(warehouse):
    warehouse.answers("nps", [9] * 5, "2024-12-31")
    warehouse.answers("nps", [9] * 5, "2025-01-01")
    warehouse.build()
    for grain in ("day", "month", "quarter"):
        _, later = warehouse.rows("kpi", f"period_grain = '{grain}'", "period_start")
        assert later["previous_value"] == 100


def test_a_change_would_betray_a_suppressed_month(warehouse):
    warehouse.answers("nps", [9] * 4, "2025-01-15")
    warehouse.answers("nps", [9] * 5, "2025-02-15")
    warehouse.build()
    _, february = monthly(warehouse)
    assert (february["value"], february["previous_value"], february["change"]) == (100, None, None)
    assert february["change_p"] is None


def test_share_change_is_agresti_caffo_and_rating_change_welch(warehouse):
    earlier, now = [3, 4, 2, 3, 5, 3, 1, 2, 4, 3], [5, 4, 4, 5, 3, 4, 5, 5]
    for at, scores in (("2025-01-15", earlier), ("2025-02-15", now)):
        warehouse.answers("csat", scores, at)
        for number, stars in enumerate(scores):
            warehouse.feedback(f"r{number}", at, rating=stars, rating_min=1, rating_max=5)
    warehouse.build()
    _, csat = monthly(warehouse, "metric = 'csat'")
    _, rating = monthly(warehouse, "metric = 'rating'")
    # 3 of 10, then 7 of 8: (3 + 1)/12 and (7 + 1)/10
    z = (8 / 10 - 4 / 12) / (8 / 10 * 2 / 10 / 10 + 4 / 12 * 8 / 12 / 12) ** 0.5
    assert csat["change_p"] == pytest.approx(2 * stats.norm.sf(z), rel=1e-6)
    assert rating["change_p"] == pytest.approx(ttest_ind(now, earlier, usevar="unequal")[1], rel=1e-4)


def test_q_values_are_benjamini_and_hochbergs_within_a_grain_of_a_dimension(warehouse):
    random = np.random.default_rng(11)
    for month in range(1, 7):
        for segment, promoting in (
            ("steady", 0.4),
            ("rising", (0.1, 0.1, 0.9, 0.9, 0.2, 0.2)[month - 1]),
            ("small", 0.5),
        ):
            scores = np.where(random.random(20) < promoting, 9, 3).tolist()
            warehouse.answers("nps", scores, f"2025-0{month}-15", segments={"team": segment})
    warehouse.build(replace(SETTINGS, significant_below=0.4))
    tested = warehouse.rows("kpi", "change_p is not null and period_grain = 'month' and dimension = 'team'")
    is_found, q_values, *_ = multipletests([row["change_p"] for row in tested], alpha=0.4, method="fdr_bh")
    assert len(tested) > 10
    assert 0 < is_found.sum() < len(tested)
    assert [row["change_q"] for row in tested] == pytest.approx(list(q_values))
    assert [row["is_significant"] for row in tested] == list(is_found)
    assert {row["change_q"] for row in warehouse.rows("kpi", "change_p is null")} == {None}


def test_everybodys_change_is_not_drowned_by_the_search_through_segments(warehouse):
    for month, promoting in ((1, 60), (2, 35)):
        for number in range(100):
            segment = {"team": f"team {number % 12}"}
            score = 9 if number < promoting else 3
            warehouse.answers("nps", [score], f"2025-0{month}-15", segments=segment)
    warehouse.build()
    (everybody,) = warehouse.rows(
        "kpi", "change_p is not null and period_grain = 'month' and dimension = 'all'"
    )
    assert everybody["change_q"] == everybody["change_p"]  # one comparison in its family
    assert everybody["is_significant"]


def test_building_twice_gives_the_same_rows(warehouse):
    warehouse.answers("nps", [9, 8, 3, 10, 0], "2025-01-15", weight=1.1)
    warehouse.build()
    once = warehouse.rows("kpi")
    warehouse.build()
    assert warehouse.rows("kpi") == once
