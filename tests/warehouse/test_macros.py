"""NPS, CSAT, CES and their intervals against hand-worked cases, libraries and simulation."""

from pathlib import Path

import duckdb
import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW, ttest_ind

MACROS = Path(__file__).parents[2] / "warehouse" / "macros.sql"
Z = 1.959963984540054


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as one:
        one.execute(MACROS.read_text())
        yield one


def of_scores(connection, expression, scores):
    return connection.execute(
        f"select {expression} from (select unnest(?::double[]) as score)", [scores]
    ).fetchone()[0]


def value(connection, expression):
    return connection.execute(f"select {expression}").fetchone()[0]


def adjusted_wald(promoters, passives, detractors):
    """Low and high of Rocks (2016), in points, for arrays of counts."""
    n = promoters + passives + detractors + 3
    p, d = (promoters + 0.75) / n, (detractors + 0.75) / n
    half = Z * np.sqrt((p + d - (p - d) ** 2) / n)
    return np.maximum(-100, 100 * (p - d - half)), np.minimum(100, 100 * (p - d + half))


# NPS ------------------------------------------------------------------------------------------------------


def test_nps_is_promoters_minus_detractors_in_percent(connection):
    scores = [10, 9, 8, 7, 6, 0, 10]  # three promoters, two passives, two detractors
    assert of_scores(connection, "nps(score)", scores) == pytest.approx(100 * (3 - 2) / 7)


def test_nps_interval_by_hand(connection):
    # 5 promoters, 3 passives, 2 detractors: n + 3 = 13, p = 5.75/13, d = 2.75/13, p - d = 3/13 = 0.230769
    # variance p + d - (p-d)^2 = 8.5/13 - 9/169 = 0.600592; half width 1.96 sqrt(0.600592/13) = 0.421276
    scores = [9] * 5 + [7] * 3 + [0] * 2
    assert of_scores(connection, "nps_low(score)", scores) == pytest.approx(
        100 * (0.230769 - 0.421276), abs=1e-3
    )
    assert of_scores(connection, "nps_high(score)", scores) == pytest.approx(
        100 * (0.230769 + 0.421276), abs=1e-3
    )


def test_nps_interval_ends_at_100_points(connection):
    assert of_scores(connection, "nps_high(score)", [10] * 10) == 100
    assert of_scores(connection, "nps_low(score)", [0] * 10) == -100


def test_nps_interval_is_the_published_formula_at_all_counts_of_twelve(connection):
    counts = [(p, a, 12 - p - a) for p in range(13) for a in range(13 - p)]
    for promoters, passives, detractors in counts:
        low, high = adjusted_wald(promoters, passives, detractors)
        given = f"{promoters}, {passives}, {detractors}"
        assert value(connection, f"nps_low_of_counts({given})") == pytest.approx(low)
        assert value(connection, f"nps_high_of_counts({given})") == pytest.approx(high)


POPULATIONS = [  # shares of promoters, passives, detractors
    (p / 10, a / 10, (10 - p - a) / 10) for p in range(1, 9) for a in range(1, 10 - p)
]


def coverage(n):
    """Share of 20,000 samples of each population whose adjusted Wald interval holds the true NPS."""
    random = np.random.default_rng(20160101)
    held = []
    for population in POPULATIONS:
        low, high = adjusted_wald(*random.multinomial(n, population, 20_000).T)
        true_nps = 100 * (population[0] - population[2])
        held.append(np.mean((low <= true_nps + 1e-9) & (true_nps <= high + 1e-9)))
    return np.array(held)


def test_nps_interval_covers_at_300_answers():
    assert coverage(300).min() >= 0.93


def test_nps_interval_covers_at_30_answers():
    at_30 = coverage(30)
    assert at_30.mean() >= 0.94
    assert at_30.min() >= 0.91


def test_nps_difference_by_hand(connection):
    # 60/20/20 against 40/30/30: n + 3 = 103; values 40/103 = 0.388350, 10/103 = 0.097087
    # variances (81.5/103 - 0.388350^2)/103 = 0.006218, (71.5/103 - 0.097087^2)/103 = 0.006648
    # z = 0.291262 / sqrt(0.012866) = 2.5678; two-sided p = 0.01023
    p = value(connection, "nps_difference_p(60, 20, 20, 40, 30, 30)")
    assert p == pytest.approx(2 * stats.norm.sf(2.5678), rel=1e-3)
    assert p == pytest.approx(0.01023, abs=2e-5)
    assert value(connection, "nps_difference_p(40, 30, 30, 60, 20, 20)") == pytest.approx(p)
    assert value(connection, "nps_difference_p(40, 30, 30, 40, 30, 30)") == pytest.approx(1, abs=1e-6)


# CSAT and CES ---------------------------------------------------------------------------------------------


def test_csat_is_the_share_of_the_top_two_of_five(connection):
    scores = [5, 4, 4, 3, 1, None]
    assert of_scores(connection, "csat(score)", scores) == pytest.approx(3 / 5)
    assert of_scores(connection, "csat(score, satisfied_from := 5)", scores) == pytest.approx(1 / 5)


def test_csat_interval_by_hand(connection):
    # 3 of 5, z^2 = 3.841459: centre (3 + 1.920729)/8.841459 = 0.556552
    # half width 1.959964/8.841459 x sqrt(3 x 2/5 + 0.960365) = 0.325829
    scores = [5, 4, 4, 3, 1]
    assert of_scores(connection, "csat_low(score)", scores) == pytest.approx(0.556552 - 0.325829, abs=2e-6)
    assert of_scores(connection, "csat_high(score)", scores) == pytest.approx(0.556552 + 0.325829, abs=2e-6)


def test_ces_counts_from_somewhat_agree(connection):
    scores = [7, 5, 4, 1]
    assert of_scores(connection, "ces(score)", scores) == pytest.approx(2 / 4)
    assert of_scores(connection, "ces(score, easy_from := 4)", scores) == pytest.approx(3 / 4)
    low, high = proportion_confint(2, 4, method="wilson")
    assert of_scores(connection, "ces_low(score)", scores) == pytest.approx(low)
    assert of_scores(connection, "ces_high(score)", scores) == pytest.approx(high)


@pytest.mark.parametrize(("successes", "n"), [(0, 1), (1, 1), (0, 10), (10, 10), (3, 7), (999, 1000)])
def test_wilson_is_that_of_statsmodels(connection, successes, n):
    low, high = proportion_confint(successes, n, method="wilson")
    assert value(connection, f"wilson_low({successes}, {n})") == pytest.approx(low, abs=1e-12)
    assert value(connection, f"wilson_high({successes}, {n})") == pytest.approx(high, abs=1e-12)


def test_share_difference_by_hand(connection):
    # 8 of 10 against 4 of 10 become 9/12 and 5/12
    # z = (4/12) / sqrt((9/12 x 3/12 + 5/12 x 7/12) / 12) = 1.7598; two-sided p = 0.07845
    p = value(connection, "share_difference_p(8, 10, 4, 10)")
    assert p == pytest.approx(2 * stats.norm.sf((4 / 12) / ((9 / 12 * 3 / 12 + 5 / 12 * 7 / 12) / 12) ** 0.5))
    assert p == pytest.approx(0.07845, abs=2e-5)


def test_rogan_gladen_by_hand(connection):
    # 3 of 10 read as such at sensitivity 0.9 and specificity 0.8: (0.3 + 0.8 - 1)/0.7 = 1/7 of them are
    weight = "rogan_gladen_weight({}, 0.9, 0.8)"
    assert value(connection, f"3 * {weight.format(True)} + 7 * {weight.format(False)}") == pytest.approx(
        10 / 7
    )
    assert value(connection, "rogan_gladen_weight(true, 0.7, 0.69)") is None  # 0.39 tells too little
    assert value(connection, "rogan_gladen_weight(true, 0.75, 0.66)") is not None  # 0.41


def test_kish_counts_unequal_weights_less(connection):
    # weights 1, 1, 2: (1 + 1 + 2)^2 / (1 + 1 + 4) = 16/6
    assert value(connection, "kish_n(4, 6)") == pytest.approx(16 / 6)


def test_large_counts_in_narrow_columns_do_not_overflow(connection):
    low, high = proportion_confint(900_000_000, 2_000_000_000, method="wilson")
    found = connection.sql("""
        select wilson_low(successes, n), wilson_high(successes, n),
               share_difference_p(successes, n, successes, n),
               nps_of_counts(successes, 1, half), nps_low_of_counts(successes, 1, half)
        from (select 900000000::integer as successes, 2000000000::integer as n, 450000000::integer as half)
    """).fetchone()
    # p = 2/3, d = 1/3: 100/3 points, half width 100 x 1.96 sqrt((1 - 1/9) / 1.35e9) = 0.0050
    assert found == pytest.approx((low, high, 1, 100 / 3, 100 / 3 - 0.00503), abs=1e-5)


# nothing counted ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scores", [[], [None, None]])
@pytest.mark.parametrize("metric", ["nps", "csat", "ces"])
@pytest.mark.parametrize("part", ["", "_low", "_high"])
def test_nothing_answered_is_null_and_not_zero(connection, metric, part, scores):
    assert of_scores(connection, f"{metric}{part}(score)", scores) is None


@pytest.mark.parametrize(
    "expression",
    [
        *("wilson_low(0, 0)", "wilson_high(0, 0)", "nps_of_counts(0, 0, 0)", "nps_low_of_counts(0, 0, 0)"),
        *("nps_high_of_counts(null, null, null)", "nps_difference_p(1, 1, 1, 0, 0, 0)"),
        *(
            "share_difference_p(1, 2, 0, 0)",
            "share_difference_p(null, null, 1, 2)",
            "rogan_gladen_weight(null, .9, .9)",
        ),
        *("kish_n(0, 0)", "mean_low(null, null, 0, 1, 5)", "mean_difference_p(3, 1, 9, null, null, 0)"),
        *("normal_cdf(null)", "two_sided_p(null)", "t_quantile_975(0)"),
    ],
)
def test_nothing_in_nothing_out(connection, expression):
    assert value(connection, expression) is None


# distributions --------------------------------------------------------------------------------------------


def test_normal_distribution_is_that_of_scipy(connection):
    z = np.linspace(-8, 8, 161)
    found = connection.execute(
        "select normal_cdf(z), two_sided_p(z) from (select unnest(?::double[]) as z)", [z.tolist()]
    ).fetchall()
    assert np.array(found)[:, 0] == pytest.approx(stats.norm.cdf(z), rel=3e-7)
    assert np.array(found)[:, 1] == pytest.approx(2 * stats.norm.sf(abs(z)), rel=3e-7)


def test_t_quantiles_are_those_of_scipy(connection):
    degrees = [1, 2, 3, 4, 5, 6, 10, 30, 100, 10_000]
    found = [value(connection, f"t_quantile_975({one})") for one in degrees]
    assert found == pytest.approx(stats.t.ppf(0.975, degrees), abs=0.001)


@pytest.mark.parametrize(("degrees", "relative_error"), [(2, 0.02), (5, 3e-4), (10, 3e-6), (400, 3e-7)])
def test_t_tails_are_those_of_scipy(connection, degrees, relative_error):
    for t in (0.1, 1, 2, 3, 6, 8):
        p = value(connection, f"t_two_sided_p({t}, {degrees})")
        assert p == pytest.approx(2 * stats.t.sf(t, degrees), rel=relative_error)


# means ----------------------------------------------------------------------------------------------------


def mean_interval(connection, stars):
    moments = (np.mean(stars), np.var(stars, ddof=1) if len(stars) > 1 else "null", len(stars))
    given = ", ".join(map(str, moments))
    return [value(connection, f"mean_{end}({given}, 1, 5)") for end in ("low", "high")]


def test_mean_interval_is_students(connection):
    stars = [1, 2, 3, 3, 4, 5, 2, 3]
    assert mean_interval(connection, stars) == pytest.approx(DescrStatsW(stars).tconfint_mean(0.05), abs=1e-3)


def test_mean_interval_stays_on_the_scale(connection):
    assert mean_interval(connection, [5, 5, 4])[1] == 5  # 4.67 + 4.30 x 0.33 would be 6.10
    assert mean_interval(connection, [1, 1, 2])[0] == 1


def test_equal_scores_are_not_taken_for_certainty(connection):
    # of ten, up to 1 - 0.025^(1/10) = 30.85 % of the customers could be elsewhere, at worst at 1 star
    low, high = mean_interval(connection, [5] * 10)
    assert high == 5
    assert low == pytest.approx(5 - 4 * 0.30850, abs=1e-4)
    assert proportion_confint(10, 10, method="beta")[0] == pytest.approx(
        1 - 0.30850, abs=1e-5
    )  # Clopper-Pearson


def test_mean_difference_is_welchs(connection):
    now, earlier = [5, 4, 4, 5, 3, 4, 5, 5], [3, 4, 2, 3, 5, 3, 1, 2, 4, 3]
    given = ", ".join(str(f(x)) for x in (now, earlier) for f in (np.mean, lambda x: np.var(x, ddof=1), len))
    p = ttest_ind(now, earlier, usevar="unequal")[1]
    assert value(connection, f"mean_difference_p({given})") == pytest.approx(p, rel=1e-4)
    assert (
        value(connection, "mean_difference_p(5, 0, 9, 4, 0, 9)") is None
    )  # nothing varies, nothing to test by


# scales and periods ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("'nps', 0, 10, false, 9", "0-10"),
        ("'ces', 1, 5, true, 4", "1-5 reversed"),
        ("'csat', 1, 10, false, 8", "1-10 from 8"),
        ("'rating', 0.5, 5, false, null", "0.5-5"),
    ],
)
def test_scale_names_tell_series_apart(connection, given, name):
    assert value(connection, f"scale_name({given})") == name


def test_weeks_start_on_monday_and_months_on_their_first(connection):
    # 2 March 2025 is a Sunday
    starts = connection.sql("""
        select period_grain, period_start::varchar, previous_period_start(period_grain, period_start)::varchar
        from (select period_grain, period_start_of(period_grain, date '2025-03-02') as period_start
              from period_grains())
    """).fetchall()
    assert starts == [
        ("day", "2025-03-02", "2025-03-01"),
        ("week", "2025-02-24", "2025-02-17"),
        ("month", "2025-03-01", "2025-02-01"),
        ("quarter", "2025-01-01", "2024-10-01"),
        ("all", None, None),
    ]


def test_days_are_those_of_the_zone_also_over_the_change_of_clocks(connection):
    # Bucharest is at +2 until 30 March 2025 01:00 UTC, then at +3
    days = [
        value(connection, f"local_date(timestamptz '{moment}+00', 'Europe/Bucharest')::varchar")
        for moment in ("2025-03-29 21:59:59", "2025-03-29 22:00:00", "2025-03-30 21:00:00")
    ]
    assert days == ["2025-03-29", "2025-03-30", "2025-03-31"]


@pytest.mark.parametrize(
    ("n", "customers", "status"),
    [(30, 5, "published"), (29, 5, "indicative"), (300, 4, "suppressed"), (30, 30, "published")],
)
def test_status_at_its_boundaries(connection, n, customers, status):
    assert value(connection, f"publication_status({n}, {customers}, 30, 5)") == status
