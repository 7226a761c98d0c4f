"""Clocks: runs across midnight, and clocks that jump between runs and within one, end in the same tables."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command import Called, digests, new_project, rows, voc
from shop import SOURCES, csv

READ_BY = (
    "flows.ingesting",
    "flows.run",
    "flows.steps",
    "warehouse.journal",
    "warehouse.lock",
)
"""Modules that read the clock. What decides a figure reads it once a run: flows.run."""

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
Reading = Callable[[int], datetime]
"""What the clock says at its nth reading."""


def ticking(start: datetime, seconds: int = 1) -> Reading:
    return lambda nth: start + timedelta(seconds=seconds * nth)


def back_by_an_hour(nth: int) -> datetime:
    """After the run began, the clock is set."""
    return NOON - timedelta(hours=1 if nth else 0)


def run(project: Path, clock: Reading) -> Called:
    """A run on whose machine the clock reads so."""
    count = iter(range(10_000))

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return clock(next(count))

    with pytest.MonkeyPatch.context() as patch:
        for module in READ_BY:
            patch.setattr(f"{module}.datetime", Clock)
        return voc("run", "--project", project)


def reviews(first: int, *said_at: str) -> str:
    rows = (
        (f"R{n}", n, at, "2026-06-01", 1 + n % 5, "It is a chair.") for n, at in enumerate(said_at, first)
    )
    return csv("review,client,said_at,edited_at,stars,words", rows)


MAY = reviews(1, "2026-05-31T21:59:59Z", "2026-05-31T22:00:00Z", "2031-01-01T00:00:00Z")
"""Either side of midnight in Berlin, and a mistyped year."""
JUNE = reviews(4, "2026-06-14T23:59:30Z", "2026-06-15T00:00:30Z")


def drop(project: Path, name: str, text: str, at: datetime) -> None:
    path = project / "inbox" / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at.timestamp(), at.timestamp()))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = new_project(
        tmp_path_factory.mktemp("clocks") / "shop", {"shop_reviews": SOURCES["shop_reviews"]}
    )
    settings = project / "voc.toml"
    settings.write_text(settings.read_text().replace('time_zone = "UTC"', 'time_zone = "Europe/Berlin"'))
    assert "Berlin" in settings.read_text()
    drop(project, "may.csv", MAY, datetime(2026, 6, 1, tzinfo=UTC))
    return project


def copied(project: Path, target: Path) -> Path:
    return Path(shutil.copytree(project, target, copy_function=shutil.copy2))


@pytest.fixture(scope="module")
def at_noon(fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copied(fresh, tmp_path_factory.mktemp("noon") / "shop")
    called = run(project, ticking(NOON))
    assert called.code == 3, called.err
    assert "shop_reviews: 1 feedback with a time that cannot be true (such as 2031-01-01)" in called.err
    return project


CLOCKS = {
    "midnight": ticking(datetime(2026, 6, 15, 23, 59, 59, tzinfo=UTC)),
    "the end of the year": ticking(datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)),
    "an hour that comes twice": ticking(datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC), seconds=600),
    "set back within": back_by_an_hour,
}


@pytest.mark.parametrize(
    "clock",
    [
        pytest.param(clock, id=name, marks=() if name == "midnight" else pytest.mark.system)
        for name, clock in CLOCKS.items()
    ],
)
def test_a_run_over_which_the_clock_does_what_clocks_do(
    fresh: Path, at_noon: Path, tmp_path: Path, clock: Reading
) -> None:
    project = copied(fresh, tmp_path / "shop")
    assert run(project, clock).code == 3
    assert digests(project) == digests(at_noon)
    (noted,) = rows(project, "select started_at, status from ops.runs")
    assert noted["started_at"][:19] == clock(0).isoformat()[:19]
    assert noted["status"] == "warned"
    again = run(project, ticking(clock(0) + timedelta(hours=6)))
    assert "Nothing new" in again.out, again.err
    assert "audit clock_credible" not in again.err


@pytest.fixture(scope="module")
def two_nights(at_noon: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copied(at_noon, tmp_path_factory.mktemp("two") / "shop")
    drop(project, "june.csv", JUNE, NOON)
    assert run(project, ticking(NOON + timedelta(days=1))).code == 0
    return project


@pytest.mark.system
@pytest.mark.parametrize(
    ("wrong", "told"), [(datetime(2036, 1, 1, tzinfo=UTC), 5), (datetime(2001, 1, 1, tzinfo=UTC), 4)],
    ids=["ahead", "behind"],
)  # fmt: skip
def test_a_night_with_a_wrong_clock_is_forgotten(
    at_noon: Path, two_nights: Path, tmp_path: Path, wrong: datetime, told: int
) -> None:
    project = copied(at_noon, tmp_path / "shop")
    drop(project, "june.csv", JUNE, NOON)
    during = run(project, ticking(wrong))
    assert during.code in (0, 3), during.err
    is_behind = wrong < NOON
    assert ("audit clock_credible" in during.err) == is_behind
    credible = "from core.feedback where is_created_at_credible"
    assert len(rows(project, credible)) == told  # a file's own time vouches for it, if the clock does not
    after = run(project, ticking(NOON + timedelta(days=1)))
    assert after.code == (0 if is_behind else 3), after.err
    assert ("an earlier run was on 2036-01-01" in after.err) == (not is_behind)
    assert digests(project) == digests(two_nights)
    assert "Nothing new" in run(project, ticking(NOON + timedelta(days=2))).out


def test_no_other_module_reads_the_clock() -> None:
    root = Path(__file__).parents[2]
    reading = {
        ".".join(path.relative_to(root).with_suffix("").parts)
        for room in ("flows", "models", "transforms", "warehouse")
        for path in (root / room).rglob("*.py")
        if "datetime.now(" in path.read_text(encoding="utf-8")
    }
    assert reading == set(READ_BY)
