"""Calls the `voc` command: in this process, or in one of its own where a process matters."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.cli import main

SECONDS = 120
"""After which a process of a test counts as hanging."""

AS_VOC = "import sys; from flows.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True)
class Called:
    """How a call ended: exit code, and what it wrote."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def json(self) -> Any:
        """All of stdout as one JSON object: anything else beside it is an error."""
        return json.loads(self.out)


def voc(*arguments: object) -> Called:
    """The command in this process."""
    raw, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(one) for one in arguments])
    out.flush()
    return Called(code, raw.getvalue(), err.getvalue())


def process(code: str, *arguments: object, environment: Mapping[str, str] | None = None) -> Called:
    """Python code in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        timeout=SECONDS,
        env={**os.environ, **(environment or {})},
        check=False,
    )
    return Called(done.returncode, done.stdout, done.stderr.decode())


def new_project(
    folder: Path, sources: Mapping[str, str] | None = None, files: Mapping[str, str] | None = None
) -> Path:
    """A project with its own source descriptions (by name) and exports (by file name)."""
    assert voc("init", folder).code == 0
    for name, text in (sources or {}).items():
        (folder / "sources" / f"{name}.toml").write_text(text, encoding="utf-8")
    for name, text in (files or {}).items():
        (folder / "inbox" / name).write_text(text, encoding="utf-8")
    return folder


def rows(project: Path, sql: str) -> list[dict[str, Any]]:
    """What `voc query` answers."""
    answered = voc("query", sql, "--project", project, "--format", "json")
    assert answered.code == 0, answered.err
    found: list[dict[str, Any]] = answered.json
    return found


def digests(project: Path) -> dict[str, tuple[int, str]]:
    """Rows and digest of every published relation that follows from the data."""
    found = rows(project, "from ops.digests")
    return {one["relation"]: (one["rows"], one["digest"]) for one in found}
