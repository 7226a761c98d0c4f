"""`voc evaluate --aspects` on small labelled files."""

from pathlib import Path

import pytest
from command import Called, voc

PRICE, STAFF = "The price is far too high.", "The staff was very friendly."


def written(folder: Path, *rows: tuple[str, str]) -> Path:
    path = folder / "labelled.csv"
    path.write_text("text;label\n" + "\n".join(f'"{t}";"{label}"' for t, label in rows), encoding="utf-8")
    return path


def evaluate(path: Path, *more: object) -> Called:
    project = ("--project", path.parent)
    return voc("evaluate", path, "--text", "text", "--label", "label", "--aspects", *project, *more)


def test_the_figures_the_map_and_nothing_else(tmp_path: Path) -> None:
    rows = [
        (PRICE, "price:negative"),
        (STAFF, "Staff#pos; price:-1"),
        ("It is a thing.", ""),
        ("", "price:0"),
    ]
    called = evaluate(written(tmp_path, *rows), "--json")
    assert (called.code, called.err) == (0, "")
    found = called.json
    assert list(found) == [
        "file", "model_version", "n", "labelled", "found", "precision", "recall", "f1", "polarity_n",
        "polarity_accuracy", "by_aspect", "by_language", "labels_left_out", "mapping", "skipped",
        "skipped_because", "languages_identified", "texts_per_second",
    ]  # fmt: skip
    assert (found["n"], found["labelled"], found["found"]) == (3, 3, 2)  # a text without labels counts
    assert (found["precision"], found["recall"], found["f1"]) == (
        1,
        pytest.approx(2 / 3),
        pytest.approx(4 / 5),
    )
    assert (found["polarity_n"], found["polarity_accuracy"]) == (2, 1)
    assert set(found["by_aspect"]) == {"price", "staff"}
    assert found["by_language"]["en"]["n"] == 3
    assert found["mapping"] == [
        {"label": "price", "aspects": "price", "labelled": 3},
        {"label": "staff", "aspects": "staff", "labelled": 1},
    ]
    assert (found["skipped"], found["skipped_because"]) == (1, {"blank text": 1})


def test_a_map_says_what_labels_stand_for(tmp_path: Path) -> None:
    path = written(tmp_path, (PRICE, "MONEY:negative;WHOLE:negative"), (STAFF, "PEOPLE:positive"))
    (tmp_path / "map.tsv").write_text(
        "money\tprice\nPEOPLE\tstaff\nPEOPLE\tsupport\nWHOLE\t\n", encoding="utf-8"
    )
    found = evaluate(path, "--aspect-map", tmp_path / "map.tsv", "--json").json
    assert (found["labelled"], found["f1"], found["labels_left_out"]) == (2, 1, 1)
    assert {one["label"]: one["aspects"] for one in found["mapping"]} == {
        "money": "price",
        "people": "staff, support",
        "whole": None,
    }
    shown = evaluate(path, "--aspect-map", tmp_path / "map.tsv").out
    assert "2 texts measured, the language of 2 identified; 1 labels left out by the map" in shown
    assert "people" in shown
    assert "staff, support" in shown


def test_a_label_that_is_no_aspect_is_asked_about(tmp_path: Path) -> None:
    called = evaluate(written(tmp_path, (PRICE, "prices:negative")))
    assert (called.code, called.out) == (2, "")
    assert (
        'labelled.csv: the label "prices" is no aspect (do you mean "price"?); say with --aspect-map'
        in called.err
    )


def test_a_map_onto_no_aspect_is_refused(tmp_path: Path) -> None:
    (tmp_path / "map.tsv").write_text("MONEY\tprices\n", encoding="utf-8")
    called = evaluate(written(tmp_path, (PRICE, "MONEY:neg")), "--aspect-map", tmp_path / "map.tsv")
    assert called.code == 2
    assert 'map.tsv: "prices" is no aspect (do you mean "price"?)' in called.err


def test_an_item_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    called = evaluate(written(tmp_path, (STAFF, "staff:positive"), (PRICE, "price:bad")))
    assert (called.code, called.out) == (2, "")
    assert (
        'column "label", line 3: "price:bad" is no labelled aspect. Accepted: aspect:polarity' in called.err
    )


def test_wrong_usage(tmp_path: Path) -> None:
    path = written(tmp_path, (PRICE, "price:negative"))
    assert evaluate(path, "--scale", "1-5").code == 2
    without = voc("evaluate", path, "--text", "text", "--label", "label", "--aspect-map", path)
    assert without.code == 2
    assert "give --aspects with it" in without.err
