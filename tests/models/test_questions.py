"""What a survey asked, and what that does to the answer."""

import numpy as np
import polars as pl
import pytest

from models.features import NEGATION, features
from models.language import LANGUAGES
from models.questions import (
    ASKS_FAULT,
    ASKS_PRAISE,
    NOTHING_CONFIDENCE,
    answered_nothing,
    asked_for,
    with_nothing,
    without_question,
)

ASKED = [
    ("en", "What could we improve?", "What did you like most about your stay?", "Nothing at all!"),
    ("fr", "Que pourrions-nous améliorer ?", "Qu'avez-vous le plus apprécié ?", "Rien"),
    ("de", "Was können wir verbessern?", "Was hat Ihnen am besten gefallen?", "Nichts."),
    ("es", "¿Qué podemos mejorar?", "¿Qué es lo que más le ha gustado?", "Nada"),
    ("pt", "O que podemos melhorar?", "Do que mais gostou?", "NADA"),
    ("it", "Cosa possiamo migliorare?", "Cosa le è piaciuto di più?", "Niente"),
    ("nl", "Wat kunnen we verbeteren?", "Wat vond u het beste?", "Niets"),
    ("ro", "Ce putem îmbunătăți?", "Ce v-a plăcut cel mai mult?", "Nimic"),
]


def verdicts(*sentiments: str | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"sentiment": sentiments, "sentiment_score": 0.1, "sentiment_confidence": 0.4},
        schema_overrides={"sentiment": pl.String},
    )


def answered(text: str, question: str | None, language: str = "en") -> tuple[object, ...]:
    seen = features(pl.Series([text]), pl.Series([language]))
    return with_nothing(verdicts("neutral"), seen, pl.Series([question], dtype=pl.String)).row(0)


@pytest.mark.parametrize(("language", "fault", "praise", "nothing"), ASKED)
def test_questions_and_nothing_are_known_in_every_language(
    language: str, fault: str, praise: str, nothing: str
) -> None:
    assert language in LANGUAGES
    assert (asked_for(fault), asked_for(praise)) == (ASKS_FAULT, ASKS_PRAISE)
    assert answered(nothing, fault, language) == ("positive", NOTHING_CONFIDENCE, NOTHING_CONFIDENCE)
    assert answered(nothing, praise, language) == ("negative", -NOTHING_CONFIDENCE, NOTHING_CONFIDENCE)


def test_other_questions_take_no_side() -> None:
    for question in ("What is your age?", "How likely are you to recommend us?", ""):
        assert asked_for(question) is None
        assert answered("Nothing", question)[0] == "neutral"
    assert answered("Nothing", None)[0] == "neutral"


@pytest.mark.parametrize(
    "question",
    [
        "What did you like least?",
        "Qu'est-ce qui vous a le moins plu ?",
        "Was hat Ihnen nicht gut gefallen?",
        "¿Qué es lo que menos le ha gustado?",
        "O que menos gostou?",
        "Cosa le è piaciuto di meno?",
        "Wat vond u niet goed?",
        "Ce nu v-a plăcut?",
    ],
)
def test_a_question_for_faults_may_hold_the_words_of_praise(question: str) -> None:
    assert asked_for(question) == ASKS_FAULT


@pytest.mark.parametrize("text", ["Nothing but trouble", "Nothing works", "The price", "", "!!"])
def test_more_than_nothing_is_read_as_it_stands(text: str) -> None:
    assert answered(text, "What could we improve?") == ("neutral", 0.1, 0.4)


def test_nothing_is_told_text_by_text() -> None:
    texts = pl.Series(["nothing", None, "nothing.", "it is nothing new to me", "Nothing, nothing!"])
    said = answered_nothing(features(texts, pl.Series(["en"] * 5)))
    assert said.tolist() == [True, False, True, False, True]


def test_each_answer_is_read_by_its_own_question() -> None:
    texts, questions = ["Nothing"] * 3, ["What could we improve?", "What did you like most?", None]
    seen = features(pl.Series(texts), pl.Series(["en"] * 3))
    found = with_nothing(verdicts("neutral", "neutral", "neutral"), seen, pl.Series(questions))
    assert found["sentiment"].to_list() == ["positive", "negative", "neutral"]


def test_words_of_the_question_count_for_nothing_in_its_answer() -> None:
    texts, questions = (
        pl.Series(["Improve the room", "Improve the room"]),
        pl.Series(["Could we improve?", None]),
    )
    before = features(texts, pl.Series(["en", "en"]))
    after = without_question(before, questions)
    assert before.halves.tolist() == [2, 2, 2, 2, 2, 2]
    assert after.halves.tolist() == [0, 2, 2, 2, 2, 2]


def test_words_of_denial_stand_though_they_were_asked_with() -> None:
    seen = features(pl.Series(["not good"]), pl.Series(["en"]))
    after = without_question(seen, pl.Series(["What was not good?"]))
    assert after.halves[seen.kinds == NEGATION].tolist() == [2]
    assert after.halves[seen.kinds != NEGATION].tolist() == [0]


def test_marks_of_the_question_are_no_words() -> None:
    seen = features(pl.Series(["clean, quiet?"]), pl.Series(["en"]))
    after = without_question(seen, pl.Series(["Well, what else?"]))
    assert np.array_equal(after.halves, seen.halves)


def test_without_questions_nothing_changes() -> None:
    seen = features(pl.Series(["good"]), pl.Series(["en"]))
    assert without_question(seen, pl.Series([None], dtype=pl.String)) is seen
