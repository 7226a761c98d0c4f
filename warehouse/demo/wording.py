"""What customers write: sentences from the phrase banks, put together in the sense of a score."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from warehouse.demo.planted import Stances

LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl", "ro")
MOODS = {-1: "negative", 0: "neutral", 1: "positive"}
EMOJI = {-1: ("😡", "👎", "😞", "🙄"), 0: ("🤔", "😐"), 1: ("👍", "😊", "🎉", "❤️", "🚀")}
# Nothing is planted on these: everybody may praise or blame them.
FREE_TOPICS = ("features", "onboarding")
TOPICS = ("ease_of_use", "support", "price", "reliability", *FREE_TOPICS)


@cache
def phrases(language: str) -> Mapping[str, Any]:
    """The phrase bank of a language: topic to mood to sentences, and openings, endings, titles, turns."""
    return tomllib.loads((files("warehouse.demo") / "phrases" / f"{language}.toml").read_text("utf-8"))


def topics_of(stances: Stances, polarity: int) -> tuple[str, ...]:
    """What a customer of these stances may praise (1) or blame (-1)."""
    held = (aspect.replace(" ", "_") for aspect, stance in stances.items() if stance == polarity)
    return (*held, *FREE_TOPICS)


def compose(
    rng: random.Random, language: str, mood: int, praised: Sequence[str], blamed: Sequence[str]
) -> list[str]:
    """One to five sentences in the sense of the mood (-1, 0, 1), on topics that may be praised or blamed."""
    bank = phrases(language)
    told = _told(rng, bank, mood, praised, blamed)
    opening = [rng.choice(bank["openings"][MOODS[mood]])] if rng.random() < 0.6 else []
    ending = [rng.choice(bank["endings"][MOODS[mood]])] if rng.random() < 0.5 or len(told) < 2 else []
    return [*opening, *told, *ending]


def _told(
    rng: random.Random, bank: Mapping[str, Any], mood: int, praised: Sequence[str], blamed: Sequence[str]
) -> list[str]:
    if mood:
        topics = praised if mood > 0 else blamed
        chosen = rng.sample(topics, min(len(topics), rng.choice((1, 2, 2))))
        return [rng.choice(bank[topic][MOODS[mood]]) for topic in chosen]
    if rng.random() < 0.5:
        return list(rng.sample(bank["statements"]["neutral"], 2))
    good = rng.choice(praised)
    bad = rng.choice([topic for topic in blamed if topic != good])
    return [
        rng.choice(bank[good]["positive"]),
        rng.choice(bank["turns"]["neutral"]),
        rng.choice(bank[bad]["negative"]),
    ]


def title(rng: random.Random, language: str, mood: int) -> str:
    """A review's headline in the sense of the mood."""
    chosen: str = rng.choice(phrases(language)["titles"][MOODS[mood]])
    return chosen
