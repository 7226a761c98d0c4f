"""One name in all languages, and the draft of an aspect."""

import tomllib

import polars as pl
import pytest

from models.topics.draft import draft
from models.topics.languages import common_name


@pytest.mark.parametrize(
    ("key", "language", "expected"),
    [
        ("park", "en", "park"),
        ("parkplatz", "de", "park"),  # parking
        ("batteri", "fr", "batteri"),
        ("spac park", "en", "park spac"),  # in whichever order
        ("laub", "de", "de:laub"),  # not in the table, and short
        ("parkplatz laub", "de", "de:parkplatz laub"),  # one word unknown
        ("bluetooth", "it", "bluetooth"),
    ],
)
def test_a_phrase_is_named_in_english_where_every_word_is_known(key, language, expected):
    assert common_name(key, language) == expected


def test_a_draft_lists_beginnings_that_take_every_spelling_in():
    spellings = pl.DataFrame(
        {
            "language": ["en", "en", "en", "de", "fr"],
            "written": ["notifications", "notification", "ad", "Benachrichtigung", "mot de passé"],
        }
    )
    text = draft("Notification", spellings)
    assert tomllib.loads(text) == {
        "aspects": {
            "notification": {
                "title": "Notification",
                "poles": [],
                "words": {
                    "de": ["benachrichtigung*"],
                    "en": ["ad", "notification*"],  # "ad*" would take "address" along
                    "fr": ["mot de passe*"],
                },
            }
        }
    }
