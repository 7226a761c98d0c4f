"""Verdicts as sentences for the manager: who, how many, and what to do."""

from collections.abc import Sequence

from warehouse.report.evidence import former
from warehouse.report.sentence import Sentence
from warehouse.report.verdicts import Verdict, rank, says_more, without_echoes
from warehouse.report.wording import (
    about,
    counted,
    day,
    located,
    number,
    outward,
    percent,
    plain,
    todo,
    who,
    window,
)

FEWEST_READ = 100
"""Customers below which what was read from texts does not lead the page: a few wordings that are misread
alike could make it."""

MOST_NEW = 2
"""News before what stands since long is told, too."""

NEWS_FIRST = ("alarm", "resolved", "see_segment", "isolated", "praise")
"""Moods of verdicts, the most urgent first."""

BY_TURNS = ("alarm", "alarm", "praise", "isolated")
"""Whose plays are told: two to act upon, one to amplify, one to answer; then what is left."""


def news(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Verdicts that were others until lately: what was rated before what was read, everybody's first, what
    rises before what stands."""
    new = [one for one in _worth_telling(verdicts) if one.is_new]
    return sorted(
        new,
        key=lambda one: (
            one.is_read,
            not one.is_everybody,
            one.verdict != "emerging",
            NEWS_FIRST.index(one.mood),
            rank(one),
        ),
    )[:MOST_NEW]


def plays(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Verdicts by the priority of what to do about them, what was rated before what was read, the kinds of
    play by turns."""
    left = sorted(
        (one for one in _worth_telling(verdicts) if one.mood in BY_TURNS),
        key=lambda one: (one.is_read, rank(one), not one.is_everybody),
    )
    chosen = []
    for turn in BY_TURNS:
        found = next((one for one in left if one.mood == turn and one not in chosen), None)
        chosen += [] if found is None else [found]
    return [*chosen, *(one for one in left if one not in chosen and one.mood == "alarm")]


def _worth_telling(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Neither undecided nor muted, nor read from few texts, nor what is said already of everybody or another
    segment."""
    told = [
        one
        for one in verdicts
        if one.mood != "open"
        and not (one.is_hidden or one.is_muted or one.is_louder)
        and not (one.is_read and one.counted < FEWEST_READ)
        and says_more(one)
    ]
    return without_echoes(told)


def as_news(one: Verdict) -> Sentence:
    """A verdict that is new, with what stood before it."""
    before = f"; before that {former(one.previous_verdict)}" if one.previous_verdict else ""
    topic, text = _told(one)
    lately = f"{text}, since {day(one.since)}{before}."
    return Sentence(f"New: {topic[:1].lower()}{topic[1:]}", lately, todo(one.play))


def as_play(one: Verdict) -> Sentence:
    """A verdict with what to do about it."""
    topic, text = _told(one)
    return Sentence(topic, f"{text}.", todo(one.play))


def _told(one: Verdict) -> tuple[str, str]:
    """A few words to catch the eye, and the verdict in words without a full stop."""
    if one.verdict == "emerging":
        return "Emerging", f"{_complaint(one)}: rising"
    if one.kind == "consensus_complaint":
        return "A shared complaint", f"{_complaint(one)}: hardly anybody disagrees"
    if one.mood == "alarm":
        return ("Customers are split" if one.side == "both" else "A trend"), f"{_complaint(one)}: a trend"
    if one.mood == "praise":
        return "Shared praise", f"{_praise(one)}: they agree that it is good"
    if one.mood == "see_segment":
        part = f" in {located(one.located_in)}" if one.located_in else " in a segment"
        return "Look at the segment", f"{_complaint(one)}: no trend but{part}"
    if one.mood == "resolved":
        return "Resolved", f"{_complaint(one)}: a trend before, gone"
    return "No cause for alarm", f"{_complaint(one)}: isolated"


def _praise(one: Verdict) -> str:
    what = "the whole" if one.aspect == "overall" else plain(one.aspect)
    praising = number(one.counted - one.complaining)
    verb = "seem to praise" if one.is_read else "praise"
    return f"{praising} of {those_who_take_a_side(one)}{_place(one)} {verb} {what} {window(one.window_days)}"


def _complaint(one: Verdict) -> str:
    """ "304 of 609 customers complain about price in the last 365 days (50 %, 42 to 58 %)"."""
    low, high = outward(one.complaint_low or 0, one.complaint_high or 1)
    single = "s" if one.complaining == 1 else ""
    verb = f"seem{single} to complain" if one.is_read else f"complain{single}"
    allowed = " once misread texts are allowed for" if one.is_read else ""
    return (
        f"{number(one.complaining)} of {those_who_take_a_side(one)}{_place(one)} {verb}{about(one.aspect)}"
        f" {window(one.window_days)} ({percent(one.complaint_share)}{allowed}, between {low} and {high} %)"
    )


def _place(one: Verdict) -> str:
    return "" if one.is_everybody else f" in {who(one.dimension, one.segment)}"


def those_who_take_a_side(one: Verdict) -> str:
    """Who is counted: "100 customers", "80 customers who rated it and take a side"."""
    silent = one.customers - one.polar
    sided = (
        " who rated it and take a side" if one.raters is not None else " who take a side" if silent else ""
    )
    return counted(one.counted, "customer") + sided
