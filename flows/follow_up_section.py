"""The settings of whom to speak to again, and when."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class FollowUpSection(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

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
