"""The settings of a project: `defaults.toml`, with what `voc.toml` says over it."""

import hashlib
import json
import tomllib
from importlib.resources import files
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from flows.follow_up_section import FollowUpSection
from models.divergence import DivergenceParameters
from models.linkage.parameters import LinkageParameters
from models.topics.parameters import TopicParameters
from models.weighting import WeightingParameters
from transforms.columns import Zone
from transforms.describe import MOMENT_ATTRIBUTES, NUMBER_ATTRIBUTES, TRUTH_ATTRIBUTES
from transforms.description import Description
from transforms.segments import UNKNOWN, Dimension, two_way
from transforms.validation import first_problem, meant
from warehouse.catalogue import Catalogue
from warehouse.database import Resources
from warehouse.errors import UsageError
from warehouse.marts_build import MartSettings
from warehouse.project import Project

Share = float
EVERYBODY = "all"


class Section(BaseModel):
    """A table of voc.toml: refuses unknown keys, never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProjectSection(Section):
    name: str
    time_zone: Zone
    languages: tuple[Literal["en", "fr", "de", "es", "pt", "it", "nl", "ro"], ...] = Field(min_length=1)


class ReportSection(Section):
    language: Literal["en", "fr", "de", "es", "pt", "it", "nl", "ro"]


class PrivacySection(Section):
    floor: int = Field(ge=2)


class IngestSection(Section):
    rejected_share_warning: Share = Field(ge=0, le=1)


class OpinionsSection(Section):
    taxonomies: tuple[
        Literal["core", "software", "retail", "hospitality", "travel", "banking", "insurance"], ...
    ] = Field(min_length=1)


class IdentitySection(Section):
    accept_at: Share = Field(gt=0.5, le=1)
    ask_at: Share = Field(gt=0, le=1)

    @model_validator(mode="after")
    def _asks_before_it_accepts(self) -> Self:
        if self.ask_at > self.accept_at:
            raise ValueError("ask_at must not be above accept_at")
        return self


class TrainingSection(Section):
    every_days: int = Field(ge=0)


class KpiSection(Section):
    indicative_below: int = Field(ge=1)
    significant_below: Share = Field(gt=0, lt=1)


class WeightingSection(Section):
    margins: tuple[str, ...]
    cap: float = Field(gt=1)
    active_only: bool


class VerdictSection(Section):
    isolated_below: Share = Field(gt=0, lt=0.5)
    trend_above: Share = Field(gt=0, lt=0.5)
    windows_days: tuple[int, ...]
    quotes_per_side: int = Field(ge=1)
    unit: Literal["customer", "account"]

    @model_validator(mode="after")
    def _thresholds_apart(self) -> Self:
        if self.isolated_below >= self.trend_above:
            raise ValueError("isolated_below must be less than trend_above")
        return self


class ContactsSection(Section):
    stale_after_days: int = Field(ge=1)


Weight = Annotated[float, Field(allow_inf_nan=False)]


class IdealSection(Section):
    """Who the ideal customer is: learned, declared by weights, or (neither) not asked."""

    learn: bool
    attributes: tuple[str, ...] | None = Field(default=None, min_length=1)
    weights: dict[str, dict[str, Weight]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.weights and (self.learn or self.attributes):
            raise ValueError(
                "the ideal customer is either learned (learn, attributes) or declared (weights): remove one"
            )
        if self.attributes and not self.learn:
            raise ValueError("attributes are what is learned from: add learn = true, or remove them")
        for dimension, weights in self.weights.items():
            if UNKNOWN in weights:
                raise ValueError(
                    f"weights.{dimension}: an unknown segment counts as the mean of the known ones"
                )
            if not any(weights.values()):
                raise ValueError(f"weights.{dimension} names no segment with a weight other than 0")
        return self


class ResourcesSection(Section):
    memory_limit: str | None = Field(default=None, pattern=r"^\d+(\.\d+)? ?(MB|GB|MiB|GiB)$")
    threads: int | None = Field(default=None, ge=1)


class TwoWaySection(Section):
    pairs: tuple[tuple[str, str], ...] = ()

    @model_validator(mode="after")
    def _pairs_are_pairs(self) -> Self:
        for first, second in self.pairs:
            if first == second:
                raise ValueError(f'"{first}" twice is no pair: name two dimensions')
        if len({frozenset(pair) for pair in self.pairs}) < len(self.pairs):
            raise ValueError("name each pair once")
        return self


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
            mode="json", exclude={"resources": True, "training": True, "project": {"name"}}
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

    def dimensions(self, catalogue: Catalogue) -> dict[str, Dimension]:
        """The declared dimensions, and the attributes of sources that none of them reads."""
        read = {dimension.attribute or dimension.since for dimension in self.segments.values()}
        told = {name for description in catalogue.descriptions for name in _attributes(description)}
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
