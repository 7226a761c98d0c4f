"""Corrections, late files and deliveries out of order: the tables follow from the records alone."""

import os
import random
import shutil
from pathlib import Path

import duckdb
import pytest
from command import digests, new_project, rows, voc
from shop import SOURCES, customers, reviews, survey

EARLY, LATE = 1_770_000_000, 1_780_000_000
PRAISES = reviews(dict.fromkeys(range(1, 21), 5))
ORDER_OF_DELIVERY = {"report.data_quality"}
"""What was delivered when is told there; everything else follows from the records."""


def drop(project: Path, name: str, text: str, delivered: int) -> None:
    path = project / "inbox" / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (delivered, delivered))


def run(project: Path) -> None:
    called = voc("run", "--project", project)
    assert called.code in (0, 3), called.err


def tables(project: Path) -> dict[str, tuple[int, str]]:
    return {name: digest for name, digest in digests(project).items() if name not in ORDER_OF_DELIVERY}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "shop", SOURCES)


def stars(project: Path) -> dict[str, float]:
    found = rows(project, "select day(created_at) as n, rating from core.feedback order by 1")
    return {one["n"]: one["rating"] for one in found}


def test_a_newer_version_of_a_record_replaces_the_older_and_an_older_that_comes_late_nothing(
    project: Path,
) -> None:
    drop(project, "a.csv", reviews({1: 1, 2: 5}, edited_at="2026-04-02"), EARLY)
    run(project)
    drop(project, "newer.csv", reviews({1: 5, 3: 3}, edited_at="2026-04-03"), LATE)
    drop(project, "older.csv", reviews({2: 1, 4: 1}, edited_at="2026-04-01"), LATE)
    run(project)
    assert stars(project) == {2: 5, 3: 5, 4: 3, 5: 1}
    counts = "select path, lines, loaded, duplicate from ops.files order by path"
    assert [tuple(one.values()) for one in rows(project, counts)] == [
        ("inbox/a.csv", 2, 2, 0),
        ("inbox/newer.csv", 2, 2, 0),
        ("inbox/older.csv", 2, 1, 1),
    ]


@pytest.fixture(scope="module")
def ran_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty praises after their first night, which tests copy."""
    folder = new_project(tmp_path_factory.mktemp("ran") / "shop", SOURCES)
    drop(folder, "a.csv", PRAISES, EARLY)
    run(folder)
    return folder


@pytest.fixture
def praised(ran_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(ran_once, tmp_path / "shop", copy_function=shutil.copy2))


def test_the_same_file_under_another_name_is_loaded_once(praised: Path) -> None:
    project, before = praised, digests(praised)
    drop(project, "copy of a.csv", PRAISES, LATE)
    called = voc("run", "--project", project)
    assert "Nothing new" in called.out
    assert digests(project) == before


@pytest.mark.system
def test_a_changed_setting_or_description_computes_everything_anew(praised: Path) -> None:
    project = praised
    (project / "voc.toml").write_text("[privacy]\nfloor = 30\n", encoding="utf-8")
    run(project)
    statuses = "select distinct status from report.kpi where dimension = 'all' and period_grain = 'all'"
    assert [one["status"] for one in rows(project, statuses)] == ["suppressed"]
    source = project / "sources" / "shop_reviews.toml"
    source.write_text(SOURCES["shop_reviews"].replace('channel = "review"', 'channel = "social"'))
    run(project)
    assert rows(project, "select distinct channel from core.feedback") == [{"channel": "social"}]
    assert len(rows(project, "from core.feedback")) == 20


def test_another_name_is_another_report_of_the_same_tables(praised: Path) -> None:
    project, before = praised, digests(praised)
    (project / "voc.toml").write_text('[project]\nname = "Chairs & Sons"\n', encoding="utf-8")
    run(project)
    assert digests(project) == before
    assert "Chairs &amp; Sons" in (project / "report" / "index.html").read_text(encoding="utf-8")


def test_the_report_of_a_snapshot_of_an_earlier_version_says_what_to_do(praised: Path) -> None:
    with duckdb.connect(str(praised / "voc.duckdb")) as older:
        older.execute("alter table report.divergence drop column has_text")
    called = voc("report", "--project", praised)
    assert (called.code, "of an earlier version, which lacks" in called.err) == (1, True), called.err


def deliveries() -> list[tuple[str, str]]:
    """Thirty nights: fifteen of reviews that correct each other, ten of customers, five of answers."""
    rng = random.Random(3)
    files = []
    for night in range(15):
        numbers = range(1 + 4 * night, 9 + 4 * night)  # four new ones, four of the night before again
        given = {n: rng.choice((1, 3, 5)) for n in numbers}
        files.append((f"reviews_{night:02d}.csv", reviews(given, edited_at=f"2026-04-{1 + night:02d}")))
    for night in range(10):
        numbers = range(1 + 6 * night, 11 + 6 * night)
        files.append(
            (f"customers_{night:02d}.csv", customers(numbers, changed_at=f"2026-01-{1 + night:02d}"))
        )
    for night in range(5):
        files.append((f"survey_{night:02d}.csv", survey(range(1 + 9 * night, 10 + 9 * night))))
    return files


@pytest.mark.system
def test_thirty_shuffled_nights_with_repeats_end_like_one_run(tmp_path: Path) -> None:
    files = deliveries()
    at_once = new_project(tmp_path / "at_once", SOURCES)
    nightly = new_project(tmp_path / "nightly", SOURCES)
    key = Path("state") / "secret.key"
    (nightly / key).write_bytes((at_once / key).read_bytes())
    for project in (at_once, nightly):
        (project / "voc.toml").write_text('[weighting]\nmargins = ["plan", "state"]\n', encoding="utf-8")
    for name, text in files:
        drop(at_once, name, text, EARLY)
    run(at_once)

    rng = random.Random(4)
    rng.shuffle(files)
    nights = [[*files[at : at + 1]] for at in range(len(files))]
    for at in rng.sample(range(5, len(nights)), 6):  # some are delivered again, under another name
        name, text = files[at - 5]
        nights[at].append((f"again_{name}", text))
    for night, delivered in enumerate(nights):
        for name, text in delivered:
            drop(nightly, name, text, LATE + 86_400 * night)
        path = [str(nightly / "inbox" / name) for name, _ in delivered]
        assert voc("ingest", *path, "--project", nightly).code in (0, 3)
        if night % 10 == 9:
            run(nightly)
    assert len(rows(nightly, "from ops.files")) == 30
    assert rows(nightly, "from report.weighting where weighted_share is not null")
    assert tables(nightly) == tables(at_once)
