"""Aspects and the words that mention them: the shipped ones, and a company's own over them."""

import polars as pl
import pytest
from pydantic import ValidationError

from models.taxonomy import NO_ASPECT, PATTERNS, OwnAspects, Taxonomy, extended, normal, shipped

CORE = shipped(("core",))


def own(name: str, **aspect: object) -> OwnAspects:
    return OwnAspects.model_validate({"aspects": {name: aspect}})


def added(known: Taxonomy) -> set[tuple[str | None, ...]]:
    """The patterns that CORE does not have."""
    return set(known.patterns.rows()) - set(CORE.patterns.rows())


def test_only_the_words_of_the_chosen_taxonomies_are_looked_for() -> None:
    assert "room" not in CORE.aspects
    assert set(CORE.patterns["aspect"]) == {*CORE.aspects, NO_ASPECT}
    both = shipped(("core", "hospitality"))
    assert "room" in both.aspects
    assert set(CORE.patterns.rows()) < set(both.patterns.rows())


def test_a_new_aspect_brings_its_words() -> None:
    known = extended(CORE, own("sauna", about="Sweating.", words={"en": ["sauna", "Steam-Room"]}))
    assert known.aspects["sauna"].about == "Sweating."
    assert added(known) == {("en", "sauna", None, "sauna"), ("en", "sauna", None, "steam room")}


def test_words_are_added_to_a_known_aspect_which_keeps_its_title_and_poles() -> None:
    known = extended(
        CORE, own("price", words={"en": ["tariff"]}, pole_words={"too expensive": {"en": ["ouch"]}})
    )
    price = known.aspects["price"]
    assert (price.title, price.poles) == ("Price and value", ("too expensive", "suspiciously cheap"))
    assert added(known) == {("en", "price", None, "tariff"), ("en", "price", "too expensive", "ouch")}


def test_a_known_aspect_may_be_called_otherwise_without_new_words() -> None:
    known = extended(CORE, own("price", title="Fees"))
    assert known.aspects["price"].title == "Fees"
    assert known.version == CORE.version  # no text would be read otherwise


def test_new_poles_stand_beside_the_known_ones() -> None:
    known = extended(
        CORE, own("price", poles=["too expensive", "unclear"], pole_words={"unclear": {"en": ["riddle"]}})
    )
    assert known.aspects["price"].poles == ("too expensive", "suspiciously cheap", "unclear")


def test_wording_that_was_no_mention_can_be_made_one() -> None:
    (nothing, *_) = CORE.patterns.filter((pl.col("aspect") == NO_ASPECT) & (pl.col("language") == "en"))[
        "pattern"
    ]
    known = extended(CORE, own("jokes", words={"en": [nothing]}))
    assert added(known) == {("en", "jokes", None, nothing)}


@pytest.mark.parametrize(
    ("aspect", "message"),
    [
        ({"about": "x"}, 'aspects."sauna" is new and has no words'),
        ({"words": {}, "poles": ["hot", "cold"]}, 'aspects."sauna" is new and has no words'),
        ({"poles": ["hot"], "pole_words": {"cold": {"en": ["cold"]}}}, '"cold" is none of its poles'),
        ({"words": {"en": ["sauna", "!!"]}}, '"!!" holds no word'),
        ({"words": {"en": ["*"]}}, r'"\*" holds no word'),
        ({"words": {"en": ["*sauna"]}}, r'"\*sauna" has a \* that ends no word'),
        ({"words": {"en": ["sau*na"]}}, r'"sau\*na" has a \* that ends no word'),
        ({"words": {"en": ["sauna *"]}}, r'"sauna \*" has a \* that ends no word'),
        ({"words": {"en": ["sauna**"]}}, r'"sauna\*\*" has a \* that ends no word'),
    ],
)
def test_what_could_never_be_found_is_refused(aspect: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        extended(CORE, own("sauna", **aspect))


def test_a_star_may_end_any_word_of_a_pattern_accents_included() -> None:
    known = extended(CORE, own("bar", words={"fr": ["cafe\u0301* du* soir"]}))
    assert added(known) == {("fr", "bar", None, "cafe* du* soir")}


@pytest.mark.parametrize("name", ["overall", "-"])
def test_reserved_names_are_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="means something else in every table"):
        own(name, words={"en": ["x"]})


@pytest.mark.parametrize(
    "given", [{"wrods": {"en": ["x"]}}, {"words": {"sv": ["x"]}}, {"words": {"en": "x"}}]
)
def test_what_is_not_known_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        own("sauna", **given)


def test_the_version_follows_words_and_poles_not_titles() -> None:
    first = extended(CORE, own("sauna", words={"en": ["sauna"]}))
    titled = extended(CORE, own("sauna", title="Sauna", about="Hot.", words={"en": ["sauna"]}))
    more = extended(CORE, own("sauna", words={"en": ["sauna", "steam"]}))
    assert first.version == titled.version
    assert len({CORE.version, first.version, more.version}) == 3


def test_patterns_are_spelled_as_tokens_and_stand_once_whatever_their_order() -> None:
    rows = [
        ("fr", "food", "", "L'Été-Café*"),
        ("fr", "food", None, "l ete cafe*"),
        ("en", "a", "p", " Sooo  slow "),
    ]
    expected = [("en", "a", "p", "so slow"), ("fr", "food", None, "l ete cafe*")]
    for order in (rows, rows[::-1]):
        assert normal(pl.DataFrame(order, schema=PATTERNS, orient="row")).rows() == expected
