"""Per language: adopted where it is better, refused with the figures where it cannot be told."""

import polars as pl
import pytest
from rated_texts import rated

from models.adapting.company import adaptations
from models.sentiment import SentimentModel

FLOOR = 5


@pytest.fixture(scope="module")
def shipped() -> SentimentModel:
    return SentimentModel.load()


@pytest.fixture(scope="module")
def found(shipped: SentimentModel):
    french = rated(80, language="fr").with_columns(pl.col("group") + 10_000)
    return adaptations(shipped, pl.concat([rated(520), french]), FLOOR)


def test_a_better_model_is_adopted_and_says_how_much_better(found):
    english = found[0]
    assert (english.language, english.labels, english.held_out) == ("en", {-1: 260, 0: 0, 1: 260}, 104)
    assert english.trial.adapted["macro_f1"] == 1
    assert english.trial.shipped["macro_f1"] < 0.7  # it does not know the jargon
    card = english.model.card
    assert card["learned_until"] == "2025-06-03T00:00:00+00:00"  # day 519 after the first of January 2024
    assert card["quality"][0]["measured_on"] == "own rated feedback held out, from 2025-02-20 on"  # day 416
    assert card["quality"][0]["n"] == 104
    assert card["gain"]["low"] > 0
    assert english.reason.startswith("macro-F1 1.000 instead of 0.")


def test_it_is_learned_anew_from_the_held_out_texts_too(shipped: SentimentModel):
    """A word that is said in the last weeks alone is known in the end."""
    texts = rated(520)
    late = texts.with_columns(
        text=pl.when(pl.col("group") >= 500)
        .then(pl.col("text").str.replace("zorbly", "zorbly brimsome"))
        .otherwise("text")
    )
    english, _ = adaptations(shipped, late, FLOOR)
    assert "brimsome" in english.model.weights.words["word"]


def test_too_few_texts_are_said_with_the_figures_needed(found):
    french = found[1]
    assert (french.language, french.model, french.trial) == ("fr", None, None)
    assert french.reason == (
        "not enough different texts among the held-out ones: complaints 8, praises 8, of each 50 are needed"
    )


def test_what_is_no_better_is_not_adopted(shipped: SentimentModel):
    """The words tell nothing: labels are in turn, and every text is said alike."""
    vague = rated(520).with_columns(
        text=pl.lit("The lamp number ") + pl.col("group").cast(pl.String) + " came today"
    )
    english, _ = adaptations(shipped, vague, FLOOR)
    assert english.model is None
    assert english.trial is not None
    assert english.reason.startswith("not surely better: macro-F1 ")


def test_texts_of_no_known_language_have_a_model_of_all_languages_together(found, shipped: SentimentModel):
    unknown = found[-1]
    assert [one.language for one in found] == ["en", "fr", "unknown"]
    assert unknown.labels == {-1: 300, 0: 0, 1: 300}  # 520 in English, 80 in French
    assert unknown.model is not None
    said = pl.DataFrame({"text": ["zorbly!", "grumful ..."], "language": "unknown"})
    score = unknown.model.score(said)["sentiment_score"].to_list()
    assert score[0] > 0 > score[1]
    assert unknown.model.card["constants"] == {
        head: {
            language: pytest.approx(unknown.model.card["trust"][head] * constant, abs=1e-5)
            for language, constant in shipped.card["constants"][head].items()
        }
        for head in ("polarity", "neutrality")
    }  # none is learned: no language, no constant


def test_without_labels_there_is_nothing(shipped: SentimentModel):
    assert adaptations(shipped, rated(2).clear(), FLOOR) == []
