"""What a person says of a question: `[questions."…"]` of voc.toml."""

import re
from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from transforms.columns import Part, Scale
from transforms.questions.scale_labels import Labels

Metric = Literal["nps", "csat", "ces", "rating", "text", "segment", "ignore"]
NPS_SCALE = (0, 10)


class Told(Part):
    """What a question is: for what is left out, its wording and its answers decide."""

    metric: Metric
    scale: Scale | None = None
    is_reversed: bool | None = None
    survey: str | None = None
    aspect: str | None = None
    attribute: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]*$")
    labels: Labels | None = None
    values: dict[str, str] = Field(default_factory=dict)
    null_values: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if self.metric == "nps" and (tuple(self.scale or NPS_SCALE) != NPS_SCALE or self.is_reversed):
            raise ValueError("NPS is defined on 0 to 10 only: leave scale and is_reversed out")
        if self.scale is not None and self.scale[0] >= self.scale[1]:
            raise ValueError("scale: write the lower end first")
        only = {"aspect": "rating", "attribute": "segment"}
        for key, metric in only.items():
            if getattr(self, key) is not None and self.metric != metric:
                raise ValueError(f'{key} goes with metric = "{metric}"')
        scored = ("nps", "csat", "ces", "rating")
        for key in ("scale", "is_reversed", "labels"):
            if getattr(self, key) is not None and self.metric not in scored:
                raise ValueError(f'{key} does not go with metric = "{self.metric}"')
        return self


def told_of(told: Mapping[str, Told], column: str, title: str) -> Told | None:
    """What is said of a column, by its name or its wording: exactly, else by a pattern with *."""
    names = {_plain(column), _plain(title)}
    exact = (one for key, one in told.items() if _plain(key) in names)
    like = (
        one
        for key, one in told.items()
        if "*" in key and any(_pattern(key).fullmatch(name) for name in names)
    )
    return next(exact, None) or next(like, None)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in _plain(key).split("*")))
