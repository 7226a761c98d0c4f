"""`make chaos`: a run is killed at random and between its steps, run again, and must end as one undisturbed.

Half of the kills hit the first night of a project, half the second; of each half, one in five is at a step's
boundary, the others at a moment drawn at random (seeded) over the time that an undisturbed run takes.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from command import AS_VOC, new_project, process, voc
from command import digests as tables_of
from shop import EXPORTS, SOURCES
from test_kills import DRIVER, copied, second_delivery

BOUNDARIES = [
    (when, step)
    for step in ("ingest", "enrich", "analyse", "audit", "publish")
    for when in ("before", "after")
]
AT_BOUNDARIES = 5


def killed_at_random(project: Path, seconds: float) -> str:
    """Kills a run after so many seconds; says when."""
    with subprocess.Popen(
        [sys.executable, "-c", AS_VOC, "run", "--project", str(project)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        try:
            running.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            return f"after {seconds:.2f} s"
    return f"after its end ({seconds:.2f} s)"


def killed_at_boundary(project: Path, number: int) -> str:
    """Kills a run before or after a step; says which."""
    when, step = BOUNDARIES[number % len(BOUNDARIES)]
    process(DRIVER, project, when, step, 1, "kill")
    return f"{when} {step}"


def main(kills: int, seed: int) -> int:
    """Kills so many runs and prints what came of each; returns how many ended otherwise."""
    drawn, failures = random.Random(seed), 0
    with tempfile.TemporaryDirectory(prefix="voc-chaos-") as folder:
        nights = _nights(Path(folder))
        for number in range(kills):
            night, fresh, expected, lasts = nights[number % 2]
            project = copied(fresh, Path(folder) / "killed")
            if number // 2 % AT_BOUNDARIES == 0:
                when = killed_at_boundary(project, number // 2 // AT_BOUNDARIES)
            else:
                when = killed_at_random(project, drawn.uniform(0, lasts))
            again = voc("run", "--project", project)
            is_same = again.code in (0, 3) and tables_of(project) == expected
            failures += not is_same
            _tell(
                f"{number + 1:4}  {night}  killed {when:24}  {'same' if is_same else 'OTHER: ' + again.err}"
            )
            shutil.rmtree(project)
    _tell(f"{kills} kills, {failures} ended in other tables")
    return failures


def _nights(folder: Path) -> list[tuple[str, Path, dict[str, tuple[int, str]], float]]:
    first = new_project(folder / "first", SOURCES, EXPORTS)
    published = copied(first, folder / "published")
    lasts = _seconds(published)
    second = second_delivery(copied(published, folder / "second"))
    done = copied(second, folder / "done")
    lasts_again = _seconds(done)
    return [
        ("first night ", first, tables_of(published), lasts),
        ("second night", second, tables_of(done), lasts_again),
    ]


def _seconds(project: Path) -> float:
    started = time.monotonic()
    process(AS_VOC, "run", "--project", project)
    return time.monotonic() - started


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - it is the table


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])) > 0)
