"""What many speak of and no aspect covers is proposed; what is accepted is proposed no more."""

import tomllib
from datetime import timedelta

import polars as pl
from topic_texts import AS_OF, BEGIN, english, feedback, found, german, topic

from models.taxonomy import OwnAspects
from models.topics import phrases
from models.topics.emerging import widely_raised
from models.topics.parameters import TOPICS_SCHEMA, TopicParameters

CHATTER = [f"We came by {vehicle} and left in a good mood." for vehicle in ("car", "bus", "train", "boat")]


def said_of_parking() -> pl.DataFrame:
    prices = [f"The price {end}." for end in ("is high", "went up", "is fair", "fell", "is a joke")] * 4
    return feedback(en=english("parking", 30) + english("queue", 3) + prices + CHATTER)


def test_a_phrase_of_many_without_an_aspect_is_a_topic():
    topics = found(said_of_parking())
    assert topics.schema == TOPICS_SCHEMA
    parking = topic(topics, "Parking")
    assert parking["speakers"] == parking["feedback"] == parking["negative"] == 30
    assert parking["share"] == round(30 / 57, 6)  # 30 + 3 + 20 + 4 speakers
    assert (parking["languages"], parking["language_speakers"]) == (["en"], [30])
    assert (parking["first_at"], parking["last_at"]) == (BEGIN, BEGIN + timedelta(days=29))
    assert len(parking["quotes"]) == len(set(parking["evidence_ids"])) == 5
    assert all("parking" in quote for quote in parking["quotes"])


def test_what_an_aspect_covers_is_none():
    assert "Price" not in found(said_of_parking())["title"].to_list()


def test_what_fewer_than_the_privacy_floor_say_is_never_shown():
    topics = found(said_of_parking())  # the queue: three speakers
    assert "queue" not in str(topics.drop("quotes").to_dicts()).lower()


def test_one_speaker_who_repeats_themselves_is_one():
    one = feedback(en=english("queue", 40) + english("parking", 10)).with_columns(
        speaker=pl.when(pl.col("text").str.contains("queue")).then(pl.lit("s-1")).otherwise("speaker")
    )
    assert found(one)["title"].to_list() == ["Parking"]


def test_plain_praise_is_no_topic():
    praise = [f"{opening}, great service, the best!" for opening in ("Wow", "Truly", "Really", "Again")] * 8
    assert found(feedback(en=praise + CHATTER)).filter(pl.col("title").is_in(["Great", "Best"])).is_empty()


def test_names_are_no_topic():
    named = [
        f"{first} by the Brockenberg {last}."
        for first, last in zip("abcdefgh" * 4, "ABCDEFGH" * 4, strict=True)
    ]
    assert "Brockenberg" not in found(feedback(en=named + CHATTER))["title"].to_list()
    assert "Parking" in found(feedback(en=english("parking", 32) + CHATTER))["title"].to_list()


def test_two_words_that_belong_together_are_one_phrase():
    topics = found(feedback(en=english("bicycle shed", 30) + CHATTER))
    shed = topic(topics, "Bicycle shed")
    assert shed["phrases"] == ["bicycle shed"]  # the single words are swallowed


def test_the_same_topic_in_two_languages_is_one_where_a_translation_is_known():
    topics = found(feedback(en=english("parking", 30) + CHATTER, de=german("Parkplatz", 20)))
    parking = topic(topics, "Parking")
    assert (parking["languages"], parking["language_speakers"]) == (["en", "de"], [30, 20])
    assert parking["phrases"] == ["parking", "parkplatz"]
    assert parking["speakers"] == 50


def test_without_a_translation_the_languages_stay_apart():
    topics = found(feedback(en=english("gazebo", 30) + CHATTER, de=german("Laube", 20)))
    assert {tuple(one) for one in topics["languages"]} == {("en",), ("de",)}


def test_an_accepted_topic_is_covered_and_proposed_no_more():
    said = feedback(
        en=english("parking", 20) + english("bicycle shed", 20) + CHATTER, de=german("Parkplatz", 20)
    )
    proposed = found(said)
    draft = topic(proposed, "Parking")["draft"]
    own = OwnAspects.model_validate(tomllib.loads(draft))
    assert draft.splitlines()[0] == '[aspects."parking"]'
    assert own.aspects["parking"].words == {"en": ("parking*",), "de": ("parkplatz*",)}
    left = found(said, own)["title"].to_list()
    assert "Parking" not in left
    assert "Bicycle shed" in left


def test_the_order_of_the_feedback_does_not_matter():
    said = feedback(en=english("parking", 30) + english("bicycle shed", 12), de=german("Parkplatz", 20))
    assert found(said).equals(found(said.sample(fraction=1, shuffle=True, seed=1)))


def test_the_size_of_the_chunks_does_not_matter(monkeypatch):
    said = feedback(
        en=english("parking", 30) + english("bicycle shed", 12) + CHATTER, de=german("Parkplatz", 20)
    )
    whole = found(said)
    monkeypatch.setattr(phrases, "CHUNK_TEXTS", 7)
    assert found(said).equals(whole)


def test_a_topic_keeps_its_identity_when_more_is_said():
    before = found(feedback(en=english("parking", 20) + english("bicycle shed", 12) + CHATTER))
    after = found(feedback(en=english("parking", 20) + english("bicycle shed", 40) + CHATTER))
    assert set(before["topic_id"]) == set(after["topic_id"])
    assert before["title"].to_list() == ["Parking", "Bicycle shed"]
    assert after["title"].to_list() == ["Bicycle shed", "Parking"]


def test_recent_is_compared_with_before():
    said = feedback(en=english("parking", 20) + CHATTER).with_columns(
        created_at=pl.when(pl.int_range(pl.len()) < 15)
        .then(pl.lit(AS_OF - timedelta(days=10)))
        .otherwise(pl.lit(AS_OF - timedelta(days=200)))
    )
    parking = topic(found(said), "Parking")
    assert parking["share_recent"] == 1.0  # all 15 of the last 90 days
    assert parking["share_before"] == round(5 / 9, 6)


def test_without_dates_there_are_counts_and_no_times():
    said = feedback(en=english("parking", 20) + CHATTER).with_columns(
        created_at=pl.lit(None, pl.Datetime("us", "UTC"))
    )
    parking = topic(found(said), "Parking")
    assert (parking["first_at"], parking["last_at"], parking["share_recent"]) == (None, None, None)
    assert parking["speakers"] == 20


def test_nothing_said_is_no_topic():
    assert found(feedback()).is_empty()
    assert found(feedback(en=["", "!", "42"], xx=english("parking", 20))).schema == TOPICS_SCHEMA


def test_a_topic_at_the_edge_of_the_threshold_stays_until_three_quarters_of_it():
    parameters = TopicParameters(privacy_floor=2, least_share=0.1)

    def raised(others: int) -> list[str]:
        """Four of the first 40 raise it, exactly a tenth; then others come who do not."""
        times = [BEGIN + timedelta(hours=hour) for hour in range(40 + others)]
        spoken = pl.DataFrame({"speaker": [f"s{n}" for n in range(40 + others)], "created_at": times})
        return widely_raised(spoken[:40:10].with_columns(topic=pl.lit("t")), spoken, parameters)

    assert raised(0) == ["t"]  # 4 of 40
    assert raised(12) == ["t"]  # of 52 five are needed: three quarters of that are 3.75
    assert raised(16) == []  # of 56 six: 4.5
