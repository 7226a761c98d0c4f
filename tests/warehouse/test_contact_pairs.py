"""report.contact_outcomes: whose opinions are compared with which."""

import pytest
from followed_up import Followed

from warehouse.analysing.contact_outcomes import compare_contacted
from warehouse.statements import run, statement


@pytest.fixture
def followed() -> Followed:
    return Followed()


def outcomes(followed: Followed, where: str = "series is null and began_with = 'all'") -> list[tuple]:
    """is_contacted, pairs, improved, worsened; nothing suppressed."""
    run(followed.warehouse.connection, statement("enriching/stances.sql"))
    compare_contacted(followed.warehouse.connection, 1)
    names = ("is_contacted", "pairs", "improved", "worsened")
    found = followed.warehouse.rows("contact_outcomes", where)
    return [tuple(row[name] for name in names) for row in found]


def test_before_and_after_the_contact(followed: Followed):
    for polarity, at in ((1, "2026-01-01"), (-1, "2026-02-01"), (0, "2026-04-01"), (1, "2026-05-01")):
        followed.says(polarity, at)
    followed.contact("2026-03-01 10:00:00")
    assert outcomes(followed) == [(True, 1, 1, 0)]  # from February to April
    assert outcomes(followed, "began_with = 'complaint'") == [(True, 1, 1, 0)]


def test_of_several_contacts_the_first_between_two_opinions(followed: Followed):
    for polarity, at in ((1, "2026-02-01"), (-1, "2026-04-01"), (1, "2026-06-01")):
        followed.says(polarity, at)
    for at in ("2026-01-01", "2026-03-01", "2026-05-01"):
        followed.contact(f"{at} 10:00:00")
    assert outcomes(followed) == [(True, 1, 0, 1)]
    assert outcomes(followed, "began_with = 'complaint'") == []


def test_the_last_two_of_whom_nobody_contacted(followed: Followed):
    for polarity, at in ((1, "2026-02-01"), (-1, "2026-04-01"), (1, "2026-06-01")):
        followed.says(polarity, at, "bo")
    assert outcomes(followed) == [(False, 1, 1, 0)]


def test_who_was_contacted_at_another_time_is_in_neither_group(followed: Followed):
    for polarity, at in ((-1, "2026-02-01"), (1, "2026-04-01")):
        followed.says(polarity, at)
    followed.contact("2026-05-01 10:00:00")
    assert outcomes(followed) == []
    followed.contact("2026-03-01 10:00:00")
    assert outcomes(followed) == [(True, 1, 1, 0)]


def test_who_was_not_reached_was_not_contacted(followed: Followed):
    for polarity, at in ((-1, "2026-02-01"), (1, "2026-04-01")):
        followed.says(polarity, at)
    followed.contact("2026-03-01 10:00:00", "not_reached")
    assert outcomes(followed) == [(False, 1, 1, 0)]


def test_other_aspects_are_no_pair(followed: Followed):
    followed.says(-1, "2026-02-01", aspect="price")
    followed.says(1, "2026-04-01", aspect="support")
    followed.contact("2026-03-01 10:00:00")
    assert outcomes(followed) == []


def test_scores_of_one_series_are_compared(followed: Followed):
    followed.says(-1, "2026-02-01", score=3)
    followed.says(0, "2026-04-01", score=6)
    followed.contact("2026-03-01 10:00:00")
    assert outcomes(followed, "series is not null") == [(True, 1, 1, 0)] * 2
    (row,) = followed.warehouse.rows("contact_outcomes", "series is not null and began_with = 'all'")
    assert (row["aspect"], row["series"]) == ("overall", "survey, nps, 0-10")


def test_a_day_alone_stands_for_its_whole_day(followed: Followed):
    followed.says(-1, "2026-03-01")
    followed.says(1, "2026-03-02")
    followed.contact("2026-03-01")
    assert outcomes(followed) == [(True, 1, 1, 0)]
