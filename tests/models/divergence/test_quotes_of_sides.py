"""Which words are shown for each side."""

from spoken import customers, judged, opinions

READABLE = "It arrived a week late, and nobody told me why. (%s)"


def test_readable_then_confident_then_recent_quotes_come_first() -> None:
    said = opinions(
        [
            {"polarity": -1, "quote": "Late.", "confidence": 1.0},
            {"polarity": -1, "quote": READABLE % "doubtful", "confidence": 0.6},
            {"polarity": -1, "quote": READABLE % "older", "confidence": 0.9, "days_ago": 9},
            {"polarity": -1, "quote": READABLE % "newer", "confidence": 0.9, "days_ago": 2},
            {"polarity": -1, "quote": None},
            {"polarity": 1, "quote": READABLE % "but fine"},
            {"polarity": 0, "quote": READABLE % "no side taken"},
        ]
    )
    quotes = judged(said).quotes
    assert quotes.select("side", "quote").rows() == [
        ("complaint", READABLE % "newer"),
        ("complaint", READABLE % "older"),
        ("complaint", READABLE % "doubtful"),
        ("complaint", "Late."),
        ("praise", READABLE % "but fine"),
    ]
    assert quotes["feedback_id"].to_list() == ["f00003", "f00002", "f00001", "f00000", "f00005"]
    assert quotes["language"].unique().to_list() == ["en"]


def test_at_most_five_a_side_and_one_a_speaker() -> None:
    loud = [{"polarity": -1, "speaker": "loud", "quote": READABLE % n, "days_ago": n} for n in range(6)]
    others = [
        {"polarity": side, "quote": READABLE % f"{side} {n // 2}", "days_ago": 30}
        for side in (-1, 1)
        for n in range(12)  # each is said twice, and quoted once
    ]
    quotes = judged(opinions([*loud, *others])).quotes
    assert quotes["side"].to_list() == ["complaint"] * 5 + ["praise"] * 5
    assert quotes["quote"].to_list().count(READABLE % 0) == 1
    assert quotes["quote"].to_list().count(READABLE % 1) == 0
    assert quotes["quote"].n_unique() == 10


def test_words_that_speak_for_the_side_come_before_words_about_something_else() -> None:
    said = opinions(
        [
            {"polarity": -1, "quote": READABLE % "lovely staff", "days_ago": 1},
            {"polarity": -1, "quote": READABLE % "much too dear", "days_ago": 5},
            *customers(0, 5),
        ]
    )
    quotes = judged(said, sentiment_scores={"f00000": 0.9, "f00001": -0.9}).quotes
    assert quotes["feedback_id"].to_list() == ["f00001", "f00000"]
