"""The step that completes a description by what the file's questions are."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from transforms.columns import Scored
from transforms.description import Description
from transforms.heads import Head
from transforms.questions.answers import answers_of
from transforms.questions.deciding import finding
from transforms.questions.describing import described
from transforms.questions.finding import NONE, Finding
from transforms.questions.scaling import words_for
from transforms.questions.told import told_of
from transforms.recognise import Recognition
from transforms.values import raw_name

PLAIN = r"^[-+]?[\d.,]*$"
"""Scores in figures, and blanks."""

Labelling = Callable[[str, Scored], Scored]


def with_questions(recognition: Recognition, head: Head, sample: pl.DataFrame) -> Recognition:
    """A recognition whose description reads the survey's questions that it does not name."""
    description = recognition.description
    if description is None or not description.questions or description.feedback is None:
        return recognition
    titles = dict(zip(head.names, head.titles, strict=True))
    findings = [_finding(column, titles[column], sample, recognition) for column in recognition.unread]
    whole = described(description, findings)
    read = [one.column for one in whole.findings if one.metric != NONE]
    return replace(
        recognition,
        description=whole.description,
        columns=recognition.columns | {column: column for column in read},
        unread=tuple(column for column in recognition.unread if column not in read),
        questions=whole.findings,
    )


def _finding(column: str, title: str, sample: pl.DataFrame, recognition: Recognition) -> Finding:
    told = told_of(recognition.told, column, title)
    return finding(column, title, sample[raw_name(column)], told, recognition.earlier.get((column, title)))


def with_labels(recognition: Recognition, _: Head, sample: pl.DataFrame) -> Recognition:
    """A recognition whose description reads the words in which declared scores are given."""
    description = recognition.description
    if description is None:
        return recognition
    theirs = {ours: theirs for theirs, ours in recognition.columns.items()}

    def labelled(kind: str, scored: Scored) -> Scored:
        if scored.labels or scored.column not in theirs:
            return scored
        texts = sample[raw_name(theirs[scored.column])].str.strip_chars()
        texts = texts.replace(scored.values) if scored.values else texts
        if texts.drop_nulls().str.contains(PLAIN).all():
            return scored
        answers = answers_of(texts, scored.null_values)
        found = words_for(kind, answers, scored.scale)
        nothing = tuple(one for one in sorted(answers.nothing) if one not in scored.null_values)
        update = {"labels": found, "null_values": (*scored.null_values, *nothing)}
        return scored.model_copy(update=update) if found or nothing else scored

    return replace(recognition, description=_with_scores(description, labelled))


def _with_scores(description: Description, labelled: Labelling) -> Description:
    update: dict[str, object] = {
        "answers": tuple(labelled(one.metric, one) for one in description.answers),
        "ratings": tuple(labelled("rating", one) for one in description.ratings),
    }
    feedback = description.feedback
    if feedback is not None and feedback.rating is not None:
        rating = labelled("rating", feedback.rating)
        update["feedback"] = feedback.model_copy(update={"rating": rating})
    return description.model_copy(update=update)
