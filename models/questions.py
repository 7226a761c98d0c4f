"""What a survey asked, and what that does to the answer.

Who is asked for faults and writes "nothing" is content, and who repeats "what could be improved is ..." does
not complain by the word: the words of the question count for nothing in the answer, and an answer that says
"nothing" is read by what was asked.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.features import NEGATION, Features, features
from models.language import LANGUAGES
from models.mentions import Patterns
from models.taxonomy import Taxonomy, normal
from transforms.text import CLAUSE_MARKS

WORDS = Path(__file__).parent / "lexicons" / "questions"
ASKS_FAULT, ASKS_PRAISE, NOTHING = "asks_fault", "asks_praise", "nothing"

# "Nothing" is taken at its word; how often that errs was not measured, so it is not put as certain.
NOTHING_CONFIDENCE = 0.9


@cache
def _patterns(kind: str) -> Patterns:
    listed = pl.concat(
        pl.read_csv(WORDS / f"{language}.tsv", separator="\t", quote_char=None, infer_schema=False).select(
            language=pl.lit(language), aspect="kind", pole=pl.lit(None, pl.String), pattern="pattern"
        )
        for language in LANGUAGES
    )
    return Patterns(Taxonomy({}, normal(listed.filter(pl.col("aspect") == kind))))


@cache
def asked_for(question: str) -> str | None:
    """ASKS_FAULT or ASKS_PRAISE, as the wording of a question shows in whatever language; else None."""
    seen = features(pl.Series([question] * len(LANGUAGES)), pl.Series(LANGUAGES))
    # "what did you like least" holds the words of praise too
    return next(
        (kind for kind in (ASKS_FAULT, ASKS_PRAISE) if len(_patterns(kind).found_in(seen).first)), None
    )


@cache
def _words_of(question: str) -> list[str]:
    seen = features(pl.Series([question]), pl.Series([None], dtype=pl.String))
    words = seen.spellings["word"].drop_nulls()
    return words.filter(~words.is_in(CLAUSE_MARKS)).to_list()


def without_question(seen: Features, questions: pl.Series) -> Features:
    """The answers with the words of their question counting for nothing; words of denial stand.

    Args:
        seen: one text per answer.
        questions: what was asked, one per text (null: nothing).
    """
    asked = questions.unique().drop_nulls()
    if asked.is_empty():
        return seen
    rows, is_echo = seen.rows, np.zeros(len(seen.codes), bool)
    for question in asked:
        is_theirs = questions.eq_missing(question).to_numpy()[rows]
        is_said = seen.spellings["word"].is_in(_words_of(question)).fill_null(False).to_numpy()
        is_echo |= is_theirs & is_said[seen.codes]
    return replace(seen, halves=np.where(is_echo & (seen.kinds != NEGATION), 0, seen.halves))


def answered_nothing(seen: Features) -> NDArray[np.bool_]:
    """Whether a text says "nothing" and no more."""
    found = _patterns(NOTHING).found_in(seen)
    is_mark = seen.spellings["word"].is_in(CLAUSE_MARKS).fill_null(False).to_numpy()[seen.codes]
    words = seen.sums((~is_mark).astype(np.int64))
    text = np.searchsorted(seen.starts, found.first, side="right") - 1
    covered = np.bincount(text, weights=found.end - found.first, minlength=len(words))
    said: NDArray[np.bool_] = (words > 0) & (covered == words)
    return said


def _asked(questions: pl.Series) -> list[str]:
    """The distinct questions that ask for faults or for praise."""
    return [question for question in questions.unique().drop_nulls() if asked_for(question)]


def with_nothing(verdicts: pl.DataFrame, seen: Features, questions: pl.Series) -> pl.DataFrame:
    """The verdicts, "nothing" being praise where faults were asked for, and complaint where praise was."""
    content = {question: asked_for(question) == ASKS_FAULT for question in _asked(questions)}
    if not content:
        return verdicts
    positive = questions.replace_strict(content, default=None, return_dtype=pl.Boolean)
    is_read = pl.Series(answered_nothing(seen)) & positive.is_not_null()
    said = pl.when(positive).then(pl.lit("positive")).otherwise(pl.lit("negative"))
    score = pl.when(positive).then(NOTHING_CONFIDENCE).otherwise(-NOTHING_CONFIDENCE)
    return verdicts.with_columns(
        sentiment=pl.when(is_read).then(said).otherwise("sentiment"),
        sentiment_score=pl.when(is_read).then(score).otherwise("sentiment_score"),
        sentiment_confidence=pl.when(is_read).then(NOTHING_CONFIDENCE).otherwise("sentiment_confidence"),
    )
