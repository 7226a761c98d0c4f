"""What is learned and measured of opinions: never the same feedback for both."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from models.reading import OpinionReader
from models.sentiment import SentimentModel
from models.taxonomy import shipped
from models.training.corpus import corpus, is_held_out_text, percent_of
from models.training.opinions import (
    FEWEST_OF_ASPECT,
    FOLDS,
    Evidence,
    Labelled,
    detection,
    evidence,
    held_out,
    labelled_feedback,
    opinion_quality,
    opinion_scales,
    read_across,
)

TEXTS = {
    "number": pl.UInt32,
    "text": pl.String,
    "language": pl.String,
    "is_mixed": pl.Boolean,
    "fold": pl.UInt32,
}
OPINIONS = {"number": pl.UInt32, "aspect": pl.String, "told": pl.Int8}


def labelled(*rows: tuple[str, str, str | None]) -> Labelled:
    """(text, label, aspects) each; texts that fall into the learned part are told apart by a number."""
    kept = [(unseen(text), label, aspects, "en") for text, label, aspects in rows]
    columns = dict.fromkeys(("text", "label", "aspects", "language"), pl.String)
    return held_out(pl.DataFrame(kept, schema=columns, orient="row"))


def unseen(text: str) -> str:
    """The text with the first number that puts it among the held-out ones."""
    tried = pl.Series("text", [f"{text} {number}" for number in range(200)]).to_frame()
    found: str = tried.filter(is_held_out_text(pl.col("text")))["text"][0]
    return found


def test_only_held_out_feedback_is_used() -> None:
    feedback = labelled_feedback()
    kept = held_out(feedback).texts
    assert kept.filter(~is_held_out_text(pl.col("text"))).is_empty()
    assert 0.1 < len(kept) / len(feedback) < 0.3
    assert set(kept["fold"]) == set(range(FOLDS))


def test_labels_become_opinions_one_per_aspect_that_takes_one_side() -> None:
    found = labelled(
        ("a", "mixed", "price:neg/too expensive; staff:pos"),
        ("b", "neg", "staff:neg; room:pos; staff:pos"),  # both sides of staff: no truth to compare with
        ("c", "neu", None),
        ("d", "neu", "room:neu; room:neu"),
    )
    assert found.texts["is_mixed"].to_list() == [True, False, False, False]
    assert found.opinions.rows() == [(0, "price", -1), (0, "staff", 1), (1, "room", 1), (3, "room", 0)]


def test_what_the_model_sees_is_kept_once_per_aspect_with_what_was_told() -> None:
    known = labelled(("The room was dirty. The room was clean. Nice staff", "mixed", "room:neg; price:pos"))
    seen = evidence(SentimentModel.load(), shipped(), known)
    told = dict(seen.opinions.select("aspect", "told").rows())
    assert told["room"] == -1
    assert told["staff"] is None  # found, not labelled
    assert "price" not in told  # labelled, not found
    assert seen.opinions["aspect"].is_unique().all()
    assert {head: len(rows) for head, rows in seen.seen.items()} == dict.fromkeys(
        ("polarity", "neutrality"), len(seen.opinions)
    )
    assert seen.mixed.shape == (1, 4)


def made_up(folds: int = FOLDS, each: int = 6) -> Evidence:
    """Opinions whose side is that of their first evidence, and which are neutral where the second is high."""
    told = np.tile([-1, 1, 0], folds * each // 3 * 3)
    polarity = np.column_stack([told, np.zeros((len(told), 3)), np.ones(len(told))]).astype(float)
    neutrality = np.column_stack([told == 0, np.zeros((len(told), 5)), np.ones(len(told))]).astype(float)
    frame = pl.DataFrame(
        {"number": range(len(told)), "aspect": "room", "language": "en", "told": told.astype(np.int8)}
    ).with_columns(fold=pl.int_range(pl.len()) // 3 % folds)
    return Evidence(frame, {"polarity": polarity, "neutrality": neutrality}, np.ones((1, 3)))


def test_scales_weigh_what_tells_the_sides_apart() -> None:
    scales = opinion_scales(made_up())
    assert scales["polarity"][0] > 1
    assert scales["polarity"][1:4] == [0, 0, 0]
    assert scales["neutrality"][0] > 1
    assert scales == opinion_scales(made_up())


def test_an_opinion_that_was_not_labelled_teaches_nothing() -> None:
    known = made_up()
    untold = known.opinions.with_columns(told=pl.when(pl.int_range(pl.len()) >= 9).then("told"))
    more = Evidence(untold, known.seen, known.mixed)
    assert opinion_scales(more) == opinion_scales(more.where(untold["told"].is_not_null().to_numpy()))


def test_every_opinion_is_answered_once_by_scales_of_the_other_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    known, fitted_on = made_up(), []
    learn = opinion_scales

    def noted(part: Evidence) -> dict[str, list[float]]:
        fitted_on.append(set(part.opinions["fold"]))
        return learn(part)

    monkeypatch.setattr("models.training.opinions.opinion_scales", noted)
    answers = read_across(known)
    assert fitted_on == [set(range(FOLDS)) - {fold} for fold in range(FOLDS)]
    assert sorted(answers["number"]) == known.opinions["number"].to_list()
    assert (answers["truth"] == answers["sentiment"]).all()


def answers(language: str, aspect: str, negative: int, positive: int) -> pl.DataFrame:
    """So many of either side, all read rightly."""
    told = [-1] * negative + [1] * positive
    names = ["negative" if side < 0 else "positive" for side in told]
    return pl.DataFrame(
        {"language": language, "aspect": aspect, "told": told, "truth": names, "sentiment": names},
        schema_overrides={"told": pl.Int8},
    ).with_columns(sentiment_confidence=0.9)


def test_a_large_aspect_has_rates_of_its_own_beside_those_of_its_language() -> None:
    parts = [
        (answers("en", "room", FEWEST_OF_ASPECT, FEWEST_OF_ASPECT), "one"),
        (answers("en", "staff", FEWEST_OF_ASPECT, FEWEST_OF_ASPECT - 1), "two"),
        (answers("de", "staff", 1, 1), "one"),
    ]
    rows = opinion_quality(parts)
    assert [(row["language"], row["aspect"], row["n"]) for row in rows] == [
        ("de", None, 2),
        ("en", None, 4 * FEWEST_OF_ASPECT - 1),
        ("en", "room", 2 * FEWEST_OF_ASPECT),
    ]
    assert [row["measured_on"].split(": ")[1] for row in rows] == ["one", "one + two", "one"]
    assert all(row["sensitivity"] == row["specificity"] == 1 for row in rows)


def test_what_was_not_labelled_is_no_error_of_the_polarity() -> None:
    extra = answers("en", "room", 5, 5).with_columns(told=pl.lit(None, pl.Int8))
    rows = opinion_quality([(pl.concat([answers("en", "room", 5, 5), extra]), "one")])
    assert [row["n"] for row in rows] == [10]


def test_detection_counts_what_was_found_rightly_wrongly_and_not() -> None:
    known = Labelled(
        pl.DataFrame([(0, "x", "en", False, 0), (1, "y", "en", False, 0)], schema=TEXTS, orient="row"),
        pl.DataFrame([(0, "room", -1), (0, "staff", 1), (1, "room", 1)], schema=OPINIONS, orient="row"),
    )
    found = pl.DataFrame(
        [(0, "room", "en", -1), (0, "price", "en", None)],
        schema={"number": pl.UInt32, "aspect": pl.String, "language": pl.String, "told": pl.Int8},
        orient="row",
    )
    # one of two found is right, one of three labelled is found: F1 = 2 × 1 / (2 + 3)
    assert detection(found, known) == [
        {"language": "en", "n": 3, "precision": 0.5, "recall": 0.3333, "f1": 0.4}
    ]


def test_folds_are_those_of_the_text_alone() -> None:
    texts = labelled(("a", "pos", None), ("b", "neg", None)).texts
    assert texts["fold"].to_list() == texts.select(percent_of(pl.col("text")) % FOLDS).to_series().to_list()


def test_the_shipped_scales_are_in_the_card() -> None:
    scales = OpinionReader(SentimentModel.load(), shipped()).scales
    assert {head: len(weights) for head, weights in scales.items()} == {
        "polarity": 5,
        "neutrality": 7,
        "mixed": 4,
        "mixed_from": 1,
    }


def test_nothing_that_is_measured_on_was_learned_from(tmp_path: Path) -> None:
    learned = corpus(tmp_path).filter(~pl.col("is_held_out"))["text", "language"]
    measured = held_out(labelled_feedback()).texts
    assert len(measured) > 500
    assert measured.join(learned, on=["text", "language"], how="semi").is_empty()
