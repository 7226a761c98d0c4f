"""The nightly flow against a Prefect server on this machine: started by hand, and from a deployment."""

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from command import AS_VOC, SECONDS, Called, new_project, process, rows, voc

pytestmark = pytest.mark.system

SOURCE = """
name = "shop_survey"
title = "Survey of a shop"
channel = "survey"
[recognise]
columns = ["answer", "client", "email", "at", "likely", "words"]
[record]
key = ["answer"]
[customer]
key = "client"
namespace = "shop"
email = "email"
[feedback]
created_at = "at"
text = "words"
[[answers]]
survey = "shop"
metric = "nps"
column = "likely"
scale = [0, 10]
"""
HEADER = "answer,client,email,at,likely,words"
FIRST = "S1,quixote-1,quixote@example.org,2026-03-01,9,Windmills everywhere"
OFF_SCALE = "S2,quixote-2,sancho@example.org,2026-03-02,11,Donkeys everywhere"
SAID = ("quixote", "example.org", "Windmills", "Donkeys")
POLLS, POLL_SECONDS = 240, 0.5


@contextmanager
def running(
    arguments: list[str], environment: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A process, its output in a file, stopped at the end."""
    with log.open("wb") as output:
        process = subprocess.Popen(arguments, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(30)


def until(what: str, found: Callable[[], Any]) -> Any:
    """Asks again and again, a bounded number of times."""
    for _ in range(POLLS):
        if answer := found():
            return answer
        Event().wait(POLL_SECONDS)
    raise AssertionError(f"waited in vain for {what}")


def answer_to(request: urllib.request.Request) -> dict[str, Any] | None:
    """The server's answer; None while its SQLite is busy (503: clients are to ask again)."""
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return {"answer": json.load(answer)}
    except urllib.error.HTTPError as error:
        if error.code == 503:
            return None
        raise


class Server:
    """A Prefect server of this test's own, and the project that runs on it."""

    def __init__(self, url: str, environment: dict[str, str], folder: Path) -> None:
        self.url, self.environment, self.folder = url, environment, folder

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.url}{path}", data=data, headers={"content-type": "application/json"}
        )
        return until(f"an answer to {path}", lambda: answer_to(request))["answer"]

    def is_up(self) -> bool:
        try:
            return bool(self.ask("/health"))
        except (urllib.error.URLError, OSError):
            return False

    def flow_runs(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("/flow_runs/filter", {"sort": "START_TIME_DESC"})
        return found

    def everything(self) -> str:
        """All that the server was told of runs, tasks, logs and artifacts, as text."""
        told = [
            self.ask(f"/{kind}/filter", {"limit": 200})
            for kind in ("flow_runs", "task_runs", "logs", "artifacts")
        ]
        assert all(told)
        return json.dumps(told)

    def voc(self, *arguments: object) -> Called:
        return process(AS_VOC, *arguments, environment=self.environment)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    port = free_port()
    environment = {
        **os.environ,
        "PREFECT_HOME": str(folder / "home"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
        "PREFECT_LOGGING_TO_API_BATCH_INTERVAL": "0.2",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    prefect = str(Path(sys.executable).with_name("prefect"))
    start = [prefect, "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with running(start, environment, folder / "server.log"):
        found = Server(environment["PREFECT_API_URL"], environment, folder)
        until("the server", found.is_up)
        yield found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {"survey.csv": "\n".join([HEADER, FIRST]) + "\n"}
    return new_project(tmp_path / "shop", {"shop_survey": SOURCE}, files)


def keeps_secrets(server: Server, project: Path) -> None:
    told = server.everything()
    assert (project / "state" / "secret.key").read_text(encoding="ascii").strip() not in told
    for word in SAID:
        assert word not in told


def test_a_run_by_hand_is_a_flow_with_states_and_artifacts(server: Server, project: Path) -> None:
    called = server.voc("run", "--project", project, "--json")
    assert called.code == 0, called.err
    assert called.json["status"] == "done"
    flow_run = server.flow_runs()[0]
    assert flow_run["state_type"] == "COMPLETED"
    assert flow_run["parameters"] == {"project": str(project), "trigger": "run"}
    tasks = server.ask(
        "/task_runs/filter", {"flow_runs": {"id": {"any_": [flow_run["id"]]}}, "sort": "END_TIME_DESC"}
    )
    steps = [step["name"] for step in called.json["steps"]]
    assert [task["name"].rpartition("-")[0] for task in reversed(tasks)] == steps
    assert {task["state_type"] for task in tasks} == {"COMPLETED"}
    artifacts = {
        one["key"]: one["data"]
        for one in server.ask("/artifacts/filter", {"flow_runs": {"id": {"any_": [flow_run["id"]]}}})
    }
    assert set(artifacts) == {"voc-files", "voc-audits", "voc-run"}
    assert "inbox/survey.csv" in artifacts["voc-files"]
    assert called.json["run_id"] in artifacts["voc-run"]
    assert len(rows(project, "from core.feedback")) == 1
    keeps_secrets(server, project)


def test_rejected_lines_tell_the_server_no_content(server: Server, project: Path) -> None:
    (project / "inbox" / "more.csv").write_text(f"{HEADER}\n{OFF_SCALE}\n", encoding="utf-8")
    called = server.voc("run", "--project", project)
    assert called.code == 3, called.err
    keeps_secrets(server, project)


def test_a_failing_step_ends_the_flow_as_failed_with_our_message(server: Server, project: Path) -> None:
    (project / "state" / "private.duckdb").write_text("no database", encoding="utf-8")
    called = server.voc("run", "--project", project)
    assert called.code == 1
    assert called.out == ""
    assert called.err.splitlines()[-1].startswith("voc: state/private.duckdb cannot be opened")
    assert "Traceback" not in called.err
    flow_run = server.flow_runs()[0]
    assert flow_run["state_type"] == "FAILED"
    assert "state/private.duckdb cannot be opened" in flow_run["state"]["message"]
    assert voc("doctor", "--project", project).code in (0, 3)  # the lock is free again


def test_nothing_new_is_a_completed_flow_of_one_step(server: Server, project: Path) -> None:
    assert server.voc("run", "--project", project).code == 0
    called = server.voc("run", "--project", project, "--json")
    assert (called.code, called.json["status"]) == (0, "unchanged")
    assert [step["name"] for step in called.json["steps"]] == ["ingest"]
    assert server.flow_runs()[0]["state_type"] == "COMPLETED"


def test_a_deployment_runs_the_same_flow(server: Server, project: Path) -> None:
    serve = [sys.executable, "-c", AS_VOC, "serve", "--project", str(project), "--cron", "0 2 * * *"]
    with running(serve, server.environment, server.folder / "serve.log"):
        deployment = until("the deployment", lambda: deployed(server))
        assert deployment["schedules"][0]["schedule"]["cron"] == "0 2 * * *"
        started = server.ask(f"/deployments/{deployment['id']}/create_flow_run", {})
        ended = until("the run", lambda: final(server, started["id"]))
    assert ended["state_type"] == "COMPLETED", (server.folder / "serve.log").read_text(encoding="utf-8")
    assert ended["parameters"]["project"] == str(project)
    assert len(rows(project, "from core.feedback")) == 1
    assert rows(project, "select trigger, status from ops.runs") == [
        {"trigger": "schedule", "status": "done"}
    ]
    keeps_secrets(server, project)


def deployed(server: Server) -> Any:
    try:
        return server.ask("/deployments/name/voc-nightly/nightly")
    except urllib.error.HTTPError:
        return None


def final(server: Server, flow_run: str) -> Any:
    found = server.ask(f"/flow_runs/{flow_run}")
    return found if found["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None


def test_a_server_that_is_down_is_said_and_not_waited_for(server: Server, project: Path) -> None:
    down = {**server.environment, "PREFECT_API_URL": f"http://127.0.0.1:{free_port()}/api"}
    called = process(AS_VOC, "run", "--project", project, environment=down)
    assert called.code == 0
    assert "does not answer; running without it" in called.err
    assert len(rows(project, "from core.feedback")) == 1
