"""Whether a Prefect API is configured, without loading Prefect (which takes seconds)."""

import os
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

REACHABLE_SECONDS = 3


def configured_api() -> str | None:
    """The API's address from the environment or Prefect's active profile; None where there is none."""
    return os.environ.get("PREFECT_API_URL") or _profile_setting("PREFECT_API_URL")


def is_reachable(api: str) -> bool:
    """Whether the configured API answers."""
    try:
        with urllib.request.urlopen(f"{api.rstrip('/')}/health", timeout=REACHABLE_SECONDS) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _profile_setting(name: str) -> str | None:
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    path = Path(os.environ.get("PREFECT_PROFILES_PATH", str(home / "profiles.toml"))).expanduser()
    try:
        profiles = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return None
    active = os.environ.get("PREFECT_PROFILE", profiles.get("active", ""))
    value = profiles.get("profiles", {}).get(active, {}).get(name)
    return value if isinstance(value, str) else None
