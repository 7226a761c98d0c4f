"""Deliveries night by night, through the command: late, missing, of unusual volume, still being written."""

import os
import shutil
from pathlib import Path

import pytest
from command import Called, digests, new_project, rows, voc
from shop import SOURCES, csv

DAY = 86_400
JANUARY = 1_767_600_000
"""Of 2026, as seconds since 1970."""

KEY = Path("state") / "secret.key"
REVIEWS = {"shop_reviews": SOURCES["shop_reviews"]}


def reviews(first: int, count: int, month: str, stars: int = 5) -> str:
    rows = ((f"R{n}", n, f"2026-{month}-{1 + n % 28:02d}", "2026-06-01", stars, "It is a chair.")
            for n in range(first, first + count))  # fmt: skip
    return csv("review,client,said_at,edited_at,stars,words", rows)


def drop(project: Path, name: str, text: str, at: int) -> None:
    path = project / "inbox" / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))


def run(project: Path, *options: str) -> Called:
    return voc("run", "--project", project, *options)


def page(project: Path) -> str:
    return (project / "report" / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four months of reviews, one file each, published; nothing came since."""
    project = new_project(tmp_path_factory.mktemp("months") / "shop", REVIEWS)
    for number, month in enumerate(("01", "02", "03", "04")):
        drop(project, f"{month}.csv", reviews(100 * number, 10, month), JANUARY + 30 * DAY * number)
    called = run(project)
    assert called.code == 3, called.err
    assert "audit deliveries_missing warned: shop_reviews: usually comes every 30 days" in called.err
    return project


@pytest.fixture
def project(months: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(months, tmp_path / "shop", copy_function=shutil.copy2))


@pytest.mark.system
def test_a_late_file_recomputes_its_closed_month_as_if_it_had_come_in_time(
    project: Path, tmp_path: Path
) -> None:
    late = reviews(50, 8, "01", stars=1)
    in_time = new_project(tmp_path / "in_time", REVIEWS)
    shutil.copy(project / KEY, in_time / KEY)
    for path in (project / "inbox").iterdir():
        shutil.copy2(path, in_time / "inbox" / path.name)
    drop(in_time, "01_late.csv", late, JANUARY)
    january = (
        "from report.sentiment where period_grain = 'month' and strftime(period_start, '%Y-%m') = '2026-01'"
    )
    before = rows(project, january)
    drop(project, "01_late.csv", late, JANUARY + 200 * DAY)
    for one in (project, in_time):
        assert run(one).code in (0, 3)
    assert rows(project, january) != before
    told = {"report.data_quality"}  # when a file came
    assert {name: one for name, one in digests(project).items() if name not in told} == {
        name: one for name, one in digests(in_time).items() if name not in told
    }


def test_what_is_missing_is_told_on_nights_without_anything_new(project: Path) -> None:
    before = (project / "voc.duckdb").stat().st_mtime_ns
    shown = page(project)
    called = run(project)
    assert (called.code, "Nothing new" in called.out) == (3, True)
    assert "did not come: look at its export" in called.err
    assert "did not come: look at its export" in page(project) == shown
    os.utime(project / "inbox" / "04.csv")  # the same content again
    called = run(project)
    assert (called.code, called.err) == (0, "")
    assert "did not come" not in page(project)
    assert voc("report", "--project", project).code == 0
    assert "did not come" not in page(project)
    assert (project / "voc.duckdb").stat().st_mtime_ns == before


def test_an_unusual_volume_holds_the_publishing_until_it_is_accepted(project: Path) -> None:
    before = digests(project)
    drop(project, "05.csv", reviews(1000, 100, "05"), JANUARY + 120 * DAY)
    for _ in range(2):
        called = run(project)
        assert called.code == 1
        assert (
            "audit volumes_usual: inbox/05.csv has 100 lines, 100 of them new, where shop_reviews usually "
            "has 10, 10 of them new. If that is right, release it: voc run --accept; if not, take it out of "
            "the inbox, and the next run withdraws it. Nothing was published"
        ) in called.err
        assert digests(project) == before
    doctor = voc("doctor", "--project", project, "--json")
    (held,) = [one for one in doctor.json["checks"] if one["check"] == "volumes"]
    assert (held["status"], "inbox/05.csv has 100 lines" in held["message"]) == ("bad", True)
    called = run(project, "--accept")
    assert called.code in (0, 3)
    assert (
        "voc: accepted as usual from now on: inbox/05.csv has 100 lines, 100 of them new, where shop_reviews "
        "usually has 10, 10 of them new"
    ) in called.err
    (told,) = rows(project, "select warning from report.data_quality where file = 'inbox/05.csv'")
    assert told["warning"] == "unusual volume, accepted: 100 lines (usually 10), 100 of them new (usually 10)"
    (noted,) = rows(project, "select accepted_by, accepted_at from ops.volume_holds")
    assert None not in noted.values()


@pytest.mark.system
def test_a_wrong_delivery_that_is_held_is_replaced_by_the_right_one(project: Path) -> None:
    drop(project, "05.csv", reviews(1000, 100, "05"), JANUARY + 120 * DAY)
    assert run(project).code == 1
    drop(project, "05.csv", reviews(500, 10, "05"), JANUARY + 121 * DAY)
    called = run(project)
    assert called.code == 3
    assert "audit files_recognised warned: inbox/05.csv: was held for its volume and left the" in called.err
    may = "select status, lines, loaded, rejected from ops.files where path = 'inbox/05.csv' order by 2"
    assert [tuple(one.values()) for one in rows(project, may)] == [("loaded", 10, 10, 0),
                                                                   ("withdrawn", 100, 0, 100)]  # fmt: skip
    assert len(rows(project, "from core.feedback")) == 50
    again = run(project)
    assert ("Nothing new" in again.out, "withdrawn" in again.err) == (True, False)


@pytest.mark.system
def test_a_growing_file_is_left_and_new_columns_are_told_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wider = reviews(500, 3, "05").replace(",words", ",words,mood", 1).replace('chair."', 'chair.","good"')
    drop(project, "05.csv", wider, JANUARY + 120 * DAY)
    drop(project, "odd.csv", "this,that\nx,y\n", JANUARY + 120 * DAY)
    growing = project / "inbox" / "06.csv"
    growing.write_text(reviews(600, 2, "06"))
    monkeypatch.setattr("warehouse.inbox.SETTLE_SECONDS", 2.0)
    monkeypatch.setattr("warehouse.inbox.time.sleep", lambda _: growing.write_text(reviews(600, 5, "06")))
    called = run(project)
    assert called.code == 3
    assert "inbox/06.csv: is still being written: left for the next run" in called.err
    assert (
        'audit columns_known warned: inbox/05.csv: new columns, which shop_reviews does not read: "mood"'
        in (called.err)
    )
    assert "was still being written" in page(project)
    monkeypatch.setattr("warehouse.inbox.SETTLE_SECONDS", 0)
    told = called.out
    called = run(project)
    assert "columns_known" not in called.err
    assert "odd.csv" in told
    assert "odd.csv" not in called.out + called.err  # a file that nobody knows is told once, too
    assert "still being written" not in called.err
    assert rows(project, "select path from ops.files where path = 'inbox/06.csv' and lines = 5")
