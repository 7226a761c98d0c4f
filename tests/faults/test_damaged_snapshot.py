"""A published file that rots, and one that is built wrong: the digests tell, and readers never see it."""

import shutil
from pathlib import Path

import pytest
from cases import SOURCE, Told, reviews
from command import digests, new_project, voc

from warehouse.publishing import snapshot

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = new_project(
        tmp_path_factory.mktemp("rots") / "shop", {"reviews": SOURCE}, {"a.csv": reviews(1, 2)}
    )
    assert voc("run", "--project", project).code == 0
    return project


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "shop", copy_function=shutil.copy2))


def rot(file: Path) -> None:
    """A byte in each block is another one; the file's own header is as it was."""
    content = bytearray(file.read_bytes())
    for at in range(1 << 16, len(content), 1 << 16):
        content[at] ^= 1
    file.write_bytes(content)


def test_a_published_file_that_rots_is_told_and_published_anew(project: Path, told: Told) -> None:
    before = digests(project)
    rot(project / "voc.duckdb")
    doctor = voc("doctor", "--project", project, "--json")
    (said,) = [one for one in doctor.json["checks"] if one["check"] == "snapshot"]
    assert (said["status"], "voc run publishes it anew" in said["message"]) == ("bad", True)
    called = voc("run", "--project", project)
    told("exit 0, published anew", f"exit {called.code}")
    assert (called.code, "voc.duckdb is damaged" in called.err) == (0, True), called.err
    assert digests(project) == before
    assert "Nothing new" in voc("run", "--project", project).out


def test_a_snapshot_that_is_built_wrong_is_not_published(
    project: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (project / "voc.duckdb").read_bytes()
    (project / "inbox" / "b.csv").write_text(reviews(3))
    finish = snapshot._finish

    def finish_and_rot(staged: Path, publication: snapshot.Publication) -> None:
        finish(staged, publication)
        rot(staged)

    with monkeypatch.context() as patch:
        patch.setattr("warehouse.publishing.snapshot._finish", finish_and_rot)
        failed = voc("run", "--project", project)
    told("exit 1, the snapshot stands", f"exit {failed.code}")
    assert (failed.code, "is not published; the last one stays" in failed.err) == (1, True), failed.err
    assert (project / "voc.duckdb").read_bytes() == before
    assert voc("run", "--project", project).code == 0
    assert (project / "voc.duckdb").read_bytes() != before
