"""Every verdict has one play, in eight languages, with nothing left to fill in."""

import re
from itertools import product

import polars as pl
import pytest
from verdict_rows import PARAMETERS, verdict_rows

from models.language import LANGUAGES
from models.plays import DIVERGENCE_WITH_PLAYS, OwnPlays, extended, shipped, with_plays
from models.plays.choosing import _table
from models.plays.file import CONDITIONS, PLACEHOLDER
from models.plays.names import names_of
from models.taxonomy import shipped as taxonomy

SIDES = ("complaint", "praise", "both")
KINDS = (None, "consensus_praise", "consensus_complaint", "polarity", "opposite_complaints")
VERDICTS = ("isolated", "trend", "emerging", "resolved", "see_segment", "insufficient_evidence")
AGREED = ("consensus_praise", "consensus_complaint", "opposite_complaints")  # the kinds of a consensus
OPPOSITE = {"verdict": "trend", "kind": "opposite_complaints"}
POLES = [(aspect, pole) for aspect, one in taxonomy().aspects.items() for pole in one.poles]


def combinations() -> pl.DataFrame:
    """All that a row can be: any kind, save that a consensus is of praise or of complaints."""
    kinds = [*product(VERDICTS, KINDS), *product(("consensus",), AGREED)]
    rows = [
        {"verdict": verdict, "kind": kind, "side": side, "ideal_side": ideal_side}
        | {"located_in": "company_size=1-9" if verdict == "see_segment" else None}
        | {"poles": "too expensive / suspiciously cheap" if kind == "opposite_complaints" else None}
        for (verdict, kind), side, ideal_side in product(kinds, (None, *SIDES), (None, *SIDES))
    ]
    opposite = [
        {"verdict": verdict, "kind": "opposite_complaints", "side": "complaint", "ideal_side": "complaint"}
        | {"aspect": aspect, "ideal_pole": pole, "poles": " / ".join(taxonomy().aspects[aspect].poles)}
        for verdict, (aspect, pole) in product(("trend", "consensus"), POLES)
    ]
    return verdict_rows(*rows, *opposite)


def told(language: str = "en", **row) -> dict:
    return with_plays(verdict_rows(row), shipped(), language, PARAMETERS).row(0, named=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_combination_has_its_play_in_words(language):
    played = with_plays(combinations(), shipped(), language, PARAMETERS)
    has_play = played["verdict"] != "insufficient_evidence"
    for column in ("play", "play_key", "play_kind", "play_why"):
        assert (played[column].is_not_null() == has_play).all(), column
    for text in (*played["play"].drop_nulls(), *played["play_why"].drop_nulls()):
        assert not re.search(r"[{}]|–", text)


def test_of_no_row_two_plays_are_equally_specific():
    order = _table(shipped())
    named = [tuple(bool(len(row[name])) for name in CONDITIONS) for row in order.iter_rows(named=True)]
    for (place, one), (other_place, other) in product(enumerate(order["play_key"]), repeat=2):
        if place < other_place and named[place] == named[other_place]:
            assert not shipped().plays[one].meets(shipped().plays[other]), (one, other)


def test_every_play_and_reason_is_told_in_all_languages_with_the_same_placeholders():
    sentences = {**{key: play.text for key, play in shipped().plays.items()}, **shipped().reasons}
    for key, sentence in {**sentences, **shipped().sentences}.items():
        assert set(sentence) == set(LANGUAGES), key
        if key not in shipped().reasons:
            assert len({tuple(sorted(PLACEHOLDER.findall(text))) for text in sentence.values()}) == 1, key


def test_every_reason_is_used_and_every_play_has_one():
    assert {play.why for play in shipped().plays.values()} == set(shipped().reasons)


def test_every_aspect_and_pole_has_a_name_in_all_languages():
    for language in LANGUAGES:
        assert set(names_of("aspect", language)) == {*taxonomy().aspects, "overall"}
        assert set(names_of("pole", language)) == {pole for _, pole in POLES}
        for kind in ("aspect", "dimension", "segment", "pole"):
            assert all(name.strip() for name in names_of(kind, language).values())
    titles = {key: one.title for key, one in taxonomy().aspects.items()}
    assert {**names_of("aspect", "en"), "overall": None} == {**titles, "overall": None}


@pytest.mark.parametrize(("aspect", "pole"), POLES)
def test_every_pole_has_a_play_of_its_own(aspect, pole):
    opposite = {"kind": "opposite_complaints", "ideal_side": "complaint", "ideal_pole": pole}
    key = told(verdict="trend", aspect=aspect, **opposite)["play_key"]
    assert shipped().plays[key].ideal_pole == (pole,)


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"verdict": "isolated", "kind": "polarity"}, "answer"),
        ({"verdict": "isolated", "kind": "polarity", "ideal_side": "complaint"}, "answer_ideal"),
        ({"verdict": "trend", "kind": "polarity", "ideal_side": "praise"}, "keep_course"),
        ({"verdict": "trend", "kind": "polarity", "ideal_side": "complaint"}, "change"),
        ({"verdict": "trend", "kind": "polarity"}, "find_out"),
        ({"verdict": "trend", "kind": None}, "hear_out"),
        ({"verdict": "trend", "kind": None, "ideal_side": "complaint"}, "change"),
        ({"verdict": "trend", "kind": "polarity", "ideal_side": "both"}, "find_out_split"),
        ({"verdict": "emerging", "kind": "polarity", "ideal_side": "praise"}, "look_what_changed"),
        ({"verdict": "resolved", "kind": "consensus_praise"}, "tell_mended"),
        ({"verdict": "consensus", "kind": "consensus_praise"}, "amplify"),
        ({"verdict": "consensus", "kind": "consensus_complaint"}, "mend_first"),
        ({"verdict": "trend", "kind": "consensus_complaint", "ideal_side": "complaint"}, "mend_first"),
        ({"verdict": "trend", "kind": "consensus_complaint", "ideal_side": "praise"}, "mend_and_keep"),
        ({"verdict": "see_segment", "kind": "consensus_praise"}, "act_in_segment"),
        ({"verdict": "trend", "kind": "opposite_complaints"}, "offer_choice"),
        ({"verdict": "trend", "kind": "opposite_complaints", "ideal_side": "praise"}, "keep_the_middle"),
        ({"verdict": "trend", "kind": "opposite_complaints", "ideal_side": "complaint"}, "follow_ideal_pole"),
        ({**OPPOSITE, "ideal_side": "complaint", "ideal_pole": "too_complex"}, "simplify"),
        ({**OPPOSITE, "ideal_side": "both", "ideal_pole": "too simple"}, "surface_more"),
        ({**OPPOSITE, "ideal_side": "praise", "ideal_pole": "too simple"}, "keep_the_middle"),
        ({**OPPOSITE, "ideal_pole": "too simple"}, "offer_choice"),
        ({**OPPOSITE, "ideal_side": "complaint", "ideal_pole": "a pole of their own"}, "follow_ideal_pole"),
    ],
)  # fmt: skip
def test_the_play_follows_from_the_verdict(row, key):
    assert told(**row)["play_key"] == key


def test_a_play_names_what_it_is_about():
    where = {"dimension": "company_size x plan", "segment": "1-9 x unknown"}
    (text,) = {told("de", verdict="isolated", aspect="ease of use", **where)["play"]}
    assert text.startswith("„Bedienung“ (Unternehmensgröße: 1-9, Tarif: unbekannt): den wenigen")
    assert text.endswith("Betroffene Kunden: 12.")


def test_a_number_that_is_not_known_is_not_told():
    assert "Customers concerned" not in told(verdict="isolated", reach_customers=None)["play"]


def test_where_a_disagreement_lies_adds_a_sentence_to_what_acts():
    assert "Look first at “plan: Free”" in told(verdict="trend", located_in="plan=Free")["play"]
    assert "changed their mind" in told(verdict="trend", located_in="customers changing their mind")["play"]
    assert "plan" not in told(verdict="isolated", located_in="plan=Free")["play"]
    assert "act in “plan: Free”" in told(verdict="see_segment", located_in="plan=Free")["play"]


def test_what_is_filled_in_is_not_looked_through_for_placeholders():
    assert "(plan: {customers})" in told(verdict="isolated", dimension="plan", segment="{customers}")["play"]


def test_an_aspect_of_the_company_keeps_its_title():
    plays = extended(shipped(), OwnPlays(), "fr", {"sauna": "Le sauna"})
    rows = verdict_rows({"verdict": "isolated", "aspect": "sauna"}, {"verdict": "isolated", "aspect": "a_b"})
    first, second = with_plays(rows, plays, "fr", PARAMETERS)["play"]
    assert first.startswith("«\u00a0Le sauna\u00a0» (tous les clients)")
    assert second.startswith("«\u00a0A b\u00a0»")


def test_the_rows_keep_their_order_and_what_they_came_with():
    rows = combinations().with_columns(poles=pl.lit("too_complex / too_simple"))
    played = with_plays(rows, shipped(), "en", PARAMETERS)
    assert played.drop("play", "play_key", "play_kind", "play_why", "priority").equals(rows.drop("play"))


def test_the_columns_are_those_of_the_table_with_and_without_rows():
    rows = verdict_rows({"verdict": "trend"}).drop("poles", "ideal_pole")
    for frame in (rows, rows.clear()):
        played = with_plays(frame, shipped(), "en", PARAMETERS)
        assert {name: played.schema[name] for name in DIVERGENCE_WITH_PLAYS} == dict(DIVERGENCE_WITH_PLAYS)
        assert played.height == frame.height
