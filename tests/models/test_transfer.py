"""English reviews in the words of the other languages: which words, which reviews, the same every time."""

import polars as pl
import pytest

from models.language import LANGUAGES
from models.training import transfer
from models.training.transfer import FEWEST_WORDS, NAME, WEIGHT, choices, transferred

OTHERS = [language for language in LANGUAGES if language != "en"]


def taught(*texts: str, source: str = "feedback", language: str = "en") -> pl.DataFrame:
    return pl.DataFrame({"text": texts, "language": language, "source": source, "label": 1, "weight": 1.0})


def said(text: str, language: str) -> list[str]:
    found = transferred(taught(text)).filter(language=language)["text"]
    return found.item().split() if len(found) else []


@pytest.fixture
def dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four English words, the last with two translations, and no more."""
    known = {"very": ["muy"], "good": ["bueno"], "hotel": ["hotel"], "big": ["grande", "gran"]}
    monkeypatch.setattr(transfer, "choices", lambda _: known)


@pytest.mark.usefixtures("dictionary")
def test_word_by_word_in_english_order_marks_kept_and_unknown_words_left_out() -> None:
    assert said("Very good, this HOTEL!", "es") == ["muy", "bueno", ",", "hotel", "!"]


@pytest.mark.usefixtures("dictionary")
def test_a_review_of_too_few_known_words_is_left_out() -> None:
    assert FEWEST_WORDS == 3
    assert said("Very good , . !", "es") == []
    assert said("", "es") == []


@pytest.mark.usefixtures("dictionary")
def test_every_translation_of_a_word_gets_its_turn() -> None:
    words = said("big " * 50, "es")
    assert len(words) == 50
    assert set(words) == {"grande", "gran"}


@pytest.mark.usefixtures("dictionary")
def test_each_other_language_says_it_once_with_a_lower_weight() -> None:
    found = transferred(taught("very good hotel"))
    assert found["language"].to_list() == OTHERS
    assert set(found["source"]) == {NAME}
    assert set(found["weight"]) == {WEIGHT}
    assert found["label"].to_list() == [1] * len(OTHERS)


@pytest.mark.usefixtures("dictionary")
def test_only_english_feedback_is_handed_on() -> None:
    texts = "very good hotel"
    assert transferred(taught(texts, language="fr")).is_empty()
    assert transferred(taught(texts, source="train/xed")).is_empty()


def test_the_same_reviews_give_the_same_words() -> None:
    reviews = taught(
        "The staff was very friendly and the room was clean", "Horrible food, never again, avoid"
    )
    assert transferred(reviews).equals(transferred(reviews))
    assert set(transferred(reviews)["language"]) == set(OTHERS)


@pytest.mark.parametrize("language", OTHERS)
def test_a_dictionary_has_words_that_tokens_can_meet_each_once(language: str) -> None:
    found = choices(language)
    assert len(found) > 500
    said = [(english, word) for english, words in found.items() for word in words]
    both = pl.DataFrame(said, schema={"english": pl.String, "word": pl.String}, orient="row")
    is_plain = pl.all_horizontal(pl.col("english", "word").str.contains("^[a-z0-9]+(?: [a-z0-9]+)*$"))
    assert both.filter(~is_plain).rows() == []  # small letters without accents
    assert both.filter(pl.struct(pl.all()).is_duplicated()).rows() == []
