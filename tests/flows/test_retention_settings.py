"""For how long sources are kept: what is refused, and from which day on it counts."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from command import new_project, voc

from flows.cli.printing import print_taken_out
from flows.retention import believed_day, periods, waiting_note
from flows.settings import Settings, default_settings
from warehouse.ageing import TakenOut

NOW = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # in Paris it is the 2nd


def paris(**retention: int) -> Settings:
    usual = default_settings()
    project = usual.project.model_copy(update={"time_zone": "Europe/Paris"})
    return usual.model_copy(update={"project": project, "retention": retention})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(tmp_path_factory.mktemp("retention_settings") / "project")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("trustpilo = 90", '"retention.trustpilo": no source is called so: do you mean "trustpilot"?'),
        ("hubspot_companies = 90", '"retention.hubspot_companies": its records (profiles'),
        ("trustpilot = 0", '"retention.trustpilot": Input should be greater than or equal to 1'),
        ("trustpilot = 90.5", '"retention.trustpilot": Input should be a valid integer'),
        ('trustpilot = "90"', '"retention.trustpilot": Input should be a valid integer'),
    ],
)
def test_what_is_refused(project: Path, line: str, said: str):
    (project / "voc.toml").write_text(f"[retention]\n{line}\n")
    done = voc("run", "--project", project)
    assert (done.code, said in done.err) == (2, True), done.err


def test_days_are_those_of_the_projects_calendar():
    settings = paris(reviews=93)
    assert believed_day(settings, NOW, None) == date(2026, 7, 2)
    kept = periods(settings, date(2026, 7, 2))["reviews"]
    assert kept.since == datetime(2026, 3, 30, 22, tzinfo=UTC)  # midnight of the 31st, two hours ahead
    assert kept.reason == "left out: older than its source's retention period of 93 days"


@pytest.mark.parametrize(
    ("last", "day"),
    [
        (datetime(2026, 6, 1, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 5, 31, 12, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2099, 1, 1, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_a_clock_that_jumped_is_not_believed_at_once(last: datetime, day: date):
    settings = paris(reviews=93)
    assert believed_day(settings, NOW, last) == day
    assert bool(waiting_note(settings, NOW, last)) == (day < date(2026, 7, 2))


def test_what_was_taken_out_is_counted_in_words(capsys: pytest.CaptureFixture[str]):
    print_taken_out([TakenOut("crm", 1, 1), TakenOut("web", 1200, 0)])
    assert capsys.readouterr().out.splitlines() == [
        "Retention: 1 record of crm taken out; 1 file written anew without them.",
        "Retention: 1,200 records of web taken out.",
    ]
