"""A sentence of the lead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """A few words to catch the eye, the sentence, and what to do (empty where there is nothing)."""

    topic: str
    text: str
    todo: str = ""
