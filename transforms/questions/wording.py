"""What a survey's question asks for, by its wording, in eight languages."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from transforms.questions.folding import folded
from transforms.tables import table

Kind = Literal["nps", "csat", "ces", "rating", "text", "segment", "nothing"]

LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl", "ro")
SCORED = ("nps", "ces", "effort", "ease_or_difficulty", "csat")
RATED = ("rating", "agree", "csat", "ces", "effort", "ease_or_difficulty")
"""What the stem of a matrix may ask for."""

OVERALL = "overall"


@dataclass(frozen=True)
class Wording:
    """What a wording asks for.

    Attributes:
        kind: None where the wording does not tell.
        words: those that told, folded.
        is_reversed: whether a low score is the good one; None where the wording does not tell.
        aspect: what a rating is of.
        attribute: what a segment is called.
    """

    kind: Kind | None
    words: str = ""
    is_reversed: bool | None = False
    aspect: str | None = None
    attribute: str | None = None


def asked(title: str) -> Wording:
    """What a question asks for, by its wording alone."""
    stem, item = parts(title)
    if item is not None and folded(item) in WHOLE:
        return asked(stem)
    if item is not None and OF_A_CHOICE.search(folded(item)):
        return Wording("nothing", folded(item))
    found = _matches(folded(title))
    if item is None or "nothing" in found:
        return _meant(found, title)
    about = _matches(folded(item))
    above = _matches(folded(stem))
    if any(kind in about for kind in ("nps", "ces", "effort", "csat")) and "nothing" not in about:
        return _meant(about, item)
    rated = next((kind for kind in RATED if kind in above), None)
    if rated is None or "text" in above:
        return _meant(found, title)
    if rated == "csat" and aspect_of(item) == OVERALL:
        return Wording("csat", above[rated][1])
    return Wording("rating", above[rated][1], _is_reversed(above), aspect=aspect_of(item) or _plain(item))


def _meant(found: dict[str, tuple[int, str]], title: str) -> Wording:
    """The kind that weighs most: a scored one, but for a question that opens by asking why or what."""
    if "nothing" in found:
        return Wording("nothing", found["nothing"][1])
    scored = next((kind for kind in SCORED if kind in found), None)
    if "text" in found and (scored is None or found["text"][0] <= found[scored][0]):
        return Wording("text", found["text"][1])
    if scored in ("nps", "csat"):
        return Wording(scored, found[scored][1])  # type: ignore[arg-type]
    if scored is not None:
        first = min((one for one in SCORED if one in found and one != "csat"), key=lambda one: found[one][0])
        return Wording("ces", found[first][1], _is_reversed(found))
    segment = next((kind for kind in found if kind.startswith("segment:")), None)
    if segment is not None:
        return Wording("segment", found[segment][1], attribute=segment.removeprefix("segment:"))
    if "rating" in found:
        return Wording("rating", found["rating"][1], aspect=aspect_of(title) or OVERALL)
    return Wording(None)


def _is_reversed(found: dict[str, tuple[int, str]]) -> bool | None:
    if "ease_or_difficulty" in found:
        return None
    return "effort" in found and ("ces" not in found or found["effort"][0] < found["ces"][0])


WHOLE = ("selected choice", "response")
"""Behind a dash, what survey tools add to a question that has one column."""

OF_A_CHOICE = re.compile(
    r"^(?:group|text)$|^(?:other|autre|andere|sonstige|otro|outro|altro|anders|alt)\w*\b"
)
"""The group of an NPS score, and the words beside the choice "other"."""

SCALE_IN_BRACKETS = re.compile(r"\d")
ITEM_IN_BRACKETS = re.compile(r"^(.+?)\s*\[([^\[\]]+)\]$")
ITEM_BEHIND_DASH = re.compile(r"^(.+?)\s+[-–—|]\s+(.+)$")


def parts(title: str) -> tuple[str, str | None]:
    """The stem and the item of a matrix question: "Rate these - Food", "Rate these [Food]"."""
    for form in (ITEM_IN_BRACKETS, ITEM_BEHIND_DASH):
        found = form.match(title.strip())
        if found and not SCALE_IN_BRACKETS.search(found[2]):
            return found[1], found[2]
    return title, None


def aspect_of(text: str) -> str | None:
    """The aspect that a text names; None where it names none that is known."""
    plain = folded(text)
    return next((aspect for aspect, pattern in _aspects() if pattern.search(plain)), None)


ASPECT_LIMIT = 60


def _plain(item: str) -> str:
    """An item as the name of its aspect."""
    return " ".join(item.split()).casefold()[:ASPECT_LIMIT]


def _matches(text: str) -> dict[str, tuple[int, str]]:
    """By kind, where its earliest words begin, and which they are."""
    found: dict[str, tuple[int, str]] = {}
    for kind, pattern in _patterns():
        match = pattern.search(text)
        if match and (kind not in found or match.start() < found[kind][0]):
            found[kind] = match.start(), match[0]
    return found


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (
        row
        for language in LANGUAGES
        for row in table("questions/wordings", f"{language}.tsv").select("taken_for", "pattern").rows()
    )
    return tuple((kind, re.compile(pattern)) for kind, pattern in rows)


@cache
def _aspects() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = table("questions", "aspect_words.tsv").select("aspect", "pattern").rows()
    return tuple((aspect, re.compile(rf"\b(?:{pattern})\b")) for aspect, pattern in rows)
