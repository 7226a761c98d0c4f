"""What reading texts is measured beside: common tools that do less, on the same texts."""

import importlib
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from models.language import LANGUAGES

WRITTEN = Path(__file__).parent / "training"  # <folder>/<language>.tsv: text, label (pos, neg, neu)
WORDS = 50

Yardstick = Callable[[Sequence[str]], Any]


def _written(language: str) -> pl.DataFrame:
    """The project's own labelled sentences in a language."""
    tables = (
        pl.read_csv(WRITTEN / folder / f"{language}.tsv", separator="\t", quote_char=None)
        for folder in ("examples", "feedback")
    )
    return pl.concat([table.select("text", "label") for table in tables])


def mixed_texts(rows: int) -> pl.DataFrame:
    """Texts of WORDS words, put together from the project's own sentences; the same at every call.

    Returns:
        text, language; the languages take turns.
    """
    draw = random.Random(0)
    sentences = {language: _written(language)["text"].to_list() for language in LANGUAGES}
    languages = [LANGUAGES[row % len(LANGUAGES)] for row in range(rows)]
    texts = [_of_length(draw, sentences[language]) for language in languages]
    return pl.DataFrame({"text": texts, "language": languages})


def _of_length(draw: random.Random, sentences: Sequence[str]) -> str:
    words: list[str] = []
    while len(words) < WORDS:
        words += draw.choice(sentences).split()
    return " ".join(words[:WORDS])


def hashed_words(longest: int) -> Yardstick:
    """scikit-learn: hashed words, and runs of up to `longest` words, weighed by one linear model."""
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.linear_model import SGDClassifier

    vectorizer = HashingVectorizer(ngram_range=(1, longest))
    polar = pl.concat([_written(language) for language in LANGUAGES]).filter(
        pl.col("label").is_in(["pos", "neg"])
    )
    learner = SGDClassifier(loss="log_loss", random_state=0)
    learner.fit(vectorizer.transform(polar["text"].to_list()), polar["label"].to_list())
    return lambda texts: learner.decision_function(vectorizer.transform(texts))


def vader() -> Yardstick | None:
    """vaderSentiment (Hutto and Gilbert, ICWSM 2014); None where it is not installed."""
    try:
        analyzer = importlib.import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    except ImportError:
        return None
    return lambda texts: [analyzer.polarity_scores(text) for text in texts]


def yardsticks() -> dict[str, Yardstick]:
    """Those that can be run here."""
    found = {
        "sklearn_words": hashed_words(1),
        "sklearn_words_and_pairs": hashed_words(2),  # the features that the project's own model reads
    }
    return found | ({"vader": measured} if (measured := vader()) else {})
