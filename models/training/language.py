"""Learning the language model: which parts of words speak for which language."""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from models.language import LANGUAGES, SCALE, word_parts
from transforms.text import tokenised

FEWEST_TEXTS = 4  # a part seen in fewer texts is somebody's name or slip
FRAGMENT_WORDS = 4  # each text is also shown cut short, as customers write
PENALTY_INVERSE = 2.0


def _shown(corpus: pl.DataFrame) -> pl.DataFrame:
    """The texts, and their first words as texts of their own."""
    words = pl.col("text").str.split(" ").list.head(FRAGMENT_WORDS).list.join(" ")
    return (
        pl.concat([corpus, corpus.with_columns(text=words)])
        .select("text", "language")
        .unique(maintain_order=True)
    )


def _parts(texts: pl.Series) -> pl.DataFrame:
    """text_id, kind, part: every occurrence."""
    tokens = tokenised(texts)
    rows = pl.Series("text_id", np.repeat(np.arange(len(texts)), tokens.counts))
    parts = word_parts(tokens.words)[tokens.codes]
    return (
        parts.with_columns(rows)
        .unpivot(index="text_id", variable_name="kind", value_name="part")
        .filter(pl.col("part").is_not_null() & (pl.col("part") != ""))
    )


def _design(found: pl.DataFrame, vocabulary: pl.DataFrame, height: int) -> sparse.csr_matrix:
    cells = found.join(vocabulary.with_row_index("column"), on=["kind", "part"], validate="m:1")
    ones = np.ones(len(cells))
    shape = (height, len(vocabulary))
    return sparse.csr_matrix((ones, (cells["text_id"].to_numpy(), cells["column"].to_numpy())), shape)


def _rounded(weights: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.rint(weights * SCALE).astype(np.int32)


def language_weights(corpus: pl.DataFrame) -> pl.DataFrame:
    """Learn the weights.

    Args:
        corpus: text, language; the texts to learn from.
    Returns:
        kind, part and one whole-numbered column per language, in 1/SCALE of log-odds, sorted.
    """
    shown = _shown(corpus)
    found = _parts(shown["text"])
    vocabulary = (
        found.group_by("kind", "part")
        .agg(texts=pl.col("text_id").n_unique())
        .filter(pl.col("texts") >= FEWEST_TEXTS)
        .select("kind", "part")
        .sort("kind", "part")
    )
    learner = LogisticRegression(C=PENALTY_INVERSE, class_weight="balanced", max_iter=60, tol=1e-3)
    learner.fit(_design(found, vocabulary, len(shown)), shown["language"].to_numpy())
    weights = _rounded(learner.coef_)
    columns = {language: weights[list(learner.classes_).index(language)] for language in LANGUAGES}
    return vocabulary.with_columns(**{k: pl.Series(v, dtype=pl.Int32) for k, v in columns.items()}).filter(
        pl.any_horizontal(pl.col(LANGUAGES) != 0)
    )
