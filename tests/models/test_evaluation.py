"""Figures of truth and answer, against arithmetic and against scikit-learn."""

import numpy as np
import polars as pl
import pytest
from sklearn.metrics import f1_score

from models.evaluation import (
    answered,
    calibration_error,
    confusion,
    evaluation,
    figures,
    macro_f1,
    macro_f1_interval,
)

N, O, P, M = "negative", "neutral", "positive", "mixed"  # noqa: E741 - one letter a class keeps tables readable


def answers(truth: list[str], answer: list[str], confidence: float = 0.8) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "truth": truth,
            "sentiment": answer,
            "sentiment_confidence": [confidence] * len(truth),
            "language": ["en"] * len(truth),
        }
    )


def test_sensitivity_and_specificity_are_of_polar_texts_read_as_polar() -> None:
    found = figures(answers([N] * 4 + [P] * 5 + [O], [N] * 3 + [P] + [P] * 4 + [O] + [N]))
    assert found["n"] == 10
    assert found["sensitivity"] == pytest.approx(3 / 4)
    assert found["specificity"] == pytest.approx(4 / 4)  # the fifth praise was read as neutral
    assert found["sensitivity_low"] < 3 / 4 < found["sensitivity_high"]
    assert found["ece"] == pytest.approx(abs(7 / 10 - 0.8))


def test_a_rate_of_nothing_is_unknown() -> None:
    found = figures(answers([P, P], [P, O]))
    assert (found["sensitivity"], found["sensitivity_low"], found["sensitivity_high"]) == (None, None, None)
    assert found["specificity"] == 1


def test_calibration_error_is_the_mean_gap() -> None:
    right = np.array([True, True, False, False])
    confidence = np.array([0.95, 0.95, 0.55, 0.55])
    assert calibration_error(right, confidence) == pytest.approx((2 * 0.05 + 2 * 0.55) / 4)


def test_a_certain_answer_falls_into_the_last_bin() -> None:
    assert calibration_error(np.array([True, False]), np.array([1.0, 0.9])) == pytest.approx(abs(1 - 1.9) / 2)


def test_macro_f1_is_scikit_learns_over_the_classes_that_occur() -> None:
    random = np.random.default_rng(7)
    for classes in ([N, P], [N, O, P], [N, O, P, M]):
        frame = answers(random.choice(classes, 60).tolist(), random.choice([N, O, P, M], 60).tolist())
        expected = f1_score(
            frame["truth"], frame["sentiment"], labels=classes, average="macro", zero_division=0
        )
        assert float(macro_f1(confusion(frame))) == pytest.approx(expected)


def test_the_interval_is_that_of_drawing_texts_anew() -> None:
    frame = answers([N] * 50 + [P] * 50, [N] * 40 + [P] * 10 + [P] * 35 + [N] * 15)
    truth, answer = frame["truth"].to_numpy(), frame["sentiment"].to_numpy()
    random = np.random.default_rng(1)
    drawn = [
        f1_score(truth[d], answer[d], labels=[N, P], average="macro")
        for d in random.integers(0, 100, (500, 100))
    ]
    low, high = macro_f1_interval(confusion(frame))
    assert low == pytest.approx(np.quantile(drawn, 0.025), abs=0.02)
    assert high == pytest.approx(np.quantile(drawn, 0.975), abs=0.02)
    assert (low, high) == macro_f1_interval(confusion(frame))


READINGS = pl.DataFrame(  # what the model says:  neg / neu / pos
    [
        (O, 0.1, 0.5),   # 0.2 / 0.5 / 0.3
        (N, -0.4, 0.6),  # 0.6 / 0.2 / 0.2
        (P, 0.3, 0.5),   # 0.2 / 0.3 / 0.5
        (M, -0.1, 0.7),  # 0.2 / mixed 0.7 / 0.1
    ],
    schema=["sentiment", "sentiment_score", "sentiment_confidence"],
    orient="row",
)  # fmt: skip


def test_without_neutral_labels_the_likelier_side_is_the_answer() -> None:
    found = answered(READINGS, [N, P])
    assert found["sentiment"].to_list() == [P, N, P, N]
    expected = [0.3 / 0.5, 0.6 / 0.8, 0.5 / 0.7, 0.2 / 0.3]
    assert found["sentiment_confidence"].to_list() == pytest.approx(expected)


def test_with_neutral_labels_the_answer_stands() -> None:
    found = answered(READINGS, [N, O, P])
    assert found["sentiment"].to_list() == [O, N, P, O]
    assert found["sentiment_confidence"].to_list() == pytest.approx([0.5, 0.6, 0.5, 0.7])


def test_mixed_is_an_answer_where_it_is_a_label() -> None:
    assert answered(READINGS, [N, O, P, M])["sentiment"].to_list() == [O, N, P, M]


def test_a_file_of_praise_alone_can_still_be_read_as_complaint() -> None:
    assert answered(READINGS, [P])["sentiment"].to_list() == [P, N, P, N]


def test_evaluation_by_language_and_label() -> None:
    frame = answers([N, N, P, P], [N, P, P, P]).with_columns(language=pl.Series(["fr", "de", "de", "fr"]))
    found = evaluation(frame)
    assert (found["n"], found["accuracy"]) == (4, 3 / 4)
    assert found["macro_f1"] == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert found["ece"] == pytest.approx(abs(3 / 4 - 0.8))
    assert list(found["by_language"]) == ["de", "fr"]
    assert found["by_language"]["de"] == {
        "n": 2,
        "accuracy": 1 / 2,
        "macro_f1": pytest.approx((0 + 2 / 3) / 2),
    }
    assert found["by_language"]["fr"] == {"n": 2, "accuracy": 1.0, "macro_f1": 1.0}
    assert found["by_label"] == {
        N: {"n": 2, "precision": 1.0, "recall": 1 / 2, "f1": pytest.approx(2 / 3)},
        P: {"n": 2, "precision": pytest.approx(2 / 3), "recall": 1.0, "f1": pytest.approx(4 / 5)},
    }


def test_a_label_that_was_never_given_has_no_precision() -> None:
    found = evaluation(answers([N, O], [N, N]))["by_label"]
    assert found[O] == {"n": 1, "precision": None, "recall": 0.0, "f1": 0.0}
