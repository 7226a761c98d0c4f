"""Every text is read by the model of its language, in the order it came."""

from dataclasses import replace

import polars as pl
import pytest

from models.adapting.active import ActiveModels
from models.sentiment import SentimentModel

TEXTS = pl.DataFrame(
    {
        "text": ["Wonderful!", "Terrible.", "Wunderbar!", None, "Wonderful!", "Terrible."],
        "language": ["en", "en", "de", "en", None, "xx"],
    }
)


@pytest.fixture(scope="module")
def shipped() -> SentimentModel:
    return SentimentModel.load()


@pytest.fixture(scope="module")
def contrary(shipped: SentimentModel) -> SentimentModel:
    """Reads the contrary."""
    slope, intercept = shipped.card["calibration"]["polarity"]
    scales = {**shipped.card["calibration"], "polarity": [-slope, -intercept]}
    quality = [{**row, "n": 77} for row in shipped.card["quality"] if row["language"] == "en"]
    return replace(shipped, card={**shipped.card, "calibration": scales, "quality": quality}, version="own")


def test_only_the_adapted_language_is_read_otherwise(shipped: SentimentModel, contrary: SentimentModel):
    before = shipped.score(TEXTS)["sentiment"].to_list()
    after = ActiveModels(shipped, {"en": contrary}).score(TEXTS)["sentiment"].to_list()
    assert before == ["positive", "negative", "positive", None, "positive", "negative"]
    assert after == ["negative", "positive", "positive", None, "positive", "negative"]


def test_without_own_models_the_shipped_one_reads_everything(shipped: SentimentModel):
    active = ActiveModels(shipped)
    assert active.score(TEXTS).equals(shipped.score(TEXTS))
    assert active.score(TEXTS.clear()).equals(shipped.score(TEXTS.clear()))
    assert active.version == shipped.version


def test_the_version_names_every_model(shipped: SentimentModel, contrary: SentimentModel):
    assert ActiveModels(shipped, {"en": contrary}).version == f"{shipped.version}+en-own"


def test_quality_is_that_of_the_model_in_force(shipped: SentimentModel, contrary: SentimentModel):
    measured = ActiveModels(shipped, {"en": contrary}).quality()
    assert measured.schema == shipped.quality().schema
    expected = {**dict(shipped.quality().select("language", "n").rows()), "en": 77}
    assert dict(measured.select("language", "n").rows()) == expected
