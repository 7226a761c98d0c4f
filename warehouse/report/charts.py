"""Charts as SVG, drawn without a network or a browser."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup

from warehouse.report.scores import Score

WIDTH, HEIGHT = 320, 150
FEWEST_PERIODS = 3
"""Fewer points make no line."""

# Each is a key of the style sheet, which gives it the right colour on light and on dark; print keeps these.
ACCENT, GOOD, BAD, NEUTRAL, MIXED = "#1f5673", "#2a6f97", "#b5541c", "#b9b6ae", "#8a6f9e"
TONES = (("negative", BAD), ("mixed", MIXED), ("neutral", NEUTRAL), ("positive", GOOD))

_CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "#5d6470", "labelFontSize": 11, "gridColor": "#e3e0d8", "domain": False, "ticks": False,
        "labelPadding": 6, "title": None,
    },
    "axisX": {"grid": False, "labelFlush": False},
    "axisY": {"minExtent": 30, "maxExtent": 30},
}  # fmt: skip


def score_chart(scores: Sequence[Score], label: str) -> Markup | None:
    """Monthly values with their interval; None with fewer than three published months."""
    months = [one for one in scores if one.period_grain == "month" and one.period_start is not None]
    if sum(one.status == "published" and one.value is not None for one in months) < FEWEST_PERIODS:
        return None
    metric = months[0].metric
    factor = 100 if metric in ("csat", "ces") else 1
    by_month = {one.period_start: one for one in months if one.value is not None}
    rows = [
        {"month": _moment(start), **_values(by_month.get(start), factor)}
        for start in every_month([one.period_start for one in months if one.period_start])
    ]
    base = alt.Chart(_data(rows)).encode(x=_month_axis())
    y = alt.Y("value:Q", axis=alt.Axis(tickCount=4), scale=alt.Scale(zero=False, nice=True))
    band = base.mark_area(color=ACCENT, opacity=0.16).encode(y=alt.Y("low:Q", title=None), y2="high:Q")
    line = base.mark_line(color=ACCENT, strokeWidth=2).encode(y=y)
    points = base.mark_point(color=ACCENT, filled=True, size=26, opacity=1).encode(y=y)
    zero = alt.Chart(_data([{"y": 0}])).mark_rule(color="#5d6470", strokeWidth=1).encode(y="y:Q")
    layers = [zero, band, line, points] if metric == "nps" else [band, line, points]
    return _svg(alt.LayerChart(layer=layers), label)


def sentiment_chart(months: Sequence[dict[str, Any]], label: str) -> Markup | None:
    """Shares of the tones per month, stacked; None with fewer than three months that can be shown."""
    seen = {one["period_start"]: one for one in months if one["negative_share"] is not None}
    if len(seen) < FEWEST_PERIODS:
        return None
    rows = [
        {"month": _moment(start), "tone": tone, "order": order, "share": 100 * seen[start][f"{tone}_share"]}
        for start in sorted(seen)
        for order, (tone, _) in enumerate(TONES)
    ]
    colours = alt.Scale(domain=[tone for tone, _ in TONES], range=[colour for _, colour in TONES])
    axis = alt.Axis(labelAngle=0, format="%b %y", labelOverlap="greedy", labelSeparation=14)
    bars = (
        alt.Chart(_data(rows))
        .mark_bar(width={"band": 0.82})
        .encode(
            x=alt.X("month:O", timeUnit="utcyearmonth", axis=axis),
            y=alt.Y("share:Q", stack="zero", axis=alt.Axis(tickCount=4), scale=alt.Scale(domain=[0, 100])),
            color=alt.Color("tone:N", scale=colours, legend=None),
            order="order:Q",
        )
    )
    return _svg(bars, label)


def every_month(starts: Sequence[date]) -> list[date]:
    """All months from the first to the last, so that a gap in the data is a gap in the line."""
    if not starts:
        return []
    first, last = (one.year * 12 + one.month - 1 for one in (min(starts), max(starts)))
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]


def _values(score: Score | None, factor: int) -> dict[str, float | None]:
    def scaled(value: float | None) -> float | None:
        return None if value is None else factor * value

    if score is None:
        return {"value": None, "low": None, "high": None}
    return {"value": scaled(score.value), "low": scaled(score.ci_low), "high": scaled(score.ci_high)}


def _data(rows: Sequence[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=list(rows))  # type: ignore[no-untyped-call]


def _month_axis() -> alt.X:
    axis = alt.Axis(format="%b %y", tickCount=4, labelOverlap=True)
    return alt.X("month:T", scale=alt.Scale(type="utc"), axis=axis)


def _moment(start: date) -> str:
    return f"{start.isoformat()}T00:00:00Z"


def _svg(chart: alt.Chart | alt.LayerChart, label: str) -> Markup:
    """The chart for inlining: it scales with its box, and says in words what it shows."""
    spec = chart.properties(width=WIDTH, height=HEIGHT).configure(**_CONFIG).to_dict()
    svg = vl_convert.vegalite_to_svg(spec)
    opening, _, rest = svg.partition(">")
    words = Markup('<svg class="chart" role="img" aria-label="{0}"{1}><title>{0}</title>').format(
        label, Markup(opening.removeprefix("<svg").replace(' class="marks"', ""))
    )
    return Markup(words + Markup(rest))
