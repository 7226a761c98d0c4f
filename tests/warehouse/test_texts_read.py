"""Texts read in the warehouse: where quotes stand, what is read anew, what disappears with its text."""

from pathlib import Path

import pytest
from small_project import Small
from spoken_texts import HEADER, gathered, project, read, readers, review

from models.taxonomy import OwnAspects, extended, shipped
from warehouse.enriching import texts
from warehouse.enriching.texts import count_unread, read_texts

CLAUSES = (
    "select feedback_id, aspect, polarity, quote, span_start, span_end from core.clause_opinions order by all"
)
PLACED = """
    select aspect, quote, text[span_start + 1:span_end]
    from core.clause_opinions join core.feedback using (feedback_id) order by position, aspect
"""
SAUNA = OwnAspects.model_validate({"aspects": {"sauna": {"words": {"en": ["sauna"]}}}})


@pytest.fixture
def small(tmp_path: Path):
    with project(tmp_path) as opened:
        yield opened


def aspects(small: Small) -> set[str]:
    return {aspect for (aspect,) in small.rows("select distinct aspect from core.clause_opinions")}


def loaded(small: Small, *reviews: str, name: str = "reviews.csv") -> None:
    small.load(name, HEADER + "".join(reviews))


def test_a_quote_stands_where_its_span_says_in_the_text(small: Small):
    loaded(
        small,
        review("1", "  The room was dirty. 👍🏽 É, but the staff were\r\nlovely; great price", "A hotel"),
    )
    read(small)
    placed = small.rows(PLACED)
    assert {aspect for aspect, _, _ in placed} >= {"room", "cleanliness", "staff", "price"}
    assert [quote for _, quote, _ in placed] == [found for _, _, found in placed]


@pytest.mark.parametrize("title", ["Terrible support", "Terrible support!", "Terrible support but"])
def test_words_of_the_title_are_read_and_have_no_span(small: Small, title: str):
    loaded(small, review("1", "The room was dirty", title))
    read(small)
    spans = dict(small.rows("select aspect, (span_start, span_end) from core.clause_opinions"))
    assert spans["support"] == (None, None)
    assert spans["room"] == (0, len("The room was dirty"))


def test_a_title_alone_is_read(small: Small):
    loaded(small, review("1", title="Terrible support"), review("2"))
    read(small)
    assert small.rows("select text, sentiment from core.feedback order by title nulls last") == [
        (None, "negative"),
        (None, None),
    ]
    assert small.rows("select aspect, span_start from core.clause_opinions") == [("support", None)]


def test_every_text_is_read_once(small: Small, monkeypatch: pytest.MonkeyPatch):
    loaded(small, *(review(str(number), "The room was dirty") for number in range(5)), review("none"))
    monkeypatch.setattr(texts, "CHUNK_TEXTS", 2)
    assert count_unread(small.work, readers()) == 6
    assert read(small) == 6
    assert (count_unread(small.work, readers()), read(small)) == (0, 0)
    assert small.rows("select count(distinct feedback_id) from core.clause_opinions") == [(5,)]


def test_chunks_make_no_difference(small: Small, monkeypatch: pytest.MonkeyPatch):
    loaded(small, *(review(str(number), f"The room was dirty, {number} but cheap") for number in range(7)))
    read(small)
    whole = small.rows(CLAUSES)
    small.work.execute("update core.feedback set model_version = null")
    monkeypatch.setattr(texts, "CHUNK_TEXTS", 3)
    read(small)
    assert small.rows(CLAUSES) == whole


def test_a_killed_run_goes_on_where_it_was(small: Small, monkeypatch: pytest.MonkeyPatch):
    loaded(small, *(review(str(number), "The room was dirty") for number in range(4)))
    monkeypatch.setattr(texts, "CHUNK_TEXTS", 3)
    noted = texts.run
    monkeypatch.setattr(texts, "run", lambda work, sql: noted(work, sql) if "clause" not in sql else 1 / 0)
    with pytest.raises(ZeroDivisionError):
        read(small)
    monkeypatch.setattr(texts, "run", noted)
    assert count_unread(small.work, readers()) == 4  # verdicts and opinions commit together
    assert read(small) == 4


def test_a_changed_text_has_the_opinions_of_its_new_words_alone(small: Small):
    loaded(small, review("1", "The room was dirty"), review("2", "The room was dirty"))
    read(small)
    loaded(small, review("1", "Terrible support", changed="2026-06-01"), name="later.csv")
    assert small.rows("select count(distinct feedback_id) from core.clause_opinions") == [(1,)]
    assert read(small) == 1
    found = small.rows(
        "select aspect from core.clause_opinions where aspect in ('room', 'support') order by 1"
    )
    assert found == [("room",), ("support",)]


def test_a_text_taken_back_leaves_no_opinions(small: Small):
    loaded(small, review("1", "The room was dirty"))
    read(small)
    loaded(small, review("1", "", changed="2026-06-01"), name="later.csv")
    read(small)
    assert small.rows(CLAUSES) == []


def test_a_file_taken_back_leaves_none_of_its_words(small: Small):
    loaded(small, review("1", "The room was dirty"))
    loaded(small, review("2", "Terrible support"), name="other.csv")
    read(small)
    (file_id,) = small.rows("select file_id from core.feedback where text = 'Terrible support'")[0]
    texts.run(small.work, texts.statement("loading/withdraw.sql"), file_id=file_id)
    assert small.rows("select distinct quote from core.clause_opinions") == [("The room was dirty",)]


def test_other_aspects_are_another_version_and_read_every_text_anew(small: Small):
    loaded(small, review("1", "The sauna was dirty"), review("2", "Fine"))
    read(small)
    assert "sauna" not in aspects(small)
    wider = extended(shipped(), SAUNA)
    assert read_texts(small.work, readers(wider)) == 2
    assert "sauna" in aspects(small)
    assert (
        read_texts(small.work, readers(extended(shipped(), SAUNA))) == 0
    )  # the same words, the same version
    titled = SAUNA.model_copy(
        update={"aspects": {"sauna": SAUNA.aspects["sauna"].model_copy(update={"title": "Steam"})}}
    )
    assert read_texts(small.work, readers(extended(shipped(), titled))) == 0
    assert read_texts(small.work, readers()) == 2
    assert "sauna" not in aspects(small)


def test_only_the_chosen_taxonomies_are_found(small: Small):
    loaded(small, review("1", "The room was dirty and the support terrible"))
    read(small, shipped(("core",)))
    assert aspects(small) == {"support"}
    read(small, shipped(("hospitality",)))
    assert aspects(small) == {"room", "cleanliness"}


def test_opinions_are_gathered_with_who_spoke(small: Small):
    gathered(small, review("1", "Terrible support"))
    (opinion,) = small.rows(
        "select opinion_id = feedback_id || ':support:0', origin, polarity, speaker = feedback_id "
        "from core.opinions where aspect = 'support'"
    )
    assert opinion == (True, "text", -1, True)
