"""The rates that correct are those of texts as they are read: one called mixed takes no side."""

from dataclasses import replace

import polars as pl

from models.adapting.judging import trial
from models.evaluation import figures
from models.reading import OpinionReader
from models.sentiment import SentimentModel
from models.taxonomy import shipped
from models.training.measure import read

TEXTS = pl.DataFrame(
    {"text": ["Great support", "Terrible support"] * 60, "language": "en", "label": [1, -1] * 60},
    schema_overrides={"label": pl.Int8},
).with_row_index("group")


def calling_mixed_from(probability: float) -> SentimentModel:
    model = SentimentModel.load()
    scales = model.card["opinion_scales"] | {"mixed_from": [probability]}
    return replace(model, card=model.card | {"opinion_scales": scales})


def test_a_text_called_mixed_is_in_no_rate_of_the_model_card() -> None:
    never, always = (
        figures(read(OpinionReader(calling_mixed_from(one), shipped()), TEXTS)) for one in (1.0, 0.0)
    )
    assert (never["sensitivity"], never["specificity"]) == (1, 1)
    assert (always["sensitivity"], always["specificity"]) == (None, None)


def test_a_text_called_mixed_is_in_no_rate_of_an_own_model() -> None:
    never, always = (trial(model, model, TEXTS).adapted for model in map(calling_mixed_from, (1.0, 0.0)))
    assert (never["sensitivity"], never["specificity"]) == (1, 1)
    assert (always["sensitivity"], always["specificity"]) == (None, None)
    assert (
        never["macro_f1"] == always["macro_f1"] == 1
    )  # which model is better is judged by the likelier side
