"""The page's section on what the verdict can and cannot see, and what readings would decide."""

import duckdb
import polars as pl
from marts_data import Warehouse
from report_data import assert_keeps_to_itself, opinion, snapshot_of

from models.calibration import CALIBRATION_SCHEMA
from warehouse.report.page import render_report
from warehouse.report.sight import sights

STEADY = {"scenario": "steady", "share": 0.05, "share_after": None, "weekly_customers": 12}
STEADY |= {"reading": "ratings", "repetitions": 100, "false_trend": 0.0, "false_trend_high": 0.036}
STEADY |= {"false_isolated": None, "false_isolated_high": None, "missed": 0.1, "missed_low": 0.049}
STEADY |= {"missed_high": 0.176, "weeks_to_call_median": 16.0, "customers_needed": 402}
BETWEEN = STEADY | {"share": 0.1, "missed": None, "false_isolated": 0.03, "false_isolated_high": 0.0852}
RISE = STEADY | {"scenario": "sudden rise", "share_after": 0.25, "customers_needed": None}
OTHER = STEADY | {"share": 0.15, "reading": "whole texts"}
WAVE = BETWEEN | {"scenario": "seasonal wave", "share_after": 0.15, "false_isolated": None}


def test_the_small_table_has_the_telling_truths_in_plain_words():
    small, everything = sights([STEADY, BETWEEN, RISE, OTHER, WAVE])
    assert small.title == "With 12 customers a week on an aspect"
    assert dict(small.rows) == {
        "5 % complain": (
            ("called in 90 % (82 to 96 %), half of the crowds within 16 weeks", "sure from 402 customers on"),
        ),
        "10 % complain": (("false alarm in 0 % (at most 4 %); false calm in 3 % (at most 9 %)", ""),),
        "Sudden rise from 5 to 25 %": (
            ("called in 90 % (82 to 96 %), half of the crowds within 16 weeks", ""),
        ),
    }
    assert everything.readings == ("ratings", "whole texts")
    told = dict(everything.rows)
    assert told["15 % complain"][0] == ("–", "")  # not drawn of ratings
    assert told["Seasonal wave around 10 %, up to 15 %"][0][0] == "false alarm in 0 % (at most 4 %)"


def test_the_middle_volume_leads_and_what_is_out_of_reach_is_said():
    rows = [STEADY | {"weekly_customers": weekly, "customers_needed": None} for weekly in (2, 12, 55)]
    titles = [one.title.split()[1] for one in sights(rows)]
    assert titles == ["12", "2", "12", "55"]
    assert sights(rows)[0].rows[0][1][0][1] == "out of reach however many speak"
    assert sights([]) == []


def of_a_few(folder, calibration=None):
    """10 of 40 customers complain about price: not known yet."""
    spoken = Warehouse()
    for number in range(40):
        opinion(spoken, -1 if number < 6 else 1, "price")
    return snapshot_of(spoken, folder, calibration=calibration)


def test_the_section_is_there_where_the_table_has_rows(tmp_path):
    row = dict.fromkeys(CALIBRATION_SCHEMA) | STEADY
    seen = pl.DataFrame([row], schema=CALIBRATION_SCHEMA)
    page = assert_keeps_to_itself(render_report(of_a_few(tmp_path, seen), "Shop"))
    assert "What this can and cannot see Crowds of customers with a known truth were drawn, 100" in page.text
    assert "5 % complain called in 90 % (82 to 96 %)" in page.text


def test_a_snapshot_without_these_tables_has_a_page_too(tmp_path):
    of_a_few(tmp_path).close()
    with duckdb.connect(tmp_path / "voc.duckdb") as snapshot:
        snapshot.execute(
            "set TimeZone = 'UTC'; drop table report.calibration; drop table if exists report.to_verify"
        )
        page = assert_keeps_to_itself(render_report(snapshot, "Shop"))
    assert "What this can and cannot see" not in page.text
    assert "Reading" not in page.text.split("Not known yet: 1 cell")[1].split("Whom to speak to")[0]


def test_an_open_cell_that_readings_would_decide_says_so(tmp_path):
    of_a_few(tmp_path).close()
    with duckdb.connect(tmp_path / "voc.duckdb") as snapshot:
        snapshot.execute(
            """
            set TimeZone = 'UTC';
            create or replace table report.to_verify as
            select 'price' as aspect, 'all' as dimension, 'all' as segment, 365 as window_days,
                24 as readings_needed
            from range(30);
            """
        )
        page = assert_keeps_to_itself(render_report(snapshot, "Shop"))
    assert "Reading 24 opinions would decide. Else: " in page.text
    assert "voc verify FILE writes the opinions" in page.text
