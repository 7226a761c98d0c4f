"""Up to when a company's own models have seen its texts."""

from datetime import UTC, datetime

from models.adapting.active import ActiveModels
from models.sentiment import SentimentModel


def test_only_adapted_languages_have_learned_from_the_companys_texts() -> None:
    shipped = SentimentModel.load()
    until = {"de": "2025-03-01T10:00:00+00:00", "fr": None}  # the French texts carried no time
    own = {
        language: SentimentModel(shipped.weights, {**shipped.card, "learned_until": moment}, "v")
        for language, moment in until.items()
    }
    assert ActiveModels(shipped, own).learned_until == {
        "de": datetime(2025, 3, 1, 10, tzinfo=UTC),
        "fr": datetime.min.replace(tzinfo=UTC),
    }
    assert ActiveModels(shipped).learned_until == {}
