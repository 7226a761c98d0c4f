"""What the levels call near, case by case."""

import duckdb
import pytest

from warehouse.linking.levels import LEAST_OF_PRIOR, comparisons
from warehouse.statements import statement


@pytest.fixture(scope="module")
def near():
    with duckdb.connect() as connection:
        connection.execute(statement("linking/similarity.sql"))
        yield lambda call: connection.execute(f"select {call}").fetchone()[0]


@pytest.mark.parametrize(
    "call",
    [
        "near_last('muller', 'mueller')",
        "near_last('smith', 'smiht')",
        "near_last('garcia', 'garcia lopez')",
        "near_last('de vries', 'vries')",
        "fitting_first('j', 'john', null, null)",
        "fitting_first('anna maria', 'anna', null, null)",
        "near_first('bob', 'robert', ['robert'], ['robert'])",
        "exchanged('smith', 'john', null, 'j', 'smith', null)",
        "near_email('anna.jansen@gmail.com', 'ana.jansen@gmail.com')",
        "near_email('anna@gmaill.com', 'anna@gmail.com')",
        "near_company('acme sofware', 'acme software')",
        "exchanged_day('1980-05-03', '1980-03-05')",
    ],
)
def test_near(near, call):
    assert near(call) is True


@pytest.mark.parametrize(
    "call",
    [
        "near_last('muller', 'meier')",
        "near_last('li', 'lu')",
        "fitting_first('j', 'anna', null, null)",
        "near_first('anna', 'maria', ['anna'], ['maria'])",
        "near_first('john', 'mary', null, null)",
        "near_email('marco.rossi@acme.it', 'marco.rossi2@acme.it')",
        "near_email('anna.jansen@kpn.nl', 'anna_jansen@kpn.nl')",
        "near_email('a@b.de', 'c@d.de')",
        "near_company('acme', 'zenith')",
        "exchanged_day('1980-05-03', '1981-03-05')",
    ],
)
def test_not_near(near, call):
    assert near(call) is False


def test_each_comparison_expects_shares_that_add_up_and_ends_with_all_that_is_left():
    for comparison in comparisons():
        assert sum(level.matching for level in comparison.levels) == pytest.approx(1)
        assert sum(level.strangers for level in comparison.levels) == pytest.approx(1, abs=0.03)
        assert comparison.levels[-1].condition == "ELSE"
        assert comparison.label_of(-1) == "unknown"
        assert comparison.label_of(0) == comparison.levels[-1].label
        assert comparison.label_of(len(comparison.levels) - 1) == comparison.levels[0].label


def test_what_was_never_seen_is_not_taken_for_impossible():
    (country,) = (one for one in comparisons() if one.name == "country")
    learned = {("country", "equal"): (1.0, 0.1), ("country", "other"): (0.0, 0.9)}
    levels = country.as_splink(learned)["comparison_levels"]
    other = next(one for one in levels if one["label_for_charts"] == "other")
    floor = LEAST_OF_PRIOR * country.levels[-1].matching  # 0.1 x 0.04
    assert other["m_probability"] == pytest.approx(floor / (1 + floor))
    assert other["u_probability"] == pytest.approx(0.9)
