"""Figures, periods and segments in words, the same everywhere on the page."""

import math
import re
from datetime import date, datetime

from transforms.privacy import HOLDS_ADDRESS

MINUS = "−"
NOTHING = "–"

# Control characters have no place in HTML; the others reverse or hide the text around them.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_EMAIL = re.compile(HOLDS_ADDRESS)


def harmless(text: str) -> str:
    """A text without control characters, direction overrides and e-mail addresses; % keeps to its number.

    Texts were redacted when they were loaded; names of files and segments were not.
    """
    return _EMAIL.sub("[e-mail]", _INVISIBLE.sub("", text)).replace(" %", "\u00a0%")


def number(value: float | None, digits: int = 0) -> str:
    """A number with thousands separators and a true minus; a dash where there is none."""
    if value is None or math.isnan(value):
        return NOTHING
    rounded = round(value, digits) + 0.0  # + 0.0: no minus zero
    return f"{rounded:,.{digits}f}".replace("-", MINUS)


def percent(share: float | None) -> str:
    """Whole per cent of a share (0 to 1); next to nothing and next to all keep a decimal."""
    if share is None:
        return NOTHING
    is_extreme = 0 < share < 0.01 or 0.99 < share < 1
    return f"{number(100 * share, 1 if is_extreme else 0)} %"


def points(share: float | None) -> str:
    """A shift of a share in points of a hundred, with its sign: 0.1 is "+10"."""
    shown = NOTHING if share is None else number(100 * share)
    return f"+{shown}" if share is not None and round(100 * share) > 0 else shown


def outward(low: float, high: float, digits: int = 0) -> tuple[str, str]:
    """The bounds of a share in per cent, rounded outwards as the verdicts' sentences do."""
    tolerance = 1e-9  # a bound of exactly 8 % is 8, not 9
    steps = 10**digits
    lowest = math.floor(100 * steps * low + tolerance) / steps
    highest = math.ceil(100 * steps * high - tolerance) / steps
    return number(lowest, digits), number(highest, digits)


def magnitude(count: int) -> str:
    """A count in two significant digits: 163,776 is "160,000"."""
    step = 10 ** max(0, len(str(abs(count))) - 2)
    return number(round(count / step) * step)


def probability(name: str, value: float) -> str:
    """ "p = 0.02", or "p < 0.001", never broken over two lines."""
    words = "< 0.001" if value < 0.001 else f"= {value:.3f}" if value < 0.01 else f"= {value:.2f}"
    return f"{name} {words}".replace(" ", "\u00a0")


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """ "1 customer", "1,204 customers"."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def day(moment: date | datetime | None) -> str:
    """ "30 June 2026"."""
    return NOTHING if moment is None else f"{moment.day} {moment:%B %Y}"


def period(grain: str, start: date) -> str:
    """ "Q2 2026", or "June 2026"."""
    return f"Q{(start.month + 2) // 3} {start.year}" if grain == "quarter" else f"{start:%B %Y}"


def period_before(grain: str, start: date) -> str:
    """The period just before, in words."""
    months = start.year * 12 + start.month - 1 - (3 if grain == "quarter" else 1)
    return period(grain, date(months // 12, months % 12 + 1, 1))


def plain(name: str) -> str:
    """A name of the tables in words: company_size is "company size"."""
    return name.replace("_", " ")


def about(aspect: str) -> str:
    """ " about price"; nothing where the opinion is of the whole."""
    return "" if aspect == "overall" else f" about {plain(aspect)}"


def aspect_title(aspect: str) -> str:
    """An aspect as a heading."""
    words = plain(aspect)
    return "Overall opinion" if aspect == "overall" else words[:1].upper() + words[1:]


def who(dimension: str, segment: str) -> str:
    """ "everybody", "company size 1-9", "age unknown"."""
    return "everybody" if dimension == "all" else f"{plain(dimension)} {segment}"


def located(located_in: str) -> str:
    """Where a disagreement lies: company_size=1-9 is "company size 1-9"; what is no segment stays."""
    dimension, sign, segment = located_in.partition("=")
    if located_in == "within":
        return "in every part alike, as far as is told apart"
    return f"{plain(dimension)} {segment}" if sign else located_in


_PLAY_IS_ABOUT = re.compile(r"^[“«„\"][^”»“\"]+[”»“\"] \([^()]*\)\s?: ")


def todo(play: str | None) -> str:
    """A play beside the verdict that it is about: without the aspect and segment that it begins with."""
    words = _PLAY_IS_ABOUT.sub("", play or "")
    return words[:1].upper() + words[1:]


def window(window_days: int | None) -> str:
    """ "in the last 365 days", "over all time"."""
    return "over all time" if window_days is None else f"in the last {window_days} days"


def listed(names: list[str], most: int = 8) -> str:
    """ "a, b and c"; more than `most` are counted."""
    shown = names[:most] if len(names) <= most else [*names[:most], f"{len(names) - most} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
