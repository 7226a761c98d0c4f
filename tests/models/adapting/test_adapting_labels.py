"""Which label a text has: its score, else a person's reading; who said it, and which texts are one."""

from datetime import UTC, datetime

import polars as pl

from models.adapting.labels import labelled_texts

DAY = datetime(2026, 5, 1, tzinfo=UTC)
FEEDBACK = {
    "feedback_id": pl.String,
    "said": pl.String,
    "rating_unit": pl.Float64,
    "customer_id": pl.String,
    "author_id": pl.String,
}
ANSWERS = {"feedback_id": pl.String, "metric": pl.String, "band": pl.String}
READ = {
    **dict.fromkeys(("feedback_id", "aspect", "quote", "said"), pl.String),
    "polarity": pl.Int8,
    **dict.fromkeys(("language", "speaker"), pl.String),
    "created_at": pl.Datetime("us", "UTC"),
}


def labelled(feedback: list[tuple], answers: list[tuple] = [], read: list[tuple] = []) -> pl.DataFrame:  # noqa: B006
    frame = pl.DataFrame(feedback, schema=FEEDBACK, orient="row").with_columns(
        text="said",
        language=pl.lit("en"),
        created_at=pl.lit(DAY, pl.Datetime("us", "UTC")),
        is_created_at_credible=pl.lit(True),
        sentiment=pl.lit("positive"),
        sentiment_confidence=pl.lit(0.9),
    )
    known = (
        pl.DataFrame(answers, schema=ANSWERS, orient="row"),
        pl.DataFrame(read, schema=READ, orient="row"),
    )
    return labelled_texts(frame.lazy(), *(one.lazy() for one in known))


def labels(frame: pl.DataFrame) -> dict[str, int]:
    return dict(frame.select("text", "label").rows())


def test_stars_then_bands_are_labels_and_a_models_reading_is_none():
    feedback = [
        ("1", "five stars", 1.0, None, None),
        ("2", "three stars", 0.5, None, None),
        ("3", "promoter", None, None, None),
        ("4", "passive", None, None, None),
        ("5", "difficult", None, None, None),
        ("6", "stars outweigh", 0.0, None, None),
        ("7", "satisfied but a detractor", None, None, None),
        ("8", "no score", None, None, None),
    ]
    answers = [
        ("3", "nps", "promoter"),
        ("4", "nps", "passive"),
        ("5", "ces", "difficult"),
        ("6", "nps", "promoter"),
        ("7", "csat", "satisfied"),
        ("7", "nps", "detractor"),
    ]
    assert labels(labelled(feedback, answers)) == {
        "five stars": 1,
        "three stars": 0,
        "promoter": 1,
        "passive": 0,
        "difficult": -1,
        "stars outweigh": -1,
        "satisfied but a detractor": -1,
    }


def read(feedback_id: str, aspect: str, quote: str, said: str, polarity: int) -> tuple:
    return (feedback_id, aspect, quote, said, polarity, "en", "c1", DAY)


def test_a_persons_reading_of_the_whole_outweighs_the_stars():
    feedback = [("1", "Not bad at all", 0.0, None, None)]
    found = labelled(feedback, read=[read("1", "overall", "Not bad at all", "Not bad at all", 1)])
    assert labels(found) == {"Not bad at all": 1}


def test_a_read_opinion_is_a_text_of_its_own_beside_the_feedback_it_is_in():
    said = "Nice lamp. The price is a joke."
    found = labelled(
        [("1", said, 1.0, None, None)], read=[read("1", "price", "The price is a joke.", said, -1)]
    )
    assert labels(found) == {said: 1, "The price is a joke.": -1}
    assert found["group"].n_unique() == 1  # so that they are not held out apart


def test_equal_texts_are_one_group_and_the_unknown_speak_with_it():
    feedback = [
        ("1", "Très bien!", 1.0, None, None),
        ("2", "tres  bien", 1.0, None, None),
        ("3", "Très bien", 1.0, "customer", None),
        ("4", "!!", 1.0, None, "author"),
        ("5", "??", 0.0, None, None),
    ]
    found = labelled(feedback)
    by_text = dict(found.select("text", "group").rows())
    assert by_text["Très bien!"] == by_text["tres  bien"] == by_text["Très bien"]
    assert len(set(by_text.values())) == 3
    speakers = dict(found.select("text", "speaker").rows())
    assert speakers["Très bien!"] == speakers["tres  bien"]  # may be one person, twice
    assert (speakers["Très bien"], speakers["!!"]) == ("customer", "author")
