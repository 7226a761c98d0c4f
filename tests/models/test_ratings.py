"""Ratings in words: one meaning whatever the numbers, and what merely looks alike."""

import polars as pl
import pytest

from models.features import DENIED, features
from models.language import LANGUAGES
from models.ratings import RATED

LOW, MIDDLE, HIGH = RATED


def read(text: str, language: str | None) -> list[str]:
    seen = features(pl.Series([text]), pl.Series([language], dtype=pl.String))
    return seen.spellings["word"].gather(seen.codes).drop_nulls().to_list()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "5/5", [HIGH]),
        ("en", "9 / 10", [HIGH]),
        ("en", "10 out of 10", [HIGH]),
        ("en", "4.5 out of 5 stars!", [HIGH, "!"]),
        ("en", "8 out of 10 for the room", [HIGH, "for", "the", "room"]),
        ("en", "one star", [LOW]),
        ("fr", "10 sur 10", [HIGH]),
        ("fr", "cinq étoiles", [HIGH]),
        ("fr", "12/20, peut mieux faire", [MIDDLE, ",", "peut", "mieux", "faire"]),
        ("de", "4 von 5 Sternen", [HIGH]),
        ("de", "3,5/5", [MIDDLE]),
        ("de", "null Sterne", [LOW]),
        ("es", "2 de 10", [LOW]),
        ("pt", "0 estrelas", [LOW]),
        ("it", "tre stelle", [MIDDLE]),
        ("nl", "9 van de 10", [HIGH]),
        ("ro", "doar două stele", ["doar", LOW]),
        (None, "2/10", [LOW]),  # figures are every language's, words their own
        (None, "five stars", ["five", "stars"]),
    ],
)
def test_a_rating_is_one_word(language: str | None, text: str, expected: list[str]) -> None:
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [("2/5", LOW), ("41/100", MIDDLE), ("14/20", MIDDLE), ("15/20", HIGH)]
)
def test_levels_begin_and_end_where_they_should(share: str, expected: str) -> None:
    assert read(share, "en") == [expected]  # 0.40, 0.41, 0.70, 0.75


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "3/5 of the customers"),
        ("en", "9 out of 10 people"),
        ("en", "a 5 star hotel"),
        ("en", "5 stars hotel"),
        ("en", "on 5/10 it broke"),
        ("en", "5/10/2024"),
        ("en", "05/10"),
        ("en", "2/3 weeks"),
        ("en", "24/7"),
        ("en", "11/10"),
        ("en", "6 stars"),
        ("en", "10 out of"),
        ("fr", "livré le 5/10"),
        ("fr", "une étoile"),  # an article, not a number
        ("de", "9 von 10 Kunden"),
        ("es", "el 5/10"),
        ("pt", "dia 10/10"),
        ("it", "3/5 dei clienti"),
        ("nl", "op 5/10"),
        ("ro", "pe 5/10"),
    ],
)
def test_shares_dates_and_hotels_are_no_ratings(language: str, text: str) -> None:
    assert not set(read(text, language)) & set(RATED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_full_marks_in_figures_mean_the_same_in_every_language(language: str) -> None:
    assert read("10/10", language) == read("5/5", language) == [HIGH]


def test_a_rating_does_not_reach_into_the_next_text() -> None:
    texts = pl.Series(["5", "stars", "10 out", "of 10", "", "10 out of 10"])
    seen = features(texts, pl.Series(["en"] * 6))
    assert seen.spellings["word"].gather(seen.codes).to_list()[:6] == ["5", "stars", "10", "out", "of", "10"]
    assert seen.starts.tolist() == [0, 1, 2, 4, 6, 6, 10]  # no token is lost: what is swallowed stands empty


def test_a_rating_can_be_denied() -> None:
    seen = features(pl.Series(["not 5 stars"]), pl.Series(["en"]))
    assert seen.halves[1] == DENIED
