"""`voc evaluate` on small labelled files."""

from pathlib import Path

import pytest
from command import Called, new_project, voc
from sklearn.metrics import f1_score

PRAISE, COMPLAINT = "Excellent, I love it", "Terrible, it broke at once"


def written(folder: Path, *rows: tuple[str, str]) -> Path:
    """A CSV of text and label."""
    path = folder / "labelled.csv"
    path.write_text("text,label\n" + "\n".join(f'"{text}",{label}' for text, label in rows), encoding="utf-8")
    return path


def evaluate(path: Path, *more: str) -> Called:
    return voc("evaluate", path, "--text", "text", "--label", "label", "--project", path.parent, *more)


def test_the_figures_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path, (PRAISE, "positive"), (COMPLAINT, "neg"), (PRAISE, "-1"))
    called = evaluate(path, "--json")
    assert (called.code, called.err) == (0, "")
    found = called.json
    assert list(found) == [
        "file", "model_version", "labels", "n", "accuracy", "macro_f1", "ece", "by_language", "by_label",
        "skipped", "skipped_because", "languages_identified", "texts_per_second",
    ]  # fmt: skip
    assert (found["n"], found["skipped"], found["languages_identified"]) == (3, 0, 3)
    assert found["accuracy"] == pytest.approx(2 / 3)
    expected = f1_score(["p", "n", "n"], ["p", "n", "p"], average="macro")
    assert found["macro_f1"] == pytest.approx(expected)
    assert set(found["by_language"]["en"]) == {"n", "accuracy", "macro_f1"}
    assert set(found["by_label"]) == {"negative", "positive"}
    assert found["texts_per_second"] > 0


def test_neutral_is_an_answer_only_where_it_is_a_label(tmp_path: Path) -> None:
    statement = "The parcel is on the table."
    said = [(PRAISE, "1"), (COMPLAINT, "-1")]
    three = evaluate(written(tmp_path, *said, (statement, "0")), "--json").json
    assert three["by_label"]["neutral"]["recall"] == 1
    # Were the statement read as neutral here too, both of the others would still be right: 2 of 3, once each.
    readings = {
        side: evaluate(written(tmp_path, *said, (statement, side)), "--json").json["accuracy"]
        for side in ("1", "-1")
    }
    assert sorted(readings.values()) == pytest.approx([2 / 3, 1])


def test_mixed_is_read_from_the_clauses_where_it_is_a_label(tmp_path: Path) -> None:
    both = "The staff is wonderful and so friendly. But the room was horrible, dirty and disgusting."
    said = [(PRAISE, "positive"), (COMPLAINT, "negative")]
    found = evaluate(written(tmp_path, *said, (both, "mixed")), "--json").json
    assert found["by_label"]["mixed"] == {"n": 1, "precision": 1, "recall": 1, "f1": 1}
    assert set(evaluate(written(tmp_path, *said, (both, "neg")), "--json").json["by_label"]) == {
        "negative",
        "positive",
    }


def test_what_is_skipped_is_counted_with_its_reason(tmp_path: Path) -> None:
    path = written(tmp_path, (PRAISE, "1"), (COMPLAINT, "-1"), ("", "1"), (PRAISE, ""), (" ", "-1"))
    path.write_text(path.read_text() + "\none,field,too many\n", encoding="utf-8")
    called = evaluate(path, "--json")
    assert called.json["n"] == 2
    assert called.json["skipped"] == 4
    assert called.json["skipped_because"] == {"unreadable record": 1, "blank label": 1, "blank text": 2}
    shown = evaluate(path).out
    assert "2 texts measured, the language of 2 identified, 4 skipped" in shown
    assert "4 skipped (blank label 1, blank text 2, unreadable record 1)" in shown


def test_declared_languages_are_taken_and_the_others_identified(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text(
        f'text,label,spoken\n"{PRAISE}",5,pt-BR\n"{COMPLAINT}",1,\n"{PRAISE}",5,sv\n', encoding="utf-8"
    )
    found = evaluate(path, "--language", "spoken", "--scale", "1-5", "--json").json
    assert {name: one["n"] for name, one in found["by_language"].items()} == {"en": 1, "pt": 1, "sv": 1}
    assert found["languages_identified"] == 1
    path.write_text(f'text,label,spoken\n"{PRAISE}",5,en\n', encoding="utf-8")
    assert (
        "1 texts measured, every language declared; labels"
        in evaluate(path, "--language", "spoken", "--scale", "1-5").out
    )
    assert found["labels"] == "scale 1–5: upper third positive, lower third negative, else neutral"


def test_zero_and_one_are_asked_about(tmp_path: Path) -> None:
    path = written(tmp_path, (PRAISE, "1"), (COMPLAINT, "0"))
    called = evaluate(path)
    assert called.code == 2
    assert 'labelled.csv, column "label": with 0 and 1 but no -1, 0 may be negative or neutral' in called.err
    told = evaluate(path, "--scale", "0-1", "--json").json
    assert told["accuracy"] == 1


def test_an_unknown_label_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, (PRAISE, "positive"), (COMPLAINT, "bad"))
    called = evaluate(path)
    assert (called.code, called.out) == (2, "")
    assert 'labelled.csv, column "label", line 3: "bad" is no label' in called.err
    assert "negative, neutral, positive or mixed (neg, neu, pos), or -1, 0, 1" in called.err
    off = evaluate(written(tmp_path, (PRAISE, "5"), (COMPLAINT, "6")), "--scale", "1-5")
    assert off.code == 2
    assert 'line 3: "6" is no label. Accepted: a score on the scale 1–5' in off.err


def test_what_a_file_holds_is_shown_in_a_message_and_never_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text("comment\x1b[31m,label\n", encoding="utf-8")
    said = voc("evaluate", path, "--text", "comment", "--label", "label").err
    assert 'do you mean "comment\ufffd[31m"?' in said
    path.write_text(",".join(f"{'q' * 99}{number}" for number in range(99)) + ",label\n", encoding="utf-8")
    said = voc("evaluate", path, "--text", "comment", "--label", "label").err
    assert said.count("q" * 60 + "…") == 40
    assert said.endswith(" …\n")


def test_wrong_usage(tmp_path: Path) -> None:
    path = written(tmp_path, (PRAISE, "1"))
    assert evaluate(path, "--scale", "5").code == 2
    missing = voc("evaluate", path, "--text", "texts", "--label", "label")
    assert missing.code == 2
    assert 'has no column "texts": do you mean "text"?' in missing.err
    assert voc("evaluate", tmp_path / "no.csv", "--text", "a", "--label", "b").code == 2


def test_nothing_to_measure_on_is_a_failure(tmp_path: Path) -> None:
    called = evaluate(written(tmp_path, ("", "1"), (PRAISE, "")))
    assert called.code == 1
    assert "nothing to measure on (blank label 1, blank text 1)" in called.err


def test_in_a_project_its_languages_count(tmp_path: Path) -> None:
    project = new_project(tmp_path / "shop", {})
    settings = project / "voc.toml"
    text = settings.read_text(encoding="utf-8")
    languages = next(line for line in text.splitlines() if line.startswith("languages = "))
    settings.write_text(text.replace(languages, 'languages = ["en", "de"]'), encoding="utf-8")
    path = written(tmp_path, (PRAISE, "1"), (COMPLAINT, "-1"))
    found = voc("evaluate", path, "--text", "text", "--label", "label", "--project", project, "--json").json
    assert found["model_version"].endswith(".en-de")


@pytest.mark.parametrize("command", ["evaluate", "bench"])
def test_a_project_folder_that_is_not_there_is_named(tmp_path: Path, command: str) -> None:
    path, nowhere = written(tmp_path, (PRAISE, "positive")), tmp_path / "nowhere"
    asked = (path, "--text", "text", "--label", "label") if command == "evaluate" else ()
    called = voc(command, *asked, "--project", nowhere)
    assert (called.code, called.out) == (2, "")
    assert called.err.strip() == f"voc: {nowhere}: there is no such folder"
