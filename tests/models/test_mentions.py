"""Which patterns a text holds: the longest, the most closely spelled, each token claimed once."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spoken_patterns import found, taxonomy

from models.clauses import clauses
from models.features import features, features_of
from models.language import LANGUAGES
from models.mentions import Patterns, compiled
from models.scopes import text_of_clause
from models.taxonomy import NO_ASPECT
from transforms.text import Tokens, tokenised


def test_the_longest_pattern_counts() -> None:
    patterns = [("room", "room"), ("service", "room service")]
    assert found("the room service in my room", *patterns) == [("service", "room service"), ("room", "room")]


def test_a_pattern_that_breaks_off_leaves_the_shorter_one() -> None:
    assert found("room with a desk", ("room", "room"), ("view", "room with a view")) == [("room", "room")]


def test_wording_that_means_nothing_claims_its_words() -> None:
    patterns = [("room", "room"), (NO_ASPECT, "room for improvement")]
    assert found("there is room for improvement", *patterns) == []
    assert found("there is room for all", *patterns) == [("room", "room")]


def test_what_means_nothing_covers_the_mentions_inside_it() -> None:
    assert found("a cold call", ("temperature", "cold"), (NO_ASPECT, "cold call"), ("call", "call")) == []


def test_a_star_stands_for_any_ending_and_none() -> None:
    for word in ("deliver", "delivers", "delivery", "Delivered"):
        assert found(word, ("delivery", "deliver*")) == [("delivery", word.lower())]
    assert found("delive", ("delivery", "deliver*")) == []


def test_a_star_in_the_middle_of_a_pattern() -> None:
    assert found("they delivered late", ("late", "deliver* late")) == [("late", "delivered late")]


def test_of_patterns_equally_long_a_whole_word_beats_a_beginning() -> None:
    patterns = [("staff", "waiter"), ("speed", "wait*")]
    assert found("the waiter let us wait", *patterns) == [("staff", "waiter"), ("speed", "wait")]


def test_of_two_beginnings_the_longer_counts() -> None:
    patterns = [("a", "comp*"), ("b", "complain*")]
    assert found("complained", *patterns) == [("b", "complained")]
    assert found("computer", *patterns) == [("a", "computer")]


def test_more_words_beat_a_closer_spelling() -> None:
    assert found("waiting time", ("a", "waiting"), ("b", "wait* tim*")) == [("b", "waiting time")]


def test_of_overlapping_patterns_the_earlier_one_stands() -> None:
    patterns = [("one", "a b"), ("two", "b c"), ("three", "c d")]
    assert found("a b c d", *patterns) == [("one", "a b"), ("three", "c d")]
    assert found("b c d", *patterns) == [("two", "b c")]


def test_one_wording_may_mention_two_aspects() -> None:
    patterns = [("support", "helpdesk"), ("staff", "helpdesk")]
    assert sorted(found("your helpdesk", *patterns)) == [("staff", "helpdesk"), ("support", "helpdesk")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_patterns_are_those_of_the_language_of_the_text(language: str) -> None:
    other = "fr" if language != "fr" else "de"
    assert found("hotel", ("hotel", "hotel"), language=language, spoken=language) == [("hotel", "hotel")]
    assert found("hotel", ("hotel", "hotel"), language=language, spoken=other) == []
    assert found("hotel", ("hotel", "hotel"), language=language, spoken="sv") == []


def test_accents_capitals_apostrophes_and_hyphens_make_no_difference() -> None:
    assert found("CHECK-IN", ("check-in", "check in")) == [("check-in", "check in")]
    assert found("L'Hôtel", ("hotel", "l'hôtel"), language="fr", spoken="fr") == [("hotel", "l hotel")]
    assert found("sooo slow", ("speed", "so slow")) == [("speed", "so slow")]


def test_a_mark_between_words_breaks_a_pattern() -> None:
    assert found("room, service", ("service", "room service")) == []


def test_a_pattern_ends_with_its_text() -> None:
    seen = features(pl.Series(["fast room", "service now"]), pl.Series(["en", "en"]))
    assert len(Patterns(taxonomy(("service", "room service"))).found_in(seen).first) == 0


def test_a_pattern_never_crosses_a_clause() -> None:
    texts, languages = pl.Series(["nice room\nservice slow"]), pl.Series(["en"])
    cut = clauses(texts, languages)
    assert cut.said.to_list() == ["nice room\n", "service slow"]
    tokens = tokenised(cut.said)
    whole = Tokens(tokens.words, tokens.codes, tokens.starts[cut.starts])
    seen = features_of(whole, languages)
    known = Patterns(taxonomy(("service", "room service")))
    assert len(known.found_in(seen).first) == 1  # as one text it would be a mention
    by_clause = seen.cut_at(tokens.starts, seen.languages[text_of_clause(cut)])
    assert len(known.found_in(by_clause).first) == 0


def test_a_mention_is_denied_when_one_of_its_words_is() -> None:
    known = Patterns(taxonomy(("price", "too expensive"), ("room", "room")))
    seen = features(pl.Series(["not too expensive. room"]), pl.Series(["en"]))
    assert known.found_in(seen).is_denied.tolist() == [True, False]


def test_a_taxonomy_without_patterns_and_a_text_without_words_hold_nothing() -> None:
    assert found("the room") == []
    assert found("", ("room", "room")) == []
    assert found("!? 👍", ("room", "room")) == []


def test_a_taxonomy_is_laid_out_once() -> None:
    known = taxonomy(("room", "room"))
    assert compiled(known) is compiled(known)


WORDS = st.sampled_from(["ab", "abc", "abd", "b", "bc", "c"])
PATTERN = st.lists(st.tuples(WORDS, st.sampled_from(["", "*"])).map("".join), min_size=1, max_size=3)


def first_principles(words: list[str], patterns: list[list[str]]) -> list[tuple[int, int]]:
    """From left to right, at each free token, the longest pattern that fits claims its words."""
    spans, at = [], 0
    while at < len(words):
        lengths = [len(pattern) for pattern in patterns if fits(words[at:], pattern)]
        if lengths:
            spans.append((at, at + max(lengths)))
        at += max(lengths, default=1)
    return spans


def fits(words: list[str], pattern: list[str]) -> bool:
    return len(pattern) <= len(words) and all(
        word.startswith(one[:-1]) if one.endswith("*") else word == one
        for word, one in zip(words, pattern, strict=False)
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=12), st.lists(PATTERN, min_size=1, max_size=6))
def test_tokens_are_claimed_from_left_to_right(words: list[str], patterns: list[list[str]]) -> None:
    known = Patterns(taxonomy(*(("any", " ".join(pattern)) for pattern in patterns)))
    hits = known.found_in(features(pl.Series([" ".join(words)]), pl.Series(["en"])))
    assert list(zip(hits.first, hits.end, strict=True)) == first_principles(words, patterns)
