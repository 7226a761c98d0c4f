"""report.emerging_topics follows from core.feedback alone, in any order and on any number of threads."""

import subprocess
import sys
from datetime import UTC, datetime

import polars as pl
import pytest
from marts_data import Warehouse

from models.sentiment import SentimentModel
from models.taxonomy import shipped
from models.topics.parameters import TopicParameters
from warehouse.analysing import topics
from warehouse.analysing.topics import propose_topics

AS_OF = datetime(2025, 6, 30, tzinfo=UTC)
DAYS = [f"2025-0{month}-{day:02}" for month in (3, 4, 5) for day in range(1, 29)]


def proposed(spoken: Warehouse) -> pl.DataFrame:
    spoken.connection.execute("set TimeZone = 'UTC'")
    weights = SentimentModel.load().weights
    propose_topics(spoken.connection, shipped(), weights, TopicParameters(), AS_OF)
    return spoken.connection.execute("from report.emerging_topics order by topic_id").pl()


def complain(spoken: Warehouse, count: int, first: int = 0, **columns) -> None:
    """So many speak of gazebos, each in words of their own."""
    for number in range(first, first + count):
        text = f"Again the gazebo, {'abcdefghijklmnopqrstuvwxyz'[number % 26]} {number}."
        said = {"text": text, "language": "en", "sentiment": "negative", **columns}
        spoken.feedback(said.pop("customer", f"c{number}"), DAYS[number % 84], **said)


def test_a_topic_is_counted_in_speakers_and_dated():
    spoken = Warehouse()
    complain(spoken, 12)
    complain(spoken, 3, first=12, customer="c0")
    (row,) = proposed(spoken).to_dicts()
    assert (row["title"], row["speakers"], row["feedback"], row["negative"]) == ("Gazebo", 12, 15, 15)
    assert row["first_at"].date().isoformat() == "2025-03-01"
    assert set(row["evidence_ids"]) <= {f"f{number:06}" for number in range(1, 16)}


def test_who_is_unknown_counts_by_author_and_else_alone():
    spoken = Warehouse()
    complain(spoken, 6, customer=None, author_id="a1")
    complain(spoken, 5, first=6, customer=None)
    assert proposed(spoken)["speakers"].to_list() == [6]  # one author, five nameless


def test_a_time_that_is_not_credible_is_none():
    spoken = Warehouse()
    complain(spoken, 8, credible=False)
    assert proposed(spoken)["first_at"].to_list() == [None]


def test_more_texts_than_are_searched_are_sampled_by_their_identifier(monkeypatch):
    monkeypatch.setattr(topics, "MOST_TEXTS", 30)
    found = []
    for order in (1, -1):
        spoken = Warehouse()
        complain(spoken, 60)
        spoken.connection.execute(
            f"create table shuffled as from core.feedback order by {order} * length(text)"
        )
        spoken.connection.execute("truncate core.feedback")
        spoken.connection.execute("insert into core.feedback from shuffled")
        found.append(proposed(spoken))
    assert found[0].equals(found[1])
    assert found[0]["speakers"].to_list() == [30]


def test_nothing_said_makes_an_empty_table():
    assert proposed(Warehouse()).is_empty()


ON_THREADS = """
import sys
import polars as pl
sys.path.insert(0, sys.argv[1])
from topic_texts import english, feedback, found, german
said = feedback(en=[t for n in ("parking", "gazebo", "bicycle shed", "queue") for t in english(n, 25)],
                de=[t for n in ("Parkplatz", "Laube") for t in german(n, 15)])
print(found(said).write_json())
"""


@pytest.mark.system
@pytest.mark.parametrize("threads", ["2", "4"])
def test_any_number_of_threads_finds_the_same(threads, pytestconfig):
    helpers = str(pytestconfig.rootpath / "tests" / "models" / "topics")

    def told(count: str) -> str:
        environment = {"POLARS_MAX_THREADS": count, "OMP_NUM_THREADS": count, "OPENBLAS_NUM_THREADS": count}
        command = [sys.executable, "-c", ON_THREADS, helpers]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, cwd=pytestconfig.rootpath
        ).stdout

    assert told("1") == told(threads)
