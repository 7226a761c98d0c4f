"""NPS, CSAT, CES and star ratings in words: value, interval, how far to trust it, what changed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from warehouse.report import wording
from warehouse.report.rules import Rules
from warehouse.report.wording import counted, number, percent, probability

TITLES = {"nps": "NPS", "csat": "CSAT", "ces": "CES", "rating": "Rating"}
MEANINGS = {
    "nps": "Net Promoter Score",
    "csat": "satisfied customers",
    "ces": "customers who found it easy",
    "rating": "mean star rating",
}
GRAINS = ("quarter", "month")
"""Periods that a tile compares, the steadier first."""


@dataclass(frozen=True)
class Score:
    """One row of report.kpi; see warehouse/marts/kpi.yml."""

    metric: str
    scale: str
    period_grain: str
    period_start: date | None
    dimension: str
    segment: str
    responses: int
    customers: int
    value: float | None
    ci_low: float | None
    ci_high: float | None
    promoters: int | None
    passives: int | None
    detractors: int | None
    top_box_count: int | None
    middle_box_count: int | None
    bottom_box_count: int | None
    weighted_value: float | None
    weighted_low: float | None
    weighted_high: float | None
    n_effective: float | None
    is_moved_by_weighting: bool | None
    previous_value: float | None
    change: float | None
    change_p: float | None
    change_q: float | None
    is_significant: bool | None
    status: str


@dataclass(frozen=True)
class Tile:
    """One metric on one scale, over all time, with the change into its latest complete period."""

    score: Score
    latest: Score | None
    title: str
    value: str
    meaning: str
    interval: str
    marks: tuple[float, float, float] | None
    basis: str
    note: str | None
    weighted: str | None
    is_moved: bool
    change: str | None
    parts: tuple[tuple[str, str, float], ...]
    """(tone, words, share) of the answers, from bad to good; empty for ratings, which have marks instead."""


def shown(metric: str, value: float | None) -> str:
    """A value as the page writes it: points, per cent, or stars with two decimals."""
    if metric in ("csat", "ces"):
        return percent(value)
    return number(value, 0 if metric == "nps" else 2)


def interval(metric: str, low: float | None, high: float | None) -> str:
    """ "14 to 24"; empty where there is none (a single rating has no interval)."""
    if low is None or high is None:
        return ""
    return f"{shown(metric, low).removesuffix(' %')} to {shown(metric, high)}"


def name_of(metric: str, scale: str) -> str:
    """ "NPS", "CSAT (1-5)"."""
    title = TITLES.get(metric, metric)
    return title if metric == "nps" and scale == "0-10" else f"{title} ({scale})"


def meaning(metric: str, scale: str) -> str:
    """ "satisfied customers, scale 1-5"."""
    words = MEANINGS.get(metric, "")
    return words if metric == "nps" and scale == "0-10" else f"{words}, scale {scale}"


def marks(
    metric: str, scale: str, bounds: tuple[float | None, float | None, float | None]
) -> tuple[float, float, float] | None:
    """Low end, value and high end between the ends of the metric, 0 to 1; None where one is not known."""
    low, high = ends(metric, scale)
    known = [
        min(1.0, max(0.0, (one - low) / (high - low))) for one in bounds if one is not None and high > low
    ]
    return (known[0], known[1], known[2]) if len(known) == len(bounds) else None


def ends(metric: str, scale: str) -> tuple[float, float]:
    """The least and the greatest value that a metric can take."""
    if metric == "nps":
        return -100.0, 100.0
    if metric in ("csat", "ces"):
        return 0.0, 1.0
    low, _, high = scale.split(" ")[0].split(",")[0].rpartition("-")
    try:
        return float(low), float(high)
    except ValueError:  # a scale in other words has no marks
        return 0.0, 0.0


def last_day(score: Score) -> date:
    """The first day after the score's period."""
    start = score.period_start or date.min
    months = start.year * 12 + start.month - 1 + (3 if score.period_grain == "quarter" else 1)
    return date(months // 12, months % 12 + 1, 1)


def latest_complete(scores: Sequence[Score], as_of: date) -> Score | None:
    """The last period that had ended by the end of `as_of` and has a period before it to compare with."""
    for grain in GRAINS:
        comparable = [
            one
            for one in scores
            if one.period_grain == grain and one.change is not None and (last_day(one) - as_of).days <= 1
        ]
        if comparable:
            return max(comparable, key=last_day)
    return None


def change_words(score: Score) -> str:
    """ "In Q2 2026 it was 25, 4 points higher than in Q1 2026 (not significant)"."""
    start = score.period_start or date.min
    now = wording.period(score.period_grain, start)
    before = wording.period_before(score.period_grain, start)
    value = shown(score.metric, score.value)
    return f"In {now} it was {value}, {difference(score)} {before} ({certainty(score)})"


def difference(score: Score) -> str:
    """ "4 points higher than", "the same as"."""
    change = score.change or 0.0
    points = 100 * change if score.metric in ("csat", "ces") else change
    amount = number(abs(points), 2 if score.metric == "rating" else 0)
    if float(amount.replace(",", "")) == 0:
        return "the same as in"
    unit = "point" if amount in ("1", "1.00") else "points"
    return f"{amount} {unit} {'higher' if change > 0 else 'lower'} than in"


def certainty(score: Score) -> str:
    """Whether a change is more than chance, by itself and among all changes that were tested."""
    if score.is_significant:
        return "a significant change"
    if score.change_p is None:
        return "which cannot be tested"
    if score.change_p < 0.05:
        alone = f"{probability('p', score.change_p)} by itself"
        return f"{alone}, but not among all that was compared"
    return "not significant"


def tiles(scores: Sequence[Score], as_of: date, rules: Rules) -> list[Tile]:
    """One tile per metric and scale, in the order of `scores`."""
    series: dict[tuple[str, str], list[Score]] = {}
    for one in scores:
        series.setdefault((one.metric, one.scale), []).append(one)
    return [
        _tile(whole, latest_complete(rows, as_of), rules)
        for rows in series.values()
        for whole in rows
        if whole.period_grain == "all"
    ]


def _tile(whole: Score, latest: Score | None, rules: Rules) -> Tile:
    is_hidden = whole.status == "suppressed"
    return Tile(
        score=whole,
        latest=latest,
        title=TITLES.get(whole.metric, whole.metric),
        value=shown(whole.metric, whole.value),
        meaning=meaning(whole.metric, whole.scale),
        marks=marks(whole.metric, whole.scale, (whole.ci_low, whole.value, whole.ci_high)),
        interval=interval(whole.metric, whole.ci_low, whole.ci_high),
        basis=f"{rules.few} customers" if is_hidden else _basis(whole),
        note=_note(whole.status, rules),
        weighted=_weighted(whole),
        is_moved=bool(whole.is_moved_by_weighting),
        change=None if latest is None else change_words(latest),
        parts=() if is_hidden else _parts(whole),
    )


def _basis(score: Score) -> str:
    return f"{counted(score.responses, 'answer')} of {counted(score.customers, 'customer')}"


def _note(status: str, rules: Rules) -> str | None:
    if status == "suppressed":
        return f"Not shown: {rules.few} customers."
    return f"Indicative: fewer than {rules.indicative_below} answers." if status == "indicative" else None


def _weighted(score: Score) -> str | None:
    """ "Weighted: 15 (9 to 21), worth 210 equally weighted answers"; None without weights."""
    if score.weighted_value is None or score.n_effective is None:
        return None
    value = shown(score.metric, score.weighted_value)
    bounds = interval(score.metric, score.weighted_low, score.weighted_high)
    worth = counted(math.floor(score.n_effective + 1e-9), "equally weighted answer")
    return f"Weighted: {value}{f' ({bounds})' if bounds else ''}, worth {worth}"


def _parts(score: Score) -> tuple[tuple[str, str, float], ...]:
    words = {
        "nps": ("detractors", "passives", "promoters"),
        "csat": ("dissatisfied", "neutral", "satisfied"),
        "ces": ("difficult", "neutral", "easy"),
    }.get(score.metric)
    if words is None:
        return ()
    is_nps = score.metric == "nps"
    counts = (
        (score.detractors, score.passives, score.promoters)
        if is_nps
        else (score.bottom_box_count, score.middle_box_count, score.top_box_count)
    )
    return tuple(
        (tone, word, (count or 0) / score.responses)
        for tone, word, count in zip(("bad", "neutral", "good"), words, counts, strict=True)
    )
