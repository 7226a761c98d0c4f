"""The page as a whole: it says what the tables say, and stands up to poor, large and hostile data."""

import base64
import hashlib
import re

import duckdb
import polars as pl
import pytest
from marts_data import Warehouse
from report_data import AS_OF, Page, assert_keeps_to_itself, opinion, snapshot_of

from models.topics.parameters import TOPICS_SCHEMA
from transforms.contacts import HYGIENE_SCHEMA
from warehouse.report.page import render_report


def test_a_page_of_nothing_at_all(tmp_path):
    page = assert_keeps_to_itself(render_report(snapshot_of(Warehouse(), tmp_path), "Nobody"))
    assert "No feedback has been loaded" in page.text
    assert "No survey answers and no star ratings in the data." in page.text
    assert "Nothing is decided yet" in page.text
    assert len(page.all("h1")) == 1


def test_a_page_without_any_date_shows_verdicts_but_no_trend_line(tmp_path):
    spoken = Warehouse()
    for number in range(120):
        opinion(
            spoken,
            -1 if number < 60 else 1,
            at=None,
            rating=1.0,
            rating_min=1.0,
            rating_max=5.0,
            rating_unit=0.0,
        )
    page = assert_keeps_to_itself(render_report(snapshot_of(spoken, tmp_path), "Apps"))
    assert "No dates in the data" in page.text
    assert "60 of 120 customers complain over all time (50 %" in page.text
    assert "Fewer than three months can be shown" in page.text
    assert page.all("figure") == []


def test_a_page_where_everything_is_suppressed_shows_no_figure_of_anybody(tmp_path):
    spoken = Warehouse()
    spoken.answers("nps", [10, 10, 0], at="2025-06-01", segments={"plan": "Free"})
    spoken.answers("csat", [5, 1], at="2025-06-01", segments={"plan": "Free"}, scale=(1, 5))
    for _ in range(3):
        opinion(spoken, -1, quote="Only three of us could have said this sentence.")
    page = assert_keeps_to_itself(render_report(snapshot_of(spoken, tmp_path), "Few"))
    assert page.text.count("Not shown: fewer than 5 customers.") == 2
    assert "33" not in page.text  # the NPS, (2 - 1) / 3
    assert "Only three of us" not in page.text
    assert "Free fewer than 5 fewer than 5 fewer than 5" in page.text  # customers, NPS, CSAT


@pytest.mark.system
def test_thousands_of_segments_are_counted_and_not_listed(tmp_path):
    spoken = Warehouse()
    rows = "from range(18000) t(i)"
    spoken.connection.execute(
        f"""
        insert into core.feedback by name
        select 'f' || i as feedback_id, 'test' as source, 'survey' as channel, 'c' || i as customer_id,
            timestamptz '2025-06-01' as created_at, true as is_created_at_credible,
            false as is_public, 'file' as file_id {rows};
        insert into core.feedback_segments select 'f' || i, 'all', 'all' {rows};
        insert into core.feedback_segments select 'f' || i, 'city', 'city ' || (i // 6) {rows};
        insert into core.survey_answers by name
        select 'a' || i as answer_id, 'f' || i as feedback_id, 'c' || i as customer_id, 'survey' as survey,
            'nps' as metric, i % 11 as score, 0 as scale_min, 10 as scale_max, false as is_reversed,
            9 as top_box, '' as band, timestamptz '2025-06-01' as answered_at, 'file' as file_id {rows};
        insert into core.opinions by name
        select 'o' || i as opinion_id, 'f' || i as feedback_id, 'c' || i as speaker, 'price' as aspect,
            if(i % 2 = 0, 1, -1) as polarity, false as is_mixed, 'nps' as origin,
            1.0 as confidence, timestamptz '2025-06-01' as created_at {rows};
        """
    )
    html = render_report(snapshot_of(spoken, tmp_path), "Cities")
    page = assert_keeps_to_itself(html)
    assert "2,988 smaller segments in report.kpi" in page.text  # 18000 / 6 - 12
    assert "9,000 of 18,000 customers complain about price" in page.text
    assert len(html) < 1_000_000


HOSTILE = (
    "<script>alert(1)</script> =cmd|' /C calc'!A0 & \"quoted\" {{ 7 * 7 }} write to jo@example.com please",
    "</blockquote><img src=x onerror=alert(1)> \u202eמצוין מאוד, אבל יקר מדי בשבילנו",
    "W" * 230,
)


def test_hostile_texts_are_words_and_nothing_else(tmp_path):
    spoken = Warehouse()
    segment = "</table><script>x</script> jo@example.com " + "very" * 60
    for number in range(60):
        quote = HOSTILE[number % len(HOSTILE)]
        opinion(
            spoken, -1, aspect="<em>price</em>", quote=quote, segments={'x"y_<i>': segment}, language='"><p>'
        )
    spoken.answers("nps", [10] * 20 + [0] * 20, at="2025-06-01", segments={'x"y_<i>': segment})
    file = {"file_id": "f1", "path": "inbox/<jo@example.com>.csv", "sha256": "0", "source": None, "bytes": 1}
    file |= {"description_version": "1", "delivered_at": AS_OF, "load_order": 1, "status": "unrecognised"}
    file |= {
        "lines": 1,
        "loaded": 0,
        "rejected": 1,
        "duplicate": 0,
        "message": "<u>no</u>",
        "run_id": "run-1",
    }
    spoken.insert("ops.files", file)
    audit = {
        "run_id": "run-1",
        "audit": "files_recognised",
        "status": "warned",
        "figure": 1.0,
        "message": "<s>1</s>",
    }
    spoken.insert("ops.audits", audit)
    html = render_report(snapshot_of(spoken, tmp_path), "<title>&\"'")
    page = assert_keeps_to_itself(html)
    assert "@" not in page.text
    assert not {"img", "em", "i", "u", "s"} & {tag for tag, _ in page.elements}
    assert (
        "<script>alert(1)</script> =cmd|' /C calc'!A0 & \"quoted\" {{ 7 * 7 }} write to [e-mail] please"
        in page.text
    )
    assert "\u202e" not in html
    assert "1 audit of 1 found something" in page.text


@pytest.fixture(scope="module")
def usual(tmp_path_factory) -> duckdb.DuckDBPyConnection:
    """A year of a small company: a trend about price, one complaint about delivery."""
    spoken = Warehouse()
    for month in range(1, 7):
        at = f"2025-{month:02}-10"
        spoken.answers("nps", [10] * 20 + [8] * 10 + [2] * 10, at=at, segments={"plan": "Free"})
        for number in range(20):
            opinion(
                spoken, -1 if number < 10 else 1, "price", at, "It costs twice what we were told at first."
            )
            opinion(
                spoken,
                -1 if (month, number) == (1, 0) else 1,
                "delivery",
                at,
                sentiment="positive",
                text="ok",
            )
    return snapshot_of(spoken, tmp_path_factory.mktemp("usual"))


def test_the_page_says_what_the_tables_say(usual):
    page = assert_keeps_to_itself(render_report(usual, "Usual"))
    assert "As of 30 June 2025" in page.text
    # (120 - 60) / 240; adjusted (120.75 - 60.75) / 243 = 0.247 ± 1.96 * sqrt((181.5 / 243 - 0.247²) / 243)
    assert "NPS is 25 (95 % interval 14 to 35) from 240 answers" in page.text
    assert "60 of 120 customers complain about price" in page.text
    assert "1 of 120 customers complains about delivery" in page.text
    assert "It costs twice what we were told at first." in page.text
    headings = [tag for tag, _ in page.elements if tag in ("h1", "h2")]
    assert headings == ["h1", *["h2"] * 10]
    assert [one["id"] for one in page.all("section")] == [
        "known", "scores", "verdicts", "follow", "segments", "reading", "topics", "contacts", "quality"
    ]  # fmt: skip


def test_the_page_says_where_weighting_moves_a_score(tmp_path):
    spoken = Warehouse()
    spoken.answers("nps", [10] * 60 + [2] * 20, "2025-06-01", weight=0.5)
    spoken.answers("nps", [10] * 5 + [2] * 15, "2025-06-01", weight=2.0)
    text = assert_keeps_to_itself(render_report(snapshot_of(spoken, tmp_path), "Weights")).text
    # (30 + 10 - 10 - 30) / 80 = 0; worth 80² / (80 / 4 + 20 * 4) = 64 by Kish; raw: (65 - 35) / 100
    assert re.search(r"Weighted: 0 \(−\d+ to \d+\), worth \d\d equally weighted answers\.", text)
    assert "Weighting moves it beyond its interval" in text


def test_the_same_snapshot_gives_the_same_page(usual):
    assert render_report(usual, "Usual") == render_report(usual, "Usual")


def test_the_policy_allows_this_style_sheet_and_nothing_else(usual):
    html = render_report(usual, "Usual")
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = (one["content"] for one in Page(html).all("meta") if "http-equiv" in one)
    assert policy.split("; ")[:3] == ["default-src 'none'", f"style-src 'sha256-{digest}'", "img-src data:"]
    assert "url(" not in style
    assert "@import" not in style


def test_the_window_is_a_year_else_all_time(tmp_path):
    spoken = Warehouse()
    for number in range(160):
        opinion(spoken, 1, "price", at="2025-06-20" if number < 80 else "2024-01-01")
        opinion(spoken, 1, "colour", at="2020-01-01")
    page = Page(render_report(snapshot_of(spoken, tmp_path), "Windows"))
    assert "80 customers in the last 365 days" in page.text  # price
    assert "160 customers over all time" in page.text  # colour


def test_topics_are_listed_with_a_quote_and_the_rest_is_counted(tmp_path):
    row = {
        **{"title": "Parking", "phrases": ["parking", "<b>garage</b>"], "languages": ["en", "de"]},
        **{"language_speakers": [30, 12], "speakers": 42, "share": 0.042, "feedback": 50, "negative": 20},
        **{"positive": 5, "first_at": AS_OF, "last_at": AS_OF, "window_days": 90, "share_recent": 0.09},
        **{"share_before": None, "quotes": ["<i>no</i> parking at all"], "evidence_ids": ["f1"]},
        **{"draft": "", "as_of": AS_OF},
    }
    rows = [row | {"topic_id": f"t{number:02}", "speakers": 42 - number} for number in range(14)]
    topics = pl.DataFrame(rows, schema=TOPICS_SCHEMA)
    page = assert_keeps_to_itself(render_report(snapshot_of(Warehouse(), tmp_path, topics=topics), "Topics"))
    assert "Parking en and de 42 4 % 9 % – 40 % <i>no</i> parking at all" in page.text  # 20 of 50
    assert "2 more topics in report.emerging_topics" in page.text  # 14 of which 12 are shown


def test_contacts_are_counted_by_issue_and_never_named(tmp_path):
    row = dict.fromkeys(HYGIENE_SCHEMA) | {"customer_id": "c1", "source": "crm", "severity": "low"}
    missing = row | {"issue": "missing_attribute", "attribute": "company_size", "importance": 0.25}
    rows = [
        row | {"contact_key": "k1", "issue": "malformed_email", "severity": "high", "is_corrected": True},
        *(missing | {"contact_key": f"k{n}", "is_corrected": False} for n in (1, 2)),
    ]
    issues = pl.DataFrame(rows, schema=HYGIENE_SCHEMA)
    page = assert_keeps_to_itself(
        render_report(snapshot_of(Warehouse(), tmp_path, issues=issues), "Contacts")
    )
    assert "Malformed email high 1 1 – Missing: company size low 2 0 25 %" in page.text


def test_quality_is_shown_of_the_languages_that_are_spoken_and_folded_by_aspect(tmp_path):
    spoken = Warehouse()
    opinion(spoken, -1, text="bad", language="en")
    opinion(spoken, 1, text="?!")  # in an unknown language
    opinion(spoken, 1, language="fr")  # a score without words
    for language in ("en", "fr", "unknown"):
        spoken.quality(language, 0.9, 0.8, model="sentiment")
    spoken.quality("en", 0.9, 0.8, aspect="price", model="opinions")
    spoken.quality("en", 0.9, 0.8, model="opinions on own ratings")
    html = render_report(snapshot_of(spoken, tmp_path), "Shop")
    page = assert_keeps_to_itself(html)
    quality = page.text.split("How well the texts are read")[1].split("Topics")[0]
    rows = re.findall(
        r"(?:en|fr|unknown) (?:sentiment|opinions)(?: on own ratings)?(?:, \w+)?|by aspect", quality
    )
    assert rows == [
        *("en opinions on own ratings", "en sentiment", "unknown sentiment"),
        *("by aspect", "by aspect", "en opinions, price"),
    ]  # fmt: skip
