"""What the words of a header mean, in eight languages."""

import re
import unicodedata
from functools import cache

from transforms.tables import table

WHOLE, AT_THE_END, INSIDE = 3.0, 2.0, 1.0
"""How sure a phrase makes: the header is it, ends with it, or holds it."""

_JOINTS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=\d)(?=[A-Za-z]{2})")
"""Where words meet without a sign between: starRating, IPAddress, Q17COUNTRY."""


@cache
def _phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """By the words of a phrase, what it may mean."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for meaning, phrase in table("drafting", "header_words.tsv").select("meaning", "phrase").iter_rows():
        words = tuple(phrase.split())
        found[words] = (*found.get(words, ()), meaning)
    return found


def words_of(header: str) -> tuple[str, ...]:
    """The words of a header, folded: starRating, star_rating and "Star rating" are the same."""
    spaced = _JOINTS.sub(" ", header)
    plain = unicodedata.normalize("NFKD", spaced.replace("ß", "ss")).casefold()
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(re.findall(r"[^\W_]+", bare))


def meanings(header: str) -> dict[str, float]:
    """By meaning, how sure the header makes of it; longer phrases make surer."""
    words = words_of(header)
    found: dict[str, float] = {}
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            for meaning in _phrases().get(words[start:end], ()):
                is_whole = end - start == len(words)
                place = WHOLE if is_whole else AT_THE_END if end == len(words) else INSIDE
                found[meaning] = max(found.get(meaning, 0.0), place + (end - start) / 10)
    return found
