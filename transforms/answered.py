"""Answers that an interface gives as a list, as columns: Typeform's responses and webhooks."""

from collections.abc import Iterator, Mapping
from itertools import chain, count
from typing import Any, TypeGuard

ANSWERS, DEFINITION = "answers", "definition"

SCORES = {"nps": "nps", "rating": "rating", "opinion_scale": "opinion scale"}
"""Kinds of questions that are answered by a score."""


def by_question(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record with a value for each question instead of its list of answers; another record as it is.

    A question is called as it was asked where the record says how (webhooks do), else by the reference that
    its form gives it, and what kind of score it asks for: "nps: recommend".
    """
    answers = record.get(ANSWERS)
    if not _are_answers(answers):
        return record
    titles = dict(_titles(record.get(DEFINITION)))
    told = {name: value for name, value in record.items() if name not in (ANSWERS, DEFINITION)}
    for one in answers:
        name = _name(one["field"], titles)
        marked = chain((name,), (f"{name} ({again})" for again in count(2)))
        told[next(free for free in marked if free not in told)] = _value(one)
    return told


def _are_answers(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    return (
        isinstance(value, list)
        and len(value) > 0
        and all(
            isinstance(one, dict) and isinstance(one.get("field"), dict) and "type" in one for one in value
        )
    )


def _titles(definition: Any) -> Iterator[tuple[str, str]]:
    """The wording of each field, by its id; fields may stand in groups."""
    fields = definition.get("fields") if isinstance(definition, dict) else None
    for one in fields if isinstance(fields, list) else ():
        if isinstance(one, dict):
            if one.get("id") and one.get("title"):
                yield str(one["id"]), " ".join(str(one["title"]).split())
            yield from _titles(one.get("properties"))


def _name(field: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    key = str(field.get("id") or "")
    reference = str(field.get("ref") or key)
    kind = SCORES.get(str(field.get("type")))
    return titles.get(key) or (f"{kind}: {reference}" if kind else reference)


def _value(answer: Mapping[str, Any]) -> Any:
    """What was answered: of choices their labels."""
    value = answer.get(str(answer["type"]))
    if not isinstance(value, dict):
        return value
    labels = value.get("labels") if isinstance(value.get("labels"), list) else [value.get("label")]
    told = [str(one) for one in (*(labels or ()), value.get("other")) if one]
    return "; ".join(told) or None
