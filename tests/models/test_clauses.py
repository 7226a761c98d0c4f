"""Texts to clauses: nothing lost, cut behind sentence marks and before words of contrast."""

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.clauses import CUT, Clauses, clauses
from models.features import contrasts
from models.language import LANGUAGES

TEXTS = st.one_of(st.none(), st.text(), st.text(alphabet=f'but ,.!…)"\r\n\t{CUT}é👍', max_size=30))


def cut(*texts: str | None, language: str | None = "en") -> Clauses:
    return clauses(
        pl.Series(texts, dtype=pl.String),
        pl.Series([language], dtype=pl.String).new_from_index(0, len(texts)),
    )


def pieces(text: str, language: str | None = "en") -> list[str]:
    return cut(text, language=language).said.to_list()


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXTS, max_size=5), st.sampled_from([*LANGUAGES, "sv", None]))
@example([f"a{CUT}b", "a\r\nb", "👍🏽. e\u0301!", "", None, f". {CUT} but {CUT}"], "en")
def test_the_clauses_of_a_text_joined_are_the_text(texts: list[str | None], language: str | None) -> None:
    found = cut(*texts, language=language)
    assert len(found.starts) == len(texts) + 1
    assert found.starts[-1] == len(found.said) == len(found.offsets)
    for number, text in enumerate(texts):
        of_text = slice(found.starts[number], found.starts[number + 1])
        said, plain = found.said.to_list()[of_text], (text or "").replace(CUT, " ")  # as wide as what it cut
        assert "".join(said) == plain
        assert [plain[at:][: len(one)] for at, one in zip(found.offsets[of_text], said, strict=True)] == said


def test_a_null_text_has_no_clause_and_an_empty_one_an_empty_clause() -> None:
    found = cut(None, "", "Fine.", None)
    assert found.starts.tolist() == [0, 0, 1, 2, 2]
    assert found.said.to_list() == ["", "Fine."]


def test_no_texts_have_no_clauses() -> None:
    assert cut().starts.tolist() == [0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fast. Cheap! Why? Yes", ["Fast. ", "Cheap! ", "Why? ", "Yes"]),
        ("Well... no", ["Well... ", "no"]),
        ("Good; cheap: yes… no", ["Good; ", "cheap: ", "yes… ", "no"]),
        ('He said "never." So', ['He said "never." ', "So"]),
        ("one\r\ntwo\n\n three", ["one\r\n", "two\n\n ", "three"]),
        ("4.5 stars at example.com", ["4.5 stars at example.com"]),  # no blank behind the mark
        ("good, cheap", ["good, cheap"]),  # commas divide segments, not clauses
    ],
)
def test_sentence_marks_and_line_ends_cut(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Good but slow", ["Good", " but slow"]),
        ("fr", "Bon mais lent", ["Bon", " mais lent"]),
        ("de", "Gut aber langsam", ["Gut", " aber langsam"]),
        ("es", "Bueno pero lento", ["Bueno", " pero lento"]),
        ("pt", "Bom mas lento", ["Bom", " mas lento"]),
        ("it", "Buono però lento", ["Buono", " però lento"]),
        ("it", "Buono pero lento", ["Buono", " pero lento"]),  # typed without accents
        ("nl", "Goed maar traag", ["Goed", " maar traag"]),
        ("ro", "Bun dar lent", ["Bun", " dar lent"]),
    ],
)
def test_words_of_contrast_cut_in_their_own_language(language: str, text: str, expected: list[str]) -> None:
    assert pieces(text, language) == expected
    assert pieces(text, None) == pieces(text, "sv") == [text]
    assert pieces(text, "en" if language != "en" else "fr") == [text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_contrast_cuts_in_small_and_in_capital_letters(language: str) -> None:
    for word in contrasts(language):
        for spelled in (word, word.upper(), word.capitalize()):
            assert pieces(f"x {spelled} y", language) == ["x", f" {spelled} y"]
            assert pieces(f"x {spelled}, y", language) == ["x", f" {spelled}, y"]


def test_a_word_that_only_begins_like_a_contrast_does_not_cut() -> None:
    assert pieces("Press the button") == ["Press the button"]
    assert pieces("but first") == ["but first"]  # nothing before it to contrast with


def test_languages_stand_side_by_side_in_one_column() -> None:
    texts = pl.Series(["a but b", "a aber b", "a but b"])
    found = clauses(texts, pl.Series(["en", "de", "de"]))
    assert found.said.to_list() == ["a", " but b", "a", " aber b", "a but b"]
    assert found.offsets.tolist() == [0, 1, 0, 1, 0]
