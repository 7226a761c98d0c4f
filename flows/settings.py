"""The settings of a project: `defaults.toml`, with what `voc.toml` says over it."""

import hashlib
import json
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from pydantic import Field, ValidationError, field_validator

from flows.sections import (
    ContactsSection,
    Days,
    FollowUpSection,
    IdealSection,
    IdentitySection,
    IngestSection,
    KpiSection,
    OpinionsSection,
    PrivacySection,
    ProjectSection,
    ReportSection,
    ResourcesSection,
    Section,
    SourceSection,
    TrainingSection,
    TwoWaySection,
    VerdictSection,
    WeightingSection,
)
from models.divergence.parameters import DivergenceParameters
from models.linkage.parameters import LinkageParameters
from models.topics.parameters import TopicParameters
from models.weighting import WeightingParameters
from transforms.describe import MOMENT_ATTRIBUTES, NUMBER_ATTRIBUTES, TRUTH_ATTRIBUTES
from transforms.description import Description
from transforms.questions.told import Told
from transforms.segments import Dimension, two_way
from transforms.validation import first_problem, meant
from warehouse.catalogue import Catalogue
from warehouse.database import Resources
from warehouse.errors import UsageError
from warehouse.marts_build import MartSettings
from warehouse.project import Project

EVERYBODY = "all"
_ENDED: dict[str, Any] = {"sources": {"__all__": {"has_ended"}}}
_DECIDES_NOTHING: dict[str, Any] = _ENDED | {
    "resources": True,
    "training": True,
    "project": {"name"},
    "ingest": {"after_loading"},
}
"""Settings with which no figure changes."""


class Settings(Section):
    """Everything that a project may decide."""

    project: ProjectSection
    report: ReportSection
    privacy: PrivacySection
    ingest: IngestSection
    opinions: OpinionsSection
    identity: IdentitySection
    training: TrainingSection
    kpi: KpiSection
    weighting: WeightingSection
    verdict: VerdictSection
    contacts: ContactsSection
    follow_up: FollowUpSection
    ideal: IdealSection
    resources: ResourcesSection
    segments: dict[str, Dimension]
    two_way: TwoWaySection
    questions: dict[str, Told] = Field(default_factory=dict)
    sources: dict[str, SourceSection] = Field(default_factory=dict)
    retention: dict[str, Days] = Field(default_factory=dict)

    @field_validator("segments")
    @classmethod
    def _all_is_taken(cls, segments: dict[str, Dimension]) -> dict[str, Dimension]:
        if EVERYBODY in segments:
            raise ValueError('"all" is everybody, in every table: give the dimension another name')
        return segments

    @property
    def version(self) -> str:
        """Changes when any figure could change with it."""
        deciding = self.model_dump(
            mode="json",
            exclude=_DECIDES_NOTHING,
        )
        return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()[:12]

    @property
    def marts(self) -> MartSettings:
        return MartSettings(
            time_zone=self.project.time_zone,
            privacy_floor=self.privacy.floor,
            indicative_below=self.kpi.indicative_below,
            significant_below=self.kpi.significant_below,
            rejected_share_warned=self.ingest.rejected_share_warning,
            **self.follow_up.of_marts,
        )

    @property
    def database(self) -> Resources:
        return Resources(self.resources.memory_limit, self.resources.threads)

    def divergence(self, model_version: str, pairs: tuple[tuple[str, str], ...]) -> DivergenceParameters:
        return DivergenceParameters(
            config_version=self.version,
            model_version=model_version,
            isolated_below=self.verdict.isolated_below,
            trend_above=self.verdict.trend_above,
            windows_days=(*self.verdict.windows_days, None),
            quotes_per_side=self.verdict.quotes_per_side,
            is_per_account=self.verdict.unit == "account",
            two_way=pairs,
            privacy_floor=self.privacy.floor,
        )

    @property
    def linkage(self) -> LinkageParameters:
        return LinkageParameters(self.identity.accept_at, self.identity.ask_at)

    @property
    def weights(self) -> WeightingParameters:
        return WeightingParameters(
            margins=self.weighting.margins,
            cap=self.weighting.cap,
            is_active_only=self.weighting.active_only,
            privacy_floor=self.privacy.floor,
        )

    @property
    def topics(self) -> TopicParameters:
        return TopicParameters(privacy_floor=self.privacy.floor)

    def told(self, catalogue: Catalogue) -> Catalogue:
        """The sources, with what voc.toml says of their files.

        Raises:
            UsageError: a source is not known.
        """
        names = [one.name for one in catalogue.descriptions]
        for name in self.sources:
            if name not in names:
                raise UsageError(f'voc.toml, "sources.{name}": no source is called so{meant(name, names)}')
        said = self.model_dump(include={"sources"}, exclude=_ENDED, exclude_none=True)
        return catalogue.told(said["sources"])

    @property
    def ended(self) -> list[str]:
        """Sources of which no more files will come."""
        return [name for name, one in self.sources.items() if one.has_ended]

    def dimensions(self, catalogue: Catalogue, asked: Iterable[str] = ()) -> dict[str, Dimension]:
        """The declared dimensions, and the attributes of sources and of questions that none of them reads."""
        read = {dimension.attribute or dimension.since for dimension in self.segments.values()}
        told = {name for description in catalogue.descriptions for name in _attributes(description)} | set(
            asked
        )
        own = {name: Dimension(attribute=name) for name in sorted(told - read - set(self.segments))}
        return {**own, **self.segments}

    def pairs(self, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
        """The dimensions that are cut two ways.

        Raises:
            UsageError: one of them is not known.
        """
        dimensions = self.dimensions(catalogue)
        for name in (name for pair in self.two_way.pairs for name in pair):
            if name not in dimensions:
                hint = meant(name, dimensions)
                raise UsageError(f'voc.toml, "two_way.pairs": no dimension is called "{name}"{hint}')
        for pair in self.two_way.pairs:
            if two_way(*pair) in dimensions:
                raise UsageError(
                    f'voc.toml, "two_way.pairs": "{two_way(*pair)}" is a dimension already: rename that one'
                )
        return self.two_way.pairs


def _attributes(description: Description) -> set[str]:
    profile = set(description.profile.attributes) if description.profile else set()
    return set(description.attributes) | (profile - MOMENT_ATTRIBUTES - NUMBER_ATTRIBUTES - TRUTH_ATTRIBUTES)


def default_text() -> str:
    """The commented defaults, as `voc init` writes them."""
    return files("flows").joinpath("defaults.toml").read_text(encoding="utf-8")


def named_defaults(name: str) -> str:
    """The commented defaults with a project's own name in them."""
    usual = 'name = "My company" '
    return default_text().replace(usual, f"name = {json.dumps(name, ensure_ascii=False)} ", 1)


def default_settings() -> Settings:
    """The settings of a project that decides nothing."""
    return Settings.model_validate(tomllib.loads(default_text()))


def read_settings(project: Project) -> Settings:
    """The project's settings.

    Raises:
        UsageError: voc.toml is missing, is no TOML, or says something that is not known.
    """
    try:
        own = tomllib.loads(project.require().settings_file.read_text(encoding="utf-8-sig"))
        return Settings.model_validate(_over(tomllib.loads(default_text()), own))
    except UnicodeDecodeError as error:
        raise UsageError("voc.toml is no UTF-8 text: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"voc.toml is no TOML: {error}") from error
    except ValidationError as error:
        raise UsageError(f"voc.toml, {first_problem(error, Settings)}") from error


def _over(defaults: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Own settings over defaults, table by table; a segment dimension is replaced whole."""
    merged = {**defaults, **own}
    for name in defaults.keys() & own.keys():
        if isinstance(defaults[name], dict) and isinstance(own[name], dict):
            merged[name] = {**defaults[name], **own[name]}
    return merged
