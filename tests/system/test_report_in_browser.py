"""The report in a real browser: silent, alone with itself, readable on a desk and on a phone."""

import csv
import os
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from flows.direct import conduct
from flows.run import new_run
from flows.settings import default_text
from warehouse.project import Project

pytestmark = pytest.mark.system

WIDTHS = (1280, 400)
HOSTILE = (
    "<script>document.title = 'taken'</script> and much else that is worth nothing",
    "<img src=https://example.org/pixel.png onerror=alert(1)> seen by nobody at all, ever",
    "מצוין מאוד, אבל יקר מדי בשבילנו ולכן נעזוב בקרוב \u202e gnorw lla",
    "I would not buy this again and I have told them so " + "W" * 150,
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        _do_without("needs Chromium (Debian: apt-get install chromium)")
    if find_spec("playwright") is None:
        _do_without("needs the Python package playwright (the extra `system`)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield launched
        launched.close()


def _do_without(needed: str) -> None:
    """A tier whose need is absent fails in CI and is skipped elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(needed)
    pytest.skip(needed)


def report_of(root: Path) -> Path:
    """The report after a run over the inbox of a new project."""
    project = Project(root)
    project.inbox.mkdir(parents=True, exist_ok=True)
    project.settings_file.write_text(default_text(), encoding="utf-8")
    return conduct(new_run(project, "run")).report


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reviews that are markup, that read from right to left, and that no line holds."""
    root = tmp_path_factory.mktemp("hostile")
    columns = ("review_id", "customer_no", "author", "posted_at", "stars", "title", "body", "product")
    (root / "inbox").mkdir()
    with (root / "inbox" / f"{'long' * 40}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*columns, "url", "replied_at"])
        for number in range(80):
            text = f"{HOSTILE[number % len(HOSTILE)]} {number}"  # copies of one text count once
            posted = (date(2026, 1, 1) + timedelta(days=number)).isoformat()
            writer.writerow([f"R{number}", "", f"a{number}", posted, 1, "", text, "V" * 200, "", ""])
    return report_of(root)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that nobody has given a file."""
    return report_of(tmp_path_factory.mktemp("empty"))


@pytest.fixture(params=["demo", "hostile", "empty"])
def report(request: pytest.FixtureRequest) -> Path:
    made = request.getfixturevalue(request.param)
    return made.folder / "report" / "index.html" if request.param == "demo" else made


@pytest.mark.parametrize("width", WIDTHS)
def test_the_report_is_silent_alone_and_fits_its_window(browser, report, width):
    said: list[str] = []
    requested: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: requested.append(request.url))
    page.goto(report.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert said == []
    assert [url for url in requested if not url.startswith("data:")] == [report.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("h1").count() == 1
    has_value = "demo" in str(report)  # the demo's customers carry what the ideal is learned from
    has_verdicts = "empty" not in str(report)
    assert page.locator("h2").all_inner_texts() == [
        "What is known, and what is new", "Scores", "Isolated, or a trend?", "Whom to speak to", "Segments",
        *["The ideal customer"] * has_value,
        "Tone and aspects", "Topics without an aspect", "Contacts", "Data",
        *["What this can and cannot see"] * has_verdicts, "How to read this",
    ]  # fmt: skip
    assert 1 <= page.locator(".lead li").count() <= 5
    page.close()


def test_the_style_sheet_is_applied_and_hostile_texts_stay_words(browser, hostile):
    page = browser.new_page()
    page.goto(hostile.as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.lead li')).display") == "grid"
    assert page.title() == "My company: voice of the customer"
    shown = {text.strip() for text in page.locator("blockquote").all_text_contents()}
    said = tuple(text.replace("\u202e", "") for text in HOSTILE)
    assert all(text.startswith(said) for text in shown)
    assert any("<img" in text for text in shown)
    assert page.locator("img, script").count() == 0
    page.close()


def test_the_demo_shows_its_scores_charts_and_verdicts(browser, demo):
    page = browser.new_page()
    page.goto((demo.folder / "report" / "index.html").as_uri())
    assert page.locator(".lead li").count() == 5
    assert page.locator(".tile").count() == 4
    assert page.locator("figure svg[role=img]").count() == 5
    assert page.locator(".verdict.alarm").count() >= 2
    page.locator(".verdict summary").first.click()
    assert page.locator(".verdict blockquote").first.is_visible()
    page.close()
