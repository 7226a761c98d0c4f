"""Why a text was read as it was."""

import pytest

from models.explaining import EVIDENCE, Explanation, explained
from models.questions import ASKS_FAULT, ASKS_PRAISE
from models.reading import OpinionReader
from models.sentiment import SentimentModel
from models.taxonomy import shipped

READER = OpinionReader(SentimentModel.load(), shipped())
TEXT = "The room was dirty and the staff rude, but great price"


def why(text: str, language: str = "en", question: str | None = None) -> Explanation:
    return explained(READER, text, language, question)


def test_every_opinion_shows_its_wording_and_the_words_that_judge_it() -> None:
    found = why(TEXT).opinions
    assert found.select("aspect", "wording", "near").rows() == [
        ("cleanliness", "dirty", "the room was dirty"),
        ("room", "room", "the room was dirty"),
        ("staff", "staff", "and the staff rude"),
        ("price", "price", "but great price"),
    ]


def test_parts_of_the_evidence_add_up_to_the_side_taken() -> None:
    found = why(TEXT).opinions
    total = found.select(f"from_{name}" for name in EVIDENCE).sum_horizontal()
    assert [(-1, 1)[by > 0] for by in total] == found["polarity"].to_list()
    assert found["from_pole"].to_list() == [0.0] * 4  # none of them complains about a pole


def test_words_are_those_that_moved_the_score() -> None:
    words = dict(why(TEXT).words.rows())
    assert words["dirty"] < 0 < words["great"]
    assert list(words) == sorted(words, key=lambda word: -abs(words[word]))
    assert why(TEXT).words.equals(READER.model.explain(TEXT, "en"))


@pytest.mark.parametrize("language", ["", "sv"])
def test_a_text_of_no_known_language_has_words_and_no_opinions(language: str) -> None:
    found = why("excellent 👍", language)
    assert len(found.words)
    assert found.opinions.is_empty()


def test_words_of_the_question_moved_nothing() -> None:
    plain, asked = why("The horrible room"), why("The horrible room", question="Was anything horrible?")
    assert "horrible" in plain.words["feature"].to_list()
    assert "horrible" not in asked.words["feature"].to_list()
    assert asked.opinions["from_segment"].item() > plain.opinions["from_segment"].item()


def test_a_text_without_words_explains_nothing() -> None:
    found = why("!")
    assert found.opinions.is_empty()
    assert found.opinions.columns == why(TEXT).opinions.columns


def test_nothing_is_explained_by_its_question() -> None:
    fault, praise = "What could we improve?", "What did you like most?"
    assert why("Nothing", question=fault).nothing_to == ASKS_FAULT
    assert why("Nothing", question=praise).nothing_to == ASKS_PRAISE
    assert [why("Nothing").nothing_to, why("The room", question=fault).nothing_to] == [None, None]
    assert why("Nothing", question="How old are you?").nothing_to is None
