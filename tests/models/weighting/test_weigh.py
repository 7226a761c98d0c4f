"""Which answers weigh what, in which kind of period, and what the table says of it."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from models.weighting import ANSWERS_SCHEMA, POPULATION_SCHEMA, WeightingParameters, periods, weigh

SIZE = WeightingParameters(margins=("size",), privacy_floor=2)
BOTH = WeightingParameters(margins=("size", "plan"), privacy_floor=2)
JUNE = date(2026, 6, 15)
Told = tuple[str, str] | tuple[str, str, date | None] | tuple[str, str, date | None, float | None]


def answers(*told: Told, plan: list[str] | None = None) -> pl.DataFrame:
    """One NPS answer per (speaker, size, day, given weight)."""
    rows = [(*one, *(JUNE, None)[len(one) - 2 :]) for one in told]
    frame = pl.DataFrame(
        {
            "response_id": [f"r{number:03}" for number in range(len(rows))],
            "metric": "nps",
            "scale": "0-10",
            **{"speaker": [one[0] for one in rows], "weight": [one[3] for one in rows]},
            **{"day": [one[2] for one in rows], "margin:size": [one[1] for one in rows]},
            "margin:plan": plan or ["unknown"] * len(rows),
        },
        schema_overrides={"weight": pl.Float64, "day": pl.Date},
    )
    starts = {
        "week": pl.col("day").dt.truncate("1w"),
        "month": pl.col("day").dt.truncate("1mo"),
        "quarter": pl.col("day").dt.truncate("1q"),
    }
    columns = [*ANSWERS_SCHEMA, "margin:size", "margin:plan"]
    return frame.with_columns(**starts).select(columns)


def population(told: pl.DataFrame, **customers: dict[str, int]) -> pl.DataFrame:
    """The same customers by margin and segment in every period."""
    counts = [(margin, segment, n) for margin, of in customers.items() for segment, n in of.items()]
    frame = pl.DataFrame(counts, schema=["margin", "segment", "customers"], orient="row")
    return periods(told).join(frame, how="cross").select(list(POPULATION_SCHEMA))


def weights(told: pl.DataFrame, people: pl.DataFrame, parameters=SIZE, grain="month") -> list[float | None]:
    """The weight of each answer in one grain, in the order told; None where it has none."""
    found = weigh(told, people, parameters).weights.filter(period_grain=grain)
    in_order = told.select("response_id").join(found, on="response_id", how="left", maintain_order="left")
    return in_order["weight"].to_list()


def rows(told: pl.DataFrame, people: pl.DataFrame, parameters=SIZE, grain="month") -> dict[tuple, dict]:
    found = weigh(told, people, parameters).weighting.filter(period_grain=grain)
    return {(one["margin"], one["segment"]): one for one in found.iter_rows(named=True)}


SIX_AND_FOUR = [(f"a{n}", "small") for n in range(6)] + [(f"b{n}", "large") for n in range(4)]


def test_respondents_resemble_customers_in_every_kind_of_period():
    told = answers(*SIX_AND_FOUR)
    people = population(told, size={"small": 20, "large": 80})
    for grain in ("day", "week", "month", "quarter", "all"):
        assert weights(told, people, grain=grain) == pytest.approx([0.2 / 0.6] * 6 + [0.8 / 0.4] * 4)
    small, large = rows(told, people).values()
    assert (large["segment"], small["segment"]) == ("small", "large")
    of_small = rows(told, people)["size", "small"]
    assert (of_small["customers"], of_small["respondents"]) == (20, 6)
    shares = ("population_share", "sample_share", "weighted_share", "largest_weight")
    assert [of_small[name] for name in shares] == pytest.approx([0.2, 0.6, 0.2, 0.2 / 0.6])
    assert of_small["n_effective"] == pytest.approx(100 / (6 / 9 + 4 * 4))  # (6/3 + 4 x 2)^2 / ...
    assert (of_small["is_capped"], of_small["is_converged"], of_small["note"]) == (False, True, None)


def test_a_respondent_counts_once_however_often_they_answer():
    # a0 answers four times: their answers share the weight 0.2 / 0.6 of one respondent of six
    told = answers(*SIX_AND_FOUR, *[("a0", "small")] * 3)
    people = population(told, size={"small": 20, "large": 80})
    found = weights(told, people)
    assert [found[0], *found[10:]] == pytest.approx([0.2 / 0.6 / 4] * 4)
    assert found[1:10] == pytest.approx([0.2 / 0.6] * 5 + [0.8 / 0.4] * 4)
    whole = weigh(told, people, SIZE).weights.filter(period_grain="month", response_id="r000")
    assert whole["respondent_weight"].item() == pytest.approx(0.2 / 0.6)
    assert rows(told, people)["size", "small"]["respondents"] == 6


def test_days_take_the_weight_of_their_month_and_share_it_by_day():
    days = [JUNE, JUNE, JUNE + timedelta(days=1)]
    told = answers(*SIX_AND_FOUR[1:], *(("a0", "small", day) for day in days))
    people = population(told, size={"small": 20, "large": 80})
    assert weights(told, people, grain="month")[-3:] == pytest.approx([0.2 / 0.6 / 3] * 3)
    assert weights(told, people, grain="day")[-3:] == pytest.approx([0.2 / 0.6 / 2] * 2 + [0.2 / 0.6])


def test_each_month_is_raked_by_itself():
    july = [(who, "large" if who[0] == "a" else "small", date(2026, 7, 15)) for who, _ in SIX_AND_FOUR]
    told = answers(*SIX_AND_FOUR, *july)
    people = population(told, size={"small": 20, "large": 80})
    found = weights(told, people)
    assert found[:10] == pytest.approx([0.2 / 0.6] * 6 + [0.8 / 0.4] * 4)
    assert found[10:] == pytest.approx([0.8 / 0.6] * 6 + [0.2 / 0.4] * 4)


def test_a_week_into_a_month_without_weights_has_none():
    june = [(who, size, date(2026, 6, 30)) for who, size in SIX_AND_FOUR]
    told = answers(*june, ("c", "small", date(2026, 7, 1)), ("d", "small", date(2026, 6, 1)))
    people = population(told, size={"small": 20, "large": 80})
    found = weights(told, people, grain="week")
    assert found[:11] == [None] * 11  # July has one respondent: fewer than the floor
    assert found[11] is not None
    assert None not in weights(told, people, grain="month")[:10]


def test_who_is_unknown_keeps_their_weight_beside_the_raking():
    told = answers(*SIX_AND_FOUR, ("u", "unknown"), ("v", "unknown"), ("w", "medium"))
    people = population(told, size={"small": 20, "large": 80})
    assert weights(told, people)[9:] == pytest.approx([2, 1, 1, 1])
    unknown, medium = (rows(told, people)["size", name] for name in ("unknown", "medium"))
    assert (unknown["respondents"], unknown["customers"], unknown["sample_share"]) == (2, None, None)
    assert unknown["note"] == "unknown: these keep the weight they came with"
    assert medium["note"] == "a segment without customers: these keep the weight they came with"


def test_a_segment_without_respondents_leaves_its_share_to_the_others():
    told = answers(*SIX_AND_FOUR)
    people = population(told, size={"small": 20, "large": 40, "huge": 140})
    assert weights(told, people) == pytest.approx([1 / 3 / 0.6] * 6 + [2 / 3 / 0.4] * 4)
    huge = rows(told, people)["size", "huge"]
    assert (huge["respondents"], huge["weighted_share"]) == (0, 0)
    assert huge["population_share"] == pytest.approx(140 / 200)
    assert huge["note"] == "nobody answered: its share goes to the others"


def test_given_weights_are_where_raking_starts_and_one_without_starts_at_their_mean():
    given = [("a0", "small", JUNE, 30.0), ("a1", "small", JUNE, 10.0), ("b0", "large", JUNE, 20.0)]
    told = answers(*given, ("b1", "large", JUNE, None), ("b2", "large", JUNE, 0.0))
    people = population(told, size={"small": 50, "large": 50})
    # the mean of 30, 10, 20 and 0 is 15: starting at 2, 2/3, 4/3, 1 and 0, five in all
    assert weights(told, people) == pytest.approx([2.5 * 3 / 4, 2.5 / 4, 2.5 * 4 / 7, 2.5 * 3 / 7, 0])


def test_no_weights_are_better_than_wrong_ones():
    told = answers(*SIX_AND_FOUR, plan=["Free"] * 6 + ["Pro"] * 4)
    people = population(told, size={"small": 20, "large": 80}, plan={"Free": 50, "Pro": 50})
    assert weights(told, people, BOTH) == [None] * 10
    row = rows(told, people, BOTH)["plan", "Free"]
    assert (row["is_converged"], row["is_capped"], row["weighted_share"]) == (False, None, None)
    assert row["note"] == "not weighted: no weights satisfy all margins at once: raking did not converge"


def test_a_margin_on_which_no_customer_is_known_is_left_out():
    told = answers(*SIX_AND_FOUR, plan=["Free"] * 6 + ["Pro"] * 4)
    people = population(told, size={"small": 20, "large": 80})
    assert weights(told, people, BOTH) == pytest.approx([0.2 / 0.6] * 6 + [0.8 / 0.4] * 4)
    assert rows(told, people, BOTH)["plan", "Free"]["customers"] is None
    nobody = people.clear()
    assert weights(told, nobody, BOTH) == [None] * 10
    said = rows(told, nobody, BOTH)["size", "small"]["note"]
    assert said.startswith("not weighted: no customer is known on size and plan")


def test_fewer_than_the_floor_are_not_weighted_and_show_no_shares():
    told = answers(*SIX_AND_FOUR)
    people = population(told, size={"small": 20, "large": 80})
    few = WeightingParameters(margins=("size",), privacy_floor=11)
    assert weights(told, people, few) == [None] * 10
    floor = WeightingParameters(margins=("size",), privacy_floor=5)
    large = rows(told, people, floor)["size", "large"]
    assert (large["respondents"], large["population_share"], large["weighted_share"]) == (4, None, None)
    assert large["note"] == "fewer than 5: no shares are shown"
    assert rows(told, people, floor)["size", "small"]["weighted_share"] == pytest.approx(0.2)


def test_what_the_cap_keeps_from_its_share_is_told():
    told = answers(*[(f"a{n}", "small") for n in range(95)], *[(f"b{n}", "large") for n in range(5)])
    people = population(told, size={"small": 50, "large": 50})
    large = rows(told, people)["size", "large"]
    assert large["is_capped"]
    assert (large["largest_weight"], large["weighted_share"]) == pytest.approx((5, 0.25))
    assert large["note"] == "the cap of 5 keeps it from its share"


def test_undated_answers_weigh_in_all_time_only():
    told = answers(*((who, size, None) for who, size in SIX_AND_FOUR))
    found = weigh(told, population(told, size={"small": 20, "large": 80}), SIZE)
    assert found.weights["period_grain"].unique().to_list() == ["all"]
    assert found.weighting["period_start"].unique().to_list() == [None]


def test_the_order_of_the_rows_changes_no_digit():
    random = np.random.default_rng(3)
    sizes, plans = random.choice(["s", "m", "l"], 400), random.choice(["Free", "Pro"], 400)
    told = answers(
        *((f"c{random.integers(250)}", str(size), JUNE, random.lognormal()) for size in sizes),
        plan=plans.tolist(),
    )
    people = population(told, size={"s": 60, "m": 30, "l": 10}, plan={"Free": 70, "Pro": 30})
    once = weigh(told, people, BOTH)
    again = weigh(told.sample(fraction=1, shuffle=True, seed=1), people.reverse(), BOTH)
    assert_frame_equal(once.weights, again.weights, check_exact=True)
    assert_frame_equal(once.weighting, again.weighting, check_exact=True)
    assert once.weights.height == 5 * 400
