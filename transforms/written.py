"""What a customer wrote in one response, be it in several columns."""

import polars as pl

from transforms.description import Feedback
from transforms.privacy import redact
from transforms.values import Reader, Value, unchecked


def written(reader: Reader, feedback: Feedback) -> dict[str, Value]:
    """All texts of a response, a blank line between; the question, where a single one was answered."""
    if not feedback.further_texts:
        return {
            "text": unchecked(reader.prose(feedback.text)),
            "question": unchecked(pl.lit(feedback.question, dtype=pl.String)),
        }
    texts = [reader.prose(column) for column in (feedback.text, *feedback.further_texts)]
    questions = [feedback.question, *(one.question for one in feedback.further_texts)]
    said = [
        pl.when(text.is_not_null()).then(pl.lit(question, dtype=pl.String))
        for text, question in zip(texts, questions, strict=True)
    ]
    whole = redact(pl.concat_str(texts, separator="\n\n", ignore_nulls=True))  # one may say what another is
    is_single = pl.sum_horizontal(text.is_not_null() for text in texts) == 1
    return {
        "text": unchecked(whole.replace("", None)),
        "question": unchecked(pl.when(is_single).then(pl.coalesce(said))),
    }
