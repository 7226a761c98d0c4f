"""Scales in words: all languages tell the same points, and no label stands on two of them."""

import polars as pl
import pytest

from transforms.questions.folding import folded
from transforms.questions.scale_labels import NOTHING, label_sets, levels, score_of
from transforms.questions.wording import LANGUAGES
from transforms.tables import table

EVERYWHERE = ("satisfaction", "agreement", "ease", "effort", "quality", "likelihood", "frequency")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_family(language: str):
    labels = table("questions", "scale_labels.tsv").filter(language=language)
    assert set(labels["family"]) == {*EVERYWHERE, NOTHING}
    for family in EVERYWHERE:
        points = label_sets()[f"{family}_5"].positions
        ours = {points.get(folded(one)) for one in labels.filter(family=family)["label"]}
        assert ours >= {1, 2, 3, 4, 5}


def test_what_is_no_answer_is_no_label_of_a_scale():
    mixed = [label for label, families in levels().items() if NOTHING in families and len(families) > 1]
    assert mixed == []


@pytest.mark.parametrize(
    ("label", "name", "score"),
    [
        ("Très satisfait", "satisfaction_5", "5"),
        ("sehr zufrieden", "satisfaction_5", "5"),
        ("Aeusserst zufrieden", "satisfaction_7", "7"),
        ("Ni satisfecho ni insatisfecho", "satisfaction_5", "3"),
        ("Concordo totalmente", "agreement_7", "7"),
        ("Molto difficile", "ease_5", "1"),
        ("Helemaal mee eens", "agreement_5", "5"),
        ("Foarte mulțumită", "satisfaction_4", "4"),
        ("Very satisfied", "satisfaction_5_rising", "4"),
        ("5 – Très satisfait", "numbered", "5"),
        ("Very satisfied (5)", "numbered", "5"),
        ("Keine Angabe", "satisfaction_5", None),
        ("Wunderbar", "satisfaction_5", "Wunderbar"),
    ],
)
def test_labels_stand_for_scores(label: str, name: str, score: str | None):
    frame = pl.DataFrame({"label": [label]})
    assert frame.select(score_of(pl.col("label"), name, pl.lit(1.0))).item() == score


def test_a_scale_from_nought_begins_there():
    frame = pl.DataFrame({"label": ["Unzufrieden"]})
    assert frame.select(score_of(pl.col("label"), "satisfaction_5", pl.lit(0.0))).item() == "1"
