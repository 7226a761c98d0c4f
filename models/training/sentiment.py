"""Learning the sentiment weights: two logistic regressions over the features of models/features.py."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from models.features import PLAIN, Features, features
from models.language import LANGUAGES
from models.weights import HEADS, SCALE, Ints, Weights
from transforms.text import ids

FEWEST_WORDS, FEWEST_STEMS, FEWEST_PAIRS = 2, 3, 3  # texts that a feature must occur in
PENALTY_INVERSE = {"polarity": 5.0, "neutrality": 1.0}
CONSTANT_SHARE = 0.5  # a language's constant is held back: most of what it could learn is the mix of sources
NEGLIGIBLE = SCALE // 50  # a pair that moves the log-odds by less is not shipped


Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Vocabulary:
    """The features that are learned."""

    words: pl.Series
    stems: pl.Series
    pairs: Ints


def _frequent(spelled: pl.Series, rows: Ints, fewest: int) -> pl.Series:
    frame = pl.DataFrame({"spelled": spelled, "row": rows}).drop_nulls()
    counted = frame.group_by("spelled").agg(pl.col("row").n_unique())
    return counted.filter(pl.col("row") >= fewest)["spelled"].sort()


def vocabulary(seen: Features) -> Vocabulary:
    """Words, stems and neighbouring pairs that enough texts use."""
    words = _frequent(seen.spellings["word"].gather(seen.codes), seen.rows, FEWEST_WORDS)
    stems = _frequent(seen.spellings["stem"].gather(seen.codes), seen.rows, FEWEST_STEMS)
    keys, is_pair = seen.pairs(ids(seen.spellings["word"], words)[seen.codes], len(words))
    pairs = _frequent(pl.Series(keys[is_pair]), seen.rows[is_pair], FEWEST_PAIRS)
    return Vocabulary(words, stems, pairs.to_numpy().astype(np.int64))


def design(seen: Features, known: Vocabulary) -> sparse.csr_matrix:
    """One row per text: words, words by language, denied words, stems, pairs; ÷ √(known words); constants."""
    height, rows, size = len(seen.starts) - 1, seen.rows, len(known.words)
    words = ids(seen.spellings["word"], known.words)[seen.codes]
    stems = ids(seen.spellings["stem"], known.stems)[seen.codes]
    keys, is_pair = seen.pairs(words, size)
    place = np.searchsorted(known.pairs, keys)
    pairs = np.where(np.append(known.pairs, -1)[place] == keys, place, -1)
    by_language = np.where(words >= 0, seen.languages[rows] * size + words, -1)
    times = seen.halves / PLAIN

    def block(columns: Ints, counts: Floats, width: int, used: NDArray[np.bool_]) -> sparse.csr_matrix:
        taken = used & (columns >= 0)
        return sparse.csr_matrix((counts[taken], (rows[taken], columns[taken])), (height, width))

    everywhere, ones = np.ones(len(rows), bool), np.ones(len(rows))
    blocks = [
        block(words, times, size, everywhere),
        block(by_language, times, size * len(LANGUAGES), seen.languages[rows] < len(LANGUAGES)),
        block(words, ones, size, seen.is_denied),
        block(stems, times, len(known.stems), everywhere),
        block(pairs, ones, len(known.pairs), is_pair),
    ]
    width = np.sqrt(np.maximum(seen.sums((words >= 0).astype(np.int64)), 1))
    constants = CONSTANT_SHARE * np.eye(len(LANGUAGES) + 1)[seen.languages, : len(LANGUAGES)]
    return sparse.hstack(
        [sparse.diags_array(1 / width) @ sparse.hstack(blocks), sparse.csr_matrix(constants)]
    ).tocsr()


def balanced(corpus: pl.DataFrame, side: pl.Expr) -> Floats:
    """Weight of each text such that both sides weigh the same within each language."""
    language, both = pl.col("weight").sum().over("language"), pl.col("weight").sum().over("language", side)
    return corpus.select(pl.col("weight") * language / (2 * both)).to_series().to_numpy()


def _fit(head: str, matrix: sparse.csr_matrix, corpus: pl.DataFrame) -> Floats:
    side = pl.col("label") > 0 if head == "polarity" else pl.col("label") == 0
    learner = LogisticRegression(
        C=PENALTY_INVERSE[head], solver="liblinear", fit_intercept=False, max_iter=200, random_state=0
    )
    learner.fit(matrix, corpus.select(side).to_series().to_numpy(), sample_weight=balanced(corpus, side))
    weights: Floats = learner.coef_[0]
    return weights


def learned(corpus: pl.DataFrame) -> tuple[Weights, dict[str, dict[str, float]]]:
    """Learn both heads.

    Args:
        corpus: text, label (-1, 0, 1), language, weight, tells_neutral (its source knows neutral texts).
    Returns:
        The weight tables, and the constant per head and language.
    """
    seen = features(corpus["text"], corpus["language"])
    known = vocabulary(seen)
    matrix = design(seen, known)
    used = {"polarity": pl.col("label") != 0, "neutrality": pl.col("tells_neutral")}
    coefficients = {}
    for head in HEADS:
        rows = corpus.select(used[head]).to_series().to_numpy()
        coefficients[head] = _fit(head, matrix[rows], corpus.filter(used[head]))
    return _tables(known, coefficients), _constants(coefficients)


def _constants(coefficients: dict[str, Floats]) -> dict[str, dict[str, float]]:
    last = len(LANGUAGES)
    return {
        head: dict(zip(LANGUAGES, np.round(c[-last:] * CONSTANT_SHARE, 6).tolist(), strict=True))
        for head, c in coefficients.items()
    }


def _tables(known: Vocabulary, coefficients: dict[str, Floats]) -> Weights:
    size, languages = len(known.words), len(LANGUAGES)
    ends = np.cumsum([size, size * languages, size, len(known.stems), len(known.pairs)])
    left, right = known.pairs // max(size, 1), known.pairs % max(size, 1)
    words, stems = {"word": known.words}, {"stem": known.stems}
    pairs = {"left": pl.Series(left, dtype=pl.Int32), "right": pl.Series(right, dtype=pl.Int32)}
    for head, values in coefficients.items():
        whole = np.rint(values * SCALE).astype(np.int32)
        plain, special, denied, of_stems, of_pairs, _ = np.split(whole, ends)
        words[head] = pl.Series(plain)
        for number, language in enumerate(LANGUAGES):
            words[f"{head}_{language}"] = pl.Series(special[number * size : (number + 1) * size])
        words[f"{head}_denied"] = pl.Series(denied)
        stems[head], pairs[head] = pl.Series(of_stems), pl.Series(of_pairs)
    matters = pl.max_horizontal(pl.col(HEADS).abs()) >= NEGLIGIBLE
    return Weights(pl.DataFrame(words), pl.DataFrame(stems), pl.DataFrame(pairs).filter(matters))
