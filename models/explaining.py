"""Why a text was read as it was: which words moved it, and where each opinion comes from."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from models.questions import answered_nothing, asked_for
from models.reading import OpinionReader, opinion_evidence
from models.sentiment import Floats

EVIDENCE = ("segment", "clause", "text", "pole", "constant")


@dataclass(frozen=True)
class Explanation:
    """How a text was read.

    Attributes:
        words: feature and contribution (log-odds of praise against complaint, before calibration), the
            strongest first.
        opinions: aspect, pole, polarity, confidence, quote, wording (that mentions the aspect), near (the
            words it is judged by first), and what segment, clause, text, pole and constant add to the
            log-odds of praise; in reading order.
        nothing_to: what its question asked for (asks_fault, asks_praise), where it answers "nothing": that
            decides then, not the words; else None.
    """

    words: pl.DataFrame
    opinions: pl.DataFrame
    nothing_to: str | None


def explained(reader: OpinionReader, text: str, language: str, question: str | None) -> Explanation:
    """Explains how a text is read in a language, as the answer to a question where one was asked."""
    feedback = pl.DataFrame(
        {"feedback_id": [""], "text": [text], "language": [language], "question": [question]},
        schema_overrides={"language": pl.String, "question": pl.String},
    )
    cut = reader.cut(feedback)
    found = reader.mentioned(cut)
    added = opinion_evidence(found, cut)["polarity"] * np.array(reader.scales["polarity"])
    words = cut.seen.spellings["word"].gather(cut.seen.codes).fill_null("")
    opinions = (
        reader.read(feedback)
        .opinions.select("position", "aspect", "pole", "polarity", "confidence", "quote")
        .with_columns(
            wording=_joined(words, found["wording"], found["wording_end"]),
            near=_joined(words, found["first"], found["end"]),
            **_columns(added),
        )
    )
    nothing_to = asked_for(question) if question and answered_nothing(cut.seen)[0] else None
    return Explanation(reader.model.moved_by(cut.seen), opinions, nothing_to)


def _joined(words: pl.Series, first: pl.Series, end: pl.Series) -> pl.Series:
    return pl.Series(
        [" ".join(words[start:stop].drop_nulls()) for start, stop in zip(first, end, strict=True)],
        dtype=pl.String,
    )


def _columns(added: Floats) -> dict[str, Floats]:
    return {f"from_{name}": added[:, number] for number, name in enumerate(EVIDENCE)}
