"""What has become too old by the calendar leaves every file, and a night without it does nothing."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bytes_held import holding
from command import digests, new_project, rows, voc
from shop import SOURCES, csv, customers, reviews

from flows.direct import conduct
from flows.run import RunResult, new_run
from warehouse.ageing import TakenOut
from warehouse.project import Project

SINCE_12_MARCH = datetime(2026, 6, 20, 2, tzinfo=UTC)
SINCE_15_MARCH = datetime(2026, 6, 23, 2, tzinfo=UTC)
DAYS = range(1, 21)


def word(day: int) -> str:
    return f"Quagga{day:02}"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty reviews, one a day, kept for a hundred days; customers are kept."""
    said = csv(
        "review,client,said_at,edited_at,stars,words",
        ((f"R{n}", n, f"2026-03-{n:02}", "2026-04-01", 1 + n % 5, f"{word(n)}, I love it.") for n in DAYS),
    )
    project = new_project(tmp_path_factory.mktemp("retention") / "shop", SOURCES)
    for name, text in {"customers.csv": customers(DAYS), "reviews.csv": said}.items():
        (project / "inbox" / name).write_text(text)
        os.utime(project / "inbox" / name, (1_775_000_000, 1_775_000_000))
    settings = project / "voc.toml"
    settings.write_text(settings.read_text().replace("# NAME = 1095", "shop_reviews = 100"))
    first = run(project, SINCE_12_MARCH)
    assert (first.status, first.taken_out) == ("done", (TakenOut("shop_reviews", 11, 1),))
    return project


def run(project: Path, at: datetime) -> RunResult:
    return conduct(replace(new_run(Project(project), "run"), started_at=at))


def files(project: Path) -> dict[Path, int]:
    """What would be another file, had it been written anew."""
    kept = [*(project / "inbox").iterdir(), project / "state" / "work.duckdb", project / "voc.duckdb"]
    return {path: path.stat().st_ino for path in kept}


def test_retention_from_night_to_night(shop: Path, monkeypatch: pytest.MonkeyPatch):
    assert not holding(shop, *map(word, range(1, 12)))
    assert {"inbox/reviews.csv", "state/work.duckdb"} <= set(holding(shop, word(12)))
    before, tables = files(shop), digests(shop)
    assert run(shop, SINCE_12_MARCH.replace(hour=22)).status == "unchanged"
    assert files(shop) == before

    def die(*_: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("flows.steps.erasing.finish_erasing", die)
        with pytest.raises(RuntimeError):
            run(shop, SINCE_15_MARCH)
    again = run(shop, SINCE_15_MARCH)
    assert (again.status, again.taken_out) == ("done", ())  # they went before it was killed
    assert not holding(shop, *map(word, range(1, 15)))
    assert set(holding(shop, word(15))) > {"inbox/reviews.csv", "state/work.duckdb"}
    counted = rows(
        shop, "select lines, loaded, rejected, duplicate from ops.files where source = 'shop_reviews'"
    )
    assert counted == [{"lines": 20, "loaded": 6, "rejected": 14, "duplicate": 0}]
    assert rows(shop, "select count(*) as n from core.customers") == [{"n": 20}]
    assert digests(shop)["core.feedback"] != tables["core.feedback"]

    before = files(shop)
    assert run(shop, SINCE_15_MARCH.replace(hour=22)).status == "unchanged"
    assert files(shop) == before


@pytest.mark.system
def test_a_source_that_is_no_longer_described_goes_on_ageing(tmp_path: Path):
    sources = {"shop_reviews": SOURCES["shop_reviews"]}
    shop = new_project(tmp_path / "shop", sources, {"reviews.csv": reviews({1: 5, 2: 3})})
    assert voc("run", "--project", shop).code == 0
    (shop / "inbox" / "reviews.csv").unlink()
    (shop / "sources" / "shop_reviews.toml").unlink()
    (shop / "voc.toml").write_text("[retention]\nshop_reviews = 1\n")
    done = voc("run", "--project", shop)
    said = "Retention: 2 records of shop_reviews taken out." in done.out
    assert (done.code, said) == (0, True), done.err
    (shop / "voc.toml").write_text("[retention]\nshop_review = 1\n")
    assert voc("run", "--project", shop).code == 2
