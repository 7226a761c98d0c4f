"""The step that completes a description by what the file's questions are."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from transforms.columns import Scored, columns_in
from transforms.description import Description
from transforms.headers import is_question
from transforms.heads import Head
from transforms.privacy import redacted_text
from transforms.questions.answers import answers_of
from transforms.questions.choices import Spread, spread_questions, ticked
from transforms.questions.deciding import finding
from transforms.questions.describing import described
from transforms.questions.finding import NONE, Finding
from transforms.questions.scaling import words_for
from transforms.questions.told import told_of
from transforms.recognise import Recognition
from transforms.values import raw_name

PLAIN = r"^[-+]?[\d.,]*$"
"""Scores in figures, and blanks."""

TICKED = "its answers are choices of the survey's, not words of whoever answers"

Labelling = Callable[[str, Scored], Scored]


def with_questions(recognition: Recognition, head: Head, sample: pl.DataFrame) -> Recognition:
    """A recognition whose description reads the survey's questions that it does not name."""
    description = recognition.description
    if description is None or not description.questions or description.feedback is None:
        return recognition
    titles = dict(zip(head.names, head.titles, strict=True))
    spread = {one.column: one for one in spread_questions(head, recognition.unread, sample)}
    further = {column for one in spread.values() for column in one.choices} - set(spread)
    findings = [
        _of_spread(spread[column], sample, recognition)
        if column in spread
        else _finding(column, titles[column], sample[raw_name(column)], recognition)
        for column in (*recognition.unread, *_recognised_alone(recognition, description))
        if column not in further
    ]
    choices = ticked(head, recognition.unread, sample)
    whole = described(description, [_no_text(one) if one.column in choices else one for one in findings])
    read = [column for one in whole.findings if one.metric != NONE for column in one.choices or (one.column,)]
    return replace(
        recognition,
        description=whole.description,
        columns=recognition.columns | {column: column for column in read},
        unread=tuple(column for column in recognition.unread if column not in read),
        questions=whole.findings,
    )


def _recognised_alone(recognition: Recognition, description: Description) -> list[str]:
    """Questions by whose wording the file is known, and which nothing else of the description reads."""
    read = {column.column for column in columns_in(description)}
    read |= {
        *description.record.key,
        *description.personal_columns,
        *(rule.column for rule in description.skip),
    }
    alone = [theirs for theirs, ours in recognition.columns.items() if ours not in read]
    return [column for column in alone if is_question(column)]


def _finding(column: str, title: str, texts: pl.Series, recognition: Recognition) -> Finding:
    said = redacted_text(title)  # it is kept, shown and published: whoever asks may name persons
    told = told_of(recognition.told, column, title) or told_of(recognition.told, column, said)
    return finding(column, said, texts, told, recognition.earlier.get((redacted_text(column), said)))


def _no_text(found: Finding) -> Finding:
    """A choice that was ticked is none of the respondent's words."""
    return replace(found, metric=NONE, read=0, reason=TICKED) if found.metric == "text" else found


def _of_spread(spread: Spread, sample: pl.DataFrame, recognition: Recognition) -> Finding:
    found = _finding(spread.column, spread.title, spread.answers(sample), recognition)
    return replace(found, choices=spread.choices)


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
