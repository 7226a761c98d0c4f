"""What comes first: reach, value and how far a bound clears its threshold, by hand."""

from verdict_rows import PARAMETERS, verdict_rows

from models.plays import shipped, with_plays

TREND = {"verdict": "trend", "kind": "polarity", "negative": 40, "minority_customers": 40}
ISOLATED = {"verdict": "isolated", "kind": "polarity", "negative": 2, "minority_customers": 2}
PRAISE = {"verdict": "consensus", "kind": "consensus_praise", "negative": 0, "minority_customers": 0}


def priorities(*rows: dict) -> list[int | None]:
    return with_plays(verdict_rows(*rows), shipped(), "en", PARAMETERS)["priority"].to_list()


def test_reach_value_and_clearance_by_hand():
    # score = impact × (1 + clearance) / 2; impact = mean of the shares of the largest (100, 1000)
    rows = [
        # (1.0 + 0.1) / 2 × (1 + 0.05) / 2 = 0.289; clearance (0.24 - 0.2) / 0.8
        {"reach_customers": 100, "value_at_stake": 100.0, "share_low": 0.24, "share_high": 0.4},
        # (0.5 + 1.0) / 2 × (1 + 0.25) / 2 = 0.469; clearance (0.40 - 0.2) / 0.8
        {"reach_customers": 50, "value_at_stake": 1000.0, "share_low": 0.40, "share_high": 0.48},
        # value not known: 0.8 × (1 + 0.0) / 2 = 0.400
        {"reach_customers": 80, "value_at_stake": None, "share_low": 0.20, "share_high": 0.4},
    ]
    assert priorities(*(TREND | row for row in rows)) == [3, 1, 2]


def test_where_praise_is_the_minority_the_bound_is_the_other_one():
    # 60 of 100 complain, at least 1 - 0.5 = 50 %: clearance 0.375, against 0.1 of a surer-looking interval
    most = {**TREND, "negative": 60, "minority_customers": 40, "share_low": 0.3, "share_high": 0.5}
    some = {**TREND, "share_low": 0.28, "share_high": 0.5}
    assert priorities(some, most) == [2, 1]


def test_the_surer_calm_comes_first_of_equal_reach():
    low, high = ({**ISOLATED, "share_low": 0.0, "share_high": bound} for bound in (0.02, 0.09))
    assert priorities(high, low) == [2, 1]


def test_each_window_and_each_kind_of_play_has_its_own_ranks():
    rows = [
        {**TREND, "window_days": 365},
        {**ISOLATED, "window_days": 365},
        {**PRAISE, "window_days": 365},
        {**TREND, "window_days": None},
        {**TREND, "window_days": None, "reach_customers": 11},
        {"verdict": "see_segment", "window_days": 365, "located_in": "plan=Free"},
        {"verdict": "insufficient_evidence", "window_days": 365},
    ]
    assert priorities(*rows) == [1, 1, 1, 1, 2, None, None]


def test_strengths_go_by_customers_alone():
    # nobody who complains is at stake: with the value, the second would come first
    many = {**PRAISE, "reach_customers": 100, "value_at_stake": 10.0, "share_high": 0.05}
    few = {**PRAISE, "reach_customers": 60, "value_at_stake": 1000.0, "share_high": 0.05}
    assert priorities(many, few) == [1, 2]


def test_equal_scores_go_by_name_and_an_unknown_reach_comes_last():
    same = {**TREND, "share_low": 0.3, "share_high": 0.4}
    rows = [
        {**same, "aspect": "b"},
        {**same, "aspect": "a"},
        {**same, "aspect": "0", "reach_customers": None},
    ]
    assert priorities(*rows) == [2, 1, 3]
    assert priorities(*reversed(rows)) == [3, 1, 2]
