"""What the verdict is on ratings, and what it says of corrected texts."""

import numpy as np
import polars as pl
import pytest
from spoken import customers, error_rates, judged, opinions, row_of, segments_of

from models.divergence import DIVERGENCE_SCHEMA, QUOTES_SCHEMA, DivergenceParameters
from models.statistics import log_evidence_above, log_evidence_below


def lower_bound(complaints: int, customers: int) -> float:
    """Of a rated share, by search: the greatest share against which the evidence is 20."""
    tested = np.linspace(0.001, complaints / customers, 200_001)
    refuted = log_evidence_above(complaints, customers, tested) >= np.log(20)
    return float(tested[refuted].max())  # to five decimals


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


def test_a_text_share_is_corrected_for_misreading() -> None:
    # Read: 125 of 1,000. True, at sensitivity 0.80 and specificity 0.95: (0.125 - 0.05) / 0.75 = 0.10
    row = row_of(judged(opinions(customers(125, 875, origin="text")), rates=error_rates(0.80, 0.95)))
    assert row["share_raw"] == pytest.approx(0.125)
    assert row["minority_share"] == pytest.approx(0.10)
    assert row["share_low"] < 0.10 < row["share_high"]


def test_misread_praise_is_nobodys_complaint() -> None:
    row = row_of(judged(opinions(customers(30, 970, origin="text")), rates=error_rates(0.90, 0.95)))
    assert (row["verdict"], row["kind"], row["minority_share"]) == ("consensus", "consensus_praise", 0.0)


def test_texts_never_tell_more_than_as_many_ratings() -> None:
    # None of 80 read as complaints, where 8 would be by misreading alone: no certainty of 0 %.
    rates = error_rates(0.90, 0.90)
    read, rated = (
        row_of(judged(opinions(customers(0, 80, origin=origin)), rates=rates))
        for origin in ("text", "rating")
    )
    assert (read["share_low"], read["minority_share"]) == (0, 0)
    assert read["share_high"] >= rated["share_high"] - 1e-9 > 0.05


def test_doubt_about_the_classifier_widens_the_interval() -> None:
    said = opinions(customers(125, 875, origin="text"))
    known, doubted = (row_of(judged(said, rates=error_rates(0.80, 0.92, margin))) for margin in (0.0, 0.03))
    assert doubted["share_low"] < known["share_low"]
    assert doubted["share_high"] > known["share_high"]


@pytest.mark.parametrize(
    "rates",
    [None, error_rates(0.70, 0.69), error_rates(0.95, 0.95, language="de")],
    ids=["none", "poor", "other"],
)
def test_a_language_that_is_not_read_well_enough_decides_nothing(rates: pl.DataFrame | None) -> None:
    row = row_of(judged(opinions(customers(500, 500, origin="text")), rates=rates))
    assert (row["verdict"], row["minority_share"], row["opinions_needed"]) == (
        "insufficient_evidence",
        None,
        None,
    )
    assert row["share_raw"] == 0.5
    assert "not read reliably enough" in row["reason"]


def test_ratings_come_first_where_as_many_rated_as_wrote() -> None:
    row = row_of(judged(opinions([*customers(60, 40), *customers(0, 100, origin="text")])))
    low = lower_bound(60, 100)
    assert (row["verdict"], 1 - row["share_high"]) == ("trend", pytest.approx(low, abs=1e-5))
    assert (row["negative"], row["positive"]) == (60, 140)
    # Praise is the minority of the 100 who rated, though not of the 200 who spoke.
    assert (row["minority_share"], row["share_raw"]) == (pytest.approx(0.4), pytest.approx(0.4))
    assert row["reason"].startswith(
        "60 of 100 customers who rated it and take a side complain about delivery"
    )


def test_texts_that_surely_say_otherwise_count_beside_the_ratings() -> None:
    # Nobody of 100 complains by a rating, 60 of 100 do in words: (0.60 - 0.02) / 0.96 of them truly.
    said = opinions([*customers(0, 100), *customers(60, 40, origin="text")])
    row = row_of(judged(said, rates=error_rates(0.98, 0.98)))
    assert row["minority_share"] == pytest.approx((0 * 100 + 0.58 / 0.96 * 100) / 200)
    assert (row["share_raw"], row["verdict"] == "consensus") == (pytest.approx(0.3), False)
    assert "who rated it" not in row["reason"]


def test_texts_that_may_say_the_same_are_left_out() -> None:
    said = opinions([*customers(5, 95), *customers(14, 86, origin="text")])
    row = row_of(judged(said, rates=error_rates(0.98, 0.90)))  # (0.14 - 0.10) / 0.88 = 0.05
    assert row["share_raw"] == row["minority_share"] == pytest.approx(0.05)


def test_one_rater_is_an_isolated_case_whatever_others_wrote() -> None:
    row = row_of(judged(opinions([*customers(1, 99), *customers(10, 40, origin="text")])))
    assert (row["verdict"], row["share_raw"]) == ("isolated", pytest.approx(0.01))
    assert row["reason"].startswith("1 of 100 customers who rated it and take a side complains")
    assert row["reason"].endswith("an isolated case.")


def test_opinions_needed_count_those_who_write_beside_the_raters() -> None:
    # 1 of 60 is not decided; every second opinion is a text, so twice as many are needed in all.
    rated, both = (
        row_of(judged(opinions([*customers(1, 59), *customers(0, texts, origin="text")])))["opinions_needed"]
        for texts in (0, 60)
    )
    assert rated > 60
    assert both == 2 * rated


def test_unreadable_texts_of_the_majority_may_hold_any_opinion() -> None:
    row = row_of(judged(opinions([*customers(60, 40), *customers(0, 101, origin="text")])))
    assert 1 - row["share_high"] == pytest.approx(
        lower_bound(60, 100) * 100 / 201, abs=1e-5
    )  # the texts may all be praise


@pytest.mark.parametrize("language", ["unknown", None])
def test_a_text_of_no_known_language_has_the_rates_of_such_texts(language: str | None) -> None:
    said = opinions(customers(50, 50, origin="text"))
    row = row_of(judged(said, rates=error_rates(0.9, 0.9, language="unknown"), language=language))
    assert row["minority_share"] == pytest.approx(0.5)


def test_strata_are_weighted_by_their_customers() -> None:
    # Rated: 20 of 100. Texts: 130 of 200 read as complaints, (0.65 - 0.10) / 0.80 = 0.6875
    said = opinions([*customers(20, 80), *customers(130, 70, origin="text")])
    row = row_of(judged(said, rates=error_rates(0.90, 0.90)))
    complaint_share = (0.20 * 100 + 0.6875 * 200) / 300  # 0.525: praise is the minority
    assert row["minority_share"] == pytest.approx(1 - complaint_share)


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


def test_an_aspect_is_read_with_its_own_rates_before_those_of_any() -> None:
    said = opinions(customers(30, 70, origin="text"))  # on delivery
    own, any_ = error_rates(0.95, 0.95, aspect="delivery"), error_rates(0.75, 0.75)
    alone, both = (row_of(judged(said, rates=rates)) for rates in (own, pl.concat([any_, own])))
    assert both == alone
    # (0.30 - 0.05) / 0.90, where any aspect's rates would give (0.30 - 0.25) / 0.50 = 0.1
    assert both["minority_share"] == pytest.approx(0.25 / 0.90)


def test_rates_of_clauses_say_nothing_of_whole_texts() -> None:
    said = opinions(customers(30, 70, origin="text", aspect="overall"))
    row = row_of(judged(said, rates=error_rates(0.95, 0.95)), aspect="overall")
    assert (row["verdict"], row["minority_share"]) == ("insufficient_evidence", None)
