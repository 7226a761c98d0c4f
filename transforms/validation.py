"""What is wrong with a file that a person wrote, in one sentence."""

import difflib
from collections.abc import Iterable

from pydantic import BaseModel, ValidationError

KEY = "[key]"
"""Where pydantic says that it is the key itself that is wrong."""


def first_problem(error: ValidationError, model: type[BaseModel]) -> str:
    """Where the first mistake is and what it is; for an unknown key, the nearest known one."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"] if part != KEY)
    if first["type"] == "extra_forbidden":
        key = str(first["loc"][-1])
        return f'"{place}" is not known' + meant(key, _keys(model))
    message = first["msg"].removeprefix("Value error, ")
    message = message.replace("a valid tuple", "a list").replace("Tuple", "List")
    return f'"{place}": {message}' if place else message


def meant(name: str, known: Iterable[str]) -> str:
    """What to add behind a name that is not known: the nearest that is."""
    near = difflib.get_close_matches(name, sorted(set(known)), n=1)
    return f': do you mean "{near[0]}"?' if near else ""


def _keys(model: type[BaseModel], seen: frozenset[type[BaseModel]] = frozenset()) -> Iterable[str]:
    for name, field in model.model_fields.items():
        yield name
        for part in _models_in(field.annotation):
            if part not in seen:
                yield from _keys(part, seen | {model})


def _models_in(annotation: object) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)
