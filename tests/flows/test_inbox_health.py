"""`voc doctor` on what lies in the inbox and is not loaded, however long ago that was told."""

import errno
import os
from pathlib import Path

import pytest
from command import new_project, voc


def checked(project: Path) -> dict[str, tuple[str, str]]:
    checks = voc("doctor", "--project", project, "--json").json["checks"]
    return {one["check"]: (one["status"], one["message"]) for one in checks}


def test_what_is_not_loaded_is_told_until_it_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    unknown = {f"u{number}.csv": f"a,b\n{number},2\n" for number in range(5)}
    project = new_project(tmp_path / "shop", {}, unknown | {"torn.parquet": "PAR1 half a file"})
    inbox = project / "inbox"
    assert voc("ingest", *sorted(inbox.iterdir()), "--project", project).code == 1
    (inbox / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    (inbox / "closed.csv").touch()
    for name in ("half.csv.part", "under_way.csv.crdownload"):
        (inbox / name).write_text("a,b\n1")
    os.utime(inbox / "half.csv.part", (1_770_000_000,) * 2)  # 2 February 2026
    opened = Path.open

    def open_others(path: Path, *how: object, **also: object) -> object:
        if path.name == "closed.csv":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return opened(path, *how, **also)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", open_others)
        told = checked(project)
    assert {told[one][0] for one in ("unrecognised", "refused", "links", "unreadable")} == {"warning"}
    assert told["unrecognised"][1].startswith(
        "5 files (inbox/u0.csv, inbox/u1.csv, inbox/u2.csv and 2 more) of no known source: `voc check FILE`"
    )
    assert told["refused"][1].startswith("1 file (inbox/torn.parquet) refused: `voc check FILE` says why")
    assert told["links"][1].startswith("1 link (inbox/link.csv) not followed: copy the files themselves")
    assert told["unreadable"][1].startswith("1 place (inbox/closed.csv) cannot be read: nothing new of it")
    assert told["unfinished"] == (
        "warning",
        "1 file (inbox/half.csv.part since 2026-02-02 02:40 UTC) left as still being written, by name: "
        "rename it once it is whole, or delete it",
    )
    (inbox / "torn.parquet").rename(inbox / "renamed.csv")
    (inbox / "u0.csv").rename(inbox / "other.csv")
    (inbox / "a_new_one.csv").write_text("a,b\n8,2\n")  # as long as an unknown one, and not seen yet
    told = checked(project)
    assert told["refused"][1].startswith("1 file (inbox/renamed.csv) refused")
    assert told["unrecognised"][1].startswith(
        "5 files (inbox/other.csv, inbox/u1.csv, inbox/u2.csv and 2 more)"
    )
    for path in inbox.iterdir():
        path.unlink()
    told = checked(project)
    assert {told[one][0] for one in ("unrecognised", "refused", "links", "unreadable", "unfinished")} == {
        "good"
    }
    inbox.rmdir()
    assert checked(project)["inbox"][0] == "bad"
