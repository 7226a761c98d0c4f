"""Aspects that customers speak of, and the words that mention them: shipped ones, and a company's own."""

import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, Self

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.language import LANGUAGES
from models.opinions import OVERALL
from transforms.text import folded

HOME = Path(__file__).parent / "aspects"
TAXONOMIES = ("core", "software", "retail", "hospitality", "travel", "banking", "insurance")
NO_ASPECT = "-"  # wording that looks like a mention and is none

# A star that ends no word, so that no text could hold it: "*room", "ro*om", "room *".
STRAY_STAR = re.compile(r"\*(?=[^\W_])|(?<![^\W_])\*")

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # line breaks, and what a terminal would obey

PATTERNS = {"language": pl.String, "aspect": pl.String, "pole": pl.String, "pattern": pl.String}

Language = Literal["en", "fr", "de", "es", "pt", "it", "nl", "ro"]
Words = dict[Language, tuple[str, ...]]


class Aspect(BaseModel):
    """An aspect: what it is called, what it is about, and the ends of a two-ended complaint about it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str | None = Field(default=None, description="as the report calls it; its key where it has none")
    about: str = ""
    poles: tuple[str, ...] = ()
    words: Words = Field(default={}, description="patterns per language that mention it")
    pole_words: dict[str, Words] = Field(default={}, description="patterns per pole and language")


class OwnAspects(BaseModel):
    """A company's own aspects.toml: new aspects, and words that it adds to known ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    aspects: dict[str, Aspect] = {}

    @model_validator(mode="after")
    def _names_are_free(self) -> Self:
        for name, aspect in self.aspects.items():
            for shown in (name, aspect.title or name, *aspect.poles):
                if not shown.strip() or CONTROL.search(shown):
                    raise ValueError(f"{shown!a} is no name: write it in letters, on one line")
        for reserved in (OVERALL, NO_ASPECT):
            if reserved in self.aspects:
                raise ValueError(f'"{reserved}" means something else in every table: choose another name')
        return self


@dataclass(frozen=True, eq=False)
class Taxonomy:
    """What is looked for; one is the same as another only if it is that very one.

    Attributes:
        aspects: by key.
        patterns: language, aspect (NO_ASPECT: not a mention), pole (null: none), pattern; sorted, distinct.
    """

    aspects: dict[str, Aspect]
    patterns: pl.DataFrame

    @cached_property
    def version(self) -> str:
        """Changes when a text could be read otherwise."""
        poles = {name: aspect.poles for name, aspect in self.aspects.items()}
        said = json.dumps([sorted(poles.items()), self.patterns.rows()])
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    @property
    def described(self) -> str:
        """Changes when an aspect is called or described otherwise, which reads no text otherwise."""
        told = sorted((name, aspect.title, aspect.about) for name, aspect in self.aspects.items())
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


@cache
def shipped(names: tuple[str, ...] = TAXONOMIES) -> Taxonomy:
    """The shipped taxonomies of these names."""
    aspects = {key: aspect for name in names for key, aspect in _read(HOME / f"{name}.toml").items()}
    listed = pl.concat(
        pl.read_csv(
            HOME / "words" / f"{language}.tsv", separator="\t", quote_char=None, infer_schema=False
        ).select(pl.lit(language).alias("language"), "aspect", "pole", "pattern")
        for language in LANGUAGES
    )
    known = pl.col("aspect").is_in([*aspects, NO_ASPECT])
    return Taxonomy(aspects, normal(listed.filter(known)))


def extended(taxonomy: Taxonomy, own: OwnAspects) -> Taxonomy:
    """A taxonomy with a company's own aspects and words over it.

    Raises:
        ValueError: words of a pole that its aspect does not have; a new aspect without words; a pattern that
            no text could hold.
    """
    aspects = dict(taxonomy.aspects)
    for name, aspect in own.aspects.items():
        before = aspects.get(name)
        if before is None:
            _require_new(name, aspect, aspects)
        poles = (*(before.poles if before else ()), *aspect.poles)
        if unknown := sorted(set(aspect.pole_words) - set(poles)):
            said = f'aspects."{name}".pole_words: "{unknown[0]}" is none of its poles: '
            raise ValueError(said + (", ".join(f'"{pole}"' for pole in poles) or "it has none"))
        aspects[name] = aspect.model_copy(
            update={
                "title": aspect.title or (before.title if before else None),
                "about": aspect.about or (before.about if before else ""),
                "poles": tuple(dict.fromkeys(poles)),
            }
        )
    rows = [row for name, aspect in own.aspects.items() for row in _patterns_of(name, aspect)]
    for _, name, _, pattern in rows:
        _require_words(name, pattern)
    added = pl.DataFrame(rows, schema=PATTERNS, orient="row")
    return Taxonomy(aspects, normal(pl.concat([taxonomy.patterns, added])))


def _patterns_of(name: str, aspect: Aspect) -> list[tuple[str, str, str | None, str]]:
    by_pole: Sequence[tuple[str | None, Words]] = [(None, aspect.words), *aspect.pole_words.items()]
    return [
        (language, name, pole, pattern)
        for pole, words in by_pole
        for language, patterns in words.items()
        for pattern in patterns
    ]


def _require_new(name: str, aspect: Aspect, known: Iterable[str]) -> None:
    """Refuses what can be no new aspect: nothing could mention it, or it is a known one written otherwise."""
    if not _patterns_of(name, aspect):
        raise ValueError(f'aspects."{name}" is new and has no words: nothing could mention it')
    for one in known:
        if one.casefold() == name.strip().casefold():
            raise ValueError(f'aspects."{name}": write it as "{one}" to add words to that aspect')


def _require_words(name: str, pattern: str) -> None:
    written = unicodedata.normalize("NFC", pattern)
    if not re.search(r"[^\W_]", written):
        raise ValueError(f'aspects."{name}": "{pattern}" holds no word')
    if STRAY_STAR.search(written):
        raise ValueError(f'aspects."{name}": "{pattern}" has a * that ends no word: it stands for any ending')


def _read(path: Path) -> dict[str, Aspect]:
    return OwnAspects.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).aspects


def normal(patterns: pl.DataFrame) -> pl.DataFrame:
    """Patterns (rows of PATTERNS) as tokens are spelled: folded, apostrophes and hyphens as blanks."""
    spelled = folded(pl.col("pattern")).str.replace_all(r"[^\p{L}\p{N}*]+", " ").str.strip_chars()
    return (
        patterns.with_columns(pattern=spelled, pole=pl.col("pole").replace("", None))
        .filter(pl.col("pattern").str.contains(r"[\p{L}\p{N}]"))
        .unique()
        .sort(*PATTERNS, nulls_last=False)
    )
