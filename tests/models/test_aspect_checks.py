"""Sets that others labelled, laid beside what is read: which opinions are compared, and with what."""

from pathlib import Path

import polars as pl
import pytest

from models.reading import OpinionReader
from models.sentiment import SentimentModel
from models.taxonomy import shipped
from models.training.aspect_checks import (
    CHECKS,
    SUB_RATED,
    aspect_checks,
    aspect_map,
    read_opinions,
    sub_rated,
)
from models.training.corpus import corpus, is_held_out_text

READER = OpinionReader(SentimentModel.load(), shipped())
COLUMNS = ["language", "aspect", "told", "truth", "sentiment", "sentiment_confidence"]
DIRTY, CLEAN = "The lounge was very dirty and horrible", "The lounge was very clean and wonderful"


def unseen(text: str) -> str:
    """The text with the first number that puts it among the held-out ones."""
    tried = pl.DataFrame({"text": [f"{text} {number}" for number in range(200)]})
    found: str = tried.filter(is_held_out_text(pl.col("text")))["text"][0]
    return found


def hotels(folder: Path, *lines: str) -> None:
    (folder / "hotel_aspects_de").mkdir()
    for part in ("train", "dev", "test"):
        text = "\n".join(lines) if part == "train" else ""
        (folder / "hotel_aspects_de" / f"{part}.txt").write_text(text, encoding="utf-8")


def lounges(folder: Path, *reviews: tuple[str, float | None, float | None]) -> Path:
    """Reviews: content, stars for cleanliness and for the staff; the seat reviews are of another kind."""
    home = folder / SUB_RATED
    home.mkdir()
    rated = ("content", "cleanliness_rating", "staff_service_rating")
    pl.DataFrame(reviews, schema=rated, orient="row").write_csv(home / "lounge.csv")
    pl.DataFrame({"content": ["x"], "seat_legroom_rating": [None]}).write_csv(home / "seat.csv")
    return home


def test_sub_ratings_of_held_out_reviews_are_labels(tmp_path: Path) -> None:
    stars = [(unseen(f"{number} stars"), float(number), None) for number in (1, 2, 3, 4, 5)]
    learned = next(text for text in (f"seen {n}" for n in range(99)) if not is_held(text))
    found = sub_rated(lounges(tmp_path, *stars, (learned, 1.0, 1.0), (unseen("none"), None, 0.0)))
    sides = ("negative", "negative", "neutral", "positive", "positive")
    told = {text: f"cleanliness_rating:{side}" for (text, _, _), side in zip(stars, sides, strict=True)}
    assert {text: label for text, label in found if text != "x"} == {**told, unseen("none"): ""}


def is_held(text: str) -> bool:
    return bool(pl.select(is_held_out_text(pl.lit(text))).item())


def test_several_sub_ratings_stand_side_by_side(tmp_path: Path) -> None:
    text = unseen("a lounge")
    assert (text, "cleanliness_rating:positive; staff_service_rating:negative") in sub_rated(
        lounges(tmp_path, (text, 5.0, 1.0))
    )


def test_opinions_on_labelled_aspects_are_laid_beside_their_labels(tmp_path: Path) -> None:
    hotels(
        tmp_path,
        "__label__ZIMMER:positiv\tDas Zimmer war wunderschön und super, das Personal sehr freundlich.",
        "__label__SERVICE:negativ\tDas Personal war sehr unfreundlich und schlecht.",
        "__label__LAGE:negativ __label__LAGE:positiv\tDie Lage ist gut und schlecht.",  # no one side
    )
    found = read_opinions(tmp_path, READER)
    assert found.columns == COLUMNS
    assert found.select("language", "aspect", "told", "truth", "sentiment").rows() == [
        ("de", "room", 1, "positive", "positive"),  # the staff of the first was not labelled
        ("de", "staff", -1, "negative", "negative"),
    ]


def test_held_out_reviews_are_compared_on_what_they_rate(tmp_path: Path) -> None:
    lounges(tmp_path, (unseen(f"{DIRTY}, great staff"), 1.0, None), (unseen(CLEAN), 5.0, 5.0))
    found = read_opinions(tmp_path, READER)
    assert found.select("language", "aspect", "told", "sentiment").rows() == [
        ("en", "cleanliness", -1, "negative"),
        ("en", "cleanliness", 1, "positive"),
    ]


def test_without_any_set_nothing_is_measured(tmp_path: Path) -> None:
    assert aspect_checks(tmp_path, READER) == []
    found = read_opinions(tmp_path, READER)
    assert (found.columns, len(found)) == (COLUMNS, 0)


@pytest.mark.parametrize("source", [*(name for name, _, _ in CHECKS), SUB_RATED])
def test_every_map_leads_to_aspects_that_there_are(source: str) -> None:
    groups = aspect_map(source).groups
    assert groups
    assert set(groups) <= set(shipped().aspects)


def test_no_review_that_is_measured_on_was_learned_from(real_data: Path) -> None:
    learned = corpus(real_data).filter((pl.col("source") == SUB_RATED) & ~pl.col("is_held_out"))
    texts = {text for text, _ in sub_rated(real_data / SUB_RATED)}
    assert len(texts) > 300
    assert texts & set(learned["text"]) == set()
