"""Which verdicts the page shows, and in which group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

DISTINCT_BELOW = 0.05
"""q below which a segment differs from the others of its dimension."""

NOTABLE_EFFECT = 0.10
"""Difference in complaint share that makes a segment worth a row of its own."""

MOST_IN_GROUP = 12
"""Rows that a group shows; the rest is counted."""

MOST_WITHIN = 2
"""Segments of an aspect that everybody complains about, where the complaint is louder still."""


@dataclass(frozen=True)
class Verdict:
    """One cell of report.divergence in one window, complaint_* being the complaint share and its bounds.

    `is_read`: rests on what was read from texts, which may be misread. `parent_*` is what everybody's cell on
    the aspect says; `open_cells` and `hidden_cells` count all cells of the report without a decision, and
    those too small to show. `is_new`: lately another verdict stood.
    """

    aspect: str
    dimension: str
    segment: str
    window_days: int | None
    window_start: datetime | None
    window_end: datetime | None
    customers: int
    positive: int | None
    negative: int | None
    mixed: int | None
    neutral: int | None
    raters: int | None
    raters_negative: int | None
    is_read: bool
    reach: float | None
    side: str | None
    kind: str | None
    poles: str | None
    ideal_pole: str | None
    complaint_share: float | None
    complaint_low: float | None
    complaint_high: float | None
    complaint_share_raw: float | None
    complaint_share_pooled: float | None
    agreement: float | None
    verdict: str
    opinions_needed: int | None
    located_in: str | None
    distinguished_by: str | None
    effect: float | None
    q_value: float | None
    ideal_side: str | None
    play: str | None
    play_why: str | None
    priority: int | None
    reach_customers: int | None
    value_at_stake: float | None
    reason: str
    previous_verdict: str | None
    since: datetime | None
    is_new: bool
    settlement: str | None
    settled_for: str | None
    settled_until: datetime | None
    settled_at: datetime | None
    minority_customers: int | None
    evidence: int | None
    is_hidden: bool
    parent_verdict: str | None
    parent_kind: str | None
    parent_customers: int | None
    open_cells: int
    hidden_cells: int

    @property
    def is_everybody(self) -> bool:
        return self.dimension == "all"

    @property
    def is_louder(self) -> bool:
        """A segment that complains as everybody does."""
        alarm = mood(self.parent_verdict, self.parent_kind) == "alarm"
        return not self.is_everybody and alarm and self.mood == "alarm"

    @property
    def polar(self) -> int:
        """Customers who take a side."""
        return (self.positive or 0) + (self.negative or 0)

    @property
    def counted(self) -> int:
        """Those who take a side and are counted: all of them, or those who rated."""
        return self.polar if self.raters is None else self.raters

    @property
    def complaining(self) -> int:
        """Those of the counted who complain."""
        return (self.negative or 0) if self.raters_negative is None else self.raters_negative

    @property
    def is_muted(self) -> bool:
        return self.settlement == "muted"

    @property
    def mood(self) -> str:
        return mood(self.verdict, self.kind)


@dataclass(frozen=True)
class Group:
    """Verdicts of one kind; `rest` more are in the table."""

    name: str
    title: str
    meaning: str
    verdicts: tuple[Verdict, ...]
    rest: int


GROUPS = {
    "alarm": (
        "Emerging, trends and shared complaints",
        "More than single voices: these stand up to the numbers. First what is rising, then by priority.",
    ),
    "see_segment": (
        "Look at the segment",
        "No trend among everybody, but one in a part of the customers.",
    ),
    "praise": ("Shared praise", "Customers agree that it is good."),
    "isolated": (
        "Isolated cases",
        "A few voices: answer them in person, change nothing for their sake alone.",
    ),
    "resolved": ("Resolved", "Trends that have gone: tell those who complained."),
}
"""Mood of a verdict: heading and meaning, in the order of the page."""


def mood(verdict: str | None, kind: str | None) -> str:
    """What a verdict means to its reader: alarm, see_segment, praise, isolated, resolved or open."""
    if verdict in ("trend", "emerging") or kind == "consensus_complaint":
        return "alarm"
    if verdict == "resolved":
        return "resolved"
    if verdict == "see_segment":  # also where everybody together praises
        return verdict
    if kind == "consensus_praise":
        return "praise"
    return verdict if verdict in GROUPS else "open"


def says_more(one: Verdict) -> bool:
    """Whether a segment tells what everybody's verdict does not.

    It does where it alone complains, or where it surely differs from the other segments and that changes the
    verdict or, among complaints, the size of the trouble. Calm within calm is nothing new.
    """
    if one.is_everybody:
        return True
    if one.mood == "open" or one.customers == one.parent_customers:
        return False
    parent = mood(one.parent_verdict, one.parent_kind)
    is_distinct = one.q_value is not None and one.q_value < DISTINCT_BELOW
    if one.mood == "alarm":
        return parent != "alarm" or (is_distinct and (one.effect or 0) >= NOTABLE_EFFECT)
    return is_distinct and parent in ("alarm", "open")


def without_echoes(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts, of those on the same aspect with the same figures the first: one survey is one source and
    one channel, and need not be told twice."""
    seen = set()
    kept = []
    for one in verdicts:
        figures = (one.aspect, one.customers, one.positive, one.negative, one.neutral, one.mixed)
        if figures not in seen:
            kept.append(one)
        seen.add(figures)
    return kept


def grouped(verdicts: Sequence[Verdict], most: int = MOST_IN_GROUP) -> list[Group]:
    """The decided verdicts worth a row, everybody's first, in groups that are not empty."""
    told = without_echoes([one for one in verdicts if one.mood != "open" and says_more(one)])
    groups = []
    for name, (title, meaning) in GROUPS.items():
        members = [one for one in told if one.mood == name]
        shown = _surest(members)[:most]
        if shown:
            groups.append(Group(name, title, meaning, tuple(shown), len(members) - len(shown)))
    return groups


def _surest(members: Sequence[Verdict]) -> list[Verdict]:
    """What is rising, then by the priority of what to do; at last the few segments that differ in degree."""
    within = [one for one in members if one.is_louder]
    loudest = sorted(within, key=lambda one: one.effect or 0, reverse=True)
    few = [one for place, one in enumerate(loudest) if _before(loudest, place) < MOST_WITHIN]
    others = [one for one in members if not one.is_louder]
    return sorted(others, key=lambda one: (one.verdict != "emerging", rank(one))) + few


def rank(one: Verdict) -> float:
    """Its priority among the plays of its kind; what has none comes last."""
    return float("inf") if one.priority is None else one.priority


def _before(verdicts: Sequence[Verdict], place: int) -> int:
    return sum(one.aspect == verdicts[place].aspect for one in verdicts[:place])


def undecided(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Cells without a decision, everybody's first, then those nearest to one."""
    return [one for one in verdicts if one.mood == "open" and not one.is_hidden]


def label(one: Verdict) -> str:
    """The verdict as a badge."""
    if one.kind in ("consensus_praise", "consensus_complaint"):
        return "shared praise" if one.kind == "consensus_praise" else "shared complaint"
    return {"see_segment": "see segment", "insufficient_evidence": "not known yet"}.get(
        one.verdict, one.verdict
    )
