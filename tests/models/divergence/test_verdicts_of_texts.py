"""What the verdict is where texts were read: corrected, beside ratings, or not known."""

import numpy as np
import polars as pl
import pytest
from spoken import customers, error_rates, judged, opinions, row_of

from models.statistics import log_evidence_above


def lower_bound(complaints: int, customers: int) -> float:
    """Of a rated share, by search: the greatest share against which the evidence is 20."""
    tested = np.linspace(0.001, complaints / customers, 200_001)
    refuted = log_evidence_above(complaints, customers, tested) >= np.log(20)
    return float(tested[refuted].max())  # to five decimals


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
    assert (read["has_text"], rated["has_text"]) == (True, False)  # though both shares are 0 as counted, too


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
