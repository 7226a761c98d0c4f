"""A TOML file of a project's own that goes over what is shipped."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from transforms.validation import first_problem
from warehouse.errors import UsageError

Own = TypeVar("Own", bound=BaseModel)
Made = TypeVar("Made")


def over_shipped(file: Path, model: type[Own], extend: Callable[[Own], Made]) -> Made:
    """What `extend` makes of the file; of nothing where there is no file.

    Args:
        extend: raises ValueError where the file says what does not go with the shipped ones.
    Raises:
        UsageError: it is no TOML, or says something that is not known; with the file's name.
    """
    name = file.name
    try:
        text = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
        return extend(model.model_validate(tomllib.loads(text)))
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is no UTF-8 text: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is no TOML: {error}") from error
    except ValidationError as error:
        raise UsageError(f"{name}, {first_problem(error, model)}") from error
    except ValueError as error:
        raise UsageError(f"{name}, {error}") from error
