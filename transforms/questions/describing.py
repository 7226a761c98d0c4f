"""What was found of a survey's questions, as part of its description."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from transforms.columns import Moment, Scored
from transforms.description import Answer, Description, Feedback, Rating, Written
from transforms.questions.finding import NONE, Finding
from transforms.questions.folding import folded
from transforms.questions.wording import OVERALL

NAME_LIMIT = 60


@dataclass(frozen=True)
class Described:
    """A description that reads the questions, and the findings with the names that they were given."""

    description: Description
    findings: tuple[Finding, ...]


def described(description: Description, findings: Sequence[Finding]) -> Described:
    """A description with what its questions were found to be.

    Args:
        description: one whose rows are feedback.
        findings: in the order of the file's columns.
    """
    named = _with_surveys(description, findings)
    named = _with_aspects(description, named)
    named = _with_attributes(description, named)
    feedback = description.feedback or Feedback()
    update = {
        "feedback": feedback.model_copy(update=_feedback(feedback, named)),
        "answers": (*description.answers, *(_answer(one) for one in named if one.survey and one.scale)),
        "ratings": (
            *description.ratings,
            *(_rating(one) for one in named if one.metric == "rating" and one.aspect != OVERALL),
        ),
        "attributes": description.attributes
        | {str(one.attribute): _moment(one) for one in named if one.metric == "segment"},
    }
    return Described(description.model_copy(update=update), tuple(named))


def _with_surveys(description: Description, findings: Sequence[Finding]) -> list[Finding]:
    """Each scored question with its survey: the file's, or for a second of a metric one of its own.

    Both names are the wordings of questions, so that they stay the same from delivery to delivery.
    """
    scored = [one for one in findings if one.metric in ("nps", "csat", "ces")]
    first = next((one for one in scored if one.metric == "nps"), scored[0] if scored else None)
    taken: set[tuple[str, str]] = {(one.survey, one.metric) for one in description.answers}
    told = next((one.survey for one in description.answers), None)
    whole = told or (_survey(description, first) if first else "")
    named = []
    for one in findings:
        if one.metric in ("nps", "csat", "ces"):
            wanted = [one.survey] if one.survey else [whole, _survey(description, one)]
            free = (name for name in wanted if (name, one.metric) not in taken)
            one = replace(one, survey=next(free, f"{wanted[-1]} ({one.shown_column})"))
            taken.add((str(one.survey), one.metric))
        named.append(one)
    return named


def _survey(description: Description, one: Finding) -> str:
    return f"{description.name}: {_short(one.title)}"


def _with_aspects(description: Description, findings: Iterable[Finding]) -> list[Finding]:
    """Each rating with an aspect that no other has; the overall one is the feedback's own rating."""
    taken = {one.aspect for one in description.ratings}
    if description.feedback and description.feedback.rating:
        taken.add(OVERALL)
    named = []
    for one in findings:
        if one.metric == "rating":
            wanted = (str(one.aspect), _short(one.title), f"{_short(one.title)} ({one.shown_column})")
            one = replace(one, aspect=next(name for name in wanted if name not in taken))
            taken.add(str(one.aspect))
        named.append(one)
    return named


def _with_attributes(description: Description, findings: Iterable[Finding]) -> list[Finding]:
    taken = set(description.attributes)
    named = []
    for one in findings:
        if one.metric == "segment":
            own = re.sub(r"\W+", "_", folded(one.title))[:NAME_LIMIT].strip("_")
            own = own if re.match("[a-z]", own) else f"q_{own}"
            wanted = (one.attribute or own, own, f"{own}_{len(taken)}")
            one = replace(one, attribute=next(name for name in wanted if name not in taken))
            taken.add(str(one.attribute))
        named.append(one)
    return named


def _feedback(feedback: Feedback, findings: Sequence[Finding]) -> dict[str, object]:
    written = tuple(
        Written(column=one.column, question=one.title if one.title != NONE else None)
        for one in findings
        if one.metric == "text"
    )
    overall = next((one for one in findings if one.metric == "rating" and one.aspect == OVERALL), None)
    update: dict[str, object] = {"further_texts": (*feedback.further_texts, *written)}
    if overall is not None:
        update["rating"] = Scored(**_score(overall))
    return update


def _answer(one: Finding) -> Answer:
    return Answer(survey=str(one.survey), metric=one.metric, **_score(one))  # type: ignore[arg-type]


def _rating(one: Finding) -> Rating:
    return Rating(aspect=str(one.aspect), **_score(one))


def _score(one: Finding) -> dict[str, Any]:
    return {
        "column": one.column,
        "scale": one.scale,
        "is_reversed": one.is_reversed,
        "labels": one.labels,
        "values": one.values,
        "null_values": one.null_values,
        "choices": one.choices,
    }


def _moment(one: Finding) -> Moment:
    return Moment(column=one.column, values=one.values, null_values=one.null_values, choices=one.choices)


def _short(title: str) -> str:
    """A title that is no longer than a name may be, cut between words."""
    return shorten(folded(title), NAME_LIMIT, placeholder=" …")
