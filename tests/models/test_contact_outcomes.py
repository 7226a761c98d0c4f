"""Changes of contacted customers beside those of others."""

import polars as pl
import pytest

from models.contact_outcomes import OUTCOMES_SCHEMA, contact_outcomes

PAIRS = pl.Schema(
    {"aspect": pl.String, "series": pl.String, "began_with": pl.String, "is_contacted": pl.Boolean}
    | dict.fromkeys(("pairs", "improved", "worsened"), pl.Int64)
)


def outcomes(*rows: tuple, floor: int = 5) -> list[dict]:
    """Rows of is_contacted, pairs, improved, worsened, on the price."""
    told = [("price", None, "all", *row) for row in rows]
    found = contact_outcomes(pl.DataFrame(told, schema=PAIRS, orient="row"), floor)
    assert found.schema == OUTCOMES_SCHEMA
    return found.to_dicts()


def test_the_difference_stands_on_the_contacted():
    without, contacted = outcomes((False, 20, 8, 4), (True, 10, 7, 1))
    assert (contacted["net_change"], without["net_change"]) == pytest.approx(((7 - 1) / 10, (8 - 4) / 20))
    assert contacted["difference"] == pytest.approx(0.6 - 0.2)
    assert contacted["difference_low"] < 0.4 < contacted["difference_high"]
    assert contacted["improved_share"] == 7 / 8
    assert contacted["unchanged"] == 2
    assert without["difference"] is None


def test_below_the_floor_there_is_nothing_but_the_number():
    without, contacted = outcomes((False, 20, 8, 4), (True, 4, 4, 0))
    told = {name for name, value in contacted.items() if value is not None}
    assert told == {"aspect", "began_with", "is_contacted", "pairs", "status"}
    assert (contacted["status"], contacted["pairs"]) == ("suppressed", 4)
    assert without["net_change"] == (8 - 4) / 20


def test_contacted_alone_differ_from_nobody():
    (contacted,) = outcomes((True, 10, 7, 1))
    assert contacted["difference"] is None
    assert contacted["difference_low"] is None


def test_nobody_changing_tells_no_share_of_the_changed():
    (still,) = outcomes((True, 10, 0, 0))
    assert (still["net_change"], still["improved_share"], still["change_p"]) == (0, None, None)
    assert still["net_change_low"] < 0 < still["net_change_high"]


def test_no_pairs_make_an_empty_table():
    assert outcomes() == []
