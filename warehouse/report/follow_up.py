"""Whom to speak to, what came of it, and how often the company answers, in words and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.report.rules import Rules
from warehouse.report.wording import about, counted, number, outward, percent, plain, points

EXCLUDED = {
    "opted_out": "Do not want to be contacted",
    "erased": "Want to be forgotten",
    "no_consent": "No consent to be contacted",
    "contacted": "Contacted since they spoke",
    "not_in_crm": "Not in the CRM: nobody knows whom to call",
    "left": "No longer customers",
    "undated": "Nobody knows when they spoke",
    "muted": "What they speak of is muted",
    "long_ago": "Spoke too long ago",
}
"""excluded_because of report.follow_up in words."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class FollowUp:
    """The section's words.

    Args:
        due: whom the list consists of; empty where nobody took a side.
        waiting: public complaints without an answer.
        excluded: why, and how many.
        outcome: what came of contacts; empty where nothing is known.
        replies: rows of report.replies over a year, see its query, each with `rate`, `time` and `in_time`.
        testimonials: whom to ask; empty where nobody.
    """

    due: str
    waiting: str
    excluded: tuple[tuple[str, str], ...]
    outcome: str
    replies: tuple[Row, ...]
    testimonials: str


def follow_up_of(
    found: Row,
    excluded: Sequence[Row],
    outcomes: Sequence[Row],
    replies: Sequence[Row],
    testimonials: Row,
    rules: Rules,
) -> FollowUp:
    """The section from rows of the queries of these names; counts below the privacy floor are not told."""
    return FollowUp(
        due=_due(found, rules) if found["speakers"] else "",
        waiting=_waiting(found, rules),
        excluded=tuple(
            (
                EXCLUDED.get(row["excluded_because"], plain(row["excluded_because"])),
                few(row["speakers"], rules),
            )
            for row in excluded
        ),
        outcome=_outcome(outcomes[0]) if outcomes else "",
        replies=tuple(_reply(row, rules) for row in replies),
        testimonials=_testimonials(testimonials, rules),
    )


def few(count: int, rules: Rules) -> str:
    """A count of persons; one below the privacy floor is "fewer than 5", none is "nobody"."""
    if not count:
        return "nobody"
    return rules.few if count < rules.privacy_floor else number(count)


def _due(found: Row, rules: Rules) -> str:
    due, overdue = (few(found[name], rules) for name in ("due", "overdue"))
    told = f"Due to be spoken to now: {due}; overdue: {overdue}."
    if not found["due"] + found["overdue"]:
        return told
    sides = ", ".join(
        f"{few(found[name], rules)} {verb}"
        for name, verb in (("complaining", "who complained"), ("praising", "who praised"))
    )
    review = f" Whose case is solved and who may be asked for a review: {few(found['to_review'], rules)}."
    return f"{told} Among them {sides}.{review if found['to_review'] else ''}"


def _waiting(found: Row, rules: Rules) -> str:
    if not found["waiting"]:
        return ""
    late = f"; for {few(found['late'], rules)} of them the time is over" if found["late"] else ""
    return f"Complained in public and wait for an answer: {few(found['waiting'], rules)}{late}."


def _outcome(row: Row) -> str:
    """What changed, not what contact brought about."""
    began = "who complained" if row["began_with"] == "complaint" else "who had spoken"
    what = f" in {row['series']}" if row["series"] else about(row["aspect"])
    low, high = points(row["net_change_low"]), points(row["net_change_high"])
    told = (
        f"Of {counted(row['pairs'], 'customer')} {began}{what} and were contacted, {number(row['improved'])}"
        f" said better afterwards and {number(row['worsened'])} worse: {points(row['net_change'])} points"
        f" of 100 (95 % interval {low} to {high})."
    )
    if row["difference"] is None:
        return told
    bounds = f"{points(row['difference_low'])} to {points(row['difference_high'])}"
    return (
        f"{told} That is {points(row['difference'])} points beside customers nobody contacted ({bounds})."
        " Who is contacted was not drawn by lot: this is what was seen, not what contact brought about."
    )


def _reply(row: Row, rules: Rules) -> Row:
    is_small = row["feedback"] < rules.privacy_floor
    rate, hours, in_time = "not told by the source", "–", percent(row["share_in_time"])
    if row["reply_rate"] is not None:
        low, high = outward(row["reply_rate_low"], row["reply_rate_high"])
        rate = f"{percent(row['reply_rate'])} ({low} to {high} %)"
    if row["hours_low"] is not None:
        low, high = number(row["hours_low"]), number(row["hours_high"])
        hours = f"{low} h" if low == high else f"{low} to {high} h"
    hidden = {"rate": "–", "time": "–", "in_time": "–", "feedback": rules.few}
    shown = {"rate": rate, "time": hours, "in_time": in_time, "feedback": number(row["feedback"])}
    return {"source": row["source"], "side": row["side"], **(hidden if is_small else shown)}


def _testimonials(row: Row, rules: Rules) -> str:
    if not row["customers"]:
        return ""
    return (
        f"Who praise what everybody praises and consent to be contacted: {few(row['customers'], rules)}."
        " report.testimonials says whom to ask for a testimonial, under pseudonyms."
    )
