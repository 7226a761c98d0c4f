"""Which verdicts the page takes for new, and what a person made of one."""

from pathlib import Path

import duckdb
import pytest
from marts_data import Warehouse
from report_data import Page, assert_keeps_to_itself, opinion, snapshot_of

from warehouse.report.page import render_report

TREND = "60 of 120 customers complain about price in the last 365 days"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half of 120 customers complain about price, spoken of on 30 June 2025."""
    spoken = Warehouse()
    for number in range(120):
        at = "2025-06-30" if number == 119 else f"2025-{1 + number % 5:02}-10"
        opinion(spoken, -1 if number % 2 else 1, "price", at, "It costs twice what we were told at first.")
    folder = tmp_path_factory.mktemp("news")
    snapshot_of(spoken, folder).close()
    return folder / "voc.duckdb"


def page_after(snapshot: Path, change: str) -> Page:
    """The page after a change to the verdict on price of a year, or of the windows that the change names."""
    with duckdb.connect(snapshot) as connection:
        connection.execute("set TimeZone = 'UTC'; begin")
        connection.execute(f"update report.divergence set {change}")
        page = assert_keeps_to_itself(render_report(connection, "Shop"))
        connection.execute("rollback")
    return page


def lead(page: Page) -> str:
    return page.text.split("what is new")[1].split("Scores")[0]


@pytest.mark.parametrize(
    ("change", "is_new"),
    [
        ("since = as_of - interval 29 day, previous_verdict = 'isolated'", True),
        ("since = as_of - interval 30 day, previous_verdict = 'isolated'", False),
        ("since = as_of - interval 29 day, previous_verdict = null", False),
    ],
)
def test_a_verdict_is_new_for_thirty_days_after_it_replaced_another(snapshot, change, is_new):
    page = page_after(snapshot, change)
    assert TREND in lead(page)
    assert ("New: customers are split" in lead(page)) is is_new
    assert ("; before that isolated." in lead(page)) is is_new
    assert ("trend new" in page.text) is is_new  # the badges


def test_what_is_muted_stays_in_the_list_and_says_so(snapshot):
    page = page_after(snapshot, "settlement = 'muted', settled_until = timestamptz '2025-08-01 00:00:00+00'")
    assert TREND not in lead(page)
    assert "trend Muted, until 1 August 2025" in page.text


def test_who_has_it_is_said_without_an_address(snapshot):
    page = page_after(snapshot, "settlement = 'assigned', settled_for = 'jo@example.com'")
    assert TREND in lead(page)
    assert "Assigned to [e-mail]" in page.text


def test_a_shorter_window_is_shown_where_it_has_become_an_alarm_and_a_year_is_none(snapshot):
    newly = (
        "since = as_of, previous_verdict = 'isolated', verdict = if(window_days = 90, 'trend', 'isolated')"
    )
    assert "in the last 90 days" in lead(page_after(snapshot, f"{newly}, kind = 'polarity'"))
    longer = "since = as_of, previous_verdict = 'isolated', verdict = 'trend', kind = 'polarity'"
    assert "in the last 365 days" in lead(page_after(snapshot, longer))
