"""The page: what the snapshot says, put into the templates."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import cache, partial
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from markupsafe import Markup

from warehouse.audits import Audit
from warehouse.database import Connection
from warehouse.report import wording
from warehouse.report.charts import TONES, score_chart, sentiment_chart
from warehouse.report.evidence import decided_by, figures, settled, would_decide
from warehouse.report.follow_up import FollowUp, follow_up_of
from warehouse.report.lead import Known, sentences
from warehouse.report.rules import Rules
from warehouse.report.scores import GRAINS, Score, Tile, interval, tiles
from warehouse.report.segments import LARGEST, segment_tables, size_tables
from warehouse.report.sight import repetitions, sights
from warehouse.report.verdicts import Verdict, grouped, label, undecided
from warehouse.statements import statement

NEWS_DAYS = 30
"""For so long a verdict that was another before is new."""

REPLIES = 16
"""Rows on public replies that are listed, of the sources with most feedback."""

OPEN_CELLS = 12
"""Undecided cells that are named; the rest is counted."""

FILES = 50
"""Deliveries that are listed, the latest; the rest is counted."""

TOPICS = 12
"""Topics without an aspect that are listed; the rest is counted."""

IDEAL_SEGMENTS = 12
"""Segments that are listed, those that tell ideal customers most; the rest is counted."""

Row = dict[str, Any]
Key = tuple[str, str, str]
"""aspect, dimension, segment"""


def render_report(snapshot: Connection, title: str, tonight: Sequence[Audit] = ()) -> str:
    """One self-contained HTML page: no script, no network, every text escaped.

    Args:
        snapshot: a published snapshot, open for reading, in UTC.
        title: the project's name.
        tonight: audits of a later night that published nothing new; they stand for those of their name.
    """
    (header,) = _rows(snapshot, "header")
    as_of: datetime = header["as_of"].astimezone(ZoneInfo(header["time_zone"]))
    content = _content(snapshot, header, as_of)
    later = {one.audit: asdict(one) for one in tonight}
    content["audits"] = [later.get(row["audit"], row) for row in content["audits"]]
    return _template().render(title=title, header=header, csp=_policy(), style=Markup(_style()), **content)


def _content(snapshot: Connection, header: Row, as_of: datetime) -> Row:
    scores = [Score(**row) for row in _rows(snapshot, "scores")]
    (compared,) = _rows(snapshot, "compared", as_of=as_of)
    months = _rows(snapshot, "sentiment_by_month")
    languages = _rows(snapshot, "sentiment_by_language")
    verdicts = [Verdict(**row) for row in _rows(snapshot, "verdicts", open=OPEN_CELLS, news_days=NEWS_DAYS)]
    groups = grouped(verdicts)
    rules = Rules.of(header)
    made = tiles(scores, as_of.date(), rules)
    known = Known(
        tiles=made,
        changes=[Score(**row) for row in _rows(snapshot, "changes", as_of=as_of)],
        latest=_latest(compared),
        verdicts=verdicts,
        negative_share=_negative_share(languages[0]) if languages else None,
        feedback=header["feedback"],
        speakers=header["speakers"],
        undated=header["undated"],
    )
    calibration = _rows_where_made(snapshot, "calibration")
    return {
        "rules": rules,
        "decided_by": partial(decided_by, rules=rules),
        "sentences": sentences(known),
        "tiles": made,
        "score_charts": _score_charts(made, scores),
        "sentiment_chart": sentiment_chart(months, "Share of texts by tone and month"),
        "tones": [tone for tone, _ in TONES if any(row[f"{tone}_share"] for row in months)],
        "groups": groups,
        "quotes": _quotes(snapshot, [one for group in groups for one in group.verdicts]),
        "undecided": undecided(verdicts),
        "readings": {_cell(row): row for row in _rows_where_made(snapshot, "to_verify")},
        "follow_up": _follow_up(snapshot, rules),
        "news_days": NEWS_DAYS,
        "sights": sights(calibration),
        "repetitions": repetitions(calibration),
        "open_cells": verdicts[0].open_cells if verdicts else 0,
        "hidden_cells": verdicts[0].hidden_cells if verdicts else 0,
        "segment_tables": segment_tables(_rows(snapshot, "segment_scores", largest=LARGEST), rules),
        "size_tables": size_tables(_rows(snapshot, "segment_sizes", largest=LARGEST), rules),
        "ideal_quality": _rows(snapshot, "ideal_quality"),
        "ideal_customer": _rows(snapshot, "ideal_customer", shown=IDEAL_SEGMENTS),
        "waiting_pairs": _rows(snapshot, "waiting_pairs")[0]["pairs"],
        "languages": languages,
        "qualities": _rows(snapshot, "model_quality"),
        "aspects": _rows(snapshot, "aspects"),
        "titles": {row["aspect"]: row["title"] for row in _rows(snapshot, "aspect_titles")},
        "differing": _rows(snapshot, "text_and_score")[0],
        "topics": _rows(snapshot, "topics", shown=TOPICS),
        "contact_issues": _rows(snapshot, "contact_issues"),
        "files": _rows(snapshot, "files", latest=FILES),
        "audits": _rows(snapshot, "audits"),
    }


def _negative_share(everybody: Row) -> tuple[float, float, float] | None:
    share, low, high = (everybody[f"negative_share{end}"] for end in ("", "_low", "_high"))
    return None if share is None else (share, low, high)


def _score_charts(made: Sequence[Tile], scores: Sequence[Score]) -> list[tuple[Tile, Markup]]:
    drawn = []
    for tile in made:
        rows = [one for one in scores if (one.metric, one.scale) == (tile.score.metric, tile.score.scale)]
        chart = score_chart(rows, f"{tile.title}, {tile.meaning}, by month with its 95 % interval")
        drawn += [(tile, chart)] if chart is not None else []
    return drawn


def _quotes(snapshot: Connection, shown: Sequence[Verdict]) -> dict[Key, dict[str, list[Row]]]:
    """The quotes of each cell, by side."""
    key = ("aspect", "dimension", "segment", "window_days")
    cells = [{name: getattr(one, name) for name in key} for one in shown]
    quotes: dict[Key, dict[str, list[Row]]] = {}
    for row in _rows(snapshot, "quotes", cells=cells) if cells else []:
        cell = quotes.setdefault(_cell(row), {})
        cell.setdefault(row["side"], []).append(row)
    return quotes


def _cell(row: Row) -> Key:
    return (row["aspect"], row["dimension"], row["segment"])


def _follow_up(snapshot: Connection, rules: Rules) -> FollowUp:
    (found,), (testimonials,) = _rows(snapshot, "follow_up"), _rows(snapshot, "testimonials")
    return follow_up_of(
        found,
        _rows(snapshot, "follow_up_excluded"),
        _rows(snapshot, "contact_outcomes"),
        _rows(snapshot, "replies", shown=REPLIES),
        testimonials,
        rules,
    )


def _latest(compared: Mapping[str, Any]) -> tuple[str, date] | None:
    return next(((grain, compared[grain]) for grain in GRAINS if compared[grain] is not None), None)


def _rows(snapshot: Connection, query: str, **parameters: Any) -> list[Row]:
    found = snapshot.execute(statement(f"report/queries/{query}.sql"), parameters)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _rows_where_made(snapshot: Connection, query: str) -> list[Row]:
    """Rows about a report table of the query's name; none in a snapshot that was made without it."""
    made = {row["relation"] for row in _rows(snapshot, "relations")}
    return _rows(snapshot, query) if f"report.{query}" in made else []


@cache
def _style() -> str:
    return files("warehouse.report").joinpath("style.css").read_text(encoding="utf-8")


def _policy() -> str:
    """Content security policy: nothing but this style sheet, known by its hash."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    sources = ("default-src 'none'", f"style-src 'sha256-{digest}'", "img-src data:")
    return "; ".join([*sources, "base-uri 'none'", "form-action 'none'"])


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("warehouse", "report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    environment.globals.update(
        figures=figures, label=label, settled=settled, would_decide=would_decide,
        between=partial(interval, "csat"),
    )  # fmt: skip
    environment.filters.update(
        number=wording.number, percent=wording.percent, day=wording.day, plain=wording.plain,
        aspect=_aspect, counted=wording.counted, window=wording.window, listed=wording.listed,
        points=wording.points, todo=wording.todo,
    )  # fmt: skip
    return environment.get_template("page.html")


@jinja2.pass_context
def _aspect(context: jinja2.runtime.Context, aspect: str) -> str:
    """An aspect as a heading: its title, where it has one."""
    return context.get("titles", {}).get(aspect) or wording.aspect_title(aspect)


def _harmless(value: Any) -> Any:
    """Every text on its way into the page, but for what is markup already."""
    return wording.harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value
