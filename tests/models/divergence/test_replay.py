"""The verdict over time: rises, trends that go, what it was before, and that a verdict does not flutter."""

from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from spoken import AS_OF, WINDOWS, customers, judged, opinions, row_of, segments_of

WEEK = 7


def steady(weeks: range, complaints: int, praises: int, **said: Any) -> list[dict[str, Any]]:
    """So many new customers in each of the weeks before the watermark (0: the latest)."""
    return [
        row for week in weeks for row in customers(complaints, praises, days_ago=WEEK * week + 1.5, **said)
    ]


def test_a_rise_is_emerging_before_it_is_a_trend() -> None:
    risen = [*steady(range(6, 60), 2, 38), *steady(range(6), 10, 30)]
    row = row_of(judged(opinions(risen), parameters=WINDOWS), window_days=365)
    assert (row["verdict"], row["located_in"], row["previous_verdict"]) == (
        "emerging",
        "over time",
        "isolated",
    )
    assert AS_OF - timedelta(weeks=6) < row["since"] < AS_OF
    assert "emerging, the share has risen" in row["reason"]
    month = row_of(judged(opinions(risen), parameters=WINDOWS), window_days=30)
    assert month["verdict"] == "emerging"
    assert month["minority_share"] == pytest.approx(10 / 40)


def test_a_rise_that_goes_on_becomes_a_trend_in_the_window_that_shows_it() -> None:
    risen = [*steady(range(14, 60), 2, 38), *steady(range(14), 16, 24)]
    row = row_of(judged(opinions(risen), parameters=WINDOWS), window_days=90)
    assert (row["verdict"], row["previous_verdict"]) == ("trend", "emerging")


def test_a_trend_that_has_gone_is_resolved_and_later_isolated() -> None:
    gone = [*steady(range(18, 40), 16, 24), *steady(range(18), 1, 39)]
    quarter = row_of(judged(opinions(gone), parameters=WINDOWS), window_days=90)
    assert (quarter["verdict"], quarter["located_in"]) == ("resolved", "over time")
    assert "what was a trend has gone" in quarter["reason"]
    long_gone = [*steady(range(45, 60), 16, 24), *steady(range(45), 1, 39)]
    assert row_of(judged(opinions(long_gone), parameters=WINDOWS), window_days=90)["verdict"] == "isolated"


def test_what_was_before_and_since_when_is_told_by_the_weeks() -> None:
    # Ten customers a week, all content: evidence enough for a consensus in the fifth week.
    row = row_of(judged(opinions(steady(range(20), 0, 10))))
    assert (row["verdict"], row["previous_verdict"]) == ("consensus", "insufficient_evidence")
    assert AS_OF - timedelta(weeks=17) < row["since"] < AS_OF - timedelta(weeks=13)


def test_a_verdict_does_not_flutter_with_single_opinions() -> None:
    # 2 of 100 complain, then 5 of 120: no longer sure at this look alone, but not refuted either.
    before = steady(range(2, 3), 2, 98)
    alone = row_of(judged(opinions([*customers(5, 115)])))
    held = row_of(judged(opinions([*before, *customers(3, 17)])))
    assert (alone["negative"], alone["positive"]) == (held["negative"], held["positive"]) == (5, 115)
    assert alone["verdict"] == "insufficient_evidence"
    assert held["verdict"] == "isolated"
    assert "and not refuted" in held["reason"]


def test_a_rise_by_one_customer_who_writes_again_and_again_is_none() -> None:
    calm = steady(range(60), 1, 19)
    loud = [{"polarity": -1, "speaker": "loud", "days_ago": WEEK * week + day} for week in range(8)
            for day in range(1, 7)]  # fmt: skip
    row = row_of(judged(opinions([*calm, *loud]), parameters=WINDOWS), window_days=365)
    assert row["verdict"] == "isolated"


def test_the_same_weeks_judged_later_say_the_same_of_the_past() -> None:
    said = opinions(steady(range(20), 0, 10))
    earlier = judged(said, as_of=AS_OF - timedelta(weeks=10))
    later = judged(said)
    assert row_of(earlier)["since"] == row_of(later)["since"]


def test_complaints_about_both_ends_are_opposite() -> None:
    said = opinions(
        [*customers(20, 0, pole="too complex"), *customers(12, 0, pole="too simple"), *customers(0, 40)]
    )
    row = row_of(judged(said))
    assert (row["kind"], row["poles"], row["ideal_pole"]) == (
        "opposite_complaints",
        "too complex / too simple",
        None,
    )
    single = [*customers(31, 0, pole="too complex"), *customers(1, 0, pole="too simple"), *customers(0, 40)]
    assert row_of(judged(opinions(single)))["kind"] == "polarity"


def test_a_combination_of_two_dimensions_is_pointed_to_by_both() -> None:
    # Only small companies on the basic plan complain: 30 of 40; nobody else does.
    said = opinions([*customers(30, 10), *customers(0, 400), *customers(0, 400), *customers(0, 400)])
    plans = ["basic"] * 440 + ["pro"] * 800
    sizes = ["small"] * 40 + ["large"] * 400 + ["small"] * 400 + ["large"] * 400
    both = [f"{plan} x {size}" for plan, size in zip(plans, sizes, strict=True)]
    everywhere = [
        segments_of(said, "plan", plans),
        segments_of(said, "size", sizes).filter(~_is_everybody()),
        segments_of(said, "plan x size", both).filter(~_is_everybody()),
    ]
    parameters = type(WINDOWS)("c", "m", windows_days=(None,), two_way=(("plan", "size"),))
    judgement = judged(said, pl.concat(everywhere), parameters=parameters)
    for segment in ("basic", "small"):
        row = row_of(judgement, segment=segment)
        assert (row["verdict"], row["located_in"]) == ("see_segment", "plan x size=basic x small")
    assert row_of(judgement, dimension="plan x size", segment="basic x small")["verdict"] == "trend"
    assert row_of(judgement, segment="pro")["verdict"] == "consensus"


@pytest.mark.parametrize(("ideal_complaining", "side"), [(9, "complaint"), (1, "praise"), (4, "both")])
def test_the_side_of_those_close_to_the_ideal(ideal_complaining: int, side: str) -> None:
    ideal = [f"i{n}" for n in range(10)]
    rows = [
        *(
            {"polarity": -1 if n < ideal_complaining else 1, "customer_id": one}
            for n, one in enumerate(ideal)
        ),
        *({"polarity": -1 if n < 15 else 1, "customer_id": f"c{n}"} for n in range(30)),
    ]
    known = pl.DataFrame(
        {
            "customer_id": [*ideal, *(f"c{n}" for n in range(30))],
            "ideal_fit": [0.9] * 10 + [0.1] * 30,
            "lifetime_value": [100.0] * 40,
        }
    )
    row = row_of(judged(opinions(rows), customers=known))
    assert row["ideal_side"] == side
    assert row["reach_customers"] == ideal_complaining + 15
    assert row["value_at_stake"] == pytest.approx(100.0 * (ideal_complaining + 15))


def _is_everybody() -> pl.Expr:
    return pl.col("dimension") == "all"
