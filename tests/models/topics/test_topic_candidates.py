"""Which phrases may be a topic."""

import polars as pl
import pytest
from topic_texts import PRICED, english, feedback

from models.mentions import Patterns
from models.sentiment import SentimentModel
from models.topics.candidates import candidates
from models.topics.phrases import Phrases, phrases


def heard(texts: list[str], language: str = "en") -> tuple[Phrases, pl.DataFrame]:
    said = feedback(**{language: texts})
    return phrases(said, language, Patterns(PRICED)), said


def keys(texts: list[str], language: str = "en") -> list[str]:
    read, said = heard(texts, language)
    weights = SentimentModel.load().weights
    return candidates(read, language, said["speaker"], 5, weights)["key"].to_list()


def rows(text: str, language: str = "en") -> list[tuple[str, str, bool, bool, bool]]:
    """What one text says; it is read twice, for a word spelled so but once is passed over."""
    read, _ = heard([text, text], language)
    columns = ("key", "written", "is_covered", "is_named", "is_head")
    return read.said.filter(pl.col("text") == 0).select(columns).sort(columns).rows()


def test_words_and_pairs_of_a_clause_and_how_they_stand():
    assert rows("The bicycle shed leaks.") == [
        ("bicycl", "bicycle", False, True, False),  # behind the article, but the phrase goes on
        ("bicycl shed", "bicycle shed", False, True, False),
        ("leak", "leaks", False, False, False),
        ("shed", "shed", False, False, False),
        ("shed leak", "shed leaks", False, False, False),
    ]


def test_a_clause_that_names_an_aspect_is_covered_and_its_neighbour_is_not():
    covered = {key: is_covered for key, _, is_covered, _, _ in rows("The shed leaks. The price leaks.")}
    assert covered["shed"] is False
    assert covered["price"] is True


def test_a_preposition_joins_two_words_and_a_mark_parts_them():
    found = {written for _, written, *_ in rows("Point of sale, checkout")}
    assert "sale checkout" not in found
    assert "mot de passe" in {written for _, written, *_ in rows("mot de passe", "fr")}


def test_a_word_spelled_so_but_once_is_passed_over():
    read, _ = heard(["The shed leaks.", "The shed drips."])
    assert set(read.said["written"]) == {"shed"}


def test_of_the_clauses_without_an_aspect_the_quotes_are_kept():
    read, _ = heard(["The shed leaks. The price leaks."])
    assert read.clauses["quote"].to_list() == ["The shed leaks."]
    assert read.tokens == (4, 4)  # three words and a mark each


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (english("shed", 20), ["shed"]),
        (english("shed", 4), []),  # four speakers where five are needed
        ([f"They dither {end}" for end in "abcdefghijkl"] + english("shed", 20), ["shed"]),  # a verb
        ([f"The shed, the price {end}." for end in "abcdefghijkl"], []),  # said with an aspect
    ],
)
def test_a_candidate_is_a_noun_that_many_say_where_no_aspect_is_named(texts, expected):
    assert keys(texts) == expected


def test_a_pair_swallows_the_words_that_are_said_in_it_alone():
    assert keys(english("bicycle shed", 20)) == ["bicycl shed"]
    both = english("bicycle shed", 20) + english("shed", 20)
    assert sorted(keys(both)) == ["bicycl shed", "shed"]


def test_in_german_a_capital_letter_makes_no_name():
    assert keys([f"{word}, der Schuppen ist zu." for word in "abcdefghij"], "de") == ["schupp"]
