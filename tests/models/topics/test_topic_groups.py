"""Which candidates are one topic."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from models.topics.groups import alike, components, grouped

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)


def said(**texts: range) -> pl.DataFrame:
    rows = [(text, key.replace("_", " ")) for key, own in texts.items() for text in own]
    return pl.DataFrame(rows, schema={"text": pl.Int64, "key": pl.String}, orient="row")


def leaders(mentions: pl.DataFrame, *order: str) -> dict[str, str]:
    """The leader of each key; `order`: as they were established."""
    table = pl.DataFrame(
        {
            "key": order,
            "speakers": [mentions.filter(pl.col("key") == key).height for key in order],
            "established_at": [BEGIN + timedelta(days=day) for day in range(len(order))],
        }
    )
    return dict(grouped(table, mentions).iter_rows())


def test_likeness_is_the_cosine_of_the_texts():
    mentions = said(view=range(0, 16), apron=range(12, 16), queue=range(20, 29))
    expected = [
        [1.0, 4 / (16 * 4) ** 0.5, 0.0],  # four texts say both
        [4 / (16 * 4) ** 0.5, 1.0, 0.0],
        [0.0, 0.0, 1.0],
    ]
    assert alike(pl.Series(["view", "apron", "queue"]), mentions) == pytest.approx(np.array(expected))


def test_words_said_together_are_led_by_the_one_established_first():
    mentions = said(view=range(0, 16), apron=range(8, 16), queue=range(20, 29))
    assert leaders(mentions, "view", "queue", "apron") == {"view": "view", "queue": "queue", "apron": "view"}
    assert leaders(mentions, "apron", "view", "queue")["view"] == "apron"


def test_a_leader_stays_however_many_say_another():
    few = said(view=range(0, 16), apron=range(8, 16))
    many = said(view=range(0, 16), apron=range(0, 30))
    assert (
        leaders(few, "view", "apron") == leaders(many, "view", "apron") == {"view": "view", "apron": "view"}
    )


@pytest.mark.parametrize(("pairs", "leader"), [(20, "watch"), (10, "watch face")])
def test_a_pair_joins_its_word_where_it_is_most_of_what_is_said_of_it(pairs, leader):
    mentions = said(watch=range(0, 40), watch_face=range(0, pairs))  # √(20 / 40) = 0.71, √(10 / 40) = 0.5
    assert leaders(mentions, "watch", "watch face")["watch face"] == leader


def test_components_do_not_depend_on_the_order_of_the_texts():
    mentions = said(**{f"k{n}": range(n, n + 9) for n in range(40)})
    keys = pl.Series([f"k{n}" for n in range(40)])
    shuffled = mentions.sample(fraction=1, shuffle=True, seed=5)
    assert np.array_equal(components(alike(keys, mentions)), components(alike(keys, shuffled)))


def test_one_candidate_and_none_are_groups_too():
    assert leaders(said(view=range(3)), "view") == {"view": "view"}
    assert components(np.zeros((0, 0))).tolist() == []
