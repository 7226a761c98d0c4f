"""The tables of voc.toml, each with its check."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from transforms.columns import Zone
from transforms.numbers import Decimal
from transforms.segments import UNKNOWN
from transforms.spellings.written_dates import Order
from warehouse.put_away import AfterLoading

Share = float


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
    after_loading: AfterLoading


Days = Annotated[int, Field(ge=1, le=36_500, strict=True)]


class SourceSection(Section):
    """What the files of a source leave open: it goes over what its description says."""

    has_ended: bool = False
    date_order: Order | None = None
    decimal: Decimal | None = None
    zone: Zone | None = None


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


class FollowUpSection(Section):
    """Whom to speak to again, and when."""

    from_months: int = Field(ge=0, le=120)
    until_months: int = Field(ge=0, le=120)
    lapse_months: int = Field(ge=0, le=1200)
    answer_within_days: int = Field(ge=0, le=3650)
    needs_consent: bool

    @model_validator(mode="after")
    def _window_opens_before_it_closes(self) -> Self:
        if not self.from_months <= self.until_months <= self.lapse_months:
            raise ValueError("from_months, until_months and lapse_months must rise, or be equal")
        return self

    @property
    def of_marts(self) -> dict[str, Any]:
        """By the names of MartSettings."""
        return {f"follow_up_{name}": value for name, value in self.model_dump().items()}
