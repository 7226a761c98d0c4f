"""What tests share: no Prefect of the developer's own, and one run of the demo for all who look at it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from command import voc
from filelock import FileLock

DATA = Path(__file__).parents[2] / "shared" / "data"
"""Real exports; where they are absent, tests that read them say so and skip."""


@dataclass(frozen=True)
class Demo:
    """The demo project after `voc demo --json`: its folder, exit code, and what it printed."""

    folder: Path
    code: int
    printed: dict[str, Any]
    err: str


@pytest.fixture(autouse=True, scope="session")
def _no_prefect_of_ones_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PREFECT_API_URL", raising=False)
        patch.delenv("PREFECT_PROFILES_PATH", raising=False)
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_young_files() -> Iterator[None]:
    """Files of tests are as young as can be; what waits for them sets its own time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warehouse.inbox.SETTLE_SECONDS", 0)
        yield


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, _no_prefect_of_ones_own: None, worker_id: str) -> Demo:
    """`voc demo` run once a session, whichever process of pytest comes first. Look at it, change nothing."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder, noted = shared / "demo", shared / "demo.json"
    with FileLock(shared / "demo.lock"):
        if not noted.exists():
            called = voc("demo", folder, "--json")
            noted.write_text(json.dumps([called.code, called.out, called.err]), encoding="utf-8")
    code, out, err = json.loads(noted.read_text(encoding="utf-8"))
    return Demo(folder, code, json.loads(out), err)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real exports."""
    if not DATA.is_dir():
        pytest.skip("needs the real exports beside the project (../shared/data)")
    return DATA
