"""report.sentiment, report.aspects and report.data_quality."""

from dataclasses import replace

import pytest
from marts_data import SETTINGS, Warehouse

EVERYBODY = "dimension = 'all' and period_grain = 'all'"


@pytest.fixture
def warehouse():
    one = Warehouse()
    yield one
    one.connection.close()


def read(warehouse, language="en", at="2025-03-02", text="words", **counts):
    """Feedback of so many speakers by sentiment."""
    for sentiment, count in counts.items():
        for _ in range(count):
            warehouse.feedback(at=at, language=language, text=text, sentiment=sentiment)


# sentiment ------------------------------------------------------------------------------------------------


def test_sentiment_shares_by_hand(warehouse):
    read(warehouse, negative=3, neutral=2, positive=4, mixed=1)
    warehouse.build()
    row = warehouse.row("sentiment", EVERYBODY)
    assert [row[reading] for reading in ("negative", "neutral", "positive", "mixed")] == [3, 2, 4, 1]
    assert (row["negative_share"], row["neutral_share"]) == (3 / 10, 2 / 10)
    assert (row["positive_share"], row["mixed_share"], row["net_sentiment"]) == (4 / 10, 1 / 10, (4 - 3) / 10)
    # Wilson of 3 of 10: (3 + 1.9207 -+ 1.96 sqrt(2.1 + 0.9604)) / 13.8415
    assert row["negative_share_low"] == pytest.approx((4.9207 - 3.4287) / 13.8415, abs=1e-4)
    assert row["negative_share_high"] == pytest.approx((4.9207 + 3.4287) / 13.8415, abs=1e-4)
    assert (row["feedback"], row["customers"], row["status"]) == (10, 10, "indicative")


def test_feedback_without_words_or_reading_is_not_counted(warehouse):
    read(warehouse, positive=5)
    read(warehouse, positive=5, text=None)
    warehouse.feedback(text="words", language="xx")
    warehouse.build()
    assert warehouse.row("sentiment", EVERYBODY)["feedback"] == 5


def test_corrected_shares_by_hand(warehouse):
    # en: 30 of 60 polar texts read as negative, of which (0.5 + 0.8 - 1)/(0.9 + 0.8 - 1) = 0.428571 are
    # fr: 16 of 20,                               (0.8 + 0.7 - 1)/(0.8 + 0.7 - 1) = 1
    # together 60 x 0.428571 + 20 x 1 = 45.714286 of the 80 polar texts
    warehouse.quality("en", 0.9, 0.8)
    warehouse.quality("fr", 0.8, 0.7)
    read(warehouse, "en", negative=30, positive=30, neutral=20)
    read(warehouse, "fr", negative=16, positive=4)
    warehouse.build()
    row = warehouse.row("sentiment", EVERYBODY)
    assert row["negative_share_corrected"] == pytest.approx(45.714286 / 100, abs=1e-6)
    assert row["positive_share_corrected"] == pytest.approx((80 - 45.714286) / 100, abs=1e-6)


def test_corrected_shares_stay_shares(warehouse):
    # 0 of 10 read as negative, where 2 would be by misreading alone
    warehouse.quality("en", 0.9, 0.8)
    read(warehouse, positive=10)
    warehouse.build()
    row = warehouse.row("sentiment", EVERYBODY)
    assert (row["negative_share_corrected"], row["positive_share_corrected"]) == (0, 1)


def test_where_no_text_is_polar_nothing_was_misread(warehouse):
    warehouse.quality("en", 0.9, 0.8)
    read(warehouse, neutral=5)
    warehouse.build()
    row = warehouse.row("sentiment", EVERYBODY)
    assert (row["negative_share_corrected"], row["positive_share_corrected"]) == (0, 0)


def test_a_model_that_tells_too_little_corrects_nothing(warehouse):
    warehouse.quality("nl", 0.9, 0.35)  # 0.9 + 0.35 - 1 = 0.25
    read(warehouse, "nl", negative=5, positive=5)
    warehouse.build()
    row = warehouse.row("sentiment", EVERYBODY)
    assert (row["negative_share"], row["negative_share_corrected"]) == (0.5, None)
    assert row["positive_share_corrected"] is None


def test_one_text_in_a_language_never_measured_leaves_sentiment_uncorrected(warehouse):
    warehouse.quality("en", 0.9, 0.8)
    read(warehouse, "en", negative=5, positive=5)
    read(warehouse, "ca", negative=1)
    warehouse.build()
    assert warehouse.row("sentiment", EVERYBODY)["negative_share_corrected"] is None


def test_rates_of_other_models_and_aspects_do_not_correct_sentiment(warehouse):
    warehouse.quality("en", 0.9, 0.8, aspect="price", model="opinions as used")
    warehouse.quality("en", 0.9, 0.8, model="sentiment")  # as measured: what is used is another row
    warehouse.insert(
        "report.model_quality",
        {"model": "language", "language": "en", "n": 9, "sensitivity": 1, "specificity": 1},
    )
    read(warehouse, "en", negative=5, positive=5)
    warehouse.build()
    assert warehouse.row("sentiment", EVERYBODY)["negative_share_corrected"] is None


def test_sentiment_below_the_floor_shows_nothing_but_how_much_there_is(warehouse):
    warehouse.quality("en", 0.9, 0.8)
    read(warehouse, negative=2, positive=2)
    warehouse.build()
    row = warehouse.row("sentiment", EVERYBODY)
    identity = ("period_grain", "period_start", "dimension", "segment", "feedback", "customers", "status")
    assert {value for name, value in row.items() if name not in identity} == {None}
    assert (row["feedback"], row["customers"], row["status"]) == (4, 4, "suppressed")


def test_sentiment_without_a_credible_time_is_in_all_alone(warehouse):
    read(warehouse, positive=5, at=None)
    read(warehouse, positive=5)
    warehouse.build()
    assert {row["period_grain"]: row["feedback"] for row in warehouse.rows("sentiment")} == {
        **{"all": 10, "day": 5, "week": 5, "month": 5, "quarter": 5}
    }


# aspects --------------------------------------------------------------------------------------------------


def test_aspects_by_hand(warehouse):
    warehouse.opinions([-1] * 3 + [0] * 2 + [1] * 4, aspect="price")
    warehouse.opinions([0], is_mixed=True, aspect="price")
    warehouse.opinions([1] * 5)
    warehouse.build()
    price, overall = (
        warehouse.row("aspects", f"{EVERYBODY} and aspect = '{aspect}'") for aspect in ("price", "overall")
    )
    assert [price[one] for one in ("opinions", "negative", "neutral", "positive", "mixed")] == [
        10,
        3,
        2,
        4,
        1,
    ]
    assert (price["negative_share"], price["mixed_share"]) == (3 / 10, 1 / 10)
    assert price["net_sentiment"] == (4 - 3) / 10
    assert overall["positive_share"] == 1


def test_speakers_count_once_however_often_they_speak(warehouse):
    warehouse.opinions([-1] * 6, speaker="anna")
    warehouse.opinions([1] * 5)
    warehouse.build()
    row = warehouse.row("aspects", EVERYBODY)
    assert (row["opinions"], row["customers"]) == (11, 6)


def test_ratings_stand_as_they_are_and_only_texts_are_corrected(warehouse):
    # 10 ratings, 2 of them negative; 10 texts, 5 read as negative, of which by the error rates
    # (0.5 + 0.8 - 1)/(0.9 + 0.8 - 1) = 0.428571; so 2 + 4.28571 of 20
    warehouse.quality("en", 0.9, 0.8)
    warehouse.opinions([-1] * 2 + [1] * 8)
    warehouse.opinions([-1] * 5 + [1] * 5, origin="text", language="en")
    warehouse.build()
    row = warehouse.row("aspects", EVERYBODY)
    assert row["negative_share"] == 7 / 20
    assert row["negative_share_corrected"] == pytest.approx((2 + 10 * 0.428571) / 20, abs=1e-6)
    assert row["positive_share_corrected"] == pytest.approx((13 + 0.714286) / 20, abs=1e-6)


def test_one_text_in_a_language_never_measured_leaves_the_cell_uncorrected(warehouse):
    warehouse.quality("en", 0.9, 0.8)
    warehouse.opinions([-1] * 5 + [1] * 5, origin="text", language="en")
    warehouse.opinions([1], origin="text", language="ca")
    warehouse.build()
    row = warehouse.row("aspects", EVERYBODY)
    assert (row["negative_share_corrected"], row["positive_share_corrected"]) == (None, None)


def test_ratings_alone_need_no_error_rates(warehouse):
    warehouse.opinions([-1] * 2 + [1] * 8, language="xx")
    warehouse.build()
    row = warehouse.row("aspects", EVERYBODY)
    assert (row["negative_share_corrected"], row["positive_share_corrected"]) == (0.2, 0.8)


def test_an_aspect_takes_its_own_error_rates_before_those_of_its_language(warehouse):
    warehouse.quality("en", 0.5, 0.5)  # of whole texts: says nothing of their clauses
    warehouse.quality("en", 0.9, 0.8, model="opinions as used")
    warehouse.quality("en", 1.0, 0.9, model="opinions as used", aspect="price")
    for aspect in ("price", "support"):
        warehouse.opinions([-1] * 5 + [1] * 5, origin="text", language="en", aspect=aspect)
    warehouse.build()
    price, support = (
        warehouse.row("aspects", f"{EVERYBODY} and aspect = '{aspect}'") for aspect in ("price", "support")
    )
    assert price["negative_share_corrected"] == pytest.approx((0.5 + 0.9 - 1) / 0.9)
    assert support["negative_share_corrected"] == pytest.approx((0.5 + 0.8 - 1) / 0.7)


def test_opinions_below_the_floor_show_nothing_but_how_many_there_are(warehouse):
    warehouse.opinions([-1] * 40, speaker="anna")
    warehouse.build()
    row = warehouse.row("aspects", EVERYBODY)
    identity = (
        *(
            "period_grain",
            "period_start",
            "dimension",
            "segment",
            "aspect",
            "opinions",
            "customers",
            "status",
        ),
    )
    assert {value for name, value in row.items() if name not in identity} == {None}
    assert (row["opinions"], row["customers"], row["status"]) == (40, 1, "suppressed")


# data quality ---------------------------------------------------------------------------------------------


def deliver(warehouse, file_id, lines, rejected=0, status="loaded"):
    row = {
        **{"file_id": file_id, "path": f"inbox/{file_id}.csv", "sha256": "", "source": "test", "bytes": 1},
        **{"description_version": "1", "delivered_at": "2025-03-02 12:00:00+00", "load_order": 1},
        **{"lines": lines, "loaded": lines - rejected, "rejected": rejected, "duplicate": 0},
        **{"status": status, "run_id": "run"},
    }
    warehouse.insert("ops.files", row)


def warnings(warehouse):
    return {row["file_id"]: row["warning"] for row in warehouse.rows("data_quality")}


def test_a_file_warns_above_its_share_of_rejects(warehouse):
    deliver(warehouse, "good", 100)
    deliver(warehouse, "at the limit", 100, rejected=1)
    deliver(warehouse, "above", 1000, rejected=11)
    deliver(warehouse, "empty", 0)
    deliver(warehouse, "strange", 3, rejected=3, status="unrecognised")
    deliver(warehouse, "broken", 3, rejected=3, status="rejected")
    warehouse.build()
    assert warnings(warehouse) == {
        **{"good": None, "at the limit": None, "above": "1.1 % of lines rejected", "empty": "no lines"},
        **{"strange": "not recognised", "broken": "file rejected"},
    }
    warehouse.build(replace(SETTINGS, rejected_share_warned=0.02))
    assert warnings(warehouse)["above"] is None


def test_a_file_shows_the_span_of_its_credible_times(warehouse):
    deliver(warehouse, "dated", 3, rejected=1)
    for at, credible in (("2025-03-01", True), ("2025-03-05", True), ("2225-01-01", False), (None, False)):
        warehouse.feedback(at=at, credible=credible, file_id="dated")
    deliver(warehouse, "customers", 3)
    warehouse.build(replace(SETTINGS, rejected_share_warned=0.5))
    dated, customers = (warehouse.row("data_quality", f"file_id = '{one}'") for one in ("dated", "customers"))
    span = (dated["first_record_at"], dated["last_record_at"])
    assert [f"{moment:%F}" for moment in span] == ["2025-03-01", "2025-03-05"]
    assert dated["warning"] == "1 times not credible"
    assert (customers["first_record_at"], customers["last_record_at"]) == (None, None)


def test_complaints_are_counted_by_the_end_that_they_are_about(warehouse):
    warehouse.opinions([-1] * 3, aspect="ease of use", pole="too complex")
    warehouse.opinions([-1] * 2, aspect="ease of use", pole="too simple")
    warehouse.opinions([-1, 1], aspect="ease of use")
    warehouse.build()
    row = warehouse.row("aspects", f"{EVERYBODY} and aspect = 'ease of use'")
    assert (row["poles"], row["negative"]) == ({"too complex": 3, "too simple": 2}, 6)


def test_an_aspect_without_ends_has_no_poles_and_a_suppressed_one_tells_none(warehouse):
    warehouse.opinions([-1] * 6, aspect="quality")
    warehouse.opinions([-1], aspect="price", pole="too expensive")
    warehouse.build()
    poles = {row["aspect"]: row["poles"] for row in warehouse.rows("aspects", EVERYBODY)}
    assert poles == {"price": None, "quality": {}}


def test_what_persons_read_of_one_label_biases_no_share():
    # 1,000 texts of which 100 complain: 85 + 135 taken for complaints, all read; 15 + 765 taken for praise.
    warehouse = Warehouse()
    warehouse.quality("en", 0.85, 0.85)
    for polarity, read_as, count in ((-1, -1, 17), (1, -1, 27)):
        warehouse.opinions([polarity] * count, origin="reading", language="en", read_polarity=read_as)
    warehouse.opinions([1] * 156, origin="text", language="en")
    warehouse.build()
    row = warehouse.row("aspects", "period_grain = 'all' and dimension = 'all'")
    assert row["negative"] == 17
    assert row["negative_share_corrected"] == pytest.approx(0.10)  # 17 of 200 are seen, 15 % are missed


def test_what_persons_read_of_everything_needs_no_correction():
    warehouse = Warehouse()
    warehouse.quality("en", 0.85, 0.85)
    warehouse.opinions([-1, *[1] * 9], origin="reading", language="en", read_polarity=-1)
    warehouse.opinions([1] * 10, origin="reading", language="en", read_polarity=1)
    warehouse.opinions([1] * 10, origin="reading", language="xx", read_polarity=1)  # no rates, none needed
    warehouse.build()
    row = warehouse.row("aspects", "period_grain = 'all' and dimension = 'all'")
    assert row["negative_share_corrected"] == pytest.approx(1 / 30)
