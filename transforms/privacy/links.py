"""Links that let somebody in, or tell who it is: with parameters, credentials, or a token in the path."""

import re

_LINK = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,10}://|\bwww\.|\b(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,20}/)[^\s<>\"“”«»]+",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}'’…"
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{16,}", re.IGNORECASE)
_TO_OR_FROM_DIGIT = re.compile(r"[0-9](?=[A-Za-z])|[A-Za-z](?=[0-9])")
_TO_OR_FROM_CAPITAL = re.compile(r"[a-z](?=[A-Z])|[A-Z](?=[a-z])")

FEWEST_TOKEN_SIGNS = 16
FEWEST_CHANGES = 4
"""From digit to letter or back, in a segment that nobody chose: fewer are in "iphone-12-pro-64gb"."""

SIGNS_PER_CHANGE = 8
"""A long title has as many changes, but words between them."""

FEWEST_CHANGES_OF_CASE = 8
"""Of a segment that has a digit: a CamelCaseTitle has two for each word."""


def without_links(text: str) -> str:
    """The text with [link] in the place of each such link; other links stay."""
    return _LINK.sub(_stand_in, text)


def _stand_in(match: re.Match[str]) -> str:
    whole = match.group()
    link = whole.rstrip(_TRAILING)
    return "[link]" + whole[len(link) :] if _tells(link) else whole


def _tells(link: str) -> bool:
    before, _, path = link.partition("://") if "://" in link else ("", "", link)
    host, _, rest = path.partition("/")
    if before and "@" in host:
        return True
    if any(sign in rest or sign in host for sign in "?&="):
        return True
    return any(_is_token(segment) for segment in re.split("[/#]", rest))


def _is_token(segment: str) -> bool:
    if len(segment) < FEWEST_TOKEN_SIGNS:
        return False
    if _UUID.search(segment) or _HEX.search(segment):
        return True
    if len(_TO_OR_FROM_DIGIT.findall(segment)) >= max(FEWEST_CHANGES, len(segment) / SIGNS_PER_CHANGE):
        return True
    has_digit = any(sign.isdigit() for sign in segment)
    return has_digit and len(_TO_OR_FROM_CAPITAL.findall(segment)) >= FEWEST_CHANGES_OF_CASE
