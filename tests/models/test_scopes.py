"""Which words a mention is judged by: segments of clauses, and what they weigh."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.clauses import clauses
from models.features import features, features_of
from models.mentions import Mentions
from models.scopes import Judged, Stretches, scopes, segments, text_of_clause, whole_texts
from models.sentiment import SentimentModel
from transforms.text import Tokens, tokenised

MEANINGS = pl.DataFrame(
    {"aspect": ["price", "price", "staff"], "pole": [None, "too expensive", None]},
    schema={"aspect": pl.String, "pole": pl.String},
)


@pytest.fixture(scope="module")
def model() -> SentimentModel:
    return SentimentModel.load()


def segmented(*texts: str | None, language: str = "en") -> list[list[str]]:
    """The tokens of each segment."""
    languages = pl.Series([language] * len(texts), dtype=pl.String)
    cut = clauses(pl.Series(texts, dtype=pl.String), languages)
    tokens = tokenised(cut.said)
    seen = features_of(Tokens(tokens.words, tokens.codes, tokens.starts[cut.starts]), languages)
    parts = segments(seen, tokens.starts, cut)
    words = seen.spellings["word"].gather(seen.codes).to_list()
    assert parts.first.tolist() == [0, *parts.end[:-1].tolist()][: len(parts.first)]  # every token is in one
    return [words[first:end] for first, end in zip(parts.first, parts.end, strict=True)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "rooms dirty, staff rude", ["rooms dirty", ", staff rude"]),
        ("en", "rooms dirty and staff rude", ["rooms dirty", "and staff rude"]),
        ("en", "cheap. Great food but slow", ["cheap .", "great food", "but slow"]),
        ("de", "Zimmer klein und laut", ["zimmer klein", "und laut"]),
        ("fr", "chambre sale et bruyante", ["chambre sale", "et bruyante"]),
        ("es", "comida rica y barata", ["comida rica", "y barata"]),
        ("pt", "comida boa e barata", ["comida boa", "e barata"]),
        ("it", "cibo buono e fresco", ["cibo buono", "e fresco"]),
        ("nl", "kamer klein en vies", ["kamer klein", "en vies"]),
        ("ro", "camera mica si murdara", ["camera mica", "si murdara"]),
        ("de", "Zimmer klein and laut", ["zimmer klein and laut"]),  # another language's word joins nothing
    ],
)
def test_clauses_are_divided_at_commas_and_words_that_join(
    language: str, text: str, expected: list[str]
) -> None:
    assert segmented(text, language=language) == [part.split() for part in expected]


def test_texts_without_words_have_no_segments() -> None:
    assert segmented(None, "", "a", None) == [["a"]]
    assert segmented() == []


def test_each_clause_knows_its_text() -> None:
    cut = clauses(pl.Series(["a. b", None, "", "c"]), pl.Series(["en"] * 4))
    assert text_of_clause(cut).tolist() == [0, 0, 2, 3]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(alphabet="abgood not,. !", max_size=30), min_size=1, max_size=4))
def test_a_whole_text_weighs_what_the_model_says_of_it(model: SentimentModel, texts: list[str]) -> None:
    seen = features(pl.Series(texts), pl.Series(["en"] * len(texts)))
    weighed, said = Judged.by(model, seen).logits(whole_texts(seen)), model.logits(seen)
    for head, logits in said.items():
        assert weighed[head].tolist() == logits.tolist()


def test_a_stretch_weighs_what_a_text_of_its_words_would(model: SentimentModel) -> None:
    seen = features(pl.Series(["dirty room . great price"]), pl.Series(["en"]))
    stretch = Stretches(np.array([3]), np.array([5]), np.array([0]))
    alone = model.logits(features(pl.Series(["great price"]), pl.Series(["en"])))
    assert Judged.by(model, seen).logits(stretch)["polarity"].tolist() == alone["polarity"].tolist()


def test_a_stretch_of_no_words_weighs_the_constant_of_its_language(model: SentimentModel) -> None:
    seen = features(pl.Series(["gut", "good"]), pl.Series(["de", None]))
    nothing = Stretches(np.array([0, 0]), np.array([0, 0]), np.array([0, 1]))
    constants = model.card["constants"]["polarity"]
    assert Judged.by(model, seen).logits(nothing)["polarity"].tolist() == [constants["de"], 0.0]


def scoped(*mentions: tuple[int, int, int, bool], parts: list[int], clause_starts: list[int]) -> list[tuple]:
    """Mentions (first, end, meaning, is_denied) in segments and clauses that begin at these tokens."""
    columns = list(zip(*mentions, strict=True)) or [(), (), (), ()]
    first, end, meaning = (np.array(column, np.int64) for column in columns[:3])
    found = Mentions(first, end, meaning, np.array(columns[3], bool))
    bounds = np.array(parts)
    stretches = Stretches(bounds[:-1], bounds[1:], np.zeros(len(parts) - 1, np.int64))
    table = scopes(found, MEANINGS, stretches, np.array(clause_starts))
    return table.select("clause", "aspect", "pole", "first", "end", "wording", "wording_end").rows()


def test_mentions_of_one_aspect_in_a_clause_are_one_opinion_on_all_their_segments() -> None:
    rows = scoped((1, 2, 0, False), (6, 7, 0, False), parts=[0, 3, 5, 9], clause_starts=[0, 9])
    assert rows == [(0, "price", None, 0, 9, 1, 2)]  # from the first segment to the last; the first wording


def test_clauses_and_aspects_stand_apart() -> None:
    rows = scoped(
        (0, 1, 2, False), (1, 2, 0, False), (4, 5, 2, False), parts=[0, 4, 6], clause_starts=[0, 4, 6]
    )
    assert rows == [
        (0, "price", None, 0, 4, 1, 2),
        (0, "staff", None, 0, 4, 0, 1),
        (1, "staff", None, 4, 6, 4, 5),
    ]


def test_the_first_pole_that_is_not_denied_counts() -> None:
    one = {"parts": [0, 6], "clause_starts": [0, 6]}
    assert scoped((0, 1, 0, False), (2, 4, 1, False), **one)[0][2] == "too expensive"
    assert scoped((0, 1, 1, True), **one)[0][2] is None
    assert scoped((0, 1, 1, True), (3, 4, 1, False), **one)[0][2] == "too expensive"


def test_no_mentions_make_no_rows() -> None:
    assert scoped(parts=[0, 3], clause_starts=[0, 3]) == []
