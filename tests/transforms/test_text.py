"""Tokens: what is cut where, and that nothing depends on the neighbours."""

import numpy as np
import polars as pl
import pytest

from transforms.text import folded, has_letters, tokenised, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'hôtel, c'est bien.", ["L", "hôtel", ",", "c", "est", "bien", "."]),
        ("don’t know", ["don", "t", "know"]),
        ("5/5 👍❤️ :)", ["5/5", "👍", "❤", ":)"]),
        ("12345 Stück!!", ["12345", "Stück", "!", "!"]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_text_is_cut_into_words_signs_and_emoji(text: str, expected: list[str]) -> None:
    found = pl.select(tokens(pl.lit(text)).alias("token"))["token"][0]
    assert [t for t in found.to_list() if t not in ("️",)] == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("NÃO", "nao"),
        ("Größe", "grosse"),
        ("cœur", "coeur"),
        ("știință", "stiinta"),  # comma below
        ("soooo", "so"),
        ("good", "good"),  # two are spelling, three are feeling
        ("5/5", "5/5"),
    ],
)
def test_folding_removes_case_accents_and_drawn_out_letters(word: str, expected: str) -> None:
    assert pl.select(folded(pl.lit(word))).item() == expected


def test_composed_and_decomposed_accents_fold_alike() -> None:
    both = pl.DataFrame({"word": ["caf\u00e9", "cafe\u0301"]}).select(folded(pl.col("word")))
    assert both.to_series().to_list() == ["cafe", "cafe"]


def test_tokens_of_each_text_are_found_by_their_offsets() -> None:
    found = tokenised(pl.Series(["one two", None, "", "two"]))
    spelled = found.words.gather(found.codes).to_list()
    owned = [spelled[a:b] for a, b in zip(found.starts[:-1].tolist(), found.starts[1:].tolist(), strict=True)]
    assert owned == [["one", "two"], [], [], ["two"]]
    assert found.words.to_list() == ["one", "two"]  # each spelling once
    assert found.counts.tolist() == [2, 0, 0, 1]


def test_sums_are_per_text_and_exact() -> None:
    found = tokenised(pl.Series(["a b c", "", "d"]))
    assert found.sums(np.array([1, 2, 4, 2**40])).tolist() == [1 + 2 + 4, 0, 2**40]


def test_no_texts_have_no_tokens() -> None:
    found = tokenised(pl.Series([], dtype=pl.String))
    assert len(found.words) == 0
    assert found.starts.tolist() == [0]


def test_letters_are_told_from_signs() -> None:
    texts = pl.DataFrame({"text": ["ok", "10/10 👍", "", None, "ñ"]})
    found = texts.select(has_letters(pl.col("text"))).to_series()
    assert found.to_list() == [True, False, False, False, True]


def test_what_redaction_left_is_no_word():
    cut = tokenised(pl.Series(["paid by [card], call[phone] [id number]"]))
    assert [cut.words[int(code)] for code in cut.codes] == ["paid", "by", ",", "call"]
