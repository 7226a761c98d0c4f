"""Numbers that point to a person, told from order numbers, prices and dates by their check digits.

Digits that stand together are one chain: groups with a few signs between them. Neighbouring groups are tried
together, the longest first, as a card, an identity number, a phone. Those with letters have patterns of their
own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transforms.privacy.accounts import is_card
from transforms.privacy.identity_numbers import is_identity_number
from transforms.privacy.nearby import Nearby
from transforms.privacy.phones import is_phone

_GROUP = re.compile(r"(?:\(?\+\s?\(?|\()?([0-9]+)")
_DATE = re.compile(
    r"(?<![0-9])(?:(?:[0-3]?[0-9][./ -]){2}(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}([./-])[01]?[0-9]\1[0-3]?[0-9])"
    r"(?![0-9]|[ ./-][0-9])"
)
MOST_GROUPS = 8
"""French social security numbers and mobile phones with a country's code have seven."""

FEWEST_DIGITS = 7
MOST_DIGITS = 19
MOST_SINGLE_DIGITS = 3
"""Groups of one digit: +33 (0)6 has two; more are votes and scores."""

MOST_CHAINS = 500
"""In one text: what comes after is a table of figures, and is taken out unread."""

MOST_DIGITS_OF_CHAIN = 60
"""Longer ones are read in pieces: a column of figures in one cell must not cost minutes."""

_BETWEEN = r"[ \t\u00a0\u2009\u202f./()\-\u2010-\u2013]"
_CHAIN = re.compile(
    rf"[+(]{{0,2}}[0-9](?:{_BETWEEN}{{0,4}}\+?[0-9]){{{FEWEST_DIGITS - 1},{MOST_DIGITS_OF_CHAIN - 1}}}"
)


@dataclass(frozen=True)
class _Window:
    """Neighbouring groups of digits, as they are written."""

    start: int
    end: int
    digits: str
    shape: tuple[int, ...]


def without_numbers(text: str) -> str:
    """The text with [card], [id number] and [phone] in the place of what is written in digits."""
    parts: list[str] = []
    done = 0
    for number, chain in enumerate(_CHAIN.finditer(text)):
        if number >= MOST_CHAINS:
            return "".join([*parts, _CHAIN.sub("[digits]", text[done:])])
        for low, high, kind in sorted(_found(text, chain.start(), chain.end())):
            parts += [text[done:low], f"[{kind}]"]
            done = high
    return "".join([*parts, text[done:]]) if parts else text


def _found(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of what stands in a chain; the rest of it is looked at again."""
    if end - start < FEWEST_DIGITS:
        return
    for low, high in _without_dates(text, start, end):
        for window in _windows(text, low, high):
            if kind := _kind(text, window):
                yield window.start, window.end, kind
                yield from _found(text, low, window.start)
                yield from _found(text, window.end, high)
                break


def _without_dates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for date in _DATE.finditer(text, start, end):
        yield start, date.start()
        start = date.end()
    yield start, end


def _windows(text: str, start: int, end: int) -> list[_Window]:
    """All that neighbouring groups make together, the longest first."""
    groups = [group for group in _GROUP.finditer(text, start, end) if not _is_part_of_word(text, group)]
    found = []
    for first in range(len(groups)):
        digits, shape = "", list[int]()
        for last in groups[first : first + MOST_GROUPS]:
            digits, shape = digits + last[1], [*shape, len(last[1])]
            is_number = shape.count(1) <= MOST_SINGLE_DIGITS
            if is_number and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
                start = _opened(text, groups[first].start(), last.end())
                found.append(_Window(start, last.end(), digits, tuple(shape)))
    return sorted(found, key=lambda window: -len(window.digits))


def _opened(text: str, start: int, end: int) -> int:
    """Where the number begins: "(0" is its own bracket only where it is closed within it."""
    return start + 1 if text[start] == "(" and ")" not in text[start:end] else start


def _is_part_of_word(text: str, group: re.Match[str]) -> bool:
    before, after = text[group.start() - 1 : group.start()], text[group.end() : group.end() + 1]
    return before.isalpha() or before == "_" or after.isalpha() or after == "_"


def _kind(text: str, window: _Window) -> str | None:
    around = Nearby(text, window.start, window.end)
    if around.is_decimal:
        return None
    written = text[window.start : window.end]
    if is_card(window.digits):
        return "card"
    if is_identity_number(window.digits, window.shape, written, around):
        return "id number"
    return "phone" if is_phone(window.digits, window.shape, written, around) else None
