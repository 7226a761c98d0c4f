"""What questions ask for by their wording: two lists, written before the patterns."""

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from transforms.questions.folding import folded, folded_column
from transforms.questions.wording import LANGUAGES, Wording, asked, parts

HERE = Path(__file__).parent
KINDS = ("nps", "csat", "ces", "rating", "text", "segment")


def labelled(name: str) -> list[tuple[str, str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines]  # type: ignore[misc]


def taken_for(wording: str) -> str:
    kind = asked(wording).kind
    return "none" if kind in (None, "nothing") else str(kind)


@pytest.mark.parametrize(("name", "needed"), [("seen.tsv", 0.97), ("held_out.tsv", 0.85)])
def test_each_kind_is_found_and_is_what_it_is_called(name: str, needed: float):
    found = Counter((kind, taken_for(wording)) for _, kind, wording in labelled(name))
    assert {language for language, _, _ in labelled(name)} == set(LANGUAGES)
    for kind in KINDS:
        hits = found[kind, kind]
        assert hits >= needed * sum(n for (meant, _), n in found.items() if meant == kind), kind
        assert hits >= needed * sum(n for (_, taken), n in found.items() if taken == kind), kind


@pytest.mark.parametrize("name", ["seen.tsv", "held_out.tsv"])
def test_nothing_else_is_taken_for_nps(name: str):
    assert [
        wording for _, kind, wording in labelled(name) if kind != "nps" and taken_for(wording) == "nps"
    ] == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("How much effort did it take?", True),
        ("How easy was it?", False),
        ("How easy or difficult was it?", None),
        ("Wie schwierig war es, uns zu erreichen?", True),
    ],
)
def test_wording_declares_the_direction_of_effort(title: str, expected: bool | None):
    assert (asked(title).kind, asked(title).is_reversed) == ("ces", expected)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Please rate the following - Kundenservice", "support"),
        ("Notez les points suivants [Livraison]", "delivery"),
        ("How satisfied are you with: - Parking at the branch", "parking at the branch"),
    ],
)
def test_items_of_a_matrix_are_ratings_of_their_aspect(title: str, expected: str):
    assert (asked(title).kind, asked(title).aspect) == ("rating", expected)


def test_the_overall_item_of_a_matrix_of_satisfaction_is_csat():
    assert asked("How satisfied are you with: - The service overall").kind == "csat"


def test_a_scale_in_brackets_is_no_item():
    assert parts("Rate us [1-5]") == ("Rate us [1-5]", None)


def test_a_question_that_goes_on_to_ask_why_is_still_scored():
    assert asked("How likely are you to recommend us, and why?").kind == "nps"
    assert asked("Why would you recommend us?").kind == "text"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("How likely are you to recommend us? - Selected Choice", "nps"),
        ("How likely are you to recommend us? - Group", "nothing"),
        ("Which plan are you on? - Other (please specify)", "nothing"),
        ("How likely are you to recommend: - Acme Cloud", "nps"),
    ],
)
def test_what_survey_tools_add_to_a_question(title: str, kind: str):
    assert asked(title).kind == kind


def test_what_no_wording_tells_is_left_open():
    assert asked("Q17") == Wording(None)


def test_texts_and_columns_are_folded_alike():
    texts = ["Êtes-vous satisfait(e) ?", "Weiß nicht", "N/A", "Œuvre", "  mulțumit, "]
    column = pl.DataFrame({"text": texts}).select(folded_column(pl.col("text"))).to_series()
    assert column.to_list() == [folded(text) for text in texts]
