"""report.calibration follows from the project's error rates and volumes; who counts once, from its SQL."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from marts_data import Warehouse

from models.calibration import RATINGS, Truth
from models.calibration.reading import classifier
from models.calibration.truths import ACCOUNTS, BURST, LOUD
from models.calibration.written import opinions_of, written
from models.divergence.parameters import DivergenceParameters
from models.sentiment import QUALITY
from warehouse.analysing import calibration
from warehouse.analysing.calibration import ON_ASPECTS, WHOLE_TEXTS, publish_calibration, sight_of
from warehouse.calibrating import counting
from warehouse.statements import run, statement

AS_OF = datetime(2025, 6, 2, tzinfo=UTC)
PARAMETERS = DivergenceParameters("c", "m")


def quality(*rows: tuple[str, str | None, str]) -> pl.DataFrame:
    """Rates as used: model, aspect, language."""
    rates = {"sensitivity": 0.9, "sensitivity_low": 0.85, "sensitivity_high": 0.93}
    rates |= {"specificity": 0.8, "specificity_low": 0.75, "specificity_high": 0.85}
    keys = ("model", "aspect", "language")
    schema = {name: dtype for name, dtype in QUALITY.items() if name in {*keys, *rates}}
    return pl.DataFrame([dict(zip(keys, one, strict=True)) | rates for one in rows], schema=schema)


USED = quality(("sentiment as used", None, "en"), ("opinions as used", None, "en"))


@pytest.fixture
def warehouse() -> Warehouse:
    """Three customers a week write of the whole and rate the price; half of them write Dutch, which nobody
    measured."""
    spoken = Warehouse()
    for week in range(52):
        at = (AS_OF - timedelta(days=7 * week + 3)).strftime("%Y-%m-%d")
        spoken.opinions([1, -1, 0], origin="text", at=at, language="en")
        spoken.opinions([1, 1], origin="text", at=at, language="nl")
        spoken.opinions([1, 1, -1], aspect="price", at=at)
    spoken.opinions([1], aspect="noise", at="2025-05-20")
    run(spoken.connection, statement("enriching/stances.sql"))
    return spoken


def test_volumes_count_who_takes_a_side_and_languages_who_is_read(warehouse: Warehouse) -> None:
    sight = sight_of(warehouse.connection, USED, AS_OF)
    assert dict(sight.aspects.select("aspect", "weekly_customers").iter_rows()) == {
        "overall": 4, "price": 3, "noise": 0,
    }  # fmt: skip
    assert sight.weekly == (3, 4)  # of those with at least one a week
    assert [one.name for one in sight.readings] == ["ratings", WHOLE_TEXTS]
    weights = {one.name: (one.weight, one.sensitivity) for one in sight.readings[1].languages}
    assert weights == {"en": (0.5, pytest.approx(0.89)), "nl": (0.5, 0.5)}  # Dutch decides nothing


def test_texts_on_aspects_have_the_rates_of_clauses(warehouse: Warehouse) -> None:
    warehouse.opinions([1], origin="text", aspect="price", at="2025-05-20", language="en")
    run(warehouse.connection, statement("enriching/stances.sql"))
    sight = sight_of(warehouse.connection, USED, AS_OF)
    assert [one.name for one in sight.readings] == ["ratings", WHOLE_TEXTS, ON_ASPECTS]


def test_the_table_is_made_once_for_the_same_inputs(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibration, "REPETITIONS", 20)
    monkeypatch.setattr(calibration, "REPORTED", calibration.REPORTED[:3])
    rows = publish_calibration(warehouse.connection, USED, PARAMETERS, AS_OF)
    assert rows == 2 * 2 * len(calibration.REPORTED)  # volumes, readings
    first = warehouse.rows("calibration")
    with monkeypatch.context() as context:
        context.setattr(calibration, "calibrated", lambda *_: pytest.fail("nothing changed"))
        assert publish_calibration(warehouse.connection, USED, PARAMETERS, AS_OF) == rows
    stricter = DivergenceParameters("c", "m", trend_above=0.3)
    publish_calibration(warehouse.connection, USED, stricter, AS_OF)
    assert warehouse.rows("calibration") != first
    publish_calibration(warehouse.connection, USED, PARAMETERS, AS_OF)
    assert warehouse.rows("calibration") == first


def test_without_opinions_the_table_is_empty() -> None:
    empty = Warehouse()
    assert publish_calibration(empty.connection, USED, PARAMETERS, AS_OF) == 0
    assert empty.rows("calibration") == []


def test_a_loud_customer_a_burst_of_copies_and_colleagues_count_as_the_sql_counts_them() -> None:
    rng = np.random.default_rng(1)
    with counting() as count:
        for truth, is_per_account in ((Truth(LOUD, 0.15), False), (Truth(BURST, 0.15), False)):
            said = written(rng, truth, 5, 3)
            opinions = opinions_of(rng, said, RATINGS)
            counted, feedback = count(opinions, is_per_account)
            extra = 60 * 3 - 3  # sixty times each, of one
            copies = extra if truth.kind == BURST else 0  # left out; the loud customer's own words are not
            assert (counted.height, feedback.height) == (opinions.height - copies, opinions.height)
            assert counted["speaker"].n_unique() == opinions.height - extra
        said = written(rng, Truth(ACCOUNTS, 0.2), 5, 3)
        opinions = opinions_of(rng, said, classifier(0.85))
        accounts = opinions["account_id"].n_unique()
        assert count(opinions, True)[0]["speaker"].n_unique() == accounts
        assert count(opinions, False)[0]["speaker"].n_unique() == opinions.height
