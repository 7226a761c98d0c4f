"""The project's key."""

import stat
from pathlib import Path

import pytest

from warehouse.errors import VocError
from warehouse.project import Project
from warehouse.secret import create_secret, derived_key, read_secret


def test_it_is_made_once_and_is_its_owners_alone(tmp_path: Path):
    project = Project(tmp_path)
    first = read_secret(project)
    create_secret(project)
    assert read_secret(project) == first
    assert len(first) == 32
    assert stat.S_IMODE(project.secret.stat().st_mode) == 0o600


def test_two_projects_have_two_keys(tmp_path: Path):
    assert read_secret(Project(tmp_path / "a")) != read_secret(Project(tmp_path / "b"))


def test_a_lost_key_is_not_replaced_where_data_needs_it(tmp_path: Path):
    project = Project(tmp_path)
    project.state.mkdir()
    project.work.touch()
    with pytest.raises(VocError, match=r"state/secret\.key is missing.* Restore it from your backup"):
        read_secret(project)
    assert not project.secret.exists()


@pytest.mark.parametrize("content", [b"", b"abc", b"00" * 31, b"zz" * 32, "é".encode() * 32])
def test_a_damaged_key_is_told(tmp_path: Path, content: bytes):
    project = Project(tmp_path)
    project.state.mkdir()
    project.secret.write_bytes(content)
    with pytest.raises(VocError, match="is no key of 32 bytes"):
        read_secret(project)


def test_derived_keys_differ_by_purpose_and_hide_the_secret():
    secret = b"s" * 32
    assert derived_key(secret, "private") != derived_key(secret, "other")
    assert secret.hex() not in derived_key(secret, "private")
