"""A file's own values decide how it writes dates and numbers, or a person is asked."""

import polars as pl
import pytest

from transforms.completing import completed
from transforms.description import Description
from transforms.heads import Head
from transforms.recognise import Recognition, match
from transforms.values import raw_name


def source(**more: object) -> Description:
    told = {
        "name": "shop",
        "title": "Shop",
        "channel": "review",
        "recognise": {"columns": ["said"]},
        "feedback": {"created_at": "said", "replied_at": "replied", "weight": "weight"},
        "ratings": [{"aspect": "price", "column": "price", "scale": [1, 5]}],
        "profile": {"attributes": {"lifetime_value": "value", "company_size": "staff"}},
        "customer": {"key": "no", "namespace": "crm"},
    }
    return Description.model_validate(told | more)


def told(description: Description | None = None, **columns: list[str | None]) -> Recognition:
    columns = {"said": [None] * len(next(iter(columns.values())))} | columns
    sample = pl.DataFrame(
        {raw_name(name): pl.Series(cells, dtype=pl.String) for name, cells in columns.items()}
    )
    recognition = match(list(columns), description or source())
    return completed(recognition, Head.of_names(columns), sample.with_row_index("line", 2))


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["03/04/2024", "25/04/2024 10:00"], "dmy"),
        (["03-04-2024", "04-25-2024"], "mdy"),
        (["3/4/24", "3/13/24"], "mdy"),
        (["03/04/2024", "40/40/2024", "25/04/2024"], "dmy"),
    ],
)  # fmt: skip
def test_one_value_above_12_decides(dates, order):
    found = told(said=dates)
    assert found.description.feedback.created_at.order == order
    assert found.asks == ()


def test_the_deciding_line_is_noted_and_the_other_column_follows():
    found = told(said=["03/04/2024", "25/04/2024"], replied=["04/04/2024", "05/05/2024"])
    assert found.description.feedback.replied_at.order == "dmy"
    assert '"said" is read as day/month/year, as line 3 tells' in found.message
    assert '"replied" is read as day/month/year, as "said" (line 3) tells' in found.message


def test_a_day_that_is_the_same_in_either_order_is_not_what_is_asked_about():
    assert "(line 3)" in told(said=["03/03/2024", "05/06/2024"]).asks[0]


def test_without_a_deciding_value_the_line_to_write_is_named():
    (ask,) = told(said=["03/04/2024", "05/06/2024"]).asks
    assert ask == (
        'the column "said" can be read in more than one way (line 2): in voc.toml, below [sources.shop], '
        'write date_order = "dmy" (day/month/year) or date_order = "mdy" (month/day/year)'
    )


def test_short_years_with_dashes_may_come_first_too():
    (ask,) = told(said=["23-04-13", "23-04-14"]).asks
    assert 'date_order = "ymd" (year-month-day)' in ask


def test_with_slashes_years_come_first_where_they_repeat_and_days_do_not():
    (ask,) = told(said=["24/05/31", "24/06/13", "23/11/05", "24/01/02"]).asks
    assert 'date_order = "ymd"' in ask
    assert told(said=["31/05/24", "13/06/24", "05/11/23"]).asks == ()


def test_times_are_in_the_zone_that_the_head_names():
    head = Head(("said",), ("said",), 3, "Europe/Berlin")
    frame = pl.DataFrame({"line": [4], "raw:said": ["2026-03-01 23:45:05"]})
    found = completed(match(head.names, source()), head, frame)
    assert found.description.zone == "Europe/Berlin"
    assert completed(match(head.names, source(zone="UTC")), head, frame).description.zone == "UTC"


def test_values_that_contradict_each_other_are_asked_about():
    (ask,) = told(said=["03/25/2024", "25/03/2024"]).asks
    assert "contradicts itself" in ask


def test_a_declared_order_and_dates_in_one_way_only_ask_nothing():
    assert told(source(date_order="mdy"), said=["03/04/2024"]).asks == ()
    found = told(said=["2024-04-03", "3.4.2024", "3 April 2024", "45000", None])
    assert (found.asks, found.message.count("is read as")) == ((), 0)


@pytest.mark.parametrize(
    ("columns", "column", "sign"),
    [
        ({"value": ["1.234", "1.234,50"]}, "lifetime_value", ","),
        ({"value": ["1,234", "€ 5.5"]}, "lifetime_value", "."),
        ({"value": ["1.234"], "weight": ["0,5"]}, "lifetime_value", ","),   # as the file's other numbers
        ({"staff": ["1.234"]}, "company_size", ","),                        # people have no decimals
    ],
)  # fmt: skip
def test_the_decimal_sign_is_what_certain_values_have(columns, column, sign):
    found = told(**columns)
    assert found.description.profile.attributes[column].decimal == sign
    assert found.asks == ()


def test_a_score_is_on_its_scale_or_it_is_asked_about():
    assert told(price=["4.333", "3"]).description.ratings[0].decimal == "."
    (ask,) = told(value=["1,234", "7"]).asks
    assert 'write decimal = "." (a point) or decimal = "," (a comma)' in ask


def test_whole_numbers_ask_nothing():
    found = told(value=["1", "1234", "n/a"], price=["5", "4/5", None], weight=["1", "2", "3"])
    assert (found.asks, found.description) == ((), source())
