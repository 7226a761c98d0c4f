"""A disk that is full, memory that is short, a folder that cannot be written: said, and survived."""

import contextlib
import errno
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest
from cases import SOURCE, Told, reviews
from command import Called, digests, new_project, rows, voc

from warehouse.failures import explained


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "state/work.duckdb"),
            "state/work.duckdb: the disk is",
        ),
        (duckdb.IOException("IO Error: Could not write file: No space left on device"), "the disk is full"),
        (duckdb.FatalException("FATAL Error: no space left on device"), "the disk is full"),
        (duckdb.OutOfMemoryException("Out of Memory Error: failed to pin block"), "raise memory_limit"),
        (
            pl.exceptions.ComputeError("parquet: underlying IO error: No space left on device"),
            "the disk is full",
        ),
        (MemoryError(), "raise memory_limit"),
        (OSError(errno.EROFS, "Read-only file system", "x"), "cannot be written"),
        (duckdb.IOException('IO Error: Cannot open file "x": Permission denied'), "cannot be written"),
    ],
)
def test_what_fails_for_want_of_room_is_a_sentence(error: BaseException, says: str) -> None:
    assert says in str(explained(error))


def test_what_fails_otherwise_is_not_taken_for_it() -> None:
    assert explained(ValueError("no space left")) is None
    assert explained(FileNotFoundError(errno.ENOENT, "No such file", "x")) is None


PLACES = (
    ("load", "warehouse.loading.incoming.insert"),
    ("opening", "warehouse.database.migrate"),
    ("exports", "flows.steps.export_tables"),
    ("publish", "warehouse.publishing.snapshot.put_in_place"),
)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(
        tmp_path_factory.mktemp("room") / "shop", {"reviews": SOURCE}, {"a.csv": reviews(1, 2)}
    )


@pytest.mark.system
@pytest.mark.parametrize(("when", "function"), PLACES, ids=[when for when, _ in PLACES])
def test_a_full_disk_leaves_what_was_published(
    undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told, when: str, function: str
) -> None:
    project = Path(shutil.copytree(undisturbed, tmp_path / "shop", copy_function=shutil.copy2))
    assert voc("run", "--project", project).code == 0
    before = digests(project)
    (project / "inbox" / "b.csv").write_text(reviews(3, 4))

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(function, full)
        failed = voc("run", "--project", project)
    told("exit 1, the snapshot stands", f"exit {failed.code}")
    assert (failed.code, "the disk is full" in failed.err) == (1, True), failed.err
    assert digests(project) == before
    assert voc("run", "--project", project).code == 0
    assert digests(project) != before


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    project = new_project(tmp_path / "shop", {"reviews": SOURCE}, {"a.csv": reviews(1), "b.csv": reviews(2)})
    opened = Path.open

    def open_others(path: Path, *how: object, **also: object) -> object:
        if path.name == "a.csv":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return opened(path, *how, **also)

    monkeypatch.setattr(Path, "open", open_others)
    warned = voc("run", "--project", project)
    told("exit 3, the file is named, the others are loaded", f"exit {warned.code}")
    assert warned.code == 3
    assert "inbox/a.csv: cannot be read: nothing new of it is loaded; see who owns it" in warned.err
    assert rows(project, "select path, loaded from ops.files") == [{"path": "inbox/b.csv", "loaded": 1}]


def small_disk(folder: Path, megabytes: int) -> None:
    folder.mkdir()
    size = f"size={megabytes}m"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("needs the right to mount a small disk")


def _fill(filler: Path, leave: int = 0) -> None:
    """Takes all room of a disk but so many bytes."""
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while shutil.disk_usage(filler.parent).free > leave:
            file.write(b"x" * (1 << 16))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of so many megabytes; skipped where none may be mounted."""
    folder = tmp_path / "disk"

    def mounted(megabytes: int) -> Path:
        small_disk(folder, megabytes)
        return folder

    yield mounted
    subprocess.run(["umount", folder], capture_output=True, check=False)


@pytest.mark.system
def test_a_disk_that_really_fills_up(undisturbed: Path, disk: Callable[[int], Path], told: Told) -> None:
    folder = disk(64)
    project = Path(shutil.copytree(undisturbed, folder / "shop", copy_function=shutil.copy2))
    first = voc("run", "--project", project)
    assert first.code == 0, first.err
    before = digests(project)
    (project / "inbox" / "b.csv").write_text(reviews(3, 4))
    filler = folder / "filler"
    _fill(filler)
    failed: Called = voc("run", "--project", project)
    told("exit 1, the snapshot stands", f"exit {failed.code}")
    assert (failed.code, "the disk is full" in failed.err) == (1, True), failed.err
    assert digests(project) == before
    filler.unlink()
    again = voc("run", "--project", project)
    assert again.code == 0, again.err
    assert digests(project) != before


ROOM = [kilobytes << 10 for kilobytes in (64, 512, 1024, 2048, 3072, 6144)]


@pytest.mark.system
def test_a_disk_that_fills_up_anywhere_on_the_way(
    undisturbed: Path, disk: Callable[[int], Path], told: Told
) -> None:
    """With ever more room, a second night gets further: loading, checkpoints, the copy, publishing."""
    folder = disk(64)
    project = Path(shutil.copytree(undisturbed, folder / "shop", copy_function=shutil.copy2))
    assert voc("run", "--project", project).code == 0
    before = digests(project)
    (project / "inbox" / "b.csv").write_text(reviews(*range(3, 1003)))  # too many for the least room
    failed_in = []
    for room in ROOM:
        _fill(folder / "filler", leave=room)
        called = voc("run", "--project", project, "--debug")
        (folder / "filler").unlink()
        assert (called.code, "the disk is full" in called.err) == (1, True), called.err
        assert digests(project) == before
        failed_in.append(re.findall(r"steps\.py.*, in (\w+)", called.err)[0])
    told("exit 1 in every step, the snapshot stands", f"failed in {', '.join(failed_in)}")
    assert {"ingest", "publish"} <= set(failed_in)
    again = voc("run", "--project", project)
    assert again.code == 0, again.err
    assert len(rows(project, "from core.feedback")) == 1002


def test_a_folder_that_cannot_be_written_can_be_looked_at(
    tmp_path: Path, disk: Callable[[int], Path], told: Told
) -> None:
    is_root = os.geteuid() == 0  # whom no rights stop
    folder = disk(4) if is_root else tmp_path
    project = new_project(folder / "shop", {"reviews": SOURCE}, {"a.csv": reviews(1)})
    if is_root:
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    else:
        for place in (project, *project.iterdir()):
            place.chmod(place.stat().st_mode & ~0o222)
    failed = voc("run", "--project", project)
    told("exit 1, said in a sentence", f"exit {failed.code}")
    assert (failed.code, "the project's folder cannot be written" in failed.err) == (1, True), failed.err
    assert len(failed.err.splitlines()) == 1
    assert voc("check", project / "inbox" / "a.csv", "--project", project).code == 0


@pytest.mark.system
def test_too_little_memory_is_said_and_leaves_nothing_half_done(undisturbed: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(undisturbed, tmp_path / "shop", copy_function=shutil.copy2))
    settings = project / "voc.toml"
    settings.write_text('[resources]\nmemory_limit = "1MB"\n', encoding="utf-8")
    failed = voc("run", "--project", project)
    assert failed.code == 1
    assert "raise memory_limit under [resources]" in failed.err, failed.err
    settings.write_text("", encoding="utf-8")
    assert voc("run", "--project", project).code == 0
