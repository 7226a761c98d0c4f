"""plays.toml: which verdict each play is for, and its words."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.taxonomy import CONTROL, Language
from transforms.validation import meant

PLACEHOLDERS = ("aspect", "segment", "customers", "where", "pole", "poles")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
BRACE = re.compile(r"[{}]")

CONDITIONS = ("aspect", "kind", "ideal_side", "ideal_pole", "side", "verdict")
"""Columns that a play may name values of. Of plays that name as many, the one that names the first wins."""

NONE = "none"
"""A kind or an ideal side that the row has not."""

# Of insufficient evidence follows nothing to do: what would decide is told beside it.
Verdict = Literal["isolated", "trend", "emerging", "resolved", "consensus", "see_segment"]
Kind = Literal["consensus_praise", "consensus_complaint", "polarity", "opposite_complaints", "none"]
Side = Literal["complaint", "praise", "both"]
IdealSide = Literal["complaint", "praise", "both", "none"]
Sentence = dict[Language, str]


class Play(BaseModel):
    """What to do about the rows that fit all conditions; a condition that is not named fits every row."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    play_kind: Literal["act", "answer", "amplify", "see"] | None = None
    verdict: tuple[Verdict, ...] = ()
    kind: tuple[Kind, ...] = ()
    side: tuple[Side, ...] = ()
    ideal_side: tuple[IdealSide, ...] = ()
    ideal_pole: tuple[str, ...] = ()
    aspect: tuple[str, ...] = ()
    why: str | None = Field(default=None, description="the name of its reason")
    text: Sentence = {}

    @property
    def named(self) -> tuple[str, ...]:
        """The conditions that it names."""
        return tuple(name for name in CONDITIONS if getattr(self, name))

    def meets(self, other: "Play") -> bool:
        """Whether a row may fit both."""
        shared = set(self.named) & set(other.named)
        return all(set(getattr(self, name)) & set(getattr(other, name)) for name in shared)


class OwnPlays(BaseModel):
    """A company's own plays.toml: new plays, and other words or conditions for shipped ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plays: dict[str, Play] = {}
    reasons: dict[str, Sentence] = {}

    @model_validator(mode="after")
    def _words_can_be_shown(self) -> Self:
        for place, text in _texts(self.plays, self.reasons):
            _require_words(place, text)
        return self


class PlaysFile(OwnPlays):
    """The shipped plays.toml, which has the sentences that are added to plays, and the quotation marks."""

    sentences: dict[str, Sentence]
    quotes: Sentence


def _texts(plays: Mapping[str, Play], reasons: Mapping[str, Sentence]) -> Iterator[tuple[str, str]]:
    for key, play in plays.items():
        yield from ((f"plays.{key}.text.{language}", text) for language, text in play.text.items())
    for name, reason in reasons.items():
        yield from ((f"reasons.{name}.{language}", text) for language, text in reason.items())


def _require_words(place: str, text: str) -> None:
    if not text.strip() or CONTROL.search(text):
        raise ValueError(f'"{place}" must hold words, on one line')
    for name in PLACEHOLDER.findall(text):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            raise ValueError(
                f'"{place}": {{{name}}} is not known{meant(name, PLACEHOLDERS)} (known are {known})'
            )
    if BRACE.search(PLACEHOLDER.sub("", text)):
        raise ValueError(f'"{place}" has a brace without its partner: write {{aspect}}, {{segment}} and such')
