"""Where a feedback stands on an aspect, from all that it says of it: one row of core.stances."""

from pathlib import Path
from typing import Any

import pytest
from marts_data import Warehouse
from spoken_texts import gathered, project, review

from warehouse.statements import run, statement


@pytest.fixture
def warehouse():
    one = Warehouse()
    yield one
    one.connection.close()


def said(warehouse: Warehouse, *opinions: dict[str, Any], aspect: str = "price") -> dict[str, Any]:
    """The stance of one feedback that holds these opinions on an aspect."""
    feedback_id = warehouse.feedback()
    for number, opinion in enumerate(opinions):
        row = {"opinion_id": f"o{number}", "feedback_id": feedback_id, "speaker": "s", "aspect": aspect}
        plain = {"origin": "text", "is_mixed": False, "confidence": 0.9, "quote": f"quote {number}"}
        warehouse.insert("core.opinions", {**row, **plain, **opinion})
    run(warehouse.connection, statement("enriching/stances.sql"))
    (stance,) = (
        warehouse.connection.execute("from core.stances where feedback_id = ?", [feedback_id]).pl().to_dicts()
    )
    return stance


def test_a_sub_rating_outweighs_words(warehouse: Warehouse):
    stance = said(
        warehouse,
        {"polarity": -1},
        {"polarity": -1},
        {"polarity": 1, "origin": "sub_rating", "confidence": 1.0},
    )
    assert (stance["polarity"], stance["origin"], stance["is_mixed"]) == (1, "sub_rating", False)


def test_what_a_person_read_outweighs_the_model(warehouse: Warehouse):
    stance = said(
        warehouse,
        {"polarity": -1, "confidence": 0.99},
        {"polarity": 0, "origin": "reading", "confidence": 1.0},
    )
    assert (stance["polarity"], stance["origin"], stance["confidence"]) == (0, "reading", 1.0)


def test_a_sub_rating_outweighs_what_a_person_read(warehouse: Warehouse):
    stance = said(warehouse, {"polarity": 1, "origin": "sub_rating"}, {"polarity": -1, "origin": "reading"})
    assert (stance["polarity"], stance["origin"]) == (1, "sub_rating")


def test_praise_and_complaint_together_are_mixed(warehouse: Warehouse):
    stance = said(warehouse, {"polarity": 1}, {"polarity": -1}, {"polarity": 1})
    assert (stance["polarity"], stance["is_mixed"]) == (0, True)


@pytest.mark.parametrize("pole", [1, -1])
def test_a_side_outweighs_neutral(warehouse: Warehouse, pole: int):
    stance = said(warehouse, {"polarity": 0, "confidence": 0.99}, {"polarity": pole, "confidence": 0.5})
    assert (stance["polarity"], stance["is_mixed"], stance["confidence"]) == (pole, False, 0.5)


def test_a_mixed_sub_rating_stays_mixed(warehouse: Warehouse):
    stance = said(warehouse, {"polarity": 0, "is_mixed": True, "origin": "sub_rating"}, {"polarity": 1})
    assert (stance["polarity"], stance["is_mixed"]) == (0, True)


def test_the_surest_opinion_for_the_stance_decides(warehouse: Warehouse):
    stance = said(
        warehouse,
        {"polarity": -1, "confidence": 0.6, "pole": "suspiciously cheap"},
        {"polarity": -1, "confidence": 0.8, "pole": "too expensive"},
        {"polarity": 0, "confidence": 0.95},
    )
    assert (stance["opinion_id"], stance["pole"]) == ("o1", "too expensive")


def test_of_opinions_equally_sure_the_first_by_name_decides(warehouse: Warehouse):
    assert said(warehouse, {"polarity": -1}, {"polarity": -1})["opinion_id"] == "o0"


def test_a_sub_rating_is_quoted_by_the_clause_that_agrees_with_it(warehouse: Warehouse):
    rated = {"polarity": -1, "origin": "sub_rating", "quote": "The opening of the text"}
    clause = {"polarity": -1, "quote": "far too expensive"}
    assert (
        said(warehouse, rated, clause, {"polarity": 1, "quote": "a bargain"})["quote"] == "far too expensive"
    )


def test_a_sub_rating_that_no_clause_agrees_with_keeps_its_own_quote(warehouse: Warehouse):
    rated = {"polarity": -1, "origin": "sub_rating", "quote": "The opening of the text"}
    assert said(warehouse, rated, {"polarity": 1, "quote": "a bargain"})["quote"] == "The opening of the text"


def test_aspects_and_feedback_stand_apart(warehouse: Warehouse):
    assert said(warehouse, {"polarity": 1})["polarity"] == 1
    assert said(warehouse, {"polarity": -1, "opinion_id": "p"})["polarity"] == -1
    warehouse.connection.execute("update core.opinions set aspect = 'staff' where opinion_id = 'p'")
    run(warehouse.connection, statement("enriching/stances.sql"))
    found = warehouse.connection.execute("select aspect, polarity from core.stances order by 1").fetchall()
    assert found == [("price", 1), ("staff", -1)]


def test_from_the_export_to_the_stance(tmp_path: Path):
    with project(tmp_path) as small:
        gathered(
            small,
            review("1", "The room was wonderful and very comfortable. Far too expensive", value="1"),
            review("2", "The room was dirty. Far too expensive", value="5"),
            review("3", "A wonderful, beautiful room. Later they gave us a horrible, dirty room"),
        )
        found = small.rows(
            "select aspect, polarity, is_mixed, origin, quote from core.stances "
            "where aspect in ('price', 'room') order by all"
        )
    assert found == [
        ("price", -1, False, "sub_rating", "Far too expensive"),
        ("price", 1, False, "sub_rating", "The room was dirty. Far too expensive"),  # no clause agrees
        ("room", -1, False, "text", "The room was dirty."),
        ("room", 0, True, "text", found[3][-1]),  # the surer of its two clauses
        ("room", 1, False, "text", "The room was wonderful and very comfortable."),
    ]


def test_the_pole_is_told_by_words_of_the_same_side_where_a_rating_decides(warehouse: Warehouse):
    stance = said(
        warehouse,
        {"polarity": -1, "origin": "sub_rating", "confidence": 1.0},
        {"polarity": -1, "pole": "too expensive"},
    )
    assert (stance["origin"], stance["pole"]) == ("sub_rating", "too expensive")
