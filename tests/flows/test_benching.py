"""`voc bench`: what it prints, on which texts; not how fast it is."""

import sys
from pathlib import Path

import pytest
from command import voc

from models import yardsticks
from models.yardsticks import WORDS, mixed_texts

TASKS = ["language", "sentiment", "opinions"]
YARDSTICKS = ["sklearn_words", "sklearn_words_and_pairs"]


def test_every_task_stands_beside_every_yardstick(tmp_path: Path) -> None:
    found = voc("bench", "--rows", 80, "--project", tmp_path, "--json").json
    names = [one["name"] for one in found["benches"]]
    assert names[:5] == TASKS + YARDSTICKS
    assert found["texts"] == 80
    for one in found["benches"]:
        assert one["slowest"] <= one["texts_per_second"] <= one["fastest"]
        assert set(one["times_as_fast_as"]) == set(names) - set(TASKS)
    beside_itself = {one["name"]: one["times_as_fast_as"] for one in found["benches"]}
    assert all(beside_itself[name][name] == 1 for name in YARDSTICKS)
    assert found["peak_memory_mb"] > 0


def test_a_yardstick_that_is_not_installed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vaderSentiment.vaderSentiment", None)
    called = voc("bench", "--rows", 8, "--project", tmp_path)
    assert called.code == 0
    assert "vader" not in called.out
    assert "vaderSentiment is not installed" in called.err


def test_own_texts_are_read_a_line_each(tmp_path: Path) -> None:
    file = tmp_path / "said.txt"
    file.write_text("Great app\n\nLieferung kam zu spät\n", encoding="utf-8")
    assert voc("bench", "--texts", file, "--project", tmp_path, "--json").json["texts"] == 2


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe\x00"])
def test_a_file_without_text_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "said.txt"
    file.write_bytes(content)
    called = voc("bench", "--texts", file, "--project", tmp_path)
    assert called.code == 2
    assert "text" in called.err


def test_texts_are_the_same_at_every_call_and_fifty_words_long() -> None:
    texts = mixed_texts(16)
    assert texts.equals(mixed_texts(16))
    assert {len(text.split()) for text in texts["text"]} == {WORDS}
    assert texts["language"].n_unique() == 8


def test_the_linear_yardstick_tells_praise_from_complaint() -> None:
    decided = yardsticks.hashed_words(2)(["Terrible, broken, never again", "Excellent, very happy with it"])
    assert decided[0] < 0 < decided[1]  # classes in order: neg, pos


def test_verdicts_are_measured_on_as_many_opinions_as_wanted(tmp_path: Path) -> None:
    found = voc("bench", "--opinions", 3_000, "--pairs", 1, "--project", tmp_path, "--json").json
    assert 2_900 <= found["opinions"] <= 3_000  # nobody says the same twice
    assert (found["aspects"], found["dimensions"], found["segments"]) == (40, 8, 60)
    assert found["two_way_dimensions"] == 1
    assert found["rows"] > 40 * 60  # all time alone has nearly all of them
