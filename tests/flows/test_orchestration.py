"""Whether there is a Prefect API to speak to: from the environment, else from the active profile."""

from pathlib import Path

import pytest

from flows.orchestration import configured_api, is_reachable

ADDRESS = "http://127.0.0.1:9/api"
PROFILES = f"""
active = "here"
[profiles.here]
PREFECT_API_URL = "{ADDRESS}"
[profiles.elsewhere]
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_PROFILE", raising=False)
    return tmp_path


def test_without_any_configuration_there_is_none(home: Path) -> None:
    assert configured_api() is None


def test_the_active_profile_configures_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "profiles.toml").write_text(PROFILES, encoding="utf-8")
    assert configured_api() == ADDRESS
    monkeypatch.setenv("PREFECT_PROFILE", "elsewhere")
    assert configured_api() is None


def test_the_environment_comes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "profiles.toml").write_text(PROFILES, encoding="utf-8")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    assert configured_api() == "http://127.0.0.1:1/api"


def test_a_torn_profile_is_none(home: Path) -> None:
    (home / "profiles.toml").write_text("active = ", encoding="utf-8")
    assert configured_api() is None


@pytest.mark.parametrize("address", [ADDRESS, "no address at all"])
def test_who_does_not_answer_is_not_reachable(address: str) -> None:
    assert not is_reachable(address)
