"""What the verdict is on ratings, in figures and in words."""

import numpy as np
import pytest
from spoken import customers, judged, opinions, row_of, segments_of

from models.divergence.parameters import DivergenceParameters
from models.divergence.tables import DIVERGENCE_SCHEMA, QUOTES_SCHEMA
from models.statistics import log_evidence_above, log_evidence_below


@pytest.mark.parametrize(
    ("complaints", "praises", "verdict", "side", "kind"),
    [
        (1, 99, "isolated", "complaint", "polarity"),
        (50, 50, "trend", "both", "polarity"),
        (0, 10, "insufficient_evidence", "complaint", None),
        (57, 3, "trend", "complaint", "consensus_complaint"),
        (10, 0, "trend", "complaint", None),  # nobody praises, but four of ten may
        (25, 0, "trend", "complaint", "consensus_complaint"),
        (100, 0, "consensus", "complaint", "consensus_complaint"),
        (0, 100, "consensus", "praise", "consensus_praise"),
        (80, 120, "trend", "both", "polarity"),
        (70, 130, "trend", "complaint", "polarity"),
        (15, 85, "insufficient_evidence", "complaint", "polarity"),
        (2, 3, "insufficient_evidence", "both", "polarity"),
    ],
)
def test_the_verdict_on_ratings(
    complaints: int, praises: int, verdict: str, side: str, kind: str | None
) -> None:
    row = row_of(judged(opinions(customers(complaints, praises))))
    assert (row["verdict"], row["side"], row["kind"]) == (verdict, side, kind)
    assert (row["negative"], row["positive"], row["customers"]) == (complaints, praises, complaints + praises)


@pytest.mark.parametrize(("complaints", "praises"), [(1, 99), (57, 3), (30, 30)])
def test_each_bound_of_rated_shares_is_where_the_evidence_reaches_twenty(
    complaints: int, praises: int
) -> None:
    row = row_of(judged(opinions(customers(complaints, praises))))
    minority, total = min(complaints, praises), complaints + praises
    at_most = log_evidence_below(minority, total, row["share_high"])
    at_least = log_evidence_above(minority, total, row["share_low"])
    assert np.exp(at_most) == pytest.approx(20, rel=1e-6)
    assert np.exp(at_least) == pytest.approx(20, rel=1e-6) if minority > 1 else row["share_low"] == 0
    share = minority / total
    assert (row["minority_share"], row["share_raw"]) == pytest.approx((share, share))
    assert row["minority_customers"] == minority


def test_neutral_and_mixed_stand_beside_the_share() -> None:
    said = opinions([*customers(1, 99), *[{"polarity": 0}] * 7, *[{"polarity": 0, "is_mixed": True}] * 3])
    row = row_of(judged(said))
    assert (row["customers"], row["neutral"], row["mixed"]) == (110, 7, 3)
    assert row["minority_share"] == pytest.approx(1 / 100)


def test_nobody_taking_a_side_is_no_evidence() -> None:
    row = row_of(judged(opinions([{"polarity": 0}] * 20)))
    assert (row["verdict"], row["side"], row["minority_share"], row["agreement"]) == (
        "insufficient_evidence",
        None,
        None,
        1.0,
    )
    assert row["reason"] == "None of 20 customers takes a side on delivery: nothing to tell."


@pytest.mark.parametrize(
    ("complaints", "praises", "reason"),
    [
        (1, 99, "1 of 100 customers complains about delivery (1 %, at most 7 %): an isolated case."),
        (
            50,
            50,
            "50 of 100 customers complain about delivery (50 %, between 36 and 64 %): "
            "a trend, customers are split.",
        ),
        (
            0,
            10,
            "None of 10 customers complain about delivery (0 %, between 0 and 39 %): "
            "not known yet, about 44 opinions in all would decide.",
        ),
        (6, 0, "6 of 6 customers complain about delivery (100 %, between 43 and 100 %): a trend."),
        (
            97,
            903,
            "97 of 1000 customers complain about delivery (10 %, between 7 and 13 %): "
            "not known yet, and too near a threshold for any likely number of opinions to decide.",
        ),
    ],
)
def test_the_reason_is_a_sentence_with_its_figures(complaints: int, praises: int, reason: str) -> None:
    assert row_of(judged(opinions(customers(complaints, praises))))["reason"] == reason


def test_the_reason_says_of_whom_the_share_is() -> None:
    row = row_of(judged(opinions([*customers(8, 5), *[{"polarity": 0}] * 3])))
    assert row["reason"].startswith("8 of 13 customers who take a side complain about delivery (62 %,")


def test_a_share_between_the_thresholds_is_known_only_where_its_whole_interval_is() -> None:
    few, many = (row_of(judged(opinions(customers(3 * n, 17 * n))))["reason"] for n in (5, 100))
    assert few.endswith(
        "(15 %, between 6 and 27 %): not known yet, and more opinions would not decide while the share stays."
    )
    assert many.endswith("(15 %, between 12 and 18 %): neither isolated nor a trend.")


def test_the_reason_tells_of_a_silent_majority() -> None:
    silent = [{"polarity": 0}] * 90
    reason = row_of(judged(opinions([*customers(10, 0), *silent])))["reason"]
    assert reason.startswith("10 of 10 customers who take a side complain about delivery, while 90 take none")


def test_opinions_needed_only_where_more_would_decide() -> None:
    assert row_of(judged(opinions(customers(0, 10))))["opinions_needed"] == 44
    assert row_of(judged(opinions(customers(15, 85))))["opinions_needed"] is None
    assert row_of(judged(opinions(customers(50, 50))))["opinions_needed"] is None


def test_that_many_opinions_at_the_same_share_do_decide() -> None:
    needed = row_of(judged(opinions(customers(5, 95))))["opinions_needed"]
    twentieth = -(-needed // 20)  # 5 % of the next total that 20 divides
    row = row_of(judged(opinions(customers(twentieth, 19 * twentieth))))
    assert row["verdict"] == "isolated"


@pytest.mark.parametrize(
    ("rest", "parent_verdict", "located_in"),
    [
        (1000, "see_segment", "plan=basic"),  # 16 of 1,020 complain in all
        (40, "see_segment", "plan=basic"),  # 16 of 60: not known among everybody
    ],
)
def test_a_parent_points_to_the_segment_that_is_a_trend(
    rest: int, parent_verdict: str, located_in: str
) -> None:
    said = opinions([*customers(16, 4), *customers(0, rest)])
    plans = segments_of(said, "plan", ["basic"] * 20 + ["pro"] * rest)
    judgement = judged(said, plans)
    parent = row_of(judgement, dimension="all")
    assert (parent["verdict"], parent["located_in"]) == (parent_verdict, located_in)
    assert parent["reason"].endswith(", but a trend in plan basic.")
    assert parent["distinguished_by"] == "plan basic: 80 % complain, the others 0 %"
    assert row_of(judgement, segment="basic")["verdict"] == "trend"
    assert row_of(judgement, segment="pro")["located_in"] is None


@pytest.mark.parametrize(
    ("basic", "located_in", "distinguished_by"),
    [
        ((45, 5), "plan=basic", "plan basic: 90 % complain, the others 10 %"),
        ((25, 25), "within", None),
    ],
)
def test_a_trend_lies_in_the_segment_that_differs_or_runs_through_all(
    basic: tuple[int, int], located_in: str, distinguished_by: str | None
) -> None:
    complaining, content = basic
    said = opinions([*customers(complaining, content), *customers(50 - complaining, 50 - content)])
    plans = segments_of(said, "plan", ["basic"] * 50 + ["pro"] * 50)
    parent = row_of(judged(said, plans), dimension="all")
    assert (parent["verdict"], parent["located_in"]) == ("trend", located_in)
    assert parent["distinguished_by"] == distinguished_by


def test_a_segment_is_compared_with_the_rest_of_its_dimension() -> None:
    said = opinions([*customers(16, 4), *customers(4, 96)])
    judgement = judged(said, segments_of(said, "plan", ["basic"] * 20 + ["pro"] * 100))
    basic, pro = row_of(judgement, segment="basic"), row_of(judgement, segment="pro")
    assert basic["effect"] == pytest.approx(16 / 20 - 4 / 100)
    assert pro["effect"] == pytest.approx(4 / 100 - 16 / 20)
    assert basic["q_value"] < 0.001
    assert row_of(judgement, dimension="all")["effect"] is None


def test_another_segments_data_move_no_verdict() -> None:
    own, others = customers(16, 4), [customers(0, 30), customers(300, 0)]
    rows = []
    for other in others:
        said = opinions([*own, *other])
        plans = segments_of(said, "plan", ["basic"] * 20 + ["pro"] * len(other))
        rows.append(row_of(judged(said, plans), segment="basic"))
    compared = ("verdict", "share_low", "share_high", "minority_share", "opinions_needed", "reason")
    assert [rows[0][name] for name in compared] == [rows[1][name] for name in compared]


def test_every_column_of_the_design_is_there_and_typed() -> None:
    judgement = judged(opinions(customers(1, 99)))
    assert judgement.divergence.schema == DIVERGENCE_SCHEMA
    assert judgement.quotes.schema == QUOTES_SCHEMA
    row = row_of(judgement)
    assert (row["model_version"], row["config_version"]) == ("m1", "c1")


def test_nothing_said_gives_empty_tables() -> None:
    judgement = judged(opinions([]))
    assert judgement.divergence.is_empty()
    assert judgement.divergence.schema == DIVERGENCE_SCHEMA
    assert judgement.quotes.schema == QUOTES_SCHEMA


@pytest.mark.parametrize(
    "wrong",
    [
        {"isolated_below": 0.3},
        {"trend_above": 0.6},
        {"confidence": 1.0},
        {"windows_days": ()},
        {"windows_days": (0,)},
    ],
)
def test_parameters_out_of_order_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        DivergenceParameters(config_version="c", model_version="m", **wrong)
