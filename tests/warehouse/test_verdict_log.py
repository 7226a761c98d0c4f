"""What was said when: of segments that enough persons are in, and of no others by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_project import REVIEWS, Small

from warehouse.analysing import log_verdicts


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    with Small(tmp_path, reviews=REVIEWS) as project:
        yield project


def logged(small: Small, run_id: str, verdict: str, **statuses: str) -> list[tuple]:
    """What the log holds after a run that judges everybody and each segment of `role` alike."""
    segments = ", ".join(f"('role', '{name}', '{status}')" for name, status in statuses.items())
    small.rows(
        "create or replace table report.segments as "
        f"from (values ('all', 'all', 'suppressed'), {segments}) one(dimension, segment, status)"
    )
    small.rows(
        "create or replace table report.divergence as "
        f"select 'price' as aspect, dimension, segment, 30 as window_days, '{verdict}' as verdict, "
        "'a trend in role pilot.' as reason from report.segments"
    )
    small.rows(f"insert into ops.runs values ('{run_id}', now(), null, 'done', 'command', '', '')")
    log_verdicts(small.work, run_id)
    return small.rows(
        "select segment, previous_verdict, verdict from ops.verdict_log order by logged_at, segment"
    )


def test_a_segment_of_few_is_never_named(small: Small):
    said = [("all", None, "trend"), ("clerk", None, "trend")]
    assert logged(small, "r1", "trend", clerk="indicative", astronaut="suppressed") == said
    assert logged(small, "r2", "trend", clerk="published") == said  # nothing changed


def test_what_was_said_of_a_segment_goes_when_it_is_of_few_or_of_nobody(small: Small):
    assert len(logged(small, "r1", "trend", clerk="published", pilot="published", cook="published")) == 4
    told = logged(small, "r2", "isolated", clerk="published", pilot="suppressed")
    assert told == [
        ("all", None, "trend"),
        ("clerk", None, "trend"),
        ("all", "trend", "isolated"),
        ("clerk", "trend", "isolated"),
    ]
    assert small.rows("select distinct reason from ops.verdict_log") == [(None,)]
    assert logged(small, "r3", "isolated", clerk="published", pilot="published")[-1] == (
        "pilot",
        None,
        "isolated",
    )
