"""From a text to its verdict and its opinions, with the shipped model on sentences that leave no doubt."""

from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from models.language import LANGUAGES
from models.reading import CLAUSE_OPINIONS, OpinionReader, Reading
from models.sentiment import SentimentModel
from models.taxonomy import OwnAspects, extended, shipped

READER = OpinionReader(SentimentModel.load(), shipped())

PRAISE_AND_COMPLAINT = [
    ("en", "The staff was wonderful and very friendly.", "The staff was rude and horrible."),
    ("fr", "Le personnel est très gentil et adorable.", "Le personnel est très impoli et désagréable."),
    ("de", "Das Personal war sehr freundlich und super.", "Das Personal war sehr unfreundlich und schlecht."),
    ("es", "El personal fue muy amable y excelente.", "El personal fue muy grosero y pésimo."),
    (
        "pt",
        "Os funcionários foram excelentes e muito simpáticos.",
        "Os funcionários foram péssimos e grosseiros.",
    ),
    ("it", "Il personale è gentilissimo e ottimo.", "Il personale è maleducato e pessimo."),
    (
        "nl",
        "Het personeel was heel vriendelijk en geweldig.",
        "Het personeel was heel onvriendelijk en slecht.",
    ),
    (
        "ro",
        "Personalul a fost foarte amabil și excelent.",
        "Personalul a fost foarte nepoliticos și groaznic.",
    ),
]


def said(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """(text, language, question) each; what is left out is null."""
    full = [(f"f{number}", *row, *[None] * (3 - len(row))) for number, row in enumerate(rows)]
    columns = ("feedback_id", "text", "language", "question")
    return pl.DataFrame(full, schema=dict.fromkeys(columns, pl.String), orient="row")


def read(*rows: tuple[Any, ...]) -> Reading:
    return READER.read(said(*rows))


def sides(text: str, language: str = "en") -> dict[str, int]:
    """The polarity of each aspect that a text speaks of once."""
    return dict(read((text, language)).opinions.select("aspect", "polarity").rows())


def poles(text: str) -> dict[str, tuple[int, str | None]]:
    opinions = read((text, "en")).opinions
    return {aspect: (side, pole) for aspect, side, pole in opinions["aspect", "polarity", "pole"].rows()}


# what is said of what ---------------------------------------------------------------------------------------


def test_each_aspect_is_judged_by_the_words_around_it() -> None:
    found = sides("The room was dirty and the staff rude, but great price")
    assert found == {"room": -1, "cleanliness": -1, "staff": -1, "price": 1}


@pytest.mark.parametrize(("language", "praise", "complaint"), PRAISE_AND_COMPLAINT)
def test_opinions_are_read_in_every_language(language: str, praise: str, complaint: str) -> None:
    assert sides(praise, language)["staff"] == 1
    assert sides(complaint, language)["staff"] == -1


def test_a_text_of_no_known_language_is_scored_but_mentions_nothing() -> None:
    reading = read(("The staff was wonderful", None), ("The staff was wonderful", "sv"))
    assert reading.opinions.is_empty()
    assert reading.verdicts["sentiment"].null_count() == 0


def test_a_pole_is_told_with_a_complaint() -> None:
    assert poles("It is far too expensive, a horrible price")["price"] == (-1, "too expensive")


def test_a_pole_that_is_denied_or_praised_is_none() -> None:
    assert poles("Great, it is not too expensive at all, I love it")["price"] == (1, None)
    assert poles("The price is wonderful, I love it")["price"] == (1, None)
    (_, denied) = poles("The price is horrible, a bad deal, yet it is not too expensive")["price"]
    assert denied is None


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([text for row in PRAISE_AND_COMPLAINT for text in row[1:]]), max_size=4))
def test_a_pole_stands_with_complaints_only(texts: list[str]) -> None:
    opinions = read((" ".join(["Far too expensive.", *texts]), "en")).opinions
    assert opinions.filter(pl.col("pole").is_not_null() & (pl.col("polarity") != -1)).is_empty()


def test_mixed_is_a_text_that_praises_and_complains() -> None:
    text = (
        "The room was wonderful, beautiful and very clean. Excellent breakfast! "
        "But the staff was rude, horrible and unfriendly. Terrible, awful service."
    )
    verdict = read((text, "en")).verdicts.row(0, named=True)
    assert verdict["sentiment"] == "mixed"
    assert 0.5 < verdict["sentiment_confidence"] <= 1
    assert -1 <= verdict["sentiment_score"] <= 1


@pytest.mark.parametrize("text", ["Excellent, I love it!", "Horrible, never again.", "The box is blue."])
def test_a_text_of_one_side_is_not_mixed(text: str) -> None:
    assert read((text, "en")).verdicts["sentiment"].item() != "mixed"


# where it stands --------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "The room was dirty",
        "great price",
        " but ",
        ". ",
        ", ",
        "\r\n",
        "  ",
        "👍🏽",
        "é",
        "!!! ",
        " and ",
        "x" * 300,
        '"',
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_quote_is_the_text_between_its_bounds(text: str) -> None:
    opinions = read((text, "en")).opinions
    assert opinions.schema == CLAUSE_OPINIONS
    for position, quote, start, end in opinions.select("position", "quote", "span_start", "span_end").rows():
        assert text[start:end] == quote == quote.strip() != ""
        assert 0 <= position <= start < end <= len(text)
    assert opinions.select("feedback_id", "position", "aspect").is_duplicated().sum() == 0


def test_texts_without_words_have_neither_verdict_nor_opinions() -> None:
    reading = read((None, "en"), ("", "en"), (" \n", None))
    assert reading.verdicts.null_count().row(0) == (3, 3, 3)
    assert reading.opinions.is_empty()


def test_no_texts_are_read_into_empty_tables() -> None:
    reading = READER.read(said())
    assert (len(reading.verdicts), len(reading.opinions)) == (0, 0)
    assert reading.opinions.schema == CLAUSE_OPINIONS


# the same whatever stands beside it -------------------------------------------------------------------------

TEXTS = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.sampled_from([text for row in PRAISE_AND_COMPLAINT for text in row[1:]]),
    st.lists(PIECES, max_size=8).map("".join),
    st.sampled_from(
        ["Nothing", "5/5", "9 / 10", "not too expensive", "The app crashes. Great design, though"]
    ),
)
QUESTIONS = st.sampled_from([None, None, "What could we improve?", "What did you like about the room?"])
SPOKEN = st.lists(
    st.tuples(TEXTS, st.sampled_from([*LANGUAGES, "en", "en", None]), QUESTIONS), min_size=1, max_size=12
)


@pytest.mark.system
@settings(deadline=None, max_examples=40)
@given(SPOKEN, st.randoms(use_true_random=False), st.integers(1, 5), st.sampled_from([1, 3]))
def test_neither_order_nor_chunks_nor_threads_matter(
    rows: list[tuple[Any, ...]], chance: Random, chunk_rows: int, threads: int
) -> None:
    feedback = said(*rows)
    whole = READER.read(feedback)
    order = chance.sample(range(len(rows)), len(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.reading.CHUNK_ROWS", chunk_rows)
        patch.setattr("models.chunks.threads", lambda: threads)
        shuffled = READER.read(feedback[order])
    assert_frame_equal(shuffled.verdicts, whole.verdicts[order], check_exact=True)
    place = ["feedback_id", "position", "aspect"]
    assert_frame_equal(shuffled.opinions.sort(place), whole.opinions.sort(place), check_exact=True)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(TEXTS, st.sampled_from([*LANGUAGES, None])), min_size=1, max_size=6))
def test_scores_are_those_of_the_sentiment_model_unless_mixed(rows: list[tuple[Any, ...]]) -> None:
    feedback = said(*rows)
    read, scored = READER.read(feedback).verdicts, READER.model.score(feedback)
    assert read["sentiment_score"].to_list() == scored["sentiment_score"].to_list()
    is_plain = read["sentiment"].ne_missing("mixed")
    assert_frame_equal(read.filter(is_plain), scored.filter(is_plain), check_exact=True)


def test_an_answered_question_is_read_otherwise_and_its_neighbours_are_not() -> None:
    feedback = said(("Nothing", "en", "What could we improve?"), ("Nothing", "en"))
    verdicts = READER.read(feedback).verdicts
    assert verdicts["sentiment"][0] == "positive"
    assert verdicts["sentiment_score"][1] == READER.model.score(feedback)["sentiment_score"][1]


def test_words_of_the_question_mention_aspects_but_weigh_nothing() -> None:
    asked = ("The horrible room", "en", "What was horrible?")
    reading = read(asked, ("The horrible room", "en"))
    assert reading.opinions["aspect"].to_list() == ["room", "room"]
    assert reading.verdicts["sentiment_score"][0] > reading.verdicts["sentiment_score"][1]


def test_a_company_finds_its_own_aspects_beside_the_shipped_ones() -> None:
    own = OwnAspects.model_validate({"aspects": {"sauna": {"words": {"en": ["sauna*"]}}}})
    reader = OpinionReader(READER.model, extended(shipped(), own))
    found = reader.read(said(("Dirty saunas and rude staff", "en"))).opinions
    assert set(found["aspect"]) == {"sauna", "cleanliness", "staff"}
