"""What is behind a verdict: what decided it, what would, what was made of it, and its figures."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from warehouse.report.rules import Rules
from warehouse.report.verdicts import Verdict
from warehouse.report.wording import (
    counted,
    day,
    located,
    magnitude,
    number,
    outward,
    percent,
    plain,
    points,
    probability,
    window,
)

FORMER = {
    "insufficient_evidence": "not known",
    "isolated": "isolated",
    "consensus": "agreed",
    "trend": "a trend",
    "emerging": "emerging",
    "resolved": "resolved",
    "see_segment": "a trend in a segment alone",
}
"""A verdict as what came before another."""

CALM = ("praise", "isolated", "see_segment", "resolved")
"""Moods of a complaint share that is small."""

IDEAL_SIDES = {"complaint": "most complain", "praise": "content", "both": "split"}
"""Side of the customers close to the ideal."""

Figure = tuple[str, str]
"""A term and its value."""


def decided_by(one: Verdict, rules: Rules) -> str:
    """Which bound met which threshold, in a sentence; or that the verdict is held by less than reached it."""
    if one.complaint_low is None or one.complaint_high is None:
        return "Nobody takes a side, so there is no share to judge."
    low, high = outward(one.complaint_low, one.complaint_high, digits=1)
    between = f"Between {low} and {high} % complain"
    isolated, trend = number(100 * rules.isolated_below), number(100 * rules.trend_above)
    if one.verdict == "emerging":
        return f"The share has risen in the weeks up to {day(one.since)}, more than chance allows. {between}."
    if one.mood in CALM and one.complaint_high < rules.isolated_below:
        return f"At most {high} % complain, below the {isolated} % up to which a complaint is isolated."
    if one.mood == "see_segment":
        return f"{between} among everybody; in the segment it is a trend by its own figures."
    if one.mood in CALM:
        return f"{between}. Surely fewer than {isolated} % did at one time, which is not refuted since."
    if one.verdict == "consensus":
        return f"At least {low} % complain: hardly anybody disagrees."
    if one.mood == "alarm" and one.complaint_low > rules.trend_above:
        return f"At least {low} % complain, above the {trend} % from which a complaint is a trend."
    if one.mood == "alarm":
        return f"{between}. Surely more than {trend} % did at one time, which is not refuted since."
    return f"{between}: neither surely below {isolated} % nor surely above {trend} %."


def would_decide(one: Verdict, reading: Mapping[str, Any] | None = None) -> str:
    """What would settle an open cell.

    Args:
        reading: readings_needed by a person that would settle it, and in which window_days; None where none
            would.
    """
    if one.opinions_needed is None:
        needed = "More opinions would not settle it while the share stays."
    else:
        needed = (
            f"About {magnitude(one.opinions_needed)} customers taking a side; so far {number(one.polar)}."
        )
    if reading is None:
        return needed
    days = reading["window_days"]
    when = "" if days == one.window_days else f" ({window(days)})"
    readings = counted(reading["readings_needed"], "opinion")
    return f"Reading {readings} would decide{when}. Else: {_uncapital(needed)}"


def _uncapital(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def settled(one: Verdict) -> str:
    """What a person made of the verdict; empty where nobody did."""
    if one.settlement is None:
        return ""
    told = plain(one.settlement).capitalize()
    if one.settled_for:
        told += f" to {one.settled_for}" if one.settlement == "assigned" else f" ({one.settled_for})"
    told += f" on {day(one.settled_at)}" if one.settled_at else ""
    return told + (f", until {day(one.settled_until)}" if one.settled_until else "")


def figures(one: Verdict) -> list[Figure]:
    """The evidence behind a verdict, as terms and values."""
    return [*_counts(one), *_shares(one), *_places(one), *_stakes(one), *_history(one)]


def _counts(one: Verdict) -> list[Figure]:
    reach = "" if one.reach is None else f", {percent(one.reach)} of those who spoke"
    found = [
        ("Customers", f"{number(one.customers)}{reach}"),
        ("Praise, complain", f"{number(one.positive)}, {number(one.negative)}"),
    ]
    if one.raters is not None:
        praising = one.raters - one.complaining
        found.append(("Of these rated, and decide", f"{number(praising)}, {number(one.complaining)}"))
    return [*found, ("Neither, both at once", f"{number(one.neutral)}, {number(one.mixed)}")]


def _shares(one: Verdict) -> list[Figure]:
    found = [
        ("Complaint share", percent(one.complaint_share)),
        ("As counted", percent(one.complaint_share_raw)),
    ]
    if one.complaint_low is not None and one.complaint_high is not None:
        low, high = outward(one.complaint_low, one.complaint_high, digits=1)
        found.append(("Its bounds, each with 95 %", f"{low} to {high} %"))
    if one.complaint_share_pooled is not None:
        pooled = f"{percent(one.complaint_share_pooled)}, which decides nothing"
        found.append(("Drawn towards the other segments", pooled))
    agreement = f"{number(one.agreement, 2)} (1 alike, −1 half against half)"
    return [*found, ("Agreement", agreement)]


def _places(one: Verdict) -> list[Figure]:
    found = []
    if one.effect is not None and one.q_value is not None:
        apart = f"{points(one.effect)} points, {probability('q', one.q_value)}"
        found.append(("Against other segments", apart))
    if one.located_in is not None:
        found.append(("Where it lies", located(one.located_in)))
    if one.distinguished_by is not None:
        found.append(("What tells the sides apart", one.distinguished_by))
    if one.poles is not None:
        found.append(("Both ends complained of", plain(one.poles)))
    return found


def _stakes(one: Verdict) -> list[Figure]:
    found = []
    if one.ideal_side is not None:
        pole = f", rather {plain(one.ideal_pole)}" if one.ideal_pole else ""
        found.append(("Ideal customers", f"{IDEAL_SIDES.get(one.ideal_side, one.ideal_side)}{pole}"))
    if one.reach_customers is not None:
        found.append(("Known customers concerned", number(one.reach_customers)))
    if one.value_at_stake is not None:
        found.append(("Lifetime value of those who complain", number(one.value_at_stake)))
    if one.priority is not None:
        found.append(("Priority among such plays", number(one.priority)))
    return found


def _history(one: Verdict) -> list[Figure]:
    found = []
    if one.since is not None:
        found.append(("Holds since", _held(one.since)))
    if one.previous_verdict is not None:
        found.append(("Before", former(one.previous_verdict)))
    if one.evidence:
        found.append(("Evidence", f"{_named(one)} of the minority, in evidence_ids"))
    return found


def _named(one: Verdict) -> str:
    """ "The latest 20 of 300 opinions": the table names no more than the latest."""
    named, all_ = one.evidence or 0, one.minority_customers or 0
    latest = f"the latest {number(named)} of " if named < all_ else ""
    return f"{latest}{counted(max(named, all_), 'opinion')}"


def former(verdict: str) -> str:
    """A verdict as what came before another: see_segment is "a trend in a segment alone"."""
    return FORMER.get(verdict, plain(verdict))


def _held(since: datetime) -> str:
    return f"the week up to {day(since)}"
