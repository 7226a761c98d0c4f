"""A company's own model: what it learns, what it keeps, and whose words it never holds."""

import numpy as np
import polars as pl
import pytest
from rated_texts import rated, text
from scipy.special import expit

from models.adapting.learning import adapted
from models.features import features
from models.sentiment import SentimentModel

FLOOR = 5


@pytest.fixture(scope="module")
def shipped() -> SentimentModel:
    return SentimentModel.load()


@pytest.fixture(scope="module")
def own(shipped: SentimentModel) -> SentimentModel:
    return adapted(shipped, rated(200), "en", FLOOR)


def read(model: SentimentModel, *texts: str) -> list[str]:
    return model.score(pl.DataFrame({"text": texts, "language": "en"}))["sentiment"].to_list()


def sides(model: SentimentModel, *texts: str) -> list[float]:
    """1 where a text is more likely praise, -1 where complaint."""
    score = model.score(pl.DataFrame({"text": texts, "language": "en"}))["sentiment_score"]
    return np.sign(score.to_numpy()).tolist()


def test_it_learns_the_companys_words(own: SentimentModel):
    assert sides(own, "The lamp was zorbly", "The parcel was grumful") == [1, -1]


def test_it_still_knows_what_the_shipped_model_knows(own: SentimentModel):
    assert sides(own, "Terrible, it broke", "Wonderful, I love it") == [-1, 1]


def test_the_tables_hold_trust_times_shipped_plus_delta_in_whole_numbers(
    own: SentimentModel, shipped: SentimentModel
):
    trust = own.card["trust"]["polarity"]
    both = own.weights.words.join(shipped.weights.words, on="word", how="left", suffix="_shipped")
    untouched = both.filter(~pl.col("word").is_in([word for n in range(5) for word in words_of(n)]))
    expected = np.rint(trust * untouched["polarity_shipped"].fill_null(0).to_numpy())
    assert (untouched["polarity"].to_numpy() == expected).mean() > 0.999  # .5 may round otherwise
    delta = both.filter(pl.col("word") == "zorbly")
    assert delta["polarity_shipped"].item() is None  # the shipped model does not know it
    assert delta["polarity"].item() > 0
    assert {str(dtype) for dtype in own.weights.words.dtypes[1:]} == {"Int32"}


def words_of(number: int) -> list[str]:
    return [*text(number, 1).lower().split(), *text(number, -1).lower().split()]


def test_probabilities_are_calibrated_to_the_mix_of_the_texts(shipped: SentimentModel):
    """Three praises to a complaint, in words that tell nothing: the answer is the mix."""
    vague = rated(400, (1, 1, 1, -1)).with_columns(
        text=pl.lit("The lamp number ") + pl.col("group").cast(pl.String) + " came today"
    )
    model = adapted(shipped, vague, "en", FLOOR)
    logit = model.logits(features(pl.Series(["The lamp number 7777 came today"]), pl.Series(["en"])))
    slope, intercept = model.card["calibration"]["polarity"]
    assert expit(slope * logit["polarity"][0] + intercept) == pytest.approx(0.75, abs=0.05)


def test_neutral_is_learned_where_enough_texts_are_neutral(shipped: SentimentModel):
    model = adapted(shipped, rated(400, (1, -1, 1, 0)), "en", FLOOR)
    assert read(model, "The chair was plonkish", "The chair was zorbly", "The chair was grumful") == [
        "neutral",
        "positive",
        "negative",
    ]
    answers = model.score(rated(400, (1, -1, 1, 0)))["sentiment"]
    assert (answers == "neutral").mean() == pytest.approx(0.25, abs=0.03)  # as many as are


def test_with_few_neutral_texts_the_shipped_sense_of_neutrality_stays(
    own: SentimentModel, shipped: SentimentModel
):
    assert "neutral_from" not in own.card
    assert own.card["calibration"]["neutrality"] == shipped.card["calibration"]["neutrality"]
    texts = pl.Series(["Is it open on Sunday?", "Terrible, it broke", "I called them in May"])
    seen = features(texts, pl.repeat("en", 3, eager=True))
    expected = shipped.logits(seen)["neutrality"]
    assert own.logits(seen)["neutrality"] == pytest.approx(expected, rel=0.1)  # fewer words were known


def said_by(speakers: list[str]) -> pl.DataFrame:
    """Texts of many, and the name Quillfeather, in one of each of these speakers' texts."""
    texts = rated(200)
    named = texts.head(len(speakers)).with_columns(
        text=pl.col("text") + " says Quillfeather Bloomsworth",
        speaker=pl.Series(speakers),
    )
    return pl.concat([named, texts.tail(len(texts) - len(speakers))])


@pytest.mark.parametrize(
    ("speakers", "is_learned"),
    [
        (["one person"] * 40, False),
        ([f"person {n % (FLOOR - 1)}" for n in range(40)], False),
        ([f"person {n}" for n in range(FLOOR)], True),
    ],
)
def test_words_of_fewer_speakers_than_the_floor_enter_no_weight(
    shipped: SentimentModel, speakers: list[str], is_learned: bool
):
    weights = adapted(shipped, said_by(speakers), "en", FLOOR).weights
    spelled = weights.words["word"].to_list()
    names = {word for word in ("quillfeather", "bloomsworth") if word in spelled}
    assert names == ({"quillfeather", "bloomsworth"} if is_learned else set())
    assert len(weights.words) - len(shipped.weights.words) < 20  # of numbers, each said once, nothing stays


def test_shipped_words_of_few_speakers_keep_their_weight(shipped: SentimentModel):
    """That somebody used a rare word must not show either."""
    rare = "abhorrent"
    assert rare in shipped.weights.words["word"]
    texts = rated(200)
    one = texts.with_columns(
        text=pl.when(pl.col("group") < 40).then(pl.col("text") + f" {rare}").otherwise("text"),
        speaker=pl.when(pl.col("group") < 40).then(pl.lit("one person")).otherwise("speaker"),
    )
    model = adapted(shipped, one, "en", FLOOR)
    was, now = (
        table.filter(pl.col("word") == rare)["polarity"].item()
        for table in (shipped.weights.words, model.weights.words)
    )
    assert now == round(model.card["trust"]["polarity"] * was)


def test_the_same_texts_give_the_same_weights(shipped: SentimentModel, own: SentimentModel):
    again = adapted(shipped, rated(200), "en", FLOOR)
    assert again.card == own.card
    assert again.weights.words.equals(own.weights.words)
    assert again.weights.pairs.equals(own.weights.pairs)


def test_pairs_stay_sorted_in_the_joined_numbering(own: SentimentModel):
    pairs = own.weights.pairs
    keys = pairs["left"].cast(pl.Int64) * len(own.weights.words) + pairs["right"]
    assert keys.is_sorted()
    words = own.weights.words["word"]
    spelled = set((words.gather(pairs["left"]) + " " + words.gather(pairs["right"])).to_list())
    assert "was zorbly" in spelled
