"""Audits: each finds what it is for, and nothing on good data."""

from pathlib import Path

import pytest
from small_project import REVIEWS, STARTED_AT, Small

from warehouse.adapting import revert
from warehouse.audits import AuditFailedError, refuse_if_failed, run_audits
from warehouse.enriching.opinions import gather_opinions
from warehouse.journal import end, start

GOOD = "review_id,customer_no,stars,body,written\nr1,c1,5,good,2026-05-01\nr2,c2,1,bad,2026-05-02\n"
BREAKS = {
    "answers_have_feedback": "insert into core.ratings values ('x', 'nobody', 'price', 1, 1, 5, 0, 'f')",
    "keys_are_unique": "insert into core.feedback from core.feedback limit 1",
    "lines_accounted_for": "insert into ops.rejects select file_id, 7, null, 'why', null from ops.files",
    "figures_in_range": "update report.kpi set value = 101",
}


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path, reviews=REVIEWS) as project:
        project.load("r.csv", GOOD)
        gather_opinions(project.work)
        project.work.execute(
            "create table report.kpi (metric varchar, value double, ci_low double, ci_high double, "
            "weighted_value double, weighted_low double, weighted_high double)"
        )
        project.work.execute(
            "create table report.divergence "
            "(aspect varchar, dimension varchar, segment varchar, window_days integer)"
        )
        project.work.execute("insert into report.kpi values ('nps', 50, 40, 60, 45, 30, 55)")
        project.work.execute("insert into report.kpi (metric) values ('csat')")
        yield project


def found(small: Small) -> dict[str, tuple[str, float | None, str]]:
    return {
        one.audit: (one.status, one.figure, one.message)
        for one in run_audits(small.work, small.project, "run", 0.01)
    }


def test_good_data_passes_every_audit(small: Small):
    audits = run_audits(small.work, small.project, "run", 0.01)
    assert {one.status for one in audits} == {"passed"}
    refuse_if_failed(audits)
    assert small.rows("select count(*) from ops.audits") == [(len(audits),)]
    run_audits(small.work, small.project, "run", 0.01)
    assert small.rows("select count(*) from ops.audits") == [(len(audits),)]


@pytest.mark.parametrize("audit", BREAKS)
def test_what_must_hold_refuses_publication(small: Small, audit: str):
    small.work.execute(BREAKS[audit])
    audits = run_audits(small.work, small.project, "run", 0.01)
    assert [one.audit for one in audits if one.status == "failed"] == [audit]
    with pytest.raises(AuditFailedError, match=f"audit {audit}: .* Nothing was published"):
        refuse_if_failed(audits)


def test_many_rejects_warn_with_their_share(small: Small):
    small.load("bad.csv", GOOD.replace(",5,", ",9,").replace("r2", "r3"))
    status, share, message = found(small)["rejected_share"]
    assert (status, share) == ("warned", 0.5)
    assert message == "inbox/bad.csv: 1 of 2 lines rejected; the reasons are in ops.rejects"


def test_what_is_wrong_with_a_file_is_said_once(small: Small):
    small.load("bad.csv", GOOD.replace(",5,", ",9,").replace("r2", "r3"))
    small.load("what.csv", "a,b\n1,2\n")
    of_files = ("rejected_share", "files_recognised")
    start(small.work, "run", STARTED_AT, "run", "1", "1")
    for status in ("failed", "killed"):  # nobody was told
        end(small.work, "run", status)
        assert {found(small)[one][0] for one in of_files} == {"warned"}
    end(small.work, "run", "warned")
    assert {found(small)[one][0] for one in of_files} == {"passed"}


def test_unreadable_files_and_times_that_cannot_be_true_warn(small: Small):
    small.load("what.csv", "a,b\n1,2\n")
    small.load("old.csv", GOOD.replace("2026-05-01", "1970-01-01").replace("2026-05-02", "2031-01-01"))
    audits = found(small)
    assert audits["files_recognised"][:2] == ("warned", 1)
    assert audits["times_credible"][:2] == ("warned", 2)
    assert small.rows("select is_created_at_credible from core.feedback") == [(False,), (False,)]


def test_a_file_without_its_times_warns(small: Small):
    small.load("undated.csv", "review_id,stars,body\nr8,5,fine\nr9,4,good\n")
    status, figure, message = found(small)["times_are_there"]
    assert (status, figure) == ("warned", 2)
    assert "written" in message


def test_readings_of_opinions_that_are_not_there_warn(small: Small):
    ((known,),) = small.rows("select opinion_id from core.opinions limit 1")
    small.load("read.csv", f"opinion_id,polarity\n{known},1\nnobody,1\nnone,-1\n")
    assert found(small)["readings_have_opinions"] == (
        "warned",
        2,
        "inbox/read.csv: 2 readings of opinions that are not in core.opinions",
    )


def test_adopted_models_of_which_nothing_is_kept_warn_until_that_is_settled(small: Small):
    rows = "('run', now(), 'de', true, ''), ('run', now(), 'en', false, ''), ('run', now(), null, false, '')"
    small.work.execute(
        "insert into ops.trainings by name select * from "
        f"(values {rows}) t(run_id, trained_at, language, is_adopted, reason)"
    )
    status, figure, message = found(small)["own_models_kept"]
    assert (status, figure) == ("warned", 1)
    assert message.startswith("state/models/ no longer holds the own models of de: ")
    revert(small.project)  # notes that the shipped ones are wanted
    assert found(small)["own_models_kept"][0] == "passed"


@pytest.mark.parametrize("wrong", ["weighted_value = 101", "weighted_low = 56"])
def test_a_weighted_figure_outside_its_range_refuses_publication(small: Small, wrong: str):
    small.work.execute(f"update report.kpi set {wrong} where metric = 'nps'")
    assert found(small)["figures_in_range"][0] == "failed"


def test_files_that_cannot_be_read_anew_are_told(small: Small):
    (version,) = small.rows("select description_version from ops.files")[0]
    found = []
    for now in (version, "another"):
        audits = run_audits(small.work, small.project, "run", 0.01, {"reviews": now})
        found.append(next(one for one in audits if one.audit == "descriptions_current"))
    assert [(one.status, one.figure) for one in found] == [("passed", None), ("warned", 1)]
    assert found[1].message.startswith("1 files of reviews were loaded under an earlier description")
