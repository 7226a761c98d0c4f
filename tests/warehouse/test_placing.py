"""Merged segments, two-way segments, and customers of whom nothing is known."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_project import CUSTOMERS, REVIEWS, Small

from transforms.segments import Dimension
from warehouse.enriching.people import place_in_segments

AS_OF = datetime(2026, 6, 30, tzinfo=UTC)
PROFILES = CUSTOMERS.replace('plan = "plan"', 'plan = "plan"\n    country = "country"')
HEADER = "customer_no,full_name,mail,plan,country,since\n"
REVIEW_HEADER = "review_id,customer_no,stars,body,written,country\n"
TELLING = REVIEWS + '    [attributes]\n    country = "country"\n'
DACH = {"Germany": "DACH", "Austria": "DACH", "Switzerland": "DACH"}
COUNTRY = Dimension(attribute="country", mapping="countries", parents=DACH, merge_below=3)
DIMENSIONS = {"country": COUNTRY, "plan": Dimension(attribute="plan")}


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path, customers=PROFILES, reviews=TELLING) as project:
        yield project


def enrich(small: Small, pairs=()) -> None:
    small.link()
    place_in_segments(small.work, DIMENSIONS, AS_OF, pairs)


def load(small: Small, customers: list[str], reviews: list[str] = ()) -> None:
    small.load("c.csv", HEADER + "".join(f"{row}\n" for row in customers))
    small.load("r.csv", REVIEW_HEADER + "".join(f"{row}\n" for row in reviews))


def segments(small: Small, dimension: str) -> dict[str, str]:
    return dict(
        small.rows(
            "select text, segment from core.feedback join core.feedback_segments using (feedback_id) "
            f"where dimension = '{dimension}'"
        )
    )


def periods(small: Small, dimension: str) -> list[tuple]:
    return small.rows(
        "select segment, valid_from::date::varchar, valid_to::date::varchar from core.customer_segments "
        f"where dimension = '{dimension}' order by valid_from nulls first, segment"
    )


def test_small_segments_merge_for_customers_and_speakers_alike(small: Small):
    load(
        small,
        ["c1,,,,DE,", "c2,,,,Deutschland,", "c3,,,,Germany,", "c4,,,,AT,", "c5,,,,JP,"],
        ["r1,c1,3,german,2026-05-01,", "r2,c4,3,austrian,2026-05-01,", "r3,,3,swiss,2026-05-01,Suisse"],
    )
    enrich(small)
    rest = "DACH: others"
    assert segments(small, "country") == {"german": "Germany", "austrian": rest, "swiss": rest}
    assert small.rows("from core.merged_segments order by all") == [
        ("country", "Austria", rest),
        ("country", "Switzerland", rest),
    ]
    now = "select segment, count(*) from core.customer_segments where dimension = 'country' group by 1"
    assert sorted(small.rows(now)) == [(rest, 1), ("Germany", 3), ("Japan", 1)]


def test_who_moves_within_a_merged_segment_does_not_move(small: Small):
    load(small, ["c1,,,,AT,2026-01-01", "c1,,,,CH,2026-03-01", "c1,,,,JP,2026-05-01"])
    enrich(small)
    assert periods(small, "country") == [("DACH", "2026-01-01", "2026-05-01"), ("Japan", "2026-05-01", None)]


def test_speakers_who_tell_their_segment_make_it_large_enough(small: Small):
    strangers = [f"r{number},,3,t{number},2026-05-01,Austria" for number in range(3)]
    load(small, [], strangers)
    enrich(small)
    assert set(segments(small, "country").values()) == {"Austria"}


def test_of_whom_nothing_is_known_is_in_the_unknown_segment(small: Small):
    load(small, ["c1,,,Pro,,", "c2,,,,,"])
    enrich(small)
    found = small.rows(
        "select dimension, segment, count(*) from core.customer_segments where valid_to is null "
        "group by all order by all"
    )
    assert found == [("plan", "Pro", 1), ("plan", "unknown", 1)]  # of countries nothing is known at all


def test_two_ways_hold_while_both_sides_do(small: Small):
    load(
        small,
        ["c1,,,Free,JP,2026-01-01", "c1,,,Pro,JP,2026-03-01", "c1,,,Pro,FR,2026-05-01", "c2,,,Free,,"],
        [
            "r1,c1,3,before,2025-12-01,",
            "r2,c1,3,first,2026-02-01,",
            "r3,c1,3,second,2026-04-01,",
            "r4,c1,3,third,2026-06-01,",
            "r5,c1,3,told,2026-06-01,Italy",
            "r6,c2,3,half,2026-06-01,",
            "r7,,3,stranger,2026-06-01,France",
        ],
    )
    enrich(small, [("country", "plan")])
    assert periods(small, "country x plan") == [
        ("unknown", None, None),
        ("Japan x Free", "2026-01-01", "2026-03-01"),
        ("Japan x Pro", "2026-03-01", "2026-05-01"),
        ("France x Pro", "2026-05-01", None),
    ]
    assert segments(small, "country x plan") == {
        "before": "unknown",
        "first": "Japan x Free",
        "second": "Japan x Pro",
        "third": "France x Pro",
        "told": "Italy x Pro",
        "half": "unknown",
        "stranger": "unknown",
    }


def test_a_pair_of_which_one_side_is_never_known_is_left_out(small: Small):
    load(small, ["c1,,,Free,,"], ["r1,c1,3,x,2026-05-01,"])
    enrich(small, [("country", "plan")])
    assert segments(small, "country x plan") == {}
    assert periods(small, "country x plan") == []


def test_doing_it_again_changes_nothing(small: Small):
    load(small, ["c1,,,Free,AT,", "c2,,,Pro,DE,"], ["r1,c1,3,x,2026-05-01,"])
    enrich(small, [("country", "plan")])
    first = small.all_core()
    enrich(small, [("country", "plan")])
    assert small.all_core() == first
