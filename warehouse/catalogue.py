"""The source descriptions: shipped ones, and the project's own in its `sources/` folder."""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic import ValidationError

from transforms.description import Description
from transforms.questions.told import Told
from transforms.validation import first_problem
from warehouse.errors import UsageError
from warehouse.project import Project


@dataclass(frozen=True)
class Source:
    """A description and the version of it that a file was loaded with."""

    description: Description
    version: str
    origin: str


@dataclass(frozen=True)
class Catalogue:
    """Every source that a project knows, and what it says of the questions of surveys."""

    sources: tuple[Source, ...]
    questions: Mapping[str, Told] = field(default_factory=dict)

    def with_questions(self, questions: Mapping[str, Told]) -> "Catalogue":
        """The catalogue of a project that says these of questions: surveys have a version of their own."""
        said = json.dumps({wording: told.model_dump(mode="json") for wording, told in questions.items()})

        def told(one: Source) -> Source:
            is_told = bool(questions) and one.description.questions
            return replace(one, version=_digest(one.version + said)) if is_told else one

        return replace(self, sources=tuple(map(told, self.sources)), questions=questions)

    @property
    def descriptions(self) -> Sequence[Description]:
        return [source.description for source in self.sources]

    @property
    def version(self) -> str:
        """Changes when any description does."""
        return _digest("".join(source.version for source in self.sources))

    def told(self, news: Mapping[str, Mapping[str, str]]) -> "Catalogue":
        """The sources, with other values of some keys; each that differs has another version.

        Args:
            news: by the name of a source, by key of its description.
        """
        return Catalogue(tuple(_told(source, news.get(source.description.name)) for source in self.sources))

    def named(self, name: str) -> Source:
        """The source of that name."""
        for source in self.sources:
            if source.description.name == name:
                return source
        known = ", ".join(source.description.name for source in self.sources)
        raise UsageError(f'no source is called "{name}"; known: {known}')


def catalogue(project: Project | None) -> Catalogue:
    """Shipped and own descriptions; a project's own replaces the shipped one of the same name."""
    sources = _shipped()
    if project is not None and project.sources.is_dir():
        sources = {**sources, **_by_name(_sources_in(project.sources, "project"))}
    return Catalogue(tuple(sources[name] for name in sorted(sources)))


@cache
def _shipped() -> Mapping[str, Source]:
    return _by_name(_sources_in(files("transforms") / "sources", "shipped"))


def _told(source: Source, news: Mapping[str, str] | None) -> Source:
    if not news:
        return source
    version = _digest(f"{source.version} {sorted(news.items())}")
    return Source(source.description.model_copy(update=dict(news)), version, source.origin)


def _by_name(sources: Iterator[Source]) -> dict[str, Source]:
    named: dict[str, Source] = {}
    for source in sources:
        name = source.description.name
        if name in named:
            raise UsageError(f'two descriptions in sources/ are called "{name}": rename or delete one')
        named[name] = source
    return named


def _sources_in(folder: Traversable, origin: str) -> Iterator[Source]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".toml"):
            try:
                text = entry.read_text(encoding="utf-8").removeprefix("\ufeff")  # an editor's byte order mark
            except UnicodeDecodeError as error:
                raise UsageError(f"sources/{entry.name} is no UTF-8 text: save it as UTF-8") from error
            yield Source(_description(entry.name, text), _digest(text), origin)


def _description(file_name: str, text: str) -> Description:
    try:
        return Description.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"sources/{file_name} is no TOML: {error}") from error
    except ValidationError as error:
        raise UsageError(f"sources/{file_name}: {first_problem(error, Description)}") from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
