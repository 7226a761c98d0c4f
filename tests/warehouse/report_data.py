"""A snapshot of a few rows, and what a browser would find on the page made from it."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import polars as pl
from marts_data import SETTINGS, Warehouse

from models.calibration import CALIBRATION_SCHEMA
from models.divergence.parameters import DivergenceParameters
from models.ideal.tables import IdealParameters
from models.topics.parameters import TOPICS_SCHEMA
from models.weighting import WEIGHTING_SCHEMA
from transforms.contacts import HYGIENE_SCHEMA
from warehouse.analysing import replace_table
from warehouse.analysing.contact_outcomes import compare_contacted
from warehouse.analysing.divergence import judge_divergence
from warehouse.analysing.verification import choose_to_verify
from warehouse.enriching.ideal import fit_ideal
from warehouse.publishing.snapshot import Publication, build_snapshot
from warehouse.statements import run, statement

AS_OF = datetime(2025, 6, 30, 16, tzinfo=UTC)
NO_BREAK = "\u00a0"


class Page(HTMLParser):
    """What a browser would find: elements with their attributes, ids, and text."""

    INLINE = frozenset({"b", "bdi", "code", "small", "span", "strong"})
    VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.inside: list[str] = []
        self.feed(html)
        self.close()
        self.text = re.sub(r"\s+", " ", "".join(self.words)).replace(NO_BREAK, " ")

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._part(tag)
        if tag not in self.VOID:
            self.inside.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.inside.pop() == tag
        self._part(tag)

    def _part(self, tag):
        if tag not in self.INLINE:
            self.words.append(" ")

    def handle_data(self, data):
        if "style" not in self.inside:
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def assert_keeps_to_itself(html: str) -> Page:
    """No script, no handler, no inline style, no address but anchors and data; every element closed."""
    page = Page(html)
    assert page.inside == []
    assert not {"script", "iframe", "object", "embed", "form", "base"} & {tag for tag, _ in page.elements}
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (
            tag,
            attributes,
        )
        for name in ("href", "src", "srcset", "data", "xlink:href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:,")), (tag, attributes)
    assert all("scope" in attributes for attributes in page.all("th"))
    assert all("aria-label" in one or one.get("aria-hidden") == "true" for one in page.all("svg"))
    return page


def snapshot_of(
    spoken: Warehouse,
    folder: Path,
    as_of: datetime = AS_OF,
    topics: pl.DataFrame | None = None,
    issues: pl.DataFrame | None = None,
    ideal: IdealParameters | None = None,
    calibration: pl.DataFrame | None = None,
) -> duckdb.DuckDBPyConnection:
    """The report tables of what was said, published and opened as the page finds them."""
    parameters = DivergenceParameters(config_version="c1", model_version="m1")
    spoken.connection.execute("set TimeZone = 'UTC'")
    run(spoken.connection, statement("enriching/stances.sql"))
    judgement = judge_divergence(spoken.connection, pl.DataFrame(schema=QUALITY), parameters, as_of)
    choose_to_verify(spoken.connection, judgement, parameters)
    proposed = pl.DataFrame(schema=TOPICS_SCHEMA) if topics is None else topics
    replace_table(spoken.connection, "report.emerging_topics", proposed, TOPICS_SCHEMA)
    contacts = pl.DataFrame(schema=HYGIENE_SCHEMA) if issues is None else issues
    replace_table(spoken.connection, "report.contact_hygiene", contacts, HYGIENE_SCHEMA)
    replace_table(
        spoken.connection, "report.weighting", pl.DataFrame(schema=WEIGHTING_SCHEMA), WEIGHTING_SCHEMA
    )
    seen = pl.DataFrame(schema=CALIBRATION_SCHEMA) if calibration is None else calibration
    replace_table(spoken.connection, "report.calibration", seen, CALIBRATION_SCHEMA)
    fit_ideal(spoken.connection, ideal, as_of)
    compare_contacted(spoken.connection, SETTINGS.privacy_floor)
    spoken.build(SETTINGS)
    versions = ("f", "c1", "m1", "0.1.0")
    published = Publication("run-1", "done", as_of, as_of, *versions, "UTC", 0.10, 0.20, 5, 30, 0.05)
    build_snapshot(spoken.connection, folder / "voc.duckdb", published)
    connection = duckdb.connect(folder / "voc.duckdb", read_only=True)
    connection.execute("set TimeZone = 'UTC'")
    return connection


QUALITY = dict.fromkeys(("model", "aspect", "language"), pl.String) | dict.fromkeys(
    (f"{rate}{end}" for rate in ("sensitivity", "specificity") for end in ("", "_low", "_high")), pl.Float64
)
"""Of models that nobody measured."""


def opinion(spoken: Warehouse, polarity: int, aspect="overall", at="2025-06-01", quote=None, **said) -> None:
    feedback_id = spoken.feedback(f"c{spoken.count}", at, **said)
    row = {
        "opinion_id": f"o{feedback_id}",
        "feedback_id": feedback_id,
        "speaker": feedback_id,
        "aspect": aspect,
    }
    row |= {"polarity": polarity, "is_mixed": False, "origin": "rating", "confidence": 1.0, "quote": quote}
    spoken.insert("core.opinions", row | {"created_at": at and f"{at} 12:00:00+00"})
