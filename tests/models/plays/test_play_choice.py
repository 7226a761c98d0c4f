"""Of several plays that fit, the most specific is taken; of equals, the company's own."""

import pytest
from verdict_rows import PARAMETERS, verdict_rows

from models.plays import OwnPlays, extended, shipped, with_plays

TREND = {"verdict": "trend", "kind": "polarity", "ideal_side": "complaint"}


def chosen(own: dict, **row) -> str:
    plays = {"play_kind": "act", "verdict": ["trend"], "text": {"en": "Do."}}
    written = {key: plays | conditions for key, conditions in own.items()}
    known = extended(shipped(), OwnPlays.model_validate({"plays": written}), "en")
    return with_plays(verdict_rows(TREND | row), known, "en", PARAMETERS)["play_key"].item()


@pytest.mark.parametrize(
    ("own", "key"),
    [
        ({"mine": {}}, "change"),                                          # one condition against two
        ({"mine": {"ideal_side": ["complaint"]}}, "mine"),                  # the same two: the own one
        ({"mine": {"side": ["both"]}}, "change"),                           # the ideal side before the side
        ({"mine": {"kind": ["polarity"]}}, "mine"),                         # the kind before the ideal side
        ({"mine": {"aspect": ["price"]}, "other": {"kind": ["polarity"]}}, "mine"),
        ({"mine": {"aspect": ["speed"]}}, "change"),                        # of another aspect
        ({"mine": {"verdict": ["isolated"], "kind": ["polarity"]}}, "change"),
    ],
)  # fmt: skip
def test_the_most_specific_play_wins(own, key):
    assert chosen(own, side="both") == key


def test_a_null_meets_no_named_condition():
    assert chosen({"mine": {"side": ["both"], "kind": ["polarity"]}}, side=None) == "change"


def test_a_reason_is_not_needed():
    own = OwnPlays.model_validate({"plays": {"change": {"why": None, "text": {"en": "Do {aspect}."}}}})
    row = with_plays(verdict_rows(TREND), extended(shipped(), own, "en"), "en", PARAMETERS).row(0, named=True)
    assert row["play"] == "Do “Price and value”. Customers concerned: 12."
    assert row["play_why"] is None
