"""The rules that the files of words keep: aspects, questions, modifiers, labelled feedback."""

import polars as pl
import pytest

from models.features import KINDS, MODIFIERS
from models.language import LANGUAGES
from models.questions import ASKS_FAULT, ASKS_PRAISE, NOTHING, WORDS
from models.taxonomy import HOME, NO_ASPECT, TAXONOMIES, shipped
from models.training.corpus import FEEDBACK
from models.training.opinions import SIGNS
from transforms.text import folded

PATTERN = r"^[\p{L}\p{N}]+\*?(?: [\p{L}\p{N}]+\*?)*$"  # words between single blanks, `*` at the end of one
ASPECTS = shipped().aspects


def listed(path, *columns: str) -> pl.DataFrame:
    """A file of words as it stands: no quotes, no nulls but empty cells."""
    frame = pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False)
    assert tuple(frame.columns) == columns
    return frame


def odd_patterns(patterns: pl.Series) -> list[str]:
    """Those that are not spelled as tokens are."""
    frame = patterns.to_frame("pattern")
    is_folded = folded(pl.col("pattern")) == pl.col("pattern")
    odd = frame.filter(~(is_folded & pl.col("pattern").str.contains(PATTERN)).fill_null(False))
    return odd["pattern"].to_list()


@pytest.mark.parametrize("language", LANGUAGES)
class TestWordsOfAspects:
    def words(self, language: str) -> pl.DataFrame:
        return listed(HOME / "words" / f"{language}.tsv", "aspect", "pole", "pattern")

    def test_every_row_names_an_aspect_and_one_of_its_poles(self, language: str) -> None:
        known = [(name, pole) for name, one in ASPECTS.items() for pole in (None, *one.poles)]
        named = set(self.words(language).select("aspect", "pole").rows())
        assert named <= {*known, (NO_ASPECT, None)}

    def test_patterns_are_spelled_as_tokens_are(self, language: str) -> None:
        assert odd_patterns(self.words(language)["pattern"]) == []

    def test_no_row_stands_twice(self, language: str) -> None:
        assert self.words(language).filter(pl.struct(pl.all()).is_duplicated()).rows() == []

    def test_what_mentions_nothing_mentions_no_aspect(self, language: str) -> None:
        rows = self.words(language)
        claimed = rows.filter(pl.col("aspect") == NO_ASPECT)["pattern"].implode()
        assert rows.filter((pl.col("aspect") != NO_ASPECT) & pl.col("pattern").is_in(claimed)).rows() == []

    def test_every_aspect_and_every_pole_has_words(self, language: str) -> None:
        rows = self.words(language)
        poles = {(name, pole) for name, one in ASPECTS.items() for pole in one.poles}
        assert set(ASPECTS) - set(rows["aspect"]) == set()
        assert poles - set(rows.select("aspect", "pole").rows()) == set()


def test_no_aspect_stands_in_two_taxonomies() -> None:
    assert sum(len(shipped((name,)).aspects) for name in TAXONOMIES) == len(ASPECTS)


@pytest.mark.parametrize("name", TAXONOMIES)
def test_an_aspect_says_what_it_is_about_and_has_two_poles_or_none(name: str) -> None:
    for key, aspect in shipped((name,)).aspects.items():
        assert aspect.title, key
        assert aspect.about, key
        assert len(set(aspect.poles)) in (0, 2), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_questions_are_of_a_known_kind_and_each_kind_has_some(language: str) -> None:
    rows = listed(WORDS / f"{language}.tsv", "kind", "pattern")
    assert set(rows["kind"]) == {ASKS_FAULT, ASKS_PRAISE, NOTHING}
    assert odd_patterns(rows["pattern"]) == []
    assert rows["pattern"].is_duplicated().sum() == 0


def test_modifiers_have_a_language_a_known_kind_and_one_row_each() -> None:
    rows = listed(MODIFIERS, "language", "word", "kind", "written")
    assert set(rows["language"]) == set(LANGUAGES)
    assert set(rows["kind"]) == set(KINDS)
    assert rows["word"].null_count() == 0
    assert rows.filter(pl.struct("language", "word").is_duplicated()).rows() == []
    assert rows.filter(folded(pl.col("written")) != pl.col("word")).rows() == []  # accents apart, the same


@pytest.mark.parametrize("language", LANGUAGES)
class TestLabelledFeedback:
    def rows(self, language: str) -> pl.DataFrame:
        return listed(FEEDBACK / f"{language}.tsv", "text", "label", "aspects")

    def test_labels_are_known_and_texts_stand_once(self, language: str) -> None:
        rows = self.rows(language)
        assert set(rows["label"]) <= {*SIGNS, "mixed"}
        assert rows["text"].null_count() == 0
        assert rows["text"].is_duplicated().sum() == 0

    def test_every_opinion_names_an_aspect_a_side_and_one_of_its_poles(self, language: str) -> None:
        told = self.rows(language)["aspects"].drop_nulls()
        items = {item.strip() for opinions in told for item in opinions.split(";")}
        assert sorted(item for item in items if not is_opinion(item)) == []


def is_opinion(item: str) -> bool:
    """Whether "price:neg/too expensive" names what is known; only a complaint has a pole."""
    aspect, _, said = item.partition(":")
    side, _, pole = said.partition("/")
    known = ASPECTS.get(aspect)
    has_pole = not pole or (side == "neg" and known is not None and pole in known.poles)
    return known is not None and side in SIGNS and has_pole
