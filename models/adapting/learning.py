"""Blending: one linear model of a company's language, from the shipped weights and its own labelled texts.

Final weights = trust × shipped + delta. The shipped model's log-odds stand beside the features as one more,
and L2 draws the delta, not the weights, towards nothing: the shipped weights are the prior (Chelba and Acero,
Adaptation of Maximum Entropy Capitalizer, EMNLP 2004), and the learner itself decides how far to trust them.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import GroupKFold, cross_val_predict

from models.adapting.tables import Head, blended_tables
from models.adapting.vocabulary import JoinedVocabulary, joined_vocabulary
from models.features import Features, features
from models.language import LANGUAGES
from models.sentiment import SentimentModel, scaled_by
from models.training.sentiment import design
from models.weights import HEADS

FOLDS = 5
PENALTIES_INVERSE = (0.1, 0.3, 1.0, 3.0, 10.0)
FEWEST_NEUTRAL = 50  # different texts; with fewer the shipped sense of neutrality stays
UNPENALISED = 1e6
TINY = 1e-12
CARRIED_OVER = ("opinion_scales",)  # of the shipped card: fitted to log-odds of the strength that is kept
DECIMALS = 6

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Lesson:
    """A company's labelled texts of one language, seen through the joined vocabulary.

    Attributes:
        matrix: one row per text, one column per learnable feature.
        shipped: the shipped log-odds of each head, in the joined vocabulary.
        constants: the shipped constant of each head in this language; None where no language is known.
    """

    seen: Features
    joined: JoinedVocabulary
    matrix: sparse.csr_matrix
    shipped: dict[str, Floats]
    constants: dict[str, float | None]
    label: NDArray[np.int8]
    group: NDArray[np.int64]


def adapted(
    shipped: SentimentModel, texts: pl.DataFrame, language: str, speaker_floor: int
) -> SentimentModel:
    """The model of one language, learned from a company's texts; it reads no other language.

    Args:
        shipped: the model to begin with.
        texts: text, label (-1, 0, 1), speaker, group (number shared by equal texts), all in `language`;
            at least FOLDS groups of either polar side.
        language: one of LANGUAGES, or UNKNOWN: the texts are then read without their language.
        speaker_floor: what fewer distinct speakers say enters no weight.
    Returns:
        A model with the shipped tables' layout. Its probabilities are calibrated on log-odds out of fold.
    """
    lesson = _lesson(shipped, texts, language, speaker_floor)
    polarity = _learned(lesson, "polarity", lesson.label != 0, lesson.label > 0)
    is_neutral = lesson.label == 0
    has_neutral = len(np.unique(lesson.group[is_neutral])) >= FEWEST_NEUTRAL
    everything = np.ones(len(is_neutral), dtype=bool)
    neutrality = (
        _learned(lesson, "neutrality", everything, is_neutral)
        if has_neutral
        else _kept(lesson, "neutrality", shipped)
    )
    heads = {"polarity": polarity, "neutrality": neutrality}
    card: dict[str, Any] = {
        "constants": _constants(shipped, heads, language),
        "calibration": _calibration(lesson, heads, shipped, has_neutral),
        **{name: shipped.card[name] for name in CARRIED_OVER if name in shipped.card},
        "trust": {head: round(heads[head].trust, DECIMALS) for head in HEADS},
        "penalty_inverse": {head: heads[head].penalty_inverse for head in HEADS},
    }
    if has_neutral:
        card["neutral_from"] = _neutral_from(lesson, heads, card["calibration"]["neutrality"])
    return SentimentModel(blended_tables(lesson.joined, heads), card, "")


def _lesson(shipped: SentimentModel, texts: pl.DataFrame, language: str, speaker_floor: int) -> Lesson:
    seen = features(texts["text"], pl.repeat(language, len(texts), dtype=pl.String, eager=True))
    joined = joined_vocabulary(shipped.weights, seen, texts["speaker"], speaker_floor)
    every = design(seen, joined.known)
    assert every.shape[1] == len(joined.learnable_columns), "the columns of design and vocabulary differ"
    return Lesson(
        seen=seen,
        joined=joined,
        matrix=every[:, np.flatnonzero(joined.learnable_columns)],
        shipped=SentimentModel(joined.shipped, shipped.card, "").logits(seen),
        constants={head: shipped.card["constants"][head].get(language) for head in HEADS},
        label=texts["label"].to_numpy(),
        group=texts["group"].to_numpy(),
    )


def _learner(penalty_inverse: float) -> LogisticRegression:
    return LogisticRegression(
        C=penalty_inverse,
        class_weight="balanced",  # as the shipped weights; the mix of the texts is the scale's affair
        solver="liblinear",
        fit_intercept=False,
        max_iter=200,
        random_state=0,
    )


def _learned(lesson: Lesson, head: str, used: Flags, side: Flags) -> Head:
    """One head; its penalty by the log-loss of calibrated log-odds out of fold, equal texts in one fold.

    It is brought to the strength that the shipped log-odds have on these texts: other scales (of opinions, of
    mixed texts) are fitted to that.
    """
    has_constant = lesson.constants[head] is not None  # without one, the scale carries it
    beside = np.column_stack([lesson.shipped[head], np.full(len(used), float(has_constant))])
    every = sparse.hstack([lesson.matrix, sparse.csr_matrix(beside)]).tocsr()
    matrix, truth = every[used], side[used]
    folds = list(GroupKFold(FOLDS).split(matrix, truth, lesson.group[used]))
    tried = {
        penalty: cross_val_predict(_learner(penalty), matrix, truth, cv=folds, method="decision_function")
        for penalty in PENALTIES_INVERSE
    }
    best = min(tried, key=lambda penalty: _calibrated_loss(tried[penalty], truth))
    fitted = _learner(best).fit(matrix, truth)
    out_of_fold = fitted.decision_function(every)
    out_of_fold[used] = tried[best]
    unit = float(np.abs(lesson.shipped[head]).sum() / max(np.abs(out_of_fold).sum(), TINY))
    *delta, trust, constant = (fitted.coef_[0] * unit).tolist()
    return Head(trust, np.array(delta), constant, out_of_fold * unit, best)


def _kept(lesson: Lesson, head: str, shipped: SentimentModel) -> Head:
    """The shipped head, made up for texts that are divided by more known words than before."""
    constant = lesson.constants[head] or 0.0
    before: Floats = shipped.logits(lesson.seen)[head] - constant
    now: Floats = lesson.shipped[head] - constant
    trust = float(before @ now) / max(float(now @ now), TINY)
    nothing = np.zeros(lesson.matrix.shape[1])
    return Head(trust, nothing, constant * (1 - trust), trust * now + constant, None)


def _calibrated_loss(log_odds: Floats, truth: Flags) -> float:
    slope, intercept = _platt(np.column_stack([log_odds, np.ones(len(log_odds))]), truth)
    return float(log_loss(truth, expit(slope * log_odds + intercept)))


def _platt(evidence: Floats, truth: Flags) -> list[float]:
    """Weights of the logistic scale (Platt 1999)."""
    fitted = LogisticRegression(C=UNPENALISED, fit_intercept=False).fit(evidence, truth)
    scale: list[float] = np.round(fitted.coef_[0], DECIMALS).tolist()
    return scale


def _calibration(
    lesson: Lesson, heads: dict[str, Head], shipped: SentimentModel, has_neutral: bool
) -> dict[str, list[float]]:
    evidence = scaled_by({head: heads[head].out_of_fold for head in HEADS})
    polar = lesson.label != 0
    kept: list[float] = shipped.card["calibration"]["neutrality"]
    return {
        "polarity": _platt(evidence["polarity"][polar], lesson.label[polar] > 0),
        "neutrality": _platt(evidence["neutrality"], ~polar) if has_neutral else kept,
    }


def _neutral_from(lesson: Lesson, heads: dict[str, Head], scale: list[float]) -> float:
    """The probability of neutral from which as many texts are called neutral as are."""
    evidence = scaled_by({head: heads[head].out_of_fold for head in HEADS})["neutrality"]
    return round(float(np.quantile(expit(evidence @ np.array(scale)), (lesson.label != 0).mean())), DECIMALS)


def _constants(shipped: SentimentModel, heads: dict[str, Head], language: str) -> dict[str, dict[str, float]]:
    """By head and language: the shipped ones as far as they are trusted, the learned one added."""
    return {
        head: {
            one: round(heads[head].trust * given + (heads[head].constant if one == language else 0), DECIMALS)
            for one, given in shipped.card["constants"][head].items()
            if one in LANGUAGES
        }
        for head in HEADS
    }
