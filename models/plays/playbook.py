"""What can be recommended: the shipped plays, and a company's own over them."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from models.plays.file import OwnPlays, Play, PlaysFile, Sentence
from transforms.validation import meant

HOME = Path(__file__).parent
PLAYS_FILE, NAMES_FILE = HOME / "plays.toml", HOME / "names.tsv"


@dataclass(frozen=True, eq=False)
class Plays:
    """What can be recommended, and how.

    Attributes:
        plays: by key.
        reasons: why, by name.
        sentences: added to a play, by what calls for them.
        quotes: how a name is set off, per language, as "“{}”".
        own: keys of plays that are a company's own; of plays equally specific they win.
        titles: of aspects that a company has named itself, in whatever language.
    """

    plays: Mapping[str, Play]
    reasons: Mapping[str, Sentence]
    sentences: Mapping[str, Sentence]
    quotes: Sentence
    own: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Changes when another play could be recommended, or in other words."""
        plays = {key: play.model_dump() for key, play in self.plays.items()}
        words = [plays, dict(self.reasons), dict(self.sentences), self.quotes]
        names = [sorted(self.own), dict(self.titles), NAMES_FILE.read_text(encoding="utf-8")]
        return hashlib.sha256(json.dumps([words, names], sort_keys=True).encode()).hexdigest()[:12]


@cache
def shipped() -> Plays:
    """The shipped plays."""
    read = PlaysFile.model_validate(tomllib.loads(PLAYS_FILE.read_text(encoding="utf-8")))
    _require_one_answer(read.plays)
    return Plays(read.plays, read.reasons, read.sentences, read.quotes)


def extended(plays: Plays, own: OwnPlays, language: str, titles: Mapping[str, str] | None = None) -> Plays:
    """Plays with a company's own over them: what an own play says replaces what the shipped one says.

    Args:
        language: in which they are to be told.
        titles: of aspects that the company has named itself.
    Raises:
        ValueError: a new play without a verdict, a kind of play or words; no words in the language; a reason
            that is not there; two own plays that fit the same rows, neither more specific.
    """
    reasons = {**plays.reasons}
    for name, reason in own.reasons.items():
        reasons[name] = {**reasons.get(name, {}), **reason}
    merged = {key: _over(plays.plays.get(key), play) for key, play in own.plays.items()}
    for key, play in merged.items():
        _require_whole(key, play, reasons, language)
    _require_one_answer(merged)
    all_titles = {**plays.titles, **(titles or {})}
    everything = {**plays.plays, **merged}
    return Plays(everything, reasons, plays.sentences, plays.quotes, plays.own | merged.keys(), all_titles)


def _over(before: Play | None, play: Play) -> Play:
    if before is None:
        return play
    said = {name: getattr(play, name) for name in play.model_fields_set}
    return before.model_copy(update={**said, "text": {**before.text, **play.text}})


def _require_whole(key: str, play: Play, reasons: Mapping[str, Sentence], language: str) -> None:
    for name in ("verdict", "play_kind", "text"):
        if not getattr(play, name):
            raise ValueError(f'"plays.{key}" has no {name}')
    if play.why is not None and play.why not in reasons:
        raise ValueError(f'"plays.{key}.why": no reason is called "{play.why}"{meant(play.why, reasons)}')
    told = {f"plays.{key}.text": play.text} | ({f"reasons.{play.why}": reasons[play.why]} if play.why else {})
    for place, sentence in told.items():
        if language not in sentence:
            raise ValueError(f'"{place}" has no words in "{language}", the language of the report')


def _require_one_answer(plays: Mapping[str, Play]) -> None:
    """Refuses two plays that name the same conditions and could fit the same row."""
    listed = list(plays.items())
    for place, (key, play) in enumerate(listed):
        for other_key, other in listed[:place]:
            if play.named == other.named and play.meets(other):
                raise ValueError(
                    f'"plays.{other_key}" and "plays.{key}" fit the same rows: name a condition more in one'
                )
